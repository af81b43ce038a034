"""Whether memory stays flat over many papers, and what a second process brings."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.sources.pdf import PdfLimits, PdfPool, PdfReader
from pipeline.sources.pdf.reader import _resident

__all__ = ["print_endurance", "print_two_processes"]


def print_endurance(paths: Sequence[Path], papers: int) -> None:
    """Read `papers` papers in one child, the given ones over and over, and print its resident size on the way."""
    with PdfReader(PdfLimits(papers=papers + 1)) as reader:
        marks = []
        for number, path in enumerate(itertools.islice(itertools.cycle(paths), papers), 1):
            reader.read(path, digest="sha256:0")
            if number % max(1, papers // 10) == 0 and reader.child_id is not None:
                marks.append(f"{number}: {_resident(reader.child_id) / 2**20:.0f}")
    print(f"MiB of one child after so many papers: {', '.join(marks)}")


def print_two_processes(paths: Sequence[Path]) -> None:
    """The wall-clock time of one process and of two over the same papers, each warm."""
    spent = {}
    for count in (1, 2):
        with PdfPool(count) as pool:
            _all(pool, paths[: 2 * count], count)
            begun = time.perf_counter()
            _all(pool, paths, count)
            spent[count] = time.perf_counter() - begun
    print(f"two processes: {spent[1] / spent[2]:.2f} times one ({spent[1]:.1f} s and {spent[2]:.1f} s)")


def _all(pool: PdfPool, paths: Sequence[Path], count: int) -> None:
    left = iter(paths)
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                path = next(left, None)
            if path is None:
                return
            pool.read(path, digest="sha256:0")

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
