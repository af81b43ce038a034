"""How fast papers are drafted by a model that takes two seconds a call: `python -m tests.benchmarks.model 16 64 256`.

For each number of papers at once: throughput in the steady state as a share of what the waiting alone allows
(concurrency / latency), processor time of ours for a paper, and memory. The server runs in a process of its own on the
same machine and takes its share of it. `64x2` is 64 papers at once in two processes: two workers on one ledger.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from tests.acceptance.terminal import ROOT, environment

PAPERS = 500  # or four times as many as are at once, so that there is a steady state
LATENCY_S = 2.0
_WORDS = "sleep fatigue walking memory pain heart breath light sound cold work school".split()


def library(folder: Path, papers: int) -> Path:
    """A file of so many invented records with abstracts, no two alike."""
    records = []
    for number in range(papers):
        one, two = _WORDS[number % len(_WORDS)], _WORDS[(number // len(_WORDS)) % len(_WORDS)]
        records.append(
            f"TY  - JOUR\nTI  - Invented study number {number} of {one} and {two} in ME/CFS\nAU  - Doe{number}, Jane\n"
            f"PY  - 2020\nDO  - 10.5555/bench.{number}\nAB  - Invented record {number}. We compared {one} in "
            f"{20 + number} patients with ME/CFS and {30 + number} controls. People met the 2003 Canadian Consensus "
            f"Criteria. {one.capitalize()} was lower in patients than in controls (p = 0.01). There was no clear "
            f"difference in {two} (p = 0.4). These findings suggest that {one} may differ. The sample was small and "
            f"came from one clinic, and nobody was followed over time.\nER  - \n"
        )
    path = folder / "library.ris"
    path.write_text("\n".join(records), encoding="utf-8")
    return path


def _run(concurrency: int, processes: int, url: str) -> str:
    papers = max(PAPERS, 4 * concurrency)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "atlas.toml").write_text(
            f'[drafter]\nkind = "model"\n[model]\nname = "ok"\nbase_url = "{url}"\n[budget]\nrun_tokens = 1000000000\n',
            encoding="utf-8",
        )
        library(home, papers)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        if processes == 1:
            _all([["draft", "library.ris", "--concurrency", str(concurrency)]], home)
        else:
            _all([["draft", "library.ris", "--queue"]], home)
            _all([["worker", "--concurrency", str(concurrency // processes)]] * processes, home)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        with sqlite3.connect(home / "outputs/atlas.db") as database:
            rows = database.execute("select ended from attempt where paper is not null order by ended").fetchall()
    ended = [datetime.fromisoformat(row[0]).timestamp() for row in rows]
    # The steady state: after every place has been filled once, until the last papers thin out.
    first, last = concurrency, papers - concurrency
    rate = (last - first) / (ended[last - 1] - ended[first - 1])
    cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / papers
    where = "1 process" if processes == 1 else f"{processes} processes"
    return (
        f"{concurrency:>4} at once in {where}: {rate:6.2f} papers/s, {rate * LATENCY_S / concurrency:.3f} of the best; "
        f"{cpu * 1000:.0f} ms of processor a paper, {after.ru_maxrss / 1024:.0f} MiB at most, {len(ended)} calls"
    )


def _all(commands: list[list[str]], home: Path) -> None:
    """Run commands side by side until all have ended."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "pipeline", *words, "-q", "--json"],
            cwd=home,
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        for words in commands
    ]
    codes = [one.wait() for one in running]
    assert not any(codes), codes


def main() -> None:
    """Run each concurrency that the command line names."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.server", "--latency", str(LATENCY_S)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    try:
        for wanted in sys.argv[1:] or ["16", "64", "64x2", "256", "256x2"]:
            concurrency, _, processes = wanted.partition("x")
            print(_run(int(concurrency), int(processes or 1), url), flush=True)
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
