"""A worker takes what is due, stops when it should, and never spins over what cannot be done now."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from pipeline.domain.ledger import PaperState
from pipeline.engine.local import Stop
from pipeline.engine.worker import work_off


class _Queue:
    """Papers in order; one that ends RETRY_LATER is due again at once, as in the ledger."""

    def __init__(self, ends: dict[str, PaperState]) -> None:
        self.ends = ends
        self.due = list(ends)
        self.worked: list[str] = []

    async def claim(self, _task: str, but: frozenset[str]) -> str | None:
        """The first that is due."""
        found = next((paper for paper in self.due if paper not in but), None)
        if found:
            self.due.remove(found)
        return found

    async def finish(self, paper: str, _task: str) -> PaperState | None:
        """Its end."""
        self.worked.append(paper)
        await asyncio.sleep(0)
        if self.ends[paper] is PaperState.RETRY_LATER:
            self.due.append(paper)
        return self.ends[paper]


def _work(queue: _Queue, concurrency: int = 1) -> dict[PaperState, int]:
    ended: Counter[PaperState] = Counter()
    asyncio.run(work_off(queue.claim, queue.finish, concurrency=concurrency, stop=Stop(), ended=ended))
    return dict(ended)


def test_one_paper_that_has_to_wait_does_not_keep_the_others_waiting_and_is_not_tried_twice() -> None:
    ends = {"a": PaperState.RETRY_LATER, **dict.fromkeys("bcdefgh", PaperState.DRAFTED)}
    queue = _Queue(ends)
    assert _work(queue) == {PaperState.RETRY_LATER: 1, PaperState.DRAFTED: 7}
    assert sorted(queue.worked) == sorted(ends)


def test_when_one_after_the_other_has_to_wait_the_round_ends() -> None:
    queue = _Queue(dict.fromkeys(map(str, range(100)), PaperState.RETRY_LATER))
    assert _work(queue, 4)[PaperState.RETRY_LATER] < 10


def test_what_would_stop_every_paper_stops_the_worker_after_the_papers_in_work() -> None:
    queue = _Queue(dict.fromkeys("abcdef", PaperState.DRAFTED))

    async def finish(paper: str, task: str) -> PaperState | None:
        if paper == "b":
            raise OSError("the disk is full")
        return await queue.finish(paper, task)

    ended: Counter[PaperState] = Counter()
    with pytest.raises(OSError, match="full"):
        asyncio.run(work_off(queue.claim, finish, concurrency=2, stop=Stop(), ended=ended))
    assert 1 <= len(queue.worked) < 6
    assert sum(ended.values()) == len(queue.worked), "what was finished before counts all the same"


def test_a_worker_that_looks_again_finds_what_came_meanwhile_and_ends_when_asked() -> None:
    queue = _Queue(dict.fromkeys("ab", PaperState.DRAFTED))
    stop = Stop()

    async def both() -> dict[PaperState, int]:
        ended: Counter[PaperState] = Counter()
        work = work_off(queue.claim, queue.finish, concurrency=2, stop=stop, ended=ended, every_s=0.01)
        working = asyncio.create_task(work)
        await asyncio.sleep(0.05)
        queue.ends["c"] = PaperState.DRAFTED
        queue.due.append("c")
        await asyncio.sleep(0.2)
        stop.signal = 15
        await working
        return dict(ended)

    assert asyncio.run(both()) == {PaperState.DRAFTED: 3}
