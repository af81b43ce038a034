"""A run that asks in batches: bring back what was answered, let its papers go on, send what is asked next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from pipeline.domain.batches import Standing
from pipeline.domain.ledger import PaperState
from pipeline.engine.local import Stop, run_all
from pipeline.services import Posting

__all__ = ["Round", "batch_round"]


@dataclass(frozen=True, slots=True)
class Round:
    """What happened: how each batch stood, the papers that were worked on and how each ended, what was sent."""

    back: tuple[Standing, ...]
    worked: dict[str, PaperState]
    sent: tuple[Standing, ...]


async def batch_round(
    post: Posting,
    due: Callable[[Sequence[str]], Sequence[str]],
    one_paper: Callable[[str, str], Awaitable[PaperState | None]],
    *,
    concurrency: int,
    stop: Stop,
) -> Round:
    """One round. `due(back)` are the papers to work on, given those whose answers came back.

    After a stop nothing is sent, and what came back is offered again by the next round. Raises what `Posting` raises.
    """
    try:
        back = await post.collect()
        papers = due([paper for one in back for paper in one.papers])
        worked = await run_all(papers, one_paper, concurrency=concurrency, stop=stop)
        if stop():
            return Round(back, worked, ())
        sent = await post.send()
        post.done(back)
        return Round(back, worked, sent)
    finally:
        await post.close()
