"""`atlas status`: what is drafted, what waits, what went wrong, what it cost."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option
from pipeline.domain.batches import Batch, BatchState
from pipeline.domain.feed import Cursor
from pipeline.domain.ledger import Face, PaperRow, PaperState, RunRow
from pipeline.settings import load
from pipeline.store.documents import DocumentShelf
from pipeline.updating.backlog import in_words
from pipeline.wiring import Home, clock_of, open_ledger

__all__ = ["command"]

_SETTLED = {PaperState.DRAFTED}
_MOST_LINES = 40


@click.command()
@home_option
@json_option
def command(*, home: Path, json_: bool) -> None:
    """Say how many papers are in each state, what waits for a person and why, what was spent, and the disk it takes.

    \b
    Example:
      atlas status
      atlas status --json | jq .papers
    """
    where, settings = Home(home), load(home).settings
    if settings.store.url is None and not where.database.exists():
        _nothing_yet(json_=json_)
        return
    with open_ledger(where, settings) as ledger:
        now = clock_of(ledger).now()
        figures = ledger.figures(now)
        rows = ledger.papers.all([state for state in PaperState if state not in _SETTLED])
        unread = ledger.faces.unread()
        run = ledger.runs.last()
        cursors = ledger.cursors.all()
        backlog = ledger.backlog(now)
        batches = [one for one in ledger.batches.open() if one.state is not BatchState.ENDED]
    papers = {state.value: figures.papers.get(state, 0) for state in PaperState}
    papers[PaperState.UNREADABLE.value] += len(unread)
    disk = {"database": figures.database_bytes, "documents": DocumentShelf(where.documents).bytes_on_disk()}
    if json_:
        echo_json(
            {
                "schema": "atlas.status/1",
                "papers": papers,
                "in_work": figures.in_work,
                "spent_usd": figures.spending.total_usd,
                "spent_uncertain_usd": figures.spending.uncertain_usd,
                "unpriced_calls": figures.spending.unpriced_calls,
                "waiting": [_row(row) for row in rows] + [_face(face) for face in unread],
                "backlog": {
                    "unseen": backlog.unseen,
                    "in_review": backlog.in_review,
                    "settled_per_week": backlog.per_week,
                    "weeks": backlog.weeks,
                },
                "disk_bytes": disk,
                "last_run": _run(run),
                "searches": [_cursor(one) for one in cursors],
                "batches": [_batch(one) for one in batches],
            }
        )
        return
    for state, count in papers.items():
        if count:
            click.echo(f"{count:>7}  {state.replace('_', ' ')}")
    if not any(papers.values()):
        click.echo("nothing yet; next: atlas draft inputs/")
    for entry in ([_row(row) for row in rows] + [_face(face) for face in unread])[:_MOST_LINES]:
        click.echo(f"  {entry['state']}: {entry['paper'] or entry['file']}: {entry['reason']}")
        if entry["hint"]:
            click.echo(f"      what would change it: {entry['hint']}")
    more = len(rows) + len(unread) - _MOST_LINES
    if more > 0:
        click.echo(f"  ... and {more} more (atlas status --json)")
    if backlog.waiting:
        click.echo(f"{backlog.waiting:>7}  drafts wait for people: {in_words(backlog)}")
    for one in cursors:
        last = f"{one.succeeded:%Y-%m-%d %H:%M} UTC" if one.succeeded else "never"
        click.echo(f"  search {one.search}: last success {last}" + (f"; then: {one.fault}" if one.fault else ""))
    for batch in batches:
        click.echo(f"  a batch of {batch.made:%Y-%m-%d %H:%M} UTC is out; next: atlas draft --collect")
    unpriced = figures.spending.unpriced_calls
    unknown = f" and {unpriced} calls whose price is not known" if unpriced else ""
    click.echo(f"spent {figures.spending.total_usd:.2f} USD{unknown}; on disk {sum(disk.values()) / 1e6:.1f} MB")


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
