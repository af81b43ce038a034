"""The queue of the desk: one row for each draft, filtered, counted, searched and paged by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from pipeline.domain.desk import AGES, DeskRow, Filter, Queue, Seen
from pipeline.domain.review import ReviewState
from pipeline.store import schema
from pipeline.store.database import Database
from pipeline.store.queue_order import Order
from pipeline.store.seen import how_many, ready

__all__ = ["FACETS", "DeskRows", "put"]

_ROW = schema.desk_row.c
_FINDINGS = {
    "blocking": _ROW.blocking > 0,
    "warnings": and_(_ROW.blocking == 0, _ROW.warnings > 0),
    "clean": and_(_ROW.blocking == 0, _ROW.warnings == 0),
}

#: Where somebody has to look.
_WAITING = (ReviewState.DRAFTED.value, ReviewState.IN_REVIEW.value, ReviewState.LAPSED.value)

#: What the queue can be narrowed by, with the values that there are; the busiest values first.
FACETS = ("state", "findings", "design", "badge", "maker", "prompt", "year", "journal", "assignee", "age")
_TALLIED = ("state", "findings")
_MOST_VALUES = 25


class DeskRows:
    """Rows of the queue. They are written with the decision or the draft that changed them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Sequence[DeskRow]) -> None:
        """Write rows as they are now."""
        with self._database.write() as connection:
            put(self._database, connection, rows)

    def put_missing(self, row: DeskRow) -> None:
        """Write a row, unless there is one of the paper's current draft already, or it is of another draft.

        So a row that was worked out slowly never covers what a decision wrote meanwhile.
        """
        with self._database.write() as connection:
            current = select(schema.paper.c.draft).where(schema.paper.c.id == row.paper).with_for_update()
            draft = connection.execute(current).scalar()
            known = connection.execute(select(_ROW.draft).where(_ROW.paper == row.paper)).scalar()
            if draft == row.draft and known != draft:
                put(self._database, connection, [row])

    def get(self, paper: str) -> DeskRow | None:
        """The row of one paper, or None where it is not in the queue."""
        with self._database.read() as connection:
            found = connection.execute(select(schema.desk_row).where(_ROW.paper == paper)).mappings().first()
        return _row(dict(found)) if found else None

    def waiting(self) -> tuple[int, int]:
        """How many drafts nobody has looked at, also those that the desk has no row for yet; how many are in review."""
        counts = select(_ROW.state, func.count()).group_by(_ROW.state)
        fresh = (
            select(func.count())
            .select_from(schema.paper)
            .outerjoin(schema.desk_row, _ROW.paper == schema.paper.c.id)
            .where(schema.paper.c.draft.is_not(None), _ROW.paper.is_(None))
        )
        with self._database.read() as connection:
            found: dict[str, int] = {row[0]: row[1] for row in connection.execute(counts)}
            unknown = connection.execute(fresh).scalar_one()
        return found.get("drafted", 0) + unknown, found.get("in_review", 0) + found.get("lapsed", 0)

    def stale(self, before: datetime) -> int:
        """How many drafts have waited for people since before a moment, also those that the desk has no row for yet."""
        rows = select(func.count()).where(_ROW.state.in_(_WAITING), _ROW.since <= before)
        fresh = (
            select(func.count())
            .select_from(schema.paper)
            .outerjoin(schema.desk_row, _ROW.paper == schema.paper.c.id)
            .where(schema.paper.c.draft.is_not(None), _ROW.paper.is_(None), schema.paper.c.updated <= before)
        )
        with self._database.read() as connection:
            return int(connection.execute(rows).scalar_one() + connection.execute(fresh).scalar_one())

    def missing(self) -> tuple[str, ...]:
        """The papers that have a draft and no row, or a row of another draft: their rows have to be worked out."""
        query = (
            select(schema.paper.c.id)
            .outerjoin(schema.desk_row, _ROW.paper == schema.paper.c.id)
            .where(schema.paper.c.draft.is_not(None), or_(_ROW.draft.is_(None), _ROW.draft != schema.paper.c.draft))
        )
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def queue(
        self, chosen: Filter, now: datetime, *, after: str = "", size: int = 50, facets: Sequence[str] = ()
    ) -> Queue:
        """A page of the drafts that `chosen` lets through, in the order that it names, from behind the place `after`.

        For each of `facets` it is counted how many drafts each of its values has, the other facets being as chosen.
        """
        conditions = dict(_conditions(chosen, self._holds, now))
        order = Order.of(chosen.sort)
        searched = any(name.startswith("search") for name in conditions)
        with self._database.read() as connection:
            look = _searched if searched else _in_order
            found, tally = look(connection, conditions, order, order.place(after), size + 1)
            asked = [facet for facet in facets if facet in FACETS and facet not in _TALLIED]
            counted = _counts(connection, asked, conditions, now)
            told = {
                facet: _by(facet, tally, chosen) if facet in _TALLIED else counted[facet]
                for facet in facets
                if facet in FACETS
            }
        last = found[size - 1] if len(found) > size else None
        total = sum(
            drafts
            for (state, findings), drafts in tally.items()
            if chosen.state in ("", state) and chosen.findings in ("", findings)
        )
        return Queue(tuple(found[:size]), total, told, order.behind(last) if last else None)

    def seen(self, person: str, size: int) -> Seen:
        """The drafts that wait for a judgement and that a person opened; the first `size` of those that are ready."""
        with self._database.read() as connection:
            counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(how_many(person))}
            rows = tuple(_row(dict(one)) for one in connection.execute(ready(person).limit(size)).mappings())
        return Seen(rows, counts.get("ready", 0), counts.get("findings", 0), counts.get("changed", 0))

    def _holds(self, word: str) -> ColumnElement[bool]:
        """Whether the words of a row hold `word`: twice as fast as LIKE, and nothing to escape."""
        find = func.instr if self._database.is_sqlite else func.strpos
        return find(_ROW.words, word) > 0


def put(database: Database, connection: Connection, rows: Sequence[DeskRow]) -> None:
    """Write rows in a transaction that is open."""
    columns = [
        asdict(row)
        | {
            "state": row.state.value,
            "disagreed": int(row.disagreed),
            "words": " ".join((row.title, row.byline, row.journal, row.paper)).casefold(),
        }
        for row in rows
    ]
    database.insert_or_replace(connection, schema.desk_row, columns)


def _conditions(
    chosen: Filter, holds: Callable[[str], ColumnElement[bool]], now: datetime
) -> Iterator[tuple[str, ColumnElement[bool]]]:
    for name in ("state", "design", "badge", "journal", "maker", "prompt"):
        if value := getattr(chosen, name):
            yield name, _ROW[name] == value
    if chosen.assignee:
        yield "assignee", _ROW.assignee.is_(None) if chosen.assignee == "none" else _ROW.assignee == chosen.assignee
    if chosen.year.isdecimal():
        yield "year", _ROW.year == int(chosen.year[:6])
    if chosen.findings:
        yield "findings", _FINDINGS.get(chosen.findings, false())
    if chosen.age:
        yield "age", _of_age(chosen.age, now) if chosen.age in AGES else false()
    for number, word in enumerate(chosen.search.split()[:8]):
        yield f"search {number}", holds(word.casefold())


def _of_age(age: str, now: datetime) -> ColumnElement[bool]:
    least, most = AGES[age]
    younger = true() if most is None else _ROW.since > now - timedelta(days=most)
    return and_(younger, true() if least == 0 else _ROW.since <= now - timedelta(days=least))


def _in_order(
    connection: Connection,
    conditions: dict[str, ColumnElement[bool]],
    order: Order,
    after: tuple[Any, str] | None,
    size: int,
) -> tuple[list[DeskRow], dict[tuple[str, str], int]]:
    """The first rows in the order of the queue, found by an index, and the tally of what is not chosen."""
    page = order.page(_where(select(schema.desk_row), _all(conditions)), _ROW, after).limit(size)
    return [_row(dict(one)) for one in connection.execute(page).mappings()], _tally(connection, conditions)


def _searched(
    connection: Connection,
    conditions: dict[str, ColumnElement[bool]],
    order: Order,
    after: tuple[Any, str] | None,
    size: int,
) -> tuple[list[DeskRow], dict[tuple[str, str], int]]:
    """The same where words are searched for, which no index finds: every row is looked at, and only once."""
    others = _all({name: one for name, one in conditions.items() if name not in _TALLIED})
    chosen = _all({name: one for name, one in conditions.items() if name in _TALLIED})
    weight = case(*((condition, name) for name, condition in _FINDINGS.items())).label("weight")
    passes = (chosen if chosen is not None else true()).label("passes")
    hits = _where(select(_ROW.paper, _ROW[order.name], _ROW.state, weight, passes), others).cte("hits")
    first = order.page(select(hits.c.paper).where(hits.c.passes), hits.c, after).limit(size).subquery()
    tally = select(hits.c.state, hits.c.weight, func.count().label("drafts")).group_by(hits.c.state, hits.c.weight)
    counts = tally.subquery()
    both = union_all(
        select(first.c.paper, null().label("state"), null().label("weight"), literal(0).label("drafts")),
        select(null(), counts.c.state, counts.c.weight, counts.c.drafts),
    )
    told = connection.execute(both).all()
    papers = [paper for paper, _, _, _ in told if paper is not None]
    page = order.page(select(schema.desk_row).where(_ROW.paper.in_(papers)), _ROW, None)
    rows = [_row(dict(one)) for one in connection.execute(page).mappings()]
    return rows, {(state, kind): drafts for paper, state, kind, drafts in told if paper is None}


def _tally(connection: Connection, conditions: dict[str, ColumnElement[bool]]) -> dict[tuple[str, str], int]:
    """How many drafts are in each state with findings of each weight, those two not being chosen: in one pass."""
    weight = case(*((condition, name) for name, condition in _FINDINGS.items()))
    others = _all({name: one for name, one in conditions.items() if name not in _TALLIED})
    query = _where(select(_ROW.state, weight, func.count()).group_by(_ROW.state, weight), others)
    return {(state, findings): drafts for state, findings, drafts in connection.execute(query)}


def _counts(
    connection: Connection, facets: Sequence[str], conditions: dict[str, ColumnElement[bool]], now: datetime
) -> dict[str, dict[str, int]]:
    """How many drafts each value of each facet has, the busiest first; facets that are not chosen are counted together.

    The drafts that the other conditions let through are found once, and counted by every facet from there.
    """
    free = [facet for facet in facets if facet not in conditions]
    alone = [[facet] for facet in facets if facet in conditions]
    counted: dict[str, dict[str, int]] = {facet: {} for facet in facets}
    for together in [free, *alone] if free else alone:
        others = _all({name: condition for name, condition in conditions.items() if name not in together})
        columns = (_age(now).label(facet) if facet == "age" else _ROW[facet] for facet in together)
        hits = _where(select(*columns), others).cte("hits")
        parts = [_busiest(facet, hits.c[facet]) for facet in together]
        for facet, value, drafts in connection.execute(union_all(*parts)):
            if value != "":
                counted[facet]["none" if value is None else str(value)] = drafts
    return counted


def _age(now: datetime) -> ColumnElement[str]:
    return case(*((_of_age(age, now), age) for age in AGES))


def _busiest(facet: str, column: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    value = cast(column, Text)
    counts = (
        select(literal(facet).label("facet"), value.label("value"), func.count().label("drafts"))
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(_MOST_VALUES)
        .subquery()
    )
    return select(counts.c.facet, counts.c.value, counts.c.drafts)


def _by(facet: str, tally: Mapping[tuple[str, str], int], chosen: Filter) -> dict[str, int]:
    """The tally by state, findings being as chosen, or the other way round; the larger counts first."""
    counts: dict[str, int] = {}
    for (state, findings), drafts in tally.items():
        value, other, wanted = (
            (state, findings, chosen.findings) if facet == "state" else (findings, state, chosen.state)
        )
        if wanted in ("", other):
            counts[value] = counts.get(value, 0) + drafts
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))


def _all(conditions: dict[str, ColumnElement[bool]]) -> ColumnElement[bool] | None:
    return and_(*conditions.values()) if conditions else None


def _where(query: Select[*tuple[Any, ...]], condition: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    return query if condition is None else query.where(condition)


def _row(columns: dict[str, Any]) -> DeskRow:
    del columns["words"]
    state, disagreed = ReviewState(str(columns.pop("state"))), bool(columns.pop("disagreed"))
    return DeskRow(**columns, state=state, disagreed=disagreed)
