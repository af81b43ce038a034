"""Feed: what is asked of a service for new papers, how far it was asked, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from pipeline.domain.doi_status import Affected

__all__ = [
    "ARTICLE",
    "FULL_TEXT",
    "NO_STATUS",
    "Asked",
    "Cursor",
    "Dropped",
    "FullTexts",
    "KnownNotice",
    "Rechecked",
    "Search",
    "Sent",
    "Standing",
]


@dataclass(frozen=True, slots=True)
class Search:
    """One saved search: its name, the service it is asked of, and the query in that service's language."""

    name: str
    service: str
    query: str


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a search was asked: everything entered up to and including `through`; before that, where it begins.

    Without `succeeded` it was never asked to its end.

    `fault` is why the last try failed, empty where it did not.
    """

    search: str
    through: date | None
    tried: datetime | None
    succeeded: datetime | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One reply of a service, raw, and the numbers of the records in it."""

    body: bytes
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What one search gave in one run. With a `fault` it was not asked to its end, and says nothing of new papers.

    `missing` are numbers that the service names and does not send; they are asked for again by later runs. `news` says
    that people have not been told of the fault yet.
    """

    search: str
    first: date
    last: date
    found: int = 0
    new: int = 0
    missing: tuple[str, ...] = ()
    fault: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True)
class Rechecked:
    """Whether the papers that are here were retracted or corrected meanwhile: `papers` were asked about.

    With a `fault` nothing is known of those since the last success; they are not "not retracted".
    """

    service: str
    papers: int = 0
    changed: int = 0
    missing: tuple[str, ...] = ()
    fault: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """What people dropped into the inputs folder since: files, the papers of them, and what could not be read and why.

    `unreadable` is told once.
    """

    files: int = 0
    papers: int = 0
    unreadable: tuple[tuple[str, str], ...] = ()


#: The source under which it is kept whether there is an open full text of a paper.
FULL_TEXT = "open full text"
#: And whether the article of a preprint could be had.
ARTICLE = "its article"
#: What says nothing of a retraction or correction.
NO_STATUS = frozenset({FULL_TEXT, ARTICLE})


@dataclass(frozen=True, slots=True)
class FullTexts:
    """How the asking for fuller texts went: papers asked about, texts that came; with a `fault` some were not asked."""

    asked: int = 0
    found: int = 0
    fault: str = ""
    news: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What one source answered about one paper: the last answer that could be had, and for which day it holds.

    `tried` is when it was last asked; `reason` says why that brought no answer, empty where it did. A paper that was
    never answered for stands at COULD_NOT_ASK.
    """

    paper: str
    source: str
    affected: Affected
    as_of: str
    tried: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KnownNotice:
    """A retraction, correction or concern about a paper, from whom we have it, and since when."""

    paper: str
    kind: str
    reference: str
    text: str
    source: str
    seen: datetime
