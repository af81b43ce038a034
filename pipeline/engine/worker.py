"""A worker: takes what is due from a ledger that others use too, some papers at a time, until there is nothing left."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from pipeline.domain.ledger import PaperState
from pipeline.engine.local import Stop

__all__ = ["work_off"]

_STEP_S = 0.5
_IN_A_ROW = 5


async def work_off(
    claim: Callable[[str, frozenset[str]], Awaitable[str | None]],
    finish: Callable[[str, str], Awaitable[PaperState | None]],
    *,
    concurrency: int,
    stop: Stop,
    ended: Counter[PaperState],
    every_s: float | None = None,
) -> None:
    """Claim papers (`claim(task, but)`) and bring each to its end (`finish(paper, task)`), counted in `ended`.

    Whoever is free takes the next paper, while others are at work on theirs; one question to the ledger at a time, also
    where there is nothing to do. A round ends when nothing is due but what this round has tried already, or when one
    paper after the other has to be tried again later: then something outside is down or used up. Without `every_s`
    there is one round; with it the next begins after so many seconds, until a stop is asked for. An error that `claim`
    or `finish` raises is one that would stop every paper: what is in work is finished first, then it is raised.
    """
    work = _Work(finish, ended, [f"worker-{number}" for number in range(max(1, concurrency))])
    while not stop():
        await _round(claim, work, stop, every_s)
        if every_s is None or stop() or work.failures:
            break
        await _pause(every_s, lambda: stop() or bool(work.failures))
    await work.all_done()
    if work.failures:
        raise work.failures[0]


class _Work:
    """The papers in work, each on a task of its own."""

    def __init__(
        self,
        finish: Callable[[str, str], Awaitable[PaperState | None]],
        ended: Counter[PaperState],
        free: list[str],
    ) -> None:
        self._finish = finish
        self._ended = ended
        self._running: set[asyncio.Task[None]] = set()
        self.free = free
        self.later: set[str] = set()
        self.in_a_row = 0
        self.failures: list[Exception] = []

    def begin(self, paper: str, task: str) -> None:
        """Bring a paper to its end under the name that it was claimed under."""
        running = asyncio.create_task(self._bring_to_its_end(paper, task))
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    async def one_done(self, most_s: float | None = None) -> None:
        """Wait until a paper in work has ended, for `most_s` seconds at most."""
        await asyncio.wait(self._running, timeout=most_s, return_when=asyncio.FIRST_COMPLETED)

    async def all_done(self) -> None:
        """Wait until every paper in work has ended."""
        while self._running:
            await asyncio.wait(self._running)

    @property
    def going(self) -> bool:
        """Whether a paper is in work."""
        return bool(self._running)

    async def _bring_to_its_end(self, paper: str, task: str) -> None:
        try:
            state = await self._finish(paper, task)
        except Exception as error:  # kept, and raised when the others are done
            self.failures.append(error)
        else:
            if state is PaperState.RETRY_LATER:
                self.later.add(paper)
                self.in_a_row += 1
            elif state is not None:
                self.in_a_row = 0
            if state is not None:
                self._ended[state] += 1
        finally:
            self.free.append(task)


async def _round(
    claim: Callable[[str, frozenset[str]], Awaitable[str | None]], work: _Work, stop: Stop, every_s: float | None
) -> None:
    work.later.clear()
    work.in_a_row = 0
    while not stop() and not work.failures and work.in_a_row < _IN_A_ROW:
        if not work.free:
            await work.one_done()
            continue
        task = work.free.pop()
        try:
            paper = await claim(task, frozenset(work.later))
        except Exception as error:  # kept, and raised when the others are done
            work.failures.append(error)
            return
        if paper is not None:
            work.begin(paper, task)
            await asyncio.sleep(0)  # drafting offline never waits for anything; signals want their turn
            continue
        work.free.append(task)
        if work.going:
            await work.one_done(every_s)  # what comes meanwhile does not wait for what is in work
        else:
            return


async def _pause(seconds: float, over: Callable[[], bool]) -> None:
    """Wait in small steps, so that a person who asks us to stop does not wait for it."""
    while seconds > 0 and not over():
        await asyncio.sleep(min(seconds, _STEP_S))
        seconds -= _STEP_S
