"""`atlas digest`: what happened, and what waits for people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from pipeline.cli.options import home_option
from pipeline.domain.digest import Digest, Line
from pipeline.domain.ledger import PaperState
from pipeline.publishing.digests import as_atom, as_message, as_text
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.updating.backlog import in_words
from pipeline.wiring import Home, clock_of, open_ledger

__all__ = ["command"]

_STALE = timedelta(weeks=4)
_STUCK = [PaperState.IN_DOUBT, PaperState.NEEDS_ATTENTION, PaperState.FAILED]


@click.command()
@click.option("--days", type=click.FloatRange(0.01), default=7.0, show_default=True, help="How far back it looks.")
@click.option(
    "--format", "form", type=click.Choice(["text", "eml", "atom"]), default="text", show_default=True, help="As what."
)
@click.option("--to", metavar="ADDRESS", default="", help="Whom the e-mail is for (--format eml).")
@click.option("--from", "sender", metavar="ADDRESS", default="", help="Whom it is from; the same address unless said.")
@home_option
def command(*, days: float, form: str, to: str, sender: str, home: Path) -> None:
    """Print what was drafted, what waits and for how long, what is stuck, was retracted and was spent in the last days.

    Nothing is sent: --format eml is a whole message for `sendmail -t`, --format atom a feed for a web server.

    \b
    Example:
      atlas digest
      atlas digest --format eml --to editors@example.org | sendmail -t
      atlas digest --format atom > public/atlas.atom
    """
    if form == "eml" and not to:
        raise click.UsageError("--format eml needs --to ADDRESS")
    with open_ledger(Home(home), load(home).settings) as ledger:
        now = clock_of(ledger).now()
        digest = _digest(ledger, now - timedelta(days=days), now)
    match form:
        case "eml":
            try:
                message = as_message(digest, sender=sender or to, to=to)
            except ValueError as error:
                raise click.UsageError(f"that is no address of e-mail: {error}") from None
            click.echo(message, nl=False)
        case "atom":
            click.echo(as_atom(digest))
        case _:
            click.echo(as_text(digest), nl=False)


def _digest(ledger: Ledger, since: datetime, now: datetime) -> Digest:
    rows = {row.id: row for row in ledger.papers.all()}
    backlog = ledger.backlog(now)
    spent = ledger.calls.spent(since)
    return Digest(
        since=since,
        until=now,
        drafted=sum(row.state is PaperState.DRAFTED and row.updated >= since for row in rows.values()),
        unseen=backlog.unseen,
        in_review=backlog.in_review,
        affected=tuple(
            Line(one.paper, rows[one.paper].title, f"{one.kind.replace('_', ' ')} {one.reference}, says {one.source}")
            for one in ledger.notices.since(since)
            if one.paper in rows
        ),
        stuck=tuple(Line(row.id, row.title, row.reason) for row in rows.values() if row.state in _STUCK),
        unasked=tuple(
            f"{one.search}: {one.fault}; last success {_day(one.succeeded)}"
            for one in ledger.cursors.all()
            if one.fault and one.tried != one.succeeded
        ),
        stale=ledger.desk_rows.stale(now - _STALE),
        work=in_words(backlog) if backlog.waiting else "",
        spent_usd=spent.total_usd,
        unpriced_calls=spent.unpriced_calls,
    )


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d}" if moment else "never"
