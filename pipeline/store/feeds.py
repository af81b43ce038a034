"""How far each search was asked, and the notices about papers that services told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import RowMapping, select

from pipeline.domain.feed import Cursor, KnownNotice
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Cursors", "Notices"]

_CURSOR = schema.cursor.c
_NOTICE = schema.notice.c


class Cursors:
    """One place for each saved search."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, search: str) -> Cursor:
        """How far a search was asked; a search never asked is at its beginning."""
        with self._database.read() as connection:
            row = connection.execute(select(schema.cursor).where(_CURSOR.search == search)).mappings().first()
        return _cursor(row) if row else Cursor(search, None, None, None)

    def all(self) -> tuple[Cursor, ...]:
        """Every search that was ever asked, by name."""
        with self._database.read() as connection:
            return tuple(
                _cursor(row) for row in connection.execute(select(schema.cursor).order_by(_CURSOR.search)).mappings()
            )

    def begin(self, search: str, through: date, now: datetime) -> None:
        """Say where a search that was never asked begins; nothing was taken in yet."""
        self._put(search, through, now, None, "")

    def advance(self, search: str, through: date, now: datetime, *, left: str = "") -> None:
        """Say that everything up to `through` was asked and taken in; `left` says what little was not."""
        self._put(search, through, now, now, left)

    def failed(self, search: str, fault: str, now: datetime) -> None:
        """Say that a search could not be asked; how far it was asked before stays."""
        known = self.get(search)
        self._put(search, known.through, now, known.succeeded, fault)

    def _put(self, search: str, through: date | None, tried: datetime, succeeded: datetime | None, fault: str) -> None:
        row = {
            "search": search,
            "through": through.isoformat() if through else None,
            "tried": tried,
            "succeeded": succeeded,
            "fault": fault,
        }
        with self._database.write() as connection:
            self._database.insert_or_replace(connection, schema.cursor, [row])


class Notices:
    """Retractions, corrections and concerns, kept from the day they became known."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, notices: Sequence[KnownNotice]) -> tuple[KnownNotice, ...]:
        """Keep notices; returns those that were not known before."""
        with self._database.write() as connection:
            return tuple(one for one in notices if self._database.insert_one(connection, schema.notice, asdict(one)))

    def of(self, paper: str) -> tuple[KnownNotice, ...]:
        """Every notice about a paper, the oldest first."""
        query = (
            select(schema.notice).where(_NOTICE.paper == paper).order_by(_NOTICE.seen, _NOTICE.kind, _NOTICE.reference)
        )
        with self._database.read() as connection:
            return tuple(KnownNotice(**row) for row in connection.execute(query).mappings())


def _cursor(row: RowMapping) -> Cursor:
    through = date.fromisoformat(row["through"]) if row["through"] else None
    return Cursor(row["search"], through, row["tried"], row["succeeded"], row["fault"])
