"""Several processes on one database, and processes that die in the middle of writing."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.store import Ledger
from tests.conftest import ROOT
from tests.contract.store.making import add


def test_database_when_several_processes_make_it_at_once_then_all_of_them_can_use_it(where: str | Path) -> None:
    with _started(_OPEN, str(where), count=4) as children:
        _go(children)
        assert [_lines(child) for child in children] == [["open"]] * 4


def test_papers_when_two_processes_claim_them_then_none_is_claimed_twice(ledger: Ledger, where: str | Path) -> None:
    papers = {f"paper-{number:03}" for number in range(60)}
    add(ledger, *papers)
    with _started(_CLAIM_ALL, str(where), count=2) as children:
        _go(children)
        claimed = [paper for child in children for paper in _lines(child)]
    assert sorted(claimed) == sorted(papers)


def test_papers_when_threads_of_one_process_claim_them_then_none_is_claimed_twice(ledger: Ledger) -> None:
    from tests.contract.store.claiming import claim_all

    papers = {f"paper-{number:03}" for number in range(40)}
    add(ledger, *papers)
    claimed: list[str] = []
    workers = [
        threading.Thread(target=lambda task=task: claimed.extend(claim_all(ledger, str(task)))) for task in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == sorted(papers)


@pytest.mark.parametrize("kills", [3, pytest.param(20, marks=pytest.mark.slow)])
def test_rows_when_the_writer_is_killed_again_and_again_then_none_that_was_committed_is_lost(
    ledger: Ledger, where: str | Path, kills: int
) -> None:
    moments = random.Random(2026)
    done: list[str] = []
    for _ in range(kills):
        with _started(_WRITE_ON, str(where), str(len(done)), count=1) as (child,):
            _go([child])
            assert child.stdout is not None
            done.append(child.stdout.readline())  # it is at work
            time.sleep(moments.uniform(0.0, 0.15))
            child.kill()
            done.extend(line for line in child.stdout if line.endswith("\n"))  # the last one may be cut
        done = [line.strip() for line in done]
        _check(ledger, done)
    assert len(done) >= kills
    if isinstance(where, Path):
        with sqlite3.connect(where) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()


def _check(ledger: Ledger, done: list[str]) -> None:
    """Every step that the writer told of after its commit is there, and no money is missing."""
    in_the_air = {one.paper for one in ledger.calls.open_attempts()}
    for step, paper in (line.split() for line in done):
        if step == "begun":
            assert paper in in_the_air or ledger.calls.result(paper) is not None
        elif step == "settled":
            assert ledger.calls.result(paper) is not None
        else:
            row = ledger.papers.get(paper)
            assert row.draft is not None
            assert ledger.drafts.get(row.draft).paper == paper
    begun = sum(line.startswith("begun ") for line in done)
    assert ledger.calls.spent().total_usd >= round(0.02 * begun, 9)


_OPEN = """
import sys
from pipeline.store import Ledger
print("ready", flush=True)
sys.stdin.readline()
Ledger.open(sys.argv[1]).close()
print("open")
"""

_CLAIM_ALL = """
import sys
from pipeline.store import Ledger
from tests.contract.store.claiming import claim_all
ledger = Ledger.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(*claim_all(ledger, ""), sep="\\n")
"""

_WRITE_ON = """
import sys
from pipeline.store import Ledger
from tests.contract.store.claiming import write_on
ledger = Ledger.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
write_on(ledger, first=int(sys.argv[2]))
"""


@contextmanager
def _started(code: str, *arguments: str, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Child processes that are loaded and wait for the word to go."""
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen([sys.executable, "-c", code, *arguments], cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        for _ in range(count)
    ]
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        yield children
    finally:
        for child in children:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                assert stream is not None
                stream.close()


def _go(children: list[subprocess.Popen[str]]) -> None:
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()


def _lines(child: subprocess.Popen[str]) -> list[str]:
    assert child.stdout is not None
    return [line.strip() for line in child.stdout if line.strip()]
