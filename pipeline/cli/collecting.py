"""Batches fetched, and their papers drafted: what `atlas draft --collect` does, and a scheduled run on its way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from pipeline.cli.options import echo_json, talk
from pipeline.cli.progress import Progress
from pipeline.domain.batches import Standing
from pipeline.domain.ledger import PaperState
from pipeline.engine.batches import Round, batch_round
from pipeline.engine.local import Stop, draining, run_all
from pipeline.engine.recording import recorded
from pipeline.errors import Interrupted
from pipeline.services import Services
from pipeline.settings import Settings
from pipeline.store.leases import this_process
from pipeline.wiring import Home, open_services
from pipeline.workflow import due, one_paper

__all__ = ["collect_batches", "drafted", "talk_of_batches"]

_NEED_A_PERSON = (PaperState.NEEDS_ATTENTION, PaperState.FAILED, PaperState.INSUFFICIENT_SOURCE)


def collect_batches(where: Home, settings: Settings, *, json_: bool, quiet: bool) -> int:
    """Fetch what is answered, draft its papers, send what is asked next; returns the exit code.

    0 done, or nothing to fetch yet; 3 something new needs a person; 4 the budget ended it. Raises Interrupted, and what
    `Posting` raises.
    """
    stop = Stop()
    with (
        Progress(quiet=quiet) as progress,
        draining(stop, lambda: talk("stopping: the papers in work are being finished", quiet=quiet)),
        open_services(where, settings, stopping=stop, watch=progress, in_batches=True) as services,
        recorded(services.runs, "collect", services.clock) as record,
    ):
        told = asyncio.run(drafted((), services, stop, concurrency=settings.run.concurrency))
        counts = Counter(told.worked.values())
        reached = services.spending is not None and services.spending.reached
        code = 128 + stop.signal if stop.signal else _exit_code(counts, budget_reached=reached)
        record.counts, record.exit_code = {state.value: count for state, count in counts.items()}, code
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    _tell(told, counts, json_=json_, quiet=quiet)
    return code


async def drafted(papers: Sequence[str], services: Services, stop: Stop, *, concurrency: int) -> Round:
    """These papers drafted at once, or, where a model is asked in batches, a round of those.

    What came back goes on too. Raises what `Posting` raises, and errors that would stop every paper.
    """

    async def work(paper: str, task: str) -> PaperState | None:
        return await one_paper(paper, services, this_process(task))

    def due_with(back: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*papers, *_going_on(services, back))))

    try:
        if services.post is None:
            return Round((), await run_all(papers, work, concurrency=concurrency, stop=stop), ())
        return await batch_round(services.post, due_with, work, concurrency=concurrency, stop=stop)
    finally:
        await services.close()


def _going_on(services: Services, back: Sequence[str]) -> tuple[str, ...]:
    """Which of the papers that a batch asked for are still to be drafted."""
    rows = services.papers.some(back)
    ready = set(due(rows, services))
    return tuple(row.id for row in rows if row.id in ready or row.state is PaperState.RETRY_LATER)


def _exit_code(counts: Counter[PaperState], *, budget_reached: bool) -> int:
    if budget_reached:
        return 4
    return 3 if any(counts[state] for state in _NEED_A_PERSON) else 0


def _tell(told: Round, counts: Counter[PaperState], *, json_: bool, quiet: bool) -> None:
    if json_:
        for one in told.back + told.sent:
            echo_json(_plain(one))
        for paper, state in told.worked.items():
            echo_json({"schema": "atlas.collected/1", "paper": paper, "state": state.value})
        return
    if not told.back:
        talk("no batch is out; `atlas draft PATHS --batch` sends one", quiet=quiet)
    talk_of_batches(told, quiet=quiet)
    if counts:
        talk(", ".join(f"{count} {state.value.replace('_', ' ')}" for state, count in counts.items()), quiet=quiet)


def talk_of_batches(told: Round, *, quiet: bool) -> None:
    """Say on standard error what came back and what went out."""
    for one in told.back:
        over = "" if one.over else " is not over yet"
        talk(f"the batch of {one.batch.made:%Y-%m-%d %H:%M} UTC{over}: {one.said}", quiet=quiet)
    for one in told.sent:
        talk(f"{one.calls} questions in one batch: {one.said}; next: atlas draft --collect", quiet=quiet)


def _plain(one: Standing) -> dict[str, object]:
    return {
        "schema": "atlas.batch/1",
        "batch": one.batch.id,
        "made": one.batch.made.isoformat(),
        "calls": one.calls,
        "over": one.over,
        "papers": len(one.papers),
        "said": one.said,
    }
