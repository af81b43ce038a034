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


def test_a_worker_that_stays_begins_what_came_while_a_long_paper_is_in_work() -> None:
    queue = _Queue(dict.fromkeys("ab", PaperState.DRAFTED))
    stop, ended = Stop(), Counter[PaperState]()
    long, begun = asyncio.Event(), asyncio.Event()

    async def finish(paper: str, task: str) -> PaperState | None:
        if paper == "a":
            await long.wait()
        if paper == "new":
            begun.set()
        return await queue.finish(paper, task)

    async def both() -> None:
        work = work_off(queue.claim, finish, concurrency=2, stop=stop, ended=ended, every_s=0.01)
        working = asyncio.create_task(work)
        await asyncio.sleep(0.05)
        queue.ends["new"] = PaperState.DRAFTED
        queue.due.append("new")
        await asyncio.wait_for(begun.wait(), 5)
        long.set()
        stop.signal = 15
        await working

    asyncio.run(both())
    assert ended == {PaperState.DRAFTED: 3}


def test_a_worker_that_has_nothing_to_do_asks_the_ledger_once_a_round_however_many_papers_it_could_take() -> None:
    asked: list[str] = []
    stop = Stop()

    async def claim(task: str, _but: frozenset[str]) -> str | None:
        asked.append(task)
        return None

    async def both() -> None:
        work = work_off(claim, _Queue({}).finish, concurrency=50, stop=stop, ended=Counter(), every_s=60)
        working = asyncio.create_task(work)
        await asyncio.sleep(0.05)
        stop.signal = 15
        await working

    asyncio.run(both())
    assert len(asked) == 1


def test_a_paper_is_finished_under_the_name_that_it_was_claimed_under() -> None:
    queue = _Queue(dict.fromkeys(map(str, range(60)), PaperState.DRAFTED))
    claimed: dict[str, str] = {}

    async def claim(task: str, but: frozenset[str]) -> str | None:
        await asyncio.sleep(0.001)  # the ledger takes its time, and others finish meanwhile
        paper = await queue.claim(task, but)
        if paper:
            claimed[paper] = task
        return paper

    async def finish(paper: str, task: str) -> PaperState | None:
        assert claimed[paper] == task
        await asyncio.sleep(0.003)
        return await queue.finish(paper, task)

    ended: Counter[PaperState] = Counter()
    asyncio.run(work_off(claim, finish, concurrency=5, stop=Stop(), ended=ended))
    assert ended[PaperState.DRAFTED] == 60


def test_no_more_papers_are_in_work_than_a_worker_may_have_each_under_a_name_of_its_own() -> None:
    queue = _Queue(dict.fromkeys("abcdefgh", PaperState.DRAFTED))
    at_work: list[str] = []
    most = 0

    async def finish(paper: str, task: str) -> PaperState | None:
        nonlocal most
        assert task not in at_work
        at_work.append(task)
        most = max(most, len(at_work))
        await asyncio.sleep(0.001)
        at_work.remove(task)
        return await queue.finish(paper, task)

    ended: Counter[PaperState] = Counter()
    asyncio.run(work_off(queue.claim, finish, concurrency=3, stop=Stop(), ended=ended))
    assert (most, ended[PaperState.DRAFTED]) == (3, 8)


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
