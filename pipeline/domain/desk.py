"""Desk: what the review desk shows of many drafts, and what it keeps of one person's unfinished work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.review import ReviewState

__all__ = ["Autosave", "DeskRow", "Filter", "NewDraft", "Queue", "Viewer"]


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One draft in the queue. `urgency` sorts it: the larger, the sooner a person should look.

    `maker` is the model's name, "offline" or "person"; `disagreed` says that two people judged it differently.
    """

    paper: str
    draft: str
    state: ReviewState
    title: str
    byline: str
    journal: str
    year: int | None
    design: str
    badge: str
    maker: str
    prompt: str
    blocking: int
    warnings: int
    notes: int
    assignee: str | None
    disagreed: bool
    urgency: int
    drafted: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """Which drafts of the queue: empty means all. `search` is looked for in title, authors, journal and id."""

    state: str = ""
    findings: str = ""
    design: str = ""
    badge: str = ""
    journal: str = ""
    year: str = ""
    maker: str = ""
    prompt: str = ""
    assignee: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, what the filter's values would give, and where the next page begins (None: no more)."""

    rows: tuple[DeskRow, ...]
    total: int
    counts: dict[str, dict[str, int]]
    after: str | None


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft that a decision made: its digest, its JSON and that of the report on it."""

    digest: str
    body: bytes
    report: bytes


@dataclass(frozen=True, slots=True)
class Autosave:
    """What somebody typed at a field and has not said yet."""

    field: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who has the paper open, and until when we believe it."""

    person: str
    name: str
    until: datetime
