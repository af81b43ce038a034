"""Desk: what the review desk shows of many drafts, and what it keeps of one person's unfinished work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.review import ReviewState

__all__ = ["AGES", "Autosave", "DeskRow", "Filter", "NewDraft", "Opened", "Queue", "Seen", "Sums", "Viewer"]

AGES: Mapping[str, tuple[int, int | None]] = {"day": (0, 1), "week": (1, 7), "month": (7, 28), "older": (28, None)}
"""How long a draft has stood where it stands: from so many days to fewer than so many."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One draft in the queue. `urgency` sorts it: the larger, the sooner a person should look.

    `maker` is the model's name, "offline" or "person"; `disagreed` says that two people judged it differently; `since`
    when it has stood where it stands: how long it waits, while it waits for a person.
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
    since: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """Which drafts of the queue, and in which order: empty means all, what needs a look most first.

    `search` is looked for in title, authors, journal and id; `age` is one of AGES; `sort` is `oldest` or `newest`, by
    how long a draft waits.
    """

    state: str = ""
    findings: str = ""
    design: str = ""
    badge: str = ""
    journal: str = ""
    year: str = ""
    maker: str = ""
    prompt: str = ""
    assignee: str = ""
    age: str = ""
    search: str = ""
    sort: str = ""


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


@dataclass(frozen=True, slots=True)
class Opened:
    """The draft of a paper that somebody had before them last: since when without a long pause, and until when."""

    draft: str
    began: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """The waiting drafts that one person has opened.

    `rows` are the first of those that are `ready`: without an open finding, and as they were when they were opened;
    `findings` are how many have open findings, `changed` how many were changed since.
    """

    rows: tuple[DeskRow, ...]
    ready: int
    findings: int
    changed: int


@dataclass(frozen=True, slots=True)
class Sums:
    """What is measured at a desk, in sum: of seeded errors how many were caught, and how many seconds people took.

    The seconds are medians, from the opening of a draft to the decision on it; None before the first.
    """

    caught: int
    missed: int
    seeded_s: float | None
    decisions: int
    decisions_s: float | None
