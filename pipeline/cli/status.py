"""`atlas status`: what is drafted, what waits, what went wrong, what it cost."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from pipeline import __version__
from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.batches import Batch, BatchState
from pipeline.domain.feed import Cursor
from pipeline.domain.health import Health
from pipeline.domain.ledger import Face, PaperRow, PaperState, RunRow
from pipeline.publishing.metrics import as_prometheus
from pipeline.settings import Settings, load
from pipeline.store import Ledger
from pipeline.store.documents import DocumentShelf
from pipeline.store.whole_files import write_whole
from pipeline.updating.backlog import in_words
from pipeline.wiring import Home, clock_of, open_ledger

__all__ = ["command"]

_SETTLED = {PaperState.DRAFTED}
_MOST_LINES = 40


@click.command()
@click.option("--prometheus", is_flag=True, help="Print figures as Prometheus reads them.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --prometheus: into a file that is there whole or not at all (node_exporter's textfile collector).",
)
@home_option
@json_option
def command(*, prometheus: bool, output: Path | None, home: Path, json_: bool) -> None:
    """Say how many papers are in each state, what waits for a person and why, what was spent, and the disk it takes.

    \b
    Example:
      atlas status
      atlas status --json | jq .papers
      atlas status --prometheus --output /var/lib/node_exporter/textfile/atlas.prom
    """
    if output and not prometheus:
        raise click.UsageError("--output goes with --prometheus; otherwise use the shell: atlas status --json > FILE")
    if prometheus and json_:
        raise click.UsageError("--prometheus and --json are two formats; choose one")
    where, settings = Home(home), load(home).settings
    if settings.store.url is None and not where.database.exists() and not prometheus:
        _nothing_yet(json_=json_)
        return
    with open_ledger(where, settings) as ledger:
        rows = ledger.papers.all([state for state in PaperState if state not in _SETTLED])
        unread = ledger.faces.unread()
        health = _health(ledger, where, settings, len(unread))
        run = ledger.runs.last()
    if prometheus:
        text = as_prometheus(health, __version__)
        if output:
            write_whole(output, text.encode())
        else:
            click.echo(text, nl=False)
        return
    waiting = [_row(row) for row in rows] + [_face(face) for face in unread]
    if json_:
        _tell_json(health, waiting, run)
    else:
        _tell(health, waiting)


def _health(ledger: Ledger, where: Home, settings: Settings, unread: int) -> Health:
    now = clock_of(ledger).now()
    figures = ledger.figures(now)
    papers = {state.value: figures.papers.get(state, 0) for state in PaperState}
    papers[PaperState.UNREADABLE.value] += unread
    return Health(
        at=now,
        papers=papers,
        in_work=figures.in_work,
        backlog=ledger.backlog(now),
        cursors=ledger.cursors.all(),
        runs=ledger.runs.last_of_each(),
        batches=tuple(one for one in ledger.batches.open() if one.state is not BatchState.ENDED),
        spent=figures.spending,
        spent_month=ledger.calls.spent(now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)),
        month_usd=settings.budget.month_usd,
        database_bytes=figures.database_bytes,
        documents_bytes=DocumentShelf(where.documents).bytes_on_disk(),
    )


def _tell_json(health: Health, waiting: list[dict[str, str | None]], run: RunRow | None) -> None:
    backlog = health.backlog
    echo_json(
        {
            "schema": "atlas.status/1",
            "papers": health.papers,
            "in_work": health.in_work,
            "spent_usd": health.spent.total_usd,
            "spent_uncertain_usd": health.spent.uncertain_usd,
            "unpriced_calls": health.spent.unpriced_calls,
            "spent_month_usd": health.spent_month.total_usd,
            "budget_month_usd": health.month_usd,
            "waiting": waiting,
            "backlog": {
                "unseen": backlog.unseen,
                "in_review": backlog.in_review,
                "settled_per_week": backlog.per_week,
                "weeks": backlog.weeks,
            },
            "disk_bytes": {"database": health.database_bytes, "documents": health.documents_bytes},
            "last_run": _run(run),
            "searches": [_cursor(one) for one in health.cursors],
            "batches": [_batch(one) for one in health.batches],
        }
    )


def _tell(health: Health, waiting: list[dict[str, str | None]]) -> None:
    for state, count in health.papers.items():
        if count:
            click.echo(f"{count:>7}  {state.replace('_', ' ')}")
    if not any(health.papers.values()):
        click.echo("nothing yet; next: atlas draft inputs/")
    for entry in waiting[:_MOST_LINES]:
        click.echo(f"  {entry['state']}: {entry['paper'] or entry['file']}: {entry['reason']}")
        if entry["hint"]:
            click.echo(f"      what would change it: {entry['hint']}")
    if len(waiting) > _MOST_LINES:
        click.echo(f"  ... and {len(waiting) - _MOST_LINES} more (atlas status --json)")
    if health.backlog.waiting:
        click.echo(f"{health.backlog.waiting:>7}  drafts wait for people: {in_words(health.backlog)}")
    for one in health.cursors:
        then = f"; then: {one.fault}" if one.fault else ""
        click.echo(f"  search {one.search}: last success {_ago(one.succeeded, health.at)}{then}")
    for batch in health.batches:
        click.echo(f"  a batch of {batch.made:%Y-%m-%d %H:%M} UTC is out; next: atlas draft --collect")
    unpriced = health.spent.unpriced_calls
    unknown = f" and {unpriced} calls whose price is not known" if unpriced else ""
    disk = health.database_bytes + health.documents_bytes
    month = f"{health.spent_month.total_usd:.2f} of {health.month_usd:.2f} this month"
    click.echo(f"spent {health.spent.total_usd:.2f} USD{unknown}, {month}; on disk {disk / 1e6:.1f} MB")


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    hours = (now - moment).total_seconds() / 3600
    ago = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
    return f"{moment:%Y-%m-%d %H:%M} UTC, {ago} ago"


def _cursor(one: Cursor) -> dict[str, str | None]:
    return {
        "search": one.search,
        "through": one.through.isoformat() if one.through else None,
        "succeeded": one.succeeded.isoformat() if one.succeeded else None,
        "fault": one.fault or None,
    }


def _batch(one: Batch) -> dict[str, str | None]:
    return {"made": one.made.isoformat(), "state": one.state.value, "model": one.model, "remote": one.remote}


def _nothing_yet(*, json_: bool) -> None:
    if json_:
        echo_json({"schema": "atlas.status/1", "papers": {state.value: 0 for state in PaperState}, "waiting": []})
    else:
        click.echo("nothing yet; next: atlas draft inputs/")


def _row(row: PaperRow) -> dict[str, str | None]:
    return {
        "paper": row.id,
        "file": None,
        "state": row.state.value.replace("_", " "),
        "reason": row.reason,
        "hint": row.hint,
    }


def _face(face: Face) -> dict[str, str | None]:
    reason, hint = (face.unread.message, face.unread.hint) if face.unread else ("", "")
    record = f"#{face.key.record}" if face.key.record else ""
    return {"paper": None, "file": face.name + record, "state": "unreadable", "reason": reason, "hint": hint}


def _run(run: RunRow | None) -> dict[str, object] | None:
    if run is None:
        return None
    return {
        "command": run.command,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "exit_code": run.exit_code,
        "counts": run.counts,
        "told": run.told,
    }
