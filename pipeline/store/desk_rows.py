"""The queue of the desk: one row for each draft, filtered, counted, searched and paged by the database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from pipeline.domain.desk import DeskRow, Filter, Queue
from pipeline.domain.review import ReviewState
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["FACETS", "DeskRows", "put"]

_ROW = schema.desk_row.c
_DRAFT = schema.draft_history.c
_SEARCHED = (_ROW.title, _ROW.byline, _ROW.journal, _ROW.paper)
_FINDINGS = {
    "blocking": _ROW.blocking > 0,
    "warnings": and_(_ROW.blocking == 0, _ROW.warnings > 0),
    "clean": and_(_ROW.blocking == 0, _ROW.warnings == 0),
}

#: What the queue can be narrowed by, with the values that there are; the busiest values first.
FACETS = ("state", "findings", "design", "badge", "maker", "prompt", "year", "journal", "assignee")
_MOST_VALUES = 25


class DeskRows:
    """Rows of the queue. They are written with the decision or the draft that changed them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Sequence[DeskRow]) -> None:
        """Write rows as they are now."""
        with self._database.write() as connection:
            put(self._database, connection, rows)

    def get(self, paper: str) -> DeskRow | None:
        """The row of one paper, or None where it is not in the queue."""
        with self._database.read() as connection:
            found = connection.execute(select(schema.desk_row).where(_ROW.paper == paper)).mappings().first()
        return _row(dict(found)) if found else None

    def missing(self) -> tuple[str, ...]:
        """The papers that have a draft and no row, or a row of another draft: their rows have to be worked out."""
        query = (
            select(schema.paper.c.id)
            .outerjoin(schema.desk_row, _ROW.paper == schema.paper.c.id)
            .where(schema.paper.c.draft.is_not(None), or_(_ROW.draft.is_(None), _ROW.draft != schema.paper.c.draft))
        )
        with self._database.read() as connection:
            return tuple(connection.execute(query).scalars())

    def queue(self, chosen: Filter, *, after: str = "", size: int = 50, counts: bool = True) -> Queue:
        """A page of the drafts that `chosen` lets through, most urgent first, from behind the place `after`.

        `counts` gives for each facet how many drafts each of its values has, the other facets being as chosen.
        """
        conditions = dict(_conditions(chosen))
        where = and_(*conditions.values()) if conditions else None
        with self._database.read() as connection:
            total = connection.execute(_where(select(func.count()).select_from(schema.desk_row), where)).scalar_one()
            page = _where(select(schema.desk_row), where).order_by(_ROW.urgency.desc(), _ROW.paper).limit(size + 1)
            if after and (place := _place(after)):
                urgency, paper = place
                page = page.where(or_(_ROW.urgency < urgency, and_(_ROW.urgency == urgency, _ROW.paper > paper)))
            found = [_row(dict(one)) for one in connection.execute(page).mappings()]
            told = {facet: _count(connection, facet, conditions) for facet in FACETS} if counts else {}
        last = found[size - 1] if len(found) > size else None
        return Queue(tuple(found[:size]), total, told, json.dumps([last.urgency, last.paper]) if last else None)


def put(database: Database, connection: Connection, rows: Sequence[DeskRow]) -> None:
    """Write rows in a transaction that is open."""
    columns = [asdict(row) | {"state": row.state.value, "disagreed": int(row.disagreed)} for row in rows]
    database.insert_or_replace(connection, schema.desk_row, columns)


def _conditions(chosen: Filter) -> Iterator[tuple[str, ColumnElement[bool]]]:
    for name in ("state", "design", "badge", "journal", "maker", "prompt"):
        if value := getattr(chosen, name):
            yield name, _ROW[name] == value
    if chosen.assignee:
        yield "assignee", _ROW.assignee.is_(None) if chosen.assignee == "none" else _ROW.assignee == chosen.assignee
    if chosen.year.isdigit():
        yield "year", _ROW.year == int(chosen.year[:6])
    if chosen.findings in _FINDINGS:
        yield "findings", _FINDINGS[chosen.findings]
    for number, word in enumerate(chosen.search.split()[:8]):
        yield f"search {number}", or_(*(column.icontains(word, autoescape=True) for column in _SEARCHED))


def _count(connection: Connection, facet: str, conditions: dict[str, ColumnElement[bool]]) -> dict[str, int]:
    others = [condition for name, condition in conditions.items() if name != facet]
    if facet == "findings":
        columns = [func.count().filter(condition).label(name) for name, condition in _FINDINGS.items()]
        row = connection.execute(_where(select(*columns), and_(*others) if others else None)).mappings().one()
        return {name: count for name, count in row.items() if count}
    column = _ROW[facet]
    query = select(column, func.count().label("drafts")).group_by(column).order_by(func.count().desc(), column)
    rows = connection.execute(_where(query, and_(*others) if others else None).limit(_MOST_VALUES))
    return {("none" if value is None else str(value)): drafts for value, drafts in rows if value != ""}


def _where(query: Select[*tuple[Any, ...]], condition: ColumnElement[bool] | None) -> Select[*tuple[Any, ...]]:
    return query if condition is None else query.where(condition)


def _place(after: str) -> tuple[int, str] | None:
    """Where the page before ended; None for a place that nobody gave out."""
    try:
        urgency, paper = json.loads(after)
    except ValueError:
        return None
    return (urgency, paper) if isinstance(urgency, int) and isinstance(paper, str) else None


def _row(columns: dict[str, Any]) -> DeskRow:
    state, disagreed = ReviewState(str(columns.pop("state"))), bool(columns.pop("disagreed"))
    return DeskRow(**columns, state=state, disagreed=disagreed)
