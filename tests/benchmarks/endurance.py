"""Whether memory stays flat over many papers, and what a second process brings.

    ATLAS_CORPUS=/path/to/corpus python -m tests.benchmarks.endurance [--papers 500] [--rounds 3]

Prints the resident memory of one child that reads the corpus over and over, its highest mark included, against the
ceiling of 200 MiB a worker; and the wall-clock time of one process and of two over the same papers, in turn, against
the aim of 1.6 times. The second figure holds only where the cores are free, so the load is printed with it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.sources.pdf import PdfLimits, PdfPool, PdfReader
from pipeline.sources.pdf.reader import _resident

__all__ = ["print_endurance", "print_two_processes"]

_CEILING = 200.0
_GAIN = 1.6
_MIB = 2**20


def print_endurance(paths: Sequence[Path], papers: int) -> None:
    """Read `papers` papers in one child, the given ones over and over, and print its memory on the way."""
    with PdfReader(PdfLimits(papers=papers + 1)) as reader:
        marks: dict[int, float] = {}
        peak = 0.0
        for number, path in enumerate(itertools.islice(itertools.cycle(paths), papers), 1):
            reader.read(path, digest="sha256:0")
            assert reader.child_id is not None
            peak = max(peak, _highest(reader.child_id))
            if number % max(1, papers // 10) == 0:
                marks[number] = _resident(reader.child_id) / _MIB
    print("MiB of one child after so many papers: " + ", ".join(f"{at}: {mib:.0f}" for at, mib in marks.items()))
    half = [mib for at, mib in marks.items() if at >= papers / 2]
    print(f"highest mark {peak:.0f} MiB of at most {_CEILING:.0f}; {max(half) - half[0]:+.0f} MiB in the second half")


def print_two_processes(paths: Sequence[Path], rounds: int = 3) -> None:
    """The wall-clock time of one process and of two over the same papers, each warm, in turn.

    The quickest round of each counts: other work on the machine only ever adds time.
    """
    spent: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for count, seconds in spent.items():
            seconds.append(_seconds(paths, count))
        load = f", {os.getloadavg()[0]:.1f} processes running on {os.cpu_count()} cores"
        print(f"one process {spent[1][-1]:.2f} s, two {spent[2][-1]:.2f} s{load}")
    one, two = min(spent[1]), min(spent[2])
    print(f"two processes: {one / two:.2f} times one, of at least {_GAIN} ({one:.2f} s and {two:.2f} s)")


def _seconds(paths: Sequence[Path], count: int) -> float:
    with PdfPool(count) as pool:
        _all(pool, paths[: 2 * count], count)
        begun = time.perf_counter()
        _all(pool, paths, count)
        return time.perf_counter() - begun


def _highest(process_id: int) -> float:
    """The most memory in MiB that the process ever held, by the system's own count; 0 where it keeps none."""
    status = Path(f"/proc/{process_id}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


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


def main() -> int:
    """Print both; 0 where the corpus is there, else 2."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    papers = sorted((Path(os.environ.get("ATLAS_CORPUS", "")) / "pdf").glob("*.pdf"))
    if not papers:
        print("ATLAS_CORPUS does not name the folder of real papers", file=sys.stderr)
        return 2
    print_two_processes(papers, options.rounds)
    print_endurance(papers, options.papers)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
