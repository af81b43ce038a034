"""`atlas judge`: a second model's verdicts on drafts that are there already."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.cli.expecting import what_to_expect_of_judging
from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.desk.judging import Judged, judge, unjudged
from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.report import Report
from pipeline.domain.verification import Support
from pipeline.engine.local import Stop, draining
from pipeline.engine.recording import recorded
from pipeline.errors import Interrupted, NotFound
from pipeline.ports import Verifier
from pipeline.settings import load
from pipeline.wiring import Home, check_verifier, open_judging, open_ledger

__all__ = ["command"]


@click.command()
@click.argument("papers", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say which drafts would be judged and stop; asks nobody.")
@click.option("--again", is_flag=True, help="Ask anew where an answer was of no use before.")
@click.option("--max-cost", type=click.FloatRange(0), metavar="USD", help="Most that this run may cost.")
@click.option("--max-tokens", type=click.IntRange(0), metavar="N", help="Most tokens, for a model without a price.")
@home_option
@json_option
@verbosity
def command(
    papers: tuple[str, ...],
    *,
    dry_run: bool,
    again: bool,
    max_cost: float | None,
    max_tokens: int | None,
    home: Path,
    json_: bool,
    verbose: int,
    quiet: bool,
) -> None:
    """Have the second model that is set (verifier.name) compare statements with the passages they cite.

    Of PAPERS, or of every draft, only what has no verdict yet: statements that people edited, drafts made before a
    second model was set, or while it was down. Drafts stay as they are; verdicts are findings in their reports.
    4 the budget ended it; 75 the second model could not be asked about any.

    \b
    Example:
      atlas judge --dry-run
      atlas judge doe-2020-sample-trial --max-cost 1
    """
    start_logging(verbose, quiet=quiet)
    settings = load(home, {"budget": {"run_usd": max_cost, "run_tokens": max_tokens}}).settings
    check_verifier(settings)
    stop, word = Stop(), datetime.now(UTC).isoformat() if again else ""
    with (
        draining(stop, lambda: talk("stopping: the drafts in work are being finished", quiet=quiet)),
        open_judging(Home(home), settings, stop, word) as (desk, verifier, budget),
    ):
        wanted = tuple(_wanted(desk, verifier, papers))
        if dry_run:
            for paper, left in wanted:
                click.echo(f"{paper}\t{left}")
            with open_ledger(Home(home), settings) as ledger:
                talk(what_to_expect_of_judging(len(wanted), ledger.calls.paid(), settings))
            return
        names = [paper for paper, _ in wanted]
        with recorded(desk.story.runs, "judge", desk.story.clock) as record:
            judged = asyncio.run(_judged(desk, verifier, names, settings.run.concurrency, stop))
            cost, record.told["cost"] = budget.in_words(), budget.in_words()
            record.counts["judged"] = sum(not one.left for one in judged)
            record.exit_code = 128 + stop.signal if stop.signal else _exit_code(judged, budget_reached=budget.reached)
    for one in judged:
        _say(one, json_=json_)
    talk(
        f"{len(judged)} drafts, {cost}" if wanted else "every statement that cites a passage has its verdict",
        quiet=quiet,
    )
    if stop.signal is not None:
        raise Interrupted(stop.signal)
    sys.exit(record.exit_code)


def _exit_code(judged: Sequence[Judged], *, budget_reached: bool) -> int:
    """75 when the second model could be asked about none; 4 when the budget stopped it."""
    if budget_reached:
        return 4
    return 75 if judged and not any(one.verification.judgements for one in judged) else 0


def _wanted(desk: Desk, verifier: Verifier, papers: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The papers whose drafts have statements without a verdict, and how many. Raises NotFound."""
    for row in [desk.story.papers.get(paper) for paper in papers] or desk.story.papers.all():
        stored = desk.history.latest(row.id)
        if stored is None:
            if papers:
                raise NotFound(f"{row.id} has no draft", hint=row.hint or "draft it with `atlas draft`")
            continue
        known = Report.model_validate_json(stored.report).verification
        if left := unjudged(Draft.model_validate_json(stored.body), known, verifier.name):
            yield row.id, left


async def _judged(
    desk: Desk, verifier: Verifier, papers: Sequence[str], concurrency: int, stop: Stop
) -> tuple[Judged, ...]:
    """The drafts judged, some at a time; those that had not begun when a stop was asked for are left out."""
    waiting, done = iter(papers), []

    async def work() -> None:
        for paper in waiting:
            if stop():
                return
            done.append(await judge(desk, paper, verifier))

    try:
        await asyncio.gather(*(work() for _ in range(min(concurrency, len(papers)))))
    finally:
        await verifier.close()
    return tuple(done)


def _say(one: Judged, *, json_: bool) -> None:
    counts = one.verification.counts()
    if json_:
        told = {support.value: number for support, number in counts.items()}
        why = {"left": one.left, "why_not": one.verification.why_not}
        echo_json({"schema": "atlas.judged/1", "paper": one.paper, "by": one.verification.by, **told, **why})
        return
    told_ = f"{counts[Support.SUPPORTED]} supported, {counts[Support.PARTLY]} in part, {counts[Support.NOT]} not"
    left = f"; {one.left} without a verdict: {one.verification.why_not or 'people wrote meanwhile'}" if one.left else ""
    click.echo(f"{one.paper:<44} {told_}{left}")
