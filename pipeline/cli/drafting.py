"""Files in, checked drafts out: what every command does that drafts the files it has."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.cli.collecting import drafted, talk_of_batches
from pipeline.cli.options import talk
from pipeline.cli.progress import Progress
from pipeline.domain.batches import Standing
from pipeline.drafting.files import DRAFT_FILES
from pipeline.endings import Ended, endings, restore_files
from pipeline.engine.batches import Round
from pipeline.engine.local import Stop, draining
from pipeline.engine.recording import recorded
from pipeline.errors import Interrupted
from pipeline.intake import Item, ingest, primary_face
from pipeline.services import Services
from pipeline.settings import Settings, load
from pipeline.wiring import Home, check_drafter, open_services
from pipeline.workflow import Wanted, due

__all__ = ["draft_files", "drafter_options", "settings_with", "talk_of"]

#: States that need a person, if they are new.
_NEED_A_PERSON = frozenset({"in_doubt", "needs_attention", "insufficient_source", "unreadable", "failed"})
_USABLE = frozenset(
    {"drafted", "waiting", "known", "duplicate", "needs_attention", "in_doubt", "out_of_scope", "retry_later"}
)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def drafter_options(command: _Command) -> _Command:
    """Which drafter, and what it may cost: `offline`, `model`, `base_url`, `max_cost`, `max_tokens`."""
    for option in (
        click.option(
            "--max-tokens",
            type=click.IntRange(0),
            metavar="N",
            help="Most tokens of this run, for a model without a price.",
        ),
        click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Most that this run may cost."),
        click.option("--base-url", metavar="URL", help="The model's server; any that speaks the OpenAI API."),
        click.option("--model", metavar="NAME", help="Draft with this model."),
        click.option(
            "--offline", is_flag=True, help="Draft by rules, without a model (what the settings say by default)."
        ),
    ):
        command = option(command)
    return command


def settings_with(
    home: Path,
    *,
    offline: bool,
    model: str | None,
    base_url: str | None,
    max_cost: float | None,
    max_tokens: int | None,
    concurrency: int | None = None,
) -> Settings:
    """The settings in force under these options. Raises UsageError, ConfigurationError."""
    if offline and (model or base_url):
        raise click.UsageError("--offline drafts without a model, so --model and --base-url make no sense with it")
    settings = load(
        home,
        {
            "run": {"concurrency": concurrency},
            "drafter": {"kind": "offline" if offline else "model" if model or base_url else None},
            "model": {"name": model, "base_url": base_url},
            "budget": {"run_usd": max_cost, "run_tokens": max_tokens},
        },
    ).settings
    check_drafter(settings)
    return settings


def draft_files(
    files: Sequence[Path],
    where: Home,
    settings: Settings,
    wanted: Wanted | None,
    *,
    command: str,
    quiet: bool,
    in_batches: bool = False,
    names: Sequence[str] = (),
    as_study: bool = False,
) -> tuple[tuple[Ended, ...], int]:
    """What became of each file, and of each paper that is known by its name; and the exit code.

    Without `wanted` the files are read and left to workers. `as_study` says that a person takes what is here for
    studies, though their records call them comments or abstracts of talks. `in_batches`: a model is asked in the
    provider's batches, which are sent at the end. The run is written into the ledger under the name of `command`.
    Raises NotFound, and Interrupted once the papers in work are done.
    """
    stop = Stop()
    again = datetime.now(UTC).isoformat() if wanted and wanted.again else ""
    with Progress(quiet=quiet) as progress:
        stopping = "stopping: the papers in work are being finished (press again to stop at once)"
        with (
            draining(stop, lambda: talk(stopping, quiet=quiet)),
            open_services(where, settings, stopping=stop, watch=progress, again=again, in_batches=in_batches) as opened,
        ):
            services = replace(opened, as_study=as_study)
            progress.cost = services.spending.in_words if services.spending else None
            with recorded(services.runs, command, services.clock) as record:
                ended, told = asyncio.run(
                    _run(files, names, services, stop, progress, settings.run.concurrency, wanted)
                )
                budget_reached = services.spending is not None and services.spending.reached
                code = 128 + stop.signal if stop.signal else _exit_code(ended, told.sent, budget_reached=budget_reached)
                record.counts, record.exit_code = dict(Counter(one.state for one in ended)), code
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    talk_of_batches(told, quiet=quiet)
    return ended, code


async def _run(
    files: Sequence[Path],
    names: Sequence[str],
    services: Services,
    stop: Stop,
    progress: Progress,
    concurrency: int,
    wanted: Wanted | None,
) -> tuple[tuple[Ended, ...], Round]:
    named = [Item(name, primary_face(services.papers.get(name), services), seen_before=True) for name in names]
    progress.expect("reading", len(files))
    items = (*await ingest(files, services), *named)
    if stop():
        return (), Round((), {}, ())
    rows = services.papers.some(item.face.paper for item in items if item.face.paper)
    papers = due(rows, services, wanted) if wanted else ()
    progress.expect("drafting", len(papers))
    told = await drafted(papers, services, stop, concurrency=concurrency)
    restore_files(rows, services)
    return endings(items, told.worked, services), told


def talk_of(ended: Sequence[Ended], home: Home, *, quiet: bool) -> None:
    """Say on standard error how many ended how, where the drafts are and what comes next."""
    counts = Counter(one.state for one in ended)
    talk("\n" + ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in counts.most_common()), quiet=quiet)
    first = next((one for one in ended if one.draft), None)
    if first:
        option = "" if home.root == Path() else f" --home {home.root}"
        talk(f"Drafts are in {home.papers}/<paper>/{DRAFT_FILES[2]}", quiet=quiet)
        talk(f"Next: atlas show{option} {first.paper}", quiet=quiet)


def _exit_code(ended: Sequence[Ended], sent: Sequence[Standing], *, budget_reached: bool) -> int:
    """75 when nothing could be drafted now for want of a server; 4 when the budget stopped it."""
    if not any(one.state in _USABLE for one in ended):
        return 65
    news = [one for one in ended if one.news]
    if budget_reached:
        return 4
    if news and not sent and all(one.state == "retry_later" for one in news):
        return 75
    return 3 if any(one.news and one.state in _NEED_A_PERSON for one in ended) else 0
