"""Digest: what happened in an atlas since a day, and what waits; for people who do not look at it every day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

__all__ = ["Digest", "Line"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paper in a digest: its id, its title, and what is to be said of it."""

    paper: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened from `since` to `until`.

    `drafted` counts papers that were drafted in that time; `unseen` and `in_review` count what waits for people now.
    `affected` are papers of which a retraction, correction or concern became known, `stuck` those that need a person
    before they can be drafted. `stale` counts drafts that have waited for four weeks or longer, and `work` says in
    words how much of people's time all that waits is. `unasked` says which services could not be asked, and since when.
    Money is of that time.
    """

    since: datetime
    until: datetime
    drafted: int
    unseen: int
    in_review: int
    affected: tuple[Line, ...]
    stuck: tuple[Line, ...]
    unasked: tuple[str, ...]
    spent_usd: float
    unpriced_calls: int
    stale: int = 0
    work: str = ""
