"""`atlas worker`: one of several processes that draft from one ledger."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.domain.ledger import PaperState
from pipeline.engine.local import Stop, draining
from pipeline.engine.recording import recorded
from pipeline.engine.worker import work_off
from pipeline.errors import Interrupted
from pipeline.services import Services
from pipeline.settings import Settings, load
from pipeline.store import Ledger
from pipeline.store.leases import this_process
from pipeline.updating.backlog import Watched, held_back
from pipeline.wiring import Home, check_drafter, clock_of, open_ledger, open_services
from pipeline.workflow import brought_to_its_end, next_paper

__all__ = ["command"]


@click.command()
@click.option(
    "--every",
    type=click.FloatRange(1),
    metavar="SECONDS",
    help="Look again so often; without it, end when nothing is due.",
)
@click.option("--concurrency", type=click.IntRange(1, 512), help="Papers in work at the same time.")
@home_option
@json_option
@verbosity
def command(
    *, every: float | None, concurrency: int | None, home: Path, json_: bool, verbose: int, quiet: bool
) -> None:
    """Draft what waits in the ledger, beside other workers: no paper is drafted twice, limits hold for all together.

    `atlas draft inputs/ --queue` fills the ledger. Start as many workers as you like, on one machine, or on several
    that share a PostgreSQL server (`store.url`) and their files (`files.place`). A worker that dies gives its papers
    back. SIGTERM finishes the papers in work. One that stays (`--every`) pays for no more while too much waits for
    people, as `atlas update` does. A worker never upgrades a shared database, and stops (78) when a newer version did.

    \b
    Example:
      atlas worker & atlas worker & wait
      atlas worker --every 60
    """
    start_logging(verbose, quiet=quiet)
    settings, where = load(home, {"run": {"concurrency": concurrency}}).settings, Home(home)
    check_drafter(settings)
    stop = Stop()
    with (
        draining(stop, lambda: talk("stopping: the papers in work are being finished", quiet=quiet)),
        open_ledger(where, settings, others_at_work=True) as ledger,
        open_services(
            where, settings, stopping=stop, watch=lambda _event, _label: None, others_at_work=True
        ) as services,
        recorded(services.runs, "worker", services.clock) as record,
    ):
        held = _held_back(settings, ledger, quiet=quiet) if every is not None else lambda: False
        ended: Counter[PaperState] = Counter()
        try:
            asyncio.run(_work(services, stop, settings.run.concurrency, every, ended, held))
        finally:
            record.counts |= {state.value: count for state, count in ended.items()}
            record.told["cost"] = services.spending.in_words() if services.spending else "nothing"
        reached = services.spending is not None and services.spending.reached
        code = 128 + stop.signal if stop.signal else _exit_code(ended, budget_reached=reached)
        record.exit_code = code
    counts = record.counts
    if json_:
        echo_json({"schema": "atlas.worker/1", "papers": counts, "exit_code": code})
    elif counts:
        talk(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()), quiet=quiet)
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    sys.exit(code)


async def _work(
    services: Services,
    stop: Stop,
    concurrency: int,
    every: float | None,
    ended: Counter[PaperState],
    held: Callable[[], bool],
) -> None:
    async def claim(task: str, but: frozenset[str]) -> str | None:
        if await asyncio.to_thread(held):
            return None
        return await next_paper(services, this_process(task), but=but)

    async def finish(paper: str, task: str) -> PaperState | None:
        return await brought_to_its_end(paper, services, this_process(task))

    try:
        await work_off(claim, finish, concurrency=concurrency, stop=stop, ended=ended, every_s=every)
    finally:
        await services.close()


def _held_back(settings: Settings, ledger: Ledger, *, quiet: bool) -> Callable[[], bool]:
    """Whether a worker that stays has to wait for people before it pays for more; one that is sent once does not."""
    if settings.drafter.kind == "offline":
        return lambda: False
    clock, limits = clock_of(ledger), settings.update
    return Watched(
        lambda: held_back(ledger.backlog(clock.now()), weeks=limits.waiting_weeks, most=limits.waiting),
        lambda reason: talk(reason, quiet=quiet),
    )


def _exit_code(ended: Counter[PaperState], *, budget_reached: bool) -> int:
    if budget_reached:
        return 4
    return 3 if ended[PaperState.NEEDS_ATTENTION] or ended[PaperState.FAILED] else 0
