"""The orders of the queue, and a place in each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, and_, or_

from pipeline.domain.desk import DeskRow

__all__ = ["Order"]

_LARGEST = 2**31 - 1  # what a database keeps in one integer


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the queue is sorted, the paper's name deciding between equals; and a place in it as text."""

    name: str
    falling: bool

    @classmethod
    def of(cls, sort: str) -> Order:
        """The order of that name; what needs a look most first for any other."""
        return {"oldest": cls("since", falling=False), "newest": cls("since", falling=True)}.get(
            sort, cls("urgency", falling=True)
        )

    def place(self, after: str) -> tuple[Any, str] | None:
        """Where the page before ended; None for a place that nobody gave out."""
        try:
            value, paper = json.loads(after)
            if self.name == "since":
                value = datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            return None
        known = isinstance(value, datetime) or (type(value) is int and abs(value) <= _LARGEST)
        return (value, paper) if known and isinstance(paper, str) else None

    def behind(self, last: DeskRow) -> str:
        """The place behind a row."""
        return json.dumps([last.since.isoformat() if self.name == "since" else last.urgency, last.paper])

    def page(
        self, query: Select[*tuple[Any, ...]], row: Any, after: tuple[Any, str] | None
    ) -> Select[*tuple[Any, ...]]:
        """A query in this order, from behind a place."""
        column, paper = row[self.name], row.paper
        if after is not None:
            value, name = after
            beyond = column < value if self.falling else column > value
            next_name = paper < name if self.falling else paper > name
            query = query.where(or_(beyond, and_(column == value, next_name)))
        return query.order_by(column.desc(), paper.desc()) if self.falling else query.order_by(column, paper)
