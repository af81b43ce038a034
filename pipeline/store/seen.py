"""Which of the waiting drafts one person has opened, and how they are now. The two queries, and what they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from pipeline.domain.review import Act, ReviewState
from pipeline.store import schema

__all__ = ["how_many", "ready"]

_ROW = schema.desk_row.c
_OPENED = schema.opened.c
_DECISION = schema.decision.c

_SAME = _OPENED.draft == _ROW.draft
_CLEAN = and_(_ROW.blocking == 0, _ROW.warnings == 0, _ROW.notes == 0)
_KIND = case((~_SAME, "changed"), (_CLEAN, "ready"), else_="findings")


def how_many(person: str) -> Select[*tuple[Any, ...]]:
    """How many of them were `changed` since, have open `findings`, or are `ready`."""
    return select(_KIND, func.count()).where(_waits_for(person)).group_by(_KIND)


def ready(person: str) -> Select[*tuple[Any, ...]]:
    """The queue's rows of those that are ready, the longest waiting first."""
    return select(schema.desk_row).where(_waits_for(person), _SAME, _CLEAN).order_by(_ROW.since, _ROW.paper)


def _waits_for(person: str) -> ColumnElement[bool]:
    """Drafts that this person opened and did not approve: what they have approved waits for somebody else."""
    approved = exists().where(
        _DECISION.paper == _ROW.paper,
        _DECISION.person == person,
        _DECISION.act == Act.APPROVE.value,
        _DECISION.draft == _ROW.draft,
    )
    states = [ReviewState.DRAFTED.value, ReviewState.IN_REVIEW.value]
    return and_(_OPENED.person == person, _OPENED.paper == _ROW.paper, _ROW.state.in_(states), ~approved)
