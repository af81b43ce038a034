"""All papers of a batch in this process, some at a time, until they are done or somebody asks us to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from pipeline.domain.ledger import PaperState

__all__ = ["Stop", "draining", "run_all"]


class Stop:
    """Whether somebody asked us to stop: the first signal drains, the second ends at once.

    `overtaken` says the same from within: another process does now what this one was doing.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self.overtaken = False

    def __call__(self) -> bool:
        """Whether to begin nothing new."""
        return self.signal is not None or self.overtaken

    def overtake(self) -> None:
        """Begin nothing new, because another process took over."""
        self.overtaken = True


@contextmanager
def draining(stop: Stop, told: Callable[[], None]) -> Iterator[None]:
    """While this lasts, SIGINT and SIGTERM ask `stop` to drain; `told` is called once, for saying so.

    A second signal of either kind raises KeyboardInterrupt where the program stands.
    """

    def on_signal(number: int, _frame: FrameType | None) -> None:
        if stop.signal is not None:
            raise KeyboardInterrupt
        stop.signal = number
        told()

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def run_all(
    papers: Sequence[str],
    one_paper: Callable[[str, str], Awaitable[PaperState | None]],
    *,
    concurrency: int,
    stop: Stop,
) -> dict[str, PaperState]:
    """Run `one_paper(paper, task)` for every paper, `concurrency` at a time; returns the state each ended in.

    Papers that another worker has are left out. An error that `one_paper` raises is one that would stop every paper:
    the ones in work are finished first, then it is raised.
    """
    ended: dict[str, PaperState] = {}
    waiting = iter(papers)
    failures: list[Exception] = []

    async def work(task: str) -> None:
        for paper in waiting:
            if stop() or failures:
                return
            try:
                state = await one_paper(paper, task)
            except Exception as error:  # kept, and raised when the others are done
                failures.append(error)
                return
            if state is not None:
                ended[paper] = state
            await asyncio.sleep(0)  # drafting offline never waits for anything; signals and progress want their turn

    await asyncio.gather(*(work(f"local-{number}") for number in range(max(1, min(concurrency, len(papers))))))
    if failures:
        raise failures[0]
    return ended
