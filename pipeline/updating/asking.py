"""How far each search was asked, what is fetched, and what people are told of faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.domain.feed import Asked
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.ledger import PaperRow
from pipeline.updating.services import Updating

__all__ = ["advance", "failed", "fetched", "span_of", "to_ask"]

#: A record that is named and never sent is asked for during so many days, then taken for withdrawn.
_PATIENCE = timedelta(days=30)
_WEEK = timedelta(days=7)
_A_DAY = timedelta(hours=20)  # a daily job does not run at the same minute each day


def span_of(search: str, run: Updating, now: datetime) -> Asked:
    """The days to ask for: from a little before the last success, so that late entries are met.

    Where a search begins is remembered before it is first asked, so that days of faults do not move its beginning.
    """
    today = now.astimezone(UTC).date()
    through = run.cursors.get(search).through
    if through is None:
        first = today - timedelta(days=run.first_days)
        run.cursors.begin(search, first, now)
        return Asked(search, first, today)
    return Asked(search, through - timedelta(days=run.overlap_days), today)


def advance(search: str, last: date, missing: Sequence[str], run: Updating, now: datetime) -> bool:
    """Move the place of a search, not past the days of a record that was named and not sent.

    Returns whether people should hear of what is missing.
    """
    before = run.cursors.get(search)
    left = f"named and not sent: {', '.join(missing)}" if missing else ""
    through = max(before.through or last, last - _PATIENCE) if missing else last
    run.cursors.advance(search, through, now, left=left)
    return bool(left) and left != before.fault


def failed(search: str, fault: str, run: Updating, now: datetime) -> bool:
    """Remember a fault; whether people should hear of it: when it is new, and once more in each week that it lasts."""
    before = run.cursors.get(search)
    run.cursors.failed(search, fault, now)
    if before.tried is None or before.tried == before.succeeded or not before.fault:
        return True
    since = before.succeeded or before.tried
    return (now - since) // _WEEK > (before.tried - since) // _WEEK


def fetched(numbers: Sequence[str], service: str, run: Updating) -> tuple[list[Path], tuple[str, ...]]:
    """The records of these numbers as files, named by what is in them; and the numbers that were not sent."""
    files: list[Path] = []
    left = dict.fromkeys(numbers)
    for sent in run.feeds[service].feed.records(numbers) if numbers else ():
        file = run.folder / f"{service}-{digest_of_bytes(sent.body)[7:23]}{run.feeds[service].suffix}"
        run.write(file, sent.body)
        files.append(file)
        left = dict.fromkeys(number for number in left if number not in sent.numbers)
    return files, tuple(left)


def to_ask(
    papers: Iterable[PaperRow],
    source: str,
    run: Updating,
    now: datetime,
    *,
    daily: Callable[[PaperRow], bool] = lambda _: False,
) -> list[PaperRow]:
    """The papers that a source was not asked about for `recheck_days`, those never asked about first.

    What could not be answered is asked again after a day, so that an outage does not last longer here than there, and
    so is what is `daily`.
    """
    tried = run.standings.tried(source)

    def is_due(row: PaperRow) -> bool:
        if row.id not in tried:
            return True
        asked, answered = tried[row.id]
        return now - asked >= (timedelta(days=run.recheck_days) if answered and not daily(row) else _A_DAY)

    due = [row for row in papers if is_due(row)]
    return sorted(due, key=lambda row: tried[row.id][0].timestamp() if row.id in tried else 0.0)
