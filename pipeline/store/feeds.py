"""How far each search was asked, and the notices about papers that services told of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select, update

from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import Cursor, KnownNotice, Standing
from pipeline.store import schema
from pipeline.store.database import Database
from pipeline.store.faces import chunks

__all__ = ["Cursors", "Notices", "Standings"]

_CURSOR = schema.cursor.c
_NOTICE = schema.notice.c
_STANDING = schema.standing.c


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
        """Keep notices; returns those that are new. The queue's rows of their papers are worked out again."""
        with self._database.write() as connection:
            new = tuple(one for one in notices if self._database.insert_one(connection, schema.notice, asdict(one)))
            for paper in {one.paper for one in new}:
                old = update(schema.desk_row).where(schema.desk_row.c.paper == paper)
                connection.execute(old.values(draft=""))
        return new

    def of(self, paper: str) -> tuple[KnownNotice, ...]:
        """Every notice about a paper, the oldest first."""
        query = (
            select(schema.notice).where(_NOTICE.paper == paper).order_by(_NOTICE.seen, _NOTICE.kind, _NOTICE.reference)
        )
        with self._database.read() as connection:
            return tuple(KnownNotice(**row) for row in connection.execute(query).mappings())

    def since(self, moment: datetime) -> tuple[KnownNotice, ...]:
        """Every notice that became known at `moment` or later, the oldest first."""
        query = (
            select(schema.notice).where(_NOTICE.seen >= moment).order_by(_NOTICE.seen, _NOTICE.paper, _NOTICE.reference)
        )
        with self._database.read() as connection:
            return tuple(KnownNotice(**row) for row in connection.execute(query).mappings())


class Standings:
    """What each source answered about each paper, and when it was last asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Sequence[Standing]) -> None:
        """Keep answers; one that could not be had leaves the last one that was, and says why."""
        with self._database.write() as connection:
            known = _standings(connection, {row.paper for row in rows})
            self._database.insert_or_replace(connection, schema.standing, [_kept(row, known) for row in rows])

    def of(self, paper: str) -> tuple[Standing, ...]:
        """Every source's answer about a paper, by the source's name."""
        with self._database.read() as connection:
            found = _standings(connection, {paper})
        return tuple(found[key] for key in sorted(found))

    def tried(self, source: str) -> dict[str, tuple[datetime, bool]]:
        """When a source was last asked about each paper, and whether it answered."""
        query = select(_STANDING.paper, _STANDING.tried, _STANDING.reason).where(_STANDING.source == source)
        with self._database.read() as connection:
            return {paper: (tried, not reason) for paper, tried, reason in connection.execute(query)}


def _standings(connection: Connection, papers: Collection[str]) -> dict[tuple[str, str], Standing]:
    found: dict[tuple[str, str], Standing] = {}
    for chunk in chunks(papers):
        query = select(schema.standing).where(_STANDING.paper.in_(chunk))
        for row in connection.execute(query).mappings():
            one = Standing(**{**row, "affected": Affected(row["affected"])})
            found[one.paper, one.source] = one
    return found


def _kept(row: Standing, known: Mapping[tuple[str, str], Standing]) -> dict[str, object]:
    before = known.get((row.paper, row.source))
    if row.affected is Affected.COULD_NOT_ASK and before is not None:
        row = replace(row, affected=before.affected, as_of=before.as_of)
    return {**asdict(row), "affected": row.affected.value}


def _cursor(row: RowMapping) -> Cursor:
    through = date.fromisoformat(row["through"]) if row["through"] else None
    return Cursor(row["search"], through, row["tried"], row["succeeded"], row["fault"])
