"""The synthetic two-column set: exact truth, four orders of writing, a watermark and three kinds of hidden text.

python extraction_peers.py --make-synthetic DIR   (the script that came with the measured reference)
ATLAS_CORPUS=... python -m tests.benchmarks.reading --synthetic DIR
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Synthetic", "measure_synthetic", "print_synthetic"]

_UNSEEN = ("Hidden white words", "Invisible render mode", "Tiny words of one point", "RETRACTED")


@dataclass(frozen=True)
class Synthetic:
    """Of one reader: the shares of sentences found and in order, and how many unseen or stamped texts leaked."""

    find: float
    order: float
    leaked: int


def measure_synthetic(folder: Path, read: Callable[[Path], str], loose: Callable[[str], str]) -> Synthetic:
    """The figures of one reader over the PDFs of `folder`, each with its truth as `.txt` beside it."""
    sentences = found = ordered = leaked = 0
    for path in sorted(folder.glob("*.pdf")):
        truth = path.with_suffix(".txt").read_text(encoding="utf-8")
        keys = [
            loose(one) for paragraph in truth.split("\n\n") for one in re.split(r"(?<=[.\]])\s+(?=[A-Z])", paragraph)
        ]
        keys = [key for key in keys if 40 <= len(key) <= 600]
        text = read(path)
        whole = loose(text)
        places = [place for key in keys if (place := whole.find(key)) >= 0]
        tails: list[int] = []
        for place in places:
            at = bisect_left(tails, place)
            tails[at : at + 1] = [place]
        sentences += len(keys)
        found += len(places)
        ordered += len(tails)
        leaked += sum(loose(unseen) in whole for unseen in _UNSEEN)
    return Synthetic(found / max(1, sentences), ordered / max(1, found), leaked)


def print_synthetic(found: dict[str, Synthetic]) -> None:
    """One line for each reader."""
    print(f"{'synthetic set':16}{'find':>8}{'order':>8}{'leaked':>8}   (leaked: hidden, tiny or stamped texts, of 4)")
    for name, one in found.items():
        print(f"{name:16}{one.find:8.3f}{one.order:8.3f}{one.leaked:8}")
