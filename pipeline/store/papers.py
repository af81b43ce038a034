"""The papers: what grouping made of the inputs, and where each paper stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, func, select, update

from pipeline.domain.ledger import FaceKey, GroupedPaper, Identifier, Owner, PaperRow, PaperState
from pipeline.domain.link import AFFECTS, LinkKind
from pipeline.errors import Conflict, NotFound
from pipeline.store import faces, schema
from pipeline.store.absorbing import absorb
from pipeline.store.calls import UNPRICED
from pipeline.store.database import Database
from pipeline.store.money import usd

__all__ = ["Papers", "rows"]

_PAPER = schema.paper.c
_IDENTIFIER = schema.identifier.c
_ATTEMPT = schema.attempt.c


class Papers:
    """Papers by their id (the slug) and by the identifiers they can be met again by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, paper: str) -> PaperRow:
        """One paper. Raises NotFound."""
        found = self.find(paper)
        if found is None:
            raise NotFound(f"no paper is called {paper}", hint="atlas status lists the papers")
        return found

    def find(self, paper: str) -> PaperRow | None:
        """One paper by its address, or by one that another had that became part of it; None where there is none."""
        now = select(schema.alias.c.paper).where(schema.alias.c.old == paper)
        with self._database.read() as connection:
            found = _asked(connection, _BY_ID, {"wanted": paper}) or rows(
                connection, _PAPER.id == now.scalar_subquery()
            )
            return next(iter(found), None)

    def some(self, ids: Iterable[str]) -> tuple[PaperRow, ...]:
        """These papers, each once, in this order; ids that are none are left out."""
        wanted = tuple(dict.fromkeys(ids))
        with self._database.read() as connection:
            found = {row.id: row for chunk in faces.chunks(wanted) for row in rows(connection, _PAPER.id.in_(chunk))}
        return tuple(found[paper] for paper in wanted if paper in found)

    def all(self, states: Collection[PaperState] = ()) -> tuple[PaperRow, ...]:
        """Every paper, or those in one of `states`, oldest first."""
        with self._database.read() as connection:
            return rows(connection, _PAPER.state.in_(states) if states else None)

    def taken(self, ids: Iterable[str] | None = None) -> frozenset[str]:
        """Which of `ids` are papers already; all ids when none are given."""
        query = select(_PAPER.id)
        queries = [query] if ids is None else [query.where(_PAPER.id.in_(chunk)) for chunk in faces.chunks(ids)]
        with self._database.read() as connection:
            return frozenset(found for one in queries for found in connection.execute(one).scalars())

    def find_by_identifier(self, scheme: str, value: str) -> str | None:
        """The id of the paper that has this identifier, or None."""
        query = select(_IDENTIFIER.paper).where(_IDENTIFIER.scheme == scheme, _IDENTIFIER.value == value)
        with self._database.read() as connection:
            found: str | None = connection.execute(query).scalar()
            return found

    def put(self, grouped: Sequence[GroupedPaper], now: datetime) -> None:
        """Write what grouping decided, all of it or nothing.

        Raises Conflict when a paper that grouping took for new is there by now, or one that it took for old is gone:
        another process was at work, so look again and group again.
        """
        with self._database.write() as connection:
            for one in grouped:
                if one.new:
                    _insert(self._database, connection, one, now)
                else:
                    _change(connection, one, now)
                for other in one.absorbs:
                    absorb(connection, other, into=one.id)
            owned = [
                {"scheme": scheme, "value": value, "paper": one.id}
                for one in grouped
                for scheme, value in one.identifiers
            ]
            self._database.insert_new(connection, schema.identifier, owned)
            self._database.insert_new(connection, schema.link, [row for one in grouped for row in _links(one, now)])
            affected = [(scheme, value) for one in grouped for kind, scheme, value in one.links if kind in AFFECTS]
            _work_out_anew(connection, affected)
            seen = [replace(face, paper=one.id) for one in grouped for face in one.faces]
            faces.put(self._database, connection, seen)

    def former(self, paper: str) -> tuple[str, ...]:
        """The addresses that a paper was known by before, of papers that turned out to be this one."""
        query = select(schema.alias.c.old).where(schema.alias.c.paper == paper).order_by(schema.alias.c.old)
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def counts(self) -> dict[PaperState, int]:
        """How many papers are in each state; every state is there."""
        query = select(_PAPER.state, func.count().label("papers")).group_by(_PAPER.state)
        with self._database.read() as connection:
            found = {row.state: row.papers for row in connection.execute(query)}
        return {state: found.get(state, 0) for state in PaperState}


def rows(connection: Connection, condition: ColumnElement[bool] | None = None) -> tuple[PaperRow, ...]:
    """The papers that meet `condition`, oldest first, read in a transaction that is open."""
    return _asked(connection, _queries(condition))


_Queries = tuple[Select[*tuple[Any, ...]], Select[str, str, str]]


def _queries(condition: ColumnElement[bool] | None) -> _Queries:
    """What asks for the papers that meet `condition`, and what for their identifiers."""
    query = select(schema.paper, _COST.label("cost"), _UNPRICED.label("unpriced")).order_by(_PAPER.created, _PAPER.id)
    names = select(_IDENTIFIER.paper, _IDENTIFIER.scheme, _IDENTIFIER.value).order_by(_IDENTIFIER.scheme)
    if condition is not None:
        query = query.where(condition)
        names = names.where(_IDENTIFIER.paper.in_(select(_PAPER.id).where(condition)))
    return query, names


def _asked(connection: Connection, queries: _Queries, values: dict[str, str] | None = None) -> tuple[PaperRow, ...]:
    query, names = queries
    found = connection.execute(query, values).mappings().all()
    identifiers: dict[str, list[Identifier]] = {}
    if found:
        for paper, scheme, value in connection.execute(names, values):
            identifiers.setdefault(paper, []).append(Identifier(scheme, value))
    return tuple(_row(row, tuple(identifiers.get(row["id"], ()))) for row in found)


# What a paper cost is never written beside what its calls cost: it is their sum.
_COST = (
    select(func.coalesce(func.sum(func.coalesce(_ATTEMPT.cost_nanousd, _ATTEMPT.reserved_nanousd)), 0))
    .where(_ATTEMPT.paper == _PAPER.id)
    .scalar_subquery()
)
_UNPRICED = (
    select(func.count()).select_from(schema.attempt).where(_ATTEMPT.paper == _PAPER.id, UNPRICED).scalar_subquery()
)

# Asked for every paper in work, so it is put together once.
_BY_ID = _queries(_PAPER.id == bindparam("wanted"))


def _row(row: RowMapping, identifiers: tuple[Identifier, ...]) -> PaperRow:
    return PaperRow(
        id=row["id"],
        title=row["title"],
        identifiers=identifiers,
        state=PaperState(row["state"]),
        reason=row["reason"],
        hint=row["hint"],
        draft=row["draft"],
        drafter=row["drafter"],
        primary=FaceKey(row["primary_digest"], row["primary_record"]),
        cost_usd=None if row["unpriced"] else usd(int(row["cost"])),
        created=row["created"],
        updated=row["updated"],
        owner=Owner.parse(row["owner"]) if row["owner"] else None,
        lease_until=row["lease_until"],
        tries=row["tries"],
        not_before=row["not_before"],
    )


def _links(one: GroupedPaper, now: datetime) -> list[dict[str, object]]:
    return [
        {
            "paper": one.id,
            "kind": kind.value,
            "scheme": scheme,
            "value": value,
            "source": "title and authors" if kind is LinkKind.MAYBE_SAME else "its record",
            "seen": now,
            "text": "",
        }
        for kind, scheme, value in one.links
    ]


def _work_out_anew(connection: Connection, ends: Collection[tuple[str, str]]) -> None:
    """Let the queue work the papers out anew that notices are about."""
    for scheme, value in ends:
        paper = select(_IDENTIFIER.paper).where(_IDENTIFIER.scheme == scheme, _IDENTIFIER.value == value)
        connection.execute(update(schema.desk_row).where(schema.desk_row.c.paper.in_(paper)).values(draft=""))


def _insert(database: Database, connection: Connection, one: GroupedPaper, now: datetime) -> None:
    values = {
        "id": one.id,
        "title": one.title,
        "state": one.state or PaperState.WAITING,
        "reason": one.reason,
        "hint": one.hint,
        "primary_digest": one.primary.digest,
        "primary_record": one.primary.record,
        "created": now,
        "updated": now,
        "tries": 0,
    }
    if not database.insert_one(connection, schema.paper, values):
        raise Conflict(f"another process has just added a paper called {one.id}", hint=_AGAIN)


def _change(connection: Connection, one: GroupedPaper, now: datetime) -> None:
    change = (
        update(schema.paper)
        .where(_PAPER.id == one.id)
        .values(title=one.title, primary_digest=one.primary.digest, primary_record=one.primary.record, updated=now)
    )
    if one.state is not None:
        change = change.values(
            state=one.state, reason=one.reason, hint=one.hint, owner=None, lease_until=None, not_before=None
        )
    if connection.execute(change).rowcount == 0:
        raise Conflict(f"another process has just removed the paper called {one.id}", hint=_AGAIN)


_AGAIN = "run the same command again; nothing was lost"
