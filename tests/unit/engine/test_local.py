"""The local engine: some at a time, all of them, drained when asked, one failure at the end."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from pipeline.domain.ledger import PaperState
from pipeline.engine.local import Stop, draining, run_all

PAPERS = [f"p{number}" for number in range(20)]


def test_every_paper_is_run_once_and_never_more_at_a_time_than_asked() -> None:
    running: set[str] = set()
    most = 0
    seen: list[str] = []

    async def one(paper: str, task: str) -> PaperState:
        nonlocal most
        assert task not in running
        running.add(task)
        most = max(most, len(running))
        await asyncio.sleep(0)
        seen.append(paper)
        running.discard(task)
        return PaperState.DRAFTED

    ended = asyncio.run(run_all(PAPERS, one, concurrency=3, stop=Stop()))
    assert sorted(seen) == sorted(PAPERS)
    assert set(ended) == set(PAPERS)
    assert most == 3


def test_a_paper_that_another_worker_has_is_left_out() -> None:
    async def one(paper: str, _task: str) -> PaperState | None:
        return None if paper == "p3" else PaperState.DRAFTED

    assert "p3" not in asyncio.run(run_all(PAPERS, one, concurrency=2, stop=Stop()))


def test_a_failure_of_the_machine_stops_the_batch_and_is_raised_when_the_others_are_done() -> None:
    done: list[str] = []

    async def one(paper: str, _task: str) -> PaperState:
        await asyncio.sleep(0)
        if paper == "p1":
            raise OSError("disk full")
        await asyncio.sleep(0)
        done.append(paper)
        return PaperState.DRAFTED

    with pytest.raises(OSError, match="disk full"):
        asyncio.run(run_all(PAPERS, one, concurrency=2, stop=Stop()))
    assert done == ["p0"]


def test_a_real_interrupt_lets_the_paper_in_work_finish_and_starts_no_other() -> None:
    stop, told = Stop(), []
    done: list[str] = []

    async def one(paper: str, _task: str) -> PaperState:
        if paper == "p2":
            os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0.01)
        done.append(paper)
        return PaperState.DRAFTED

    with draining(stop, lambda: told.append("told")):
        asyncio.run(run_all(PAPERS, one, concurrency=1, stop=stop))
    assert done == ["p0", "p1", "p2"]
    assert told == ["told"]
    assert stop.signal == signal.SIGINT


def test_the_signal_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with draining(Stop(), lambda: None):
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
