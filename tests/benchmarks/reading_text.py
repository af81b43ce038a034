"""Text and time: how many sentences of the JATS each reader finds, and the processor time that it takes."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.sources.pdf import oracle
from tests.benchmarks.reading_pairs import Pair, loose, tidy
from tests.benchmarks.reading_peers import REFERENCE, readers

__all__ = ["Tally", "measure", "print_text", "read_all"]


@dataclass
class Tally:
    """Sentences in all, found, found with single spaces, and in order; processor seconds of each round.

    `drawing` is the part of `seconds` that went into rendering pages in search of hidden text.
    """

    sentences: int = 0
    found: int = 0
    strict: int = 0
    ordered: int = 0
    worst: float = 1.0
    seconds: list[float] = field(default_factory=list)
    drawing: list[float] = field(default_factory=list)


def measure(pairs: Sequence[Pair], rounds: int, with_peers: bool) -> dict[str, Tally]:
    """Every reader over every pair, each round in a process of its own, the rounds interleaved.

    A paper is opened once in the life of its reader, as in real work: no reader finds its fonts already loaded.
    """
    names = list(readers(with_peers))
    tallies = {name: Tally() for name in names}
    shares: dict[str, dict[str, float]] = {name: {} for name in names}
    for number in range(rounds):
        for name in names:
            seconds, drawing, texts = _in_own_process(name, [pair.pdf for pair in pairs])
            tallies[name].seconds.append(seconds)
            tallies[name].drawing.append(drawing)
            for pair, text in zip(pairs, texts, strict=True) if number == 0 else ():
                if len(pair.sentences) >= 20:
                    shares[name][pair.name] = _score(tallies[name], pair, text)
    for name, tally in tallies.items():
        tally.worst = min(share - shares[REFERENCE][pair] for pair, share in shares[name].items())
    return tallies


def _in_own_process(name: str, paths: Sequence[Path]) -> tuple[float, float, list[str]]:
    command = [sys.executable, "-m", "tests.benchmarks.reading", "--reader", name, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])  # some libraries print on standard output
    return float(answer["seconds"]), float(answer["drawing"]), list(answer["texts"])


def read_all(name: str, paths: Sequence[Path]) -> str:
    """The texts that one reader gives and the seconds it took, imports left out, as JSON."""
    read = readers(with_peers=True)[name]
    for module in ("pymupdf4llm", "pypdf", "pdfplumber", "pdfminer.high_level", "pypdfium2", "pymupdf"):
        if name.startswith(module.partition(".")[0]):
            importlib.import_module(module)
    read(paths[0])  # what a reader loads once, a long-lived process has loaded
    drawn = _watched_rendering()
    drawn[0] = 0.0
    seconds, texts = 0.0, []
    for path in paths:
        begun, children = time.process_time(), os.times()
        texts.append(read(path))
        after = os.times()
        seconds += time.process_time() - begun
        seconds += after.children_user - children.children_user + after.children_system - children.children_system
    return json.dumps({"seconds": seconds, "drawing": drawn[0], "texts": texts})


def _watched_rendering() -> list[float]:
    """A place where the processor time spent on looking for hidden text adds up."""
    spent = [0.0]
    plain = oracle._Pixels.__init__

    def timed(self: Any, page: Any, turn: Any) -> None:
        begun = time.process_time()
        plain(self, page, turn)
        spent[0] += time.process_time() - begun

    oracle._Pixels.__init__ = timed  # type: ignore[method-assign]
    return spent


def _score(tally: Tally, pair: Pair, text: str) -> float:
    whole, spaced = loose(text), tidy(text)
    places = [place for _, key in pair.sentences if (place := whole.find(key)) >= 0]
    tally.sentences += len(pair.sentences)
    tally.found += len(places)
    tally.strict += sum(tidy(sentence) in spaced for sentence, _ in pair.sentences)
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    tally.ordered += len(tails)
    return len(places) / len(pair.sentences)


def print_text(tallies: dict[str, Tally]) -> None:
    """One line for each reader."""
    print(f"{'reader':16}{'x time':>8}{'x all':>8}{'find':>8}{'find1':>8}{'order':>8}{'worst':>8}")
    base = tallies[REFERENCE].seconds
    for name, tally in tallies.items():
        every = [own / plain for own, plain in zip(tally.seconds, base, strict=True)]
        bare = [(own - drawn) / plain for own, drawn, plain in zip(tally.seconds, tally.drawing, base, strict=True)]
        shares = (tally.found / tally.sentences, tally.strict / tally.sentences, tally.ordered / max(1, tally.found))
        times = f"{statistics.median(bare):8.2f}{statistics.median(every):8.2f}"
        print(f"{name:16}{times}" + "".join(f"{share:8.3f}" for share in shares) + f"{tally.worst:+8.3f}")
    print(f"{tallies[REFERENCE].sentences} sentences; worst: the paper furthest below plain text")
    print("x time: without the rendering in search of hidden text; x all: with it")
