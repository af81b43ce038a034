"""What the ledger costs for each paper: `python -m tests.benchmarks.store [papers] [postgresql://...]`.

One paper is three transactions: claim, put a draft of 20 kB, finish; a paid call is two more. Every row has its ratio
to a bare transaction of one row on the same disk, so that machines can be compared.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.domain.ledger import Attempt, Outcome, PaperState
from pipeline.store import Ledger, this_process
from tests.contract.store.making import LEASE_S, NOON, draft, grouped


def main(papers: int, server: str | None) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        bare = _time(papers, _bare_transactions(Path(folder) / "bare.db"))
        rows = [("one row by sqlite3, synchronous=FULL", bare)]
        for name, where in (("SQLite", str(Path(folder) / "atlas.db")), ("PostgreSQL", server)):
            if where is not None:
                opened = time.perf_counter()
                with Ledger.open(where) as ledger:
                    print(f"{name}: made in {1000 * (time.perf_counter() - opened):.0f} ms", file=sys.stderr)
                    rows += [(f"{name}: {step}", seconds) for step, seconds in _steps(ledger, papers)]
                opened = time.perf_counter()
                Ledger.open(where).close()
                rows.append((f"{name}: open when up to date", time.perf_counter() - opened))
    print(f"{'step':<44}{'ms':>8}{'ratio':>8}")
    for step, seconds in rows:
        print(f"{step:<44}{1000 * seconds:>8.2f}{seconds / bare:>8.1f}")


def _steps(ledger: Ledger, papers: int) -> list[tuple[str, float]]:
    owner = this_process()
    bodies = [draft(f"{number} " + "word " * 4000) for number in range(papers)]

    def claim_draft_finish(number: int) -> None:
        paper = f"paper-{number}"
        digest, body = bodies[number]
        assert ledger.queue.claim(paper, owner, NOON, LEASE_S)
        ledger.drafts.put(paper, digest, body, b"{}", made_by="offline/1", now=NOON)
        ledger.queue.finish(paper, owner, Outcome(PaperState.DRAFTED, draft=digest, drafter="offline/1"), NOON)

    def paid_call(number: int) -> None:
        attempt = ledger.calls.begin(f"key {number}", paper=f"paper-{number}", reserved_usd=0.05, now=NOON)
        assert isinstance(attempt, Attempt)
        ledger.calls.settle(attempt.id, b"reply " * 2000, cost_usd=0.02, usage=None, now=NOON)

    put = time.perf_counter()
    ledger.papers.put([grouped(f"paper-{number}") for number in range(papers)], NOON)
    return [
        ("put papers, all at once", (time.perf_counter() - put) / papers),
        ("claim, put draft, finish", _time(papers, claim_draft_finish)),
        ("paid call, begin and settle", _time(papers, paid_call)),
        ("known faces of 500 digests", _time(10, lambda _: ledger.faces.known(f"sha256:{n}" for n in range(500)))),
        ("counts by state", _time(10, lambda _: ledger.papers.counts())),
    ]


def _bare_transactions(file: Path) -> Callable[[int], object]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (n INTEGER)")
    return lambda number: connection.execute("INSERT INTO t VALUES (?)", (number,))


def _time(times: int, step: Callable[[int], object]) -> float:
    """Seconds for each of `times` steps."""
    started = time.perf_counter()
    for number in range(times):
        step(number)
    return (time.perf_counter() - started) / times


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, sys.argv[2] if len(sys.argv) > 2 else None)
