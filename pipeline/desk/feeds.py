"""How fresh the queue is: when new papers were last looked for, and who could not be asked since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.desk.services import Desk
from pipeline.domain.feed import Cursor
from pipeline.domain.ledger import RunRow

__all__ = ["Feeds", "feeds_of"]

_LONG = timedelta(days=8)  # a run of the week that was a day late is not worth a word
_ENDED_WELL = {0, 3, 4}  # done; done, and something needs a person; done as far as the budget goes


@dataclass(frozen=True, slots=True)
class Feeds:
    """What `atlas update` last did.

    `looked` is when a search was last asked to its end (None: never), `stale` says that this is long ago, `unasked` are
    those that could not be asked when they were last tried, and `failed` is the last run where it ended badly.
    """

    looked: datetime | None
    stale: bool
    unasked: tuple[Cursor, ...]
    failed: RunRow | None


def feeds_of(desk: Desk, now: datetime) -> Feeds | None:
    """How fresh the queue is; None where nobody ever ran `atlas update`, so that nobody expects it to be."""
    cursors, last = desk.cursors.all(), desk.runs.last("update")
    if not cursors and last is None:
        return None
    looked = max((one.succeeded for one in cursors if one.succeeded), default=None)
    return Feeds(
        looked=looked,
        stale=looked is None or now - looked > _LONG,
        unasked=tuple(one for one in cursors if one.fault and one.tried != one.succeeded),
        failed=last if last and last.finished and last.exit_code not in _ENDED_WELL else None,
    )
