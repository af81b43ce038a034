"""What a scheduled run is handed, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from pipeline.domain.doi_status import DoiStatus
from pipeline.domain.feed import Asked, Cursor, Dropped, FullTexts, KnownNotice, Rechecked, Sent, Standing
from pipeline.domain.ledger import Owner, PaperRow
from pipeline.feeds.europepmc import Match
from pipeline.services import Services

__all__ = [
    "Cursors",
    "Feed",
    "FullTextSource",
    "Library",
    "Notices",
    "Service",
    "Standings",
    "StatusSource",
    "Taken",
    "Updating",
]


class Feed(Protocol):
    """A service that knows of new papers. Every method raises ServiceUnavailable when it could not ask to the end."""

    def entered(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """The numbers of the records entered in a span of days, both ends included."""
        ...

    def changed(self, numbers: Sequence[str], first: date, last: date) -> tuple[str, ...]:
        """Those of `numbers` whose records were changed in it."""
        ...

    def records(self, numbers: Sequence[str]) -> Iterator[Sent]:
        """The records, raw, some at a time; without those that the service names and does not send."""
        ...


class StatusSource(Protocol):
    """A source that says of one paper whether it was retracted, corrected or put in doubt."""

    @property
    def label(self) -> str:
        """What people call it."""
        ...

    def statuses(self, papers: Sequence[PaperRow]) -> Iterator[tuple[PaperRow, DoiStatus]]:
        """The answer about each paper that can be asked about at all; never an error, for that is an answer too."""
        ...


class FullTextSource(Protocol):
    """A service that has open full texts."""

    def open_text(self, row: PaperRow) -> bytes | None:
        """The JATS of a paper whose licence lets us use it, or None. Raises ServiceUnavailable."""
        ...


class Library(Protocol):
    """A service that has the record of a paper by its DOI."""

    def about(self, scheme: str, value: str) -> Match | None:
        """The record of one paper, or None where there is none. Raises ServiceUnavailable."""
        ...


class Standings(Protocol):
    """What each source answered about each paper, and when it was last asked."""

    def put(self, rows: Sequence[Standing]) -> None:
        """Keep answers; one that could not be had leaves the last one that was, and says why."""
        ...

    def tried(self, source: str) -> Mapping[str, tuple[datetime, bool]]:
        """When a source was last asked about each paper, and whether it answered."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """A feed as people call it. `identifier` gives the scheme and value that a name of its records stands for, or None.

    With `rechecks` it is asked what became of the papers that are here.
    """

    label: str
    feed: Feed
    identifier: Callable[[str], tuple[str, str] | None]
    name: Callable[[str, str], str | None]
    rechecks: bool = False
    suffix: str = ".xml"


class Cursors(Protocol):
    """How far each search was asked."""

    def get(self, search: str) -> Cursor:
        """The place of a search."""
        ...

    def begin(self, search: str, through: date, now: datetime) -> None:
        """Say where a search that was never asked begins."""
        ...

    def advance(self, search: str, through: date, now: datetime, *, left: str = "") -> None:
        """Say that everything up to `through` was taken in; `left` says what little was not."""
        ...

    def failed(self, search: str, fault: str, now: datetime) -> None:
        """Say that a search could not be asked."""
        ...


class Notices(Protocol):
    """What services told of retractions, corrections and concerns."""

    def of(self, paper: str) -> tuple[KnownNotice, ...]:
        """Every notice about a paper."""
        ...

    def add(self, notices: Sequence[KnownNotice]) -> tuple[KnownNotice, ...]:
        """Keep notices; returns those that were not known before."""
        ...


@dataclass(frozen=True, slots=True)
class Updating:
    """What a run is handed beside the workflow's services. `feeds` go by name; `write` puts a raw reply into a file.

    Each source of `statuses` is asked about a paper again after `recheck_days`, and so is `full_texts` about papers of
    which there is only the abstract. What people drop into `inputs` is taken in. With `text_days`, a new paper of which
    there is only the abstract waits so long for its full text. `library` has the records of articles that sources name
    for preprints that are here.
    """

    story: Services
    feeds: Mapping[str, Service]
    cursors: Cursors
    notices: Notices
    folder: Path
    write: Callable[[Path, bytes], None]
    owner: Owner
    standings: Standings
    statuses: Sequence[StatusSource] = ()
    full_texts: FullTextSource | None = None
    first_days: int = 30
    overlap_days: int = 3
    recheck_days: int = 7
    inputs: Path | None = None
    library: Library | None = None
    text_days: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took in.

    What each search gave, how each recheck went, what full texts came, the papers that are due, those out of scope,
    those newly in doubt, and fresh notices. `dropped` is what people put in; `anew` are the due papers that have a
    draft and got a better text; `waits` those that wait for a full text; `questions` pairs that may be one work.
    """

    asked: tuple[Asked, ...]
    rechecked: tuple[Rechecked, ...]
    full_texts: FullTexts | None
    due: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    in_doubt: tuple[PaperRow, ...]
    notices: tuple[KnownNotice, ...]
    dropped: Dropped
    anew: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    questions: tuple[tuple[str, str], ...] = ()

    @property
    def nothing_could_be_asked(self) -> bool:
        """Whether every search failed, so that the run says nothing about new papers."""
        return bool(self.asked) and all(one.fault for one in self.asked)
