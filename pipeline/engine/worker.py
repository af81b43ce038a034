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

    A round ends when nothing is due but what this round has tried already, or when one paper after the other has to be
    tried again later: then something outside is down or used up. Without `every_s` there is one round; with it the next
    begins after so many seconds, until a stop is asked for. An error that `finish` raises is one that would stop every
    paper: what is in work is finished first, then it is raised.
    """
    while True:
        await _round(claim, finish, concurrency, stop, ended)
        if every_s is None or stop():
            return
        await _pause(every_s, stop)


async def _round(
    claim: Callable[[str, frozenset[str]], Awaitable[str | None]],
    finish: Callable[[str, str], Awaitable[PaperState | None]],
    concurrency: int,
    stop: Stop,
    ended: Counter[PaperState],
) -> None:
    later: set[str] = set()
    in_a_row = 0
    failures: list[Exception] = []

    async def work(task: str) -> None:
        nonlocal in_a_row
        while not stop() and not failures and in_a_row < _IN_A_ROW:
            try:
                paper = await claim(task, frozenset(later))
                if paper is None:
                    return
                state = await finish(paper, task)
            except Exception as error:  # kept, and raised when the others are done
                failures.append(error)
                return
            if state is PaperState.RETRY_LATER:
                later.add(paper)
                in_a_row += 1
            elif state is not None:
                in_a_row = 0
            if state is not None:
                ended[state] += 1
            await asyncio.sleep(0)  # drafting offline never waits for anything; signals want their turn

    await asyncio.gather(*(work(f"worker-{number}") for number in range(max(1, concurrency))))
    if failures:
        raise failures[0]


async def _pause(seconds: float, over: Callable[[], bool]) -> None:
    """Wait in small steps, so that a person who asks us to stop does not wait for it."""
    while seconds > 0 and not over():
        await asyncio.sleep(min(seconds, _STEP_S))
        seconds -= _STEP_S
