"""`atlas draft`: papers in, checked drafts out."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.cli.progress import Progress
from pipeline.cli.table import endings_table
from pipeline.domain.costs import PaidCall, expected
from pipeline.domain.ledger import PaperState
from pipeline.drafting.files import DRAFT_FILES
from pipeline.engine.local import Stop, draining, run_all
from pipeline.errors import InputError, Interrupted
from pipeline.intake import ingest
from pipeline.services import Services
from pipeline.settings import Settings, load
from pipeline.sources.files import walk
from pipeline.store.leases import this_process
from pipeline.wiring import Home, check_drafter, open_ledger, open_services
from pipeline.workflow import Ended, Wanted, due, endings, one_paper, restore_files

__all__ = ["command"]

#: States that need a person, if they are new.
_NEED_A_PERSON = frozenset({"in_doubt", "needs_attention", "insufficient_source", "unreadable", "failed"})
_USABLE = frozenset({"drafted", "known", "duplicate", "needs_attention", "in_doubt", "out_of_scope", "retry_later"})


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--offline", is_flag=True, help="Draft by rules, without a model (what the settings say by default).")
@click.option("--model", metavar="NAME", help="Draft with this model.")
@click.option("--base-url", metavar="URL", help="The model's server; any that speaks the OpenAI API.")
@click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Most that this run may cost.")
@click.option(
    "--max-tokens", type=click.IntRange(0), metavar="N", help="Most tokens of this run, for a model without a price."
)
@click.option("--again", is_flag=True, help="Draft papers again that are drafted already.")
@click.option(
    "--identity-checked",
    is_flag=True,
    help="Draft papers in doubt too: you compared each with the input that claims the same identifier.",
)
@click.option("--queue", is_flag=True, help="Read and group only; `atlas worker` drafts.")
@click.option("--dry-run", is_flag=True, help="Say what is new and stop; reads nothing, writes nothing.")
@click.option("--concurrency", type=click.IntRange(1, 512), help="Papers in work at the same time.")
@home_option
@json_option
@verbosity
def command(
    paths: tuple[Path, ...],
    *,
    offline: bool,
    model: str | None,
    base_url: str | None,
    max_cost: float | None,
    max_tokens: int | None,
    again: bool,
    identity_checked: bool,
    queue: bool,
    dry_run: bool,
    concurrency: int | None,
    home: Path,
    json_: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Draft every paper under PATHS: files, folders or both; PDF, JATS and PubMed XML, records, plain text.

    What a file is, is read from its content. A paper that was drafted before is not drafted again. One bad file never
    stops the rest; Ctrl-C finishes the papers in work, and the same command goes on where it stopped.

    \b
    Example:
      atlas draft inputs/
      atlas draft smith-2021.pdf export.ris --json
      atlas draft inputs/ --model NAME --base-url http://localhost:8000/v1 --max-cost 5
    """
    start_logging(verbose, quiet=quiet)
    if queue and (again or identity_checked):
        raise click.UsageError("--queue leaves drafting to workers, which draft what waits; --again needs no queue")
    if offline and (model or base_url):
        raise click.UsageError("--offline drafts without a model, so --model and --base-url make no sense with it")
    kind = "offline" if offline else "model" if model or base_url else None
    settings = load(
        home,
        {
            "run": {"concurrency": concurrency},
            "drafter": {"kind": kind},
            "model": {"name": model, "base_url": base_url},
            "budget": {"run_usd": max_cost, "run_tokens": max_tokens},
        },
    ).settings
    check_drafter(settings)
    outputs = Home(home).outputs.resolve()
    files = [file for file in walk(paths) if not file.resolve().is_relative_to(outputs)]
    if not files:
        raise InputError("there is no file under the given paths", hint="put papers there, or give other paths")
    where = Home(home)
    if dry_run:
        _say_what_is_new(files, where, settings)
        return
    stop = Stop()
    with Progress(quiet=quiet) as progress:
        told = "stopping: the papers in work are being finished (press again to stop at once)"
        with (
            draining(stop, lambda: talk(told, quiet=quiet)),
            open_services(
                where, settings, stopping=stop, watch=progress, again=datetime.now(UTC).isoformat() if again else ""
            ) as services,
        ):
            progress.cost = services.spending.in_words if services.spending else None
            run = services.runs.start("draft", services.clock.now())
            wanted = None if queue else Wanted(again=again, identity_checked=identity_checked)
            ended = asyncio.run(_run(files, services, stop, progress, settings.run.concurrency, wanted))
            budget_reached = services.spending is not None and services.spending.reached
            counts = Counter(one.state for one in ended)
            code = 128 + stop.signal if stop.signal else _exit_code(ended, budget_reached=budget_reached)
            services.runs.finish(run, services.clock.now(), counts=counts, exit_code=code)
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    _report(ended, where, json_=json_, quiet=quiet)
    sys.exit(code)


async def _run(
    files: Sequence[Path], services: Services, stop: Stop, progress: Progress, concurrency: int, wanted: Wanted | None
) -> tuple[Ended, ...]:
    progress.expect("reading", len(files))
    items = await ingest(files, services)
    if stop():
        return ()
    rows = [services.papers.get(paper) for paper in dict.fromkeys(item.face.paper for item in items) if paper]
    papers = due(rows, services, wanted) if wanted else ()
    progress.expect("drafting", len(papers))

    async def work(paper: str, task: str) -> PaperState | None:
        return await one_paper(paper, services, this_process(task))

    try:
        worked = await run_all(papers, work, concurrency=concurrency, stop=stop)
    finally:
        await services.drafter.close()
    restore_files(rows, services)
    return endings(items, worked, services)


def _report(ended: Sequence[Ended], home: Home, *, json_: bool, quiet: bool) -> None:
    if json_:
        for one in ended:
            echo_json(
                {
                    "input": one.input,
                    "state": one.state,
                    "reason": one.reason or None,
                    "hint": one.hint or None,
                    "paper": one.paper,
                    "draft": str(one.draft) if one.draft else None,
                    "cost_usd": one.cost_usd,
                }
            )
        return
    click.echo(endings_table(ended), nl=False)
    counts = Counter(one.state for one in ended)
    talk("\n" + ", ".join(f"{number} {state.replace('_', ' ')}" for state, number in counts.most_common()), quiet=quiet)
    drafted = next((one for one in ended if one.draft), None)
    if drafted:
        option = "" if home.root == Path() else f" --home {home.root}"
        talk(f"Drafts are in {home.papers}/<paper>/{DRAFT_FILES[2]}", quiet=quiet)
        talk(f"Next: atlas show{option} {drafted.paper}", quiet=quiet)


def _exit_code(ended: Sequence[Ended], *, budget_reached: bool) -> int:
    """75 when nothing could be drafted now for want of a server; 4 when the budget stopped it."""
    if not any(one.state in _USABLE for one in ended):
        return 65
    news = [one for one in ended if one.news]
    if budget_reached:
        return 4
    if news and all(one.state == "retry_later" for one in news):
        return 75
    return 3 if any(one.news and one.state in _NEED_A_PERSON for one in ended) else 0


def _say_what_is_new(files: Sequence[Path], home: Home, settings: Settings) -> None:
    known: set[str] = set()
    calls: tuple[PaidCall, ...] = ()
    if settings.store.url or home.database.exists():
        with open_ledger(home, settings) as ledger:
            known = set(ledger.faces.at(str(file.absolute()) for file in files))
            calls = ledger.calls.paid()
    new = [file for file in files if str(file.absolute()) not in known]
    for file in files:
        click.echo(f"{'new' if file in new else 'known'}\t{file}")
    talk(f"{len(new)} of {len(files)} files are new; {_what_it_costs(settings)}")
    if new and settings.drafter.kind == "model":
        talk(_what_to_expect(len(new), calls, settings))


def _what_to_expect(files: int, calls: Sequence[PaidCall], settings: Settings) -> str:
    """What the new files would probably use, by what papers have used before with this model and prompt."""
    alike = expected(calls, model=settings.model.name, prompt=settings.model.prompt)
    if alike is None:
        return "no paper was drafted with it yet, so nothing can be said of what is likely"
    money = "at an unknown price" if alike.usd is None else f"about {alike.usd * files:.2f} USD"
    tokens = f"{alike.input * files} tokens in and {alike.output * files} out"
    return f"by {alike.papers} papers drafted before, {files} would take {tokens}, {money}"


def _what_it_costs(settings: Settings) -> str:
    """What a run could cost, without reading a paper or asking anybody."""
    if settings.drafter.kind == "offline":
        return "drafting offline costs nothing"
    name, money = settings.model.name, settings.budget
    if name in money.prices:
        return f"{name} would draft, for {money.run_usd:.2f} USD at most in one run"
    return f"{name} would draft; its price is not known, so one run uses {money.run_tokens} tokens at most"
