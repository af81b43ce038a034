"""Feed: what is asked of a service for new papers, how far it was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["Asked", "Cursor", "KnownNotice", "Search"]


@dataclass(frozen=True, slots=True)
class Search:
    """One saved search: its name, the service it is asked of, and the query in that service's language."""

    name: str
    service: str
    query: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a search was asked: everything entered up to and including `through`. None before the first success.

    `fault` is why the last try failed, empty where it did not.
    """

    search: str
    through: date | None
    tried: datetime | None
    succeeded: datetime | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one search gave in one run. With a `fault` it was not asked to its end, and says nothing of new papers."""

    search: str
    first: date
    last: date
    found: int = 0
    new: int = 0
    changed: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class KnownNotice:
    """A retraction, correction or concern about a paper, from whom we have it, and since when."""

    paper: str
    kind: str
    reference: str
    text: str
    source: str
    seen: datetime
