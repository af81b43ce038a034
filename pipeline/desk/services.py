"""What the desk is handed: the workflow's services, and the store of what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pipeline.domain.desk import Autosave, DeskRow, Filter, NewDraft, Opened, Queue, Seen, Viewer
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.facts import Facts
from pipeline.domain.feed import Cursor, KnownNotice, Standing
from pipeline.domain.ledger import RunRow, StoredDraft
from pipeline.domain.review import Decision, Person, Said
from pipeline.services import Services
from pipeline.text.align import Index

__all__ = [
    "Cursors",
    "Decisions",
    "Desk",
    "DeskRows",
    "History",
    "Known",
    "LastRuns",
    "Notices",
    "People",
    "ReviewRules",
    "Settle",
    "Standings",
    "Waiting",
]

#: Told the decisions on the paper so far and the new one: raises ReviewError, or gives the row that the queue shows.
Settle = Callable[[Sequence[Decision], Decision], DeskRow]


class Decisions(Protocol):
    """The chain of decisions."""

    def add(self, said: Said, settle: Settle, now: datetime, *, new: NewDraft | None = None) -> Decision:
        """Seal a decision, with the draft it made. Raises NotFound, StaleReview and what `settle` raises."""
        ...

    def of(self, paper: str) -> tuple[Decision, ...]:
        """Every decision on a paper, oldest first."""
        ...

    def all(self) -> tuple[Decision, ...]:
        """The whole chain."""
        ...


class DeskRows(Protocol):
    """The queue."""

    def put(self, rows: Sequence[DeskRow]) -> None:
        """Write rows as they are now."""
        ...

    def put_missing(self, row: DeskRow) -> None:
        """Write a row, unless there is one of the paper's current draft already, or it is of another draft."""
        ...

    def missing(self) -> tuple[str, ...]:
        """The papers whose rows have to be worked out."""
        ...

    def queue(
        self, chosen: Filter, now: datetime, *, after: str = "", size: int = 50, facets: Sequence[str] = ()
    ) -> Queue:
        """A page of the queue, in the order that is chosen."""
        ...

    def seen(self, person: str, size: int) -> Seen:
        """The drafts that wait for a judgement and that a person opened."""
        ...


class People(Protocol):
    """Who decides, and what they have open or half written."""

    def named(self, name: str, now: datetime) -> Person:
        """The person of that name, known from now on."""
        ...

    def know(self, person: Person, now: datetime) -> None:
        """Have somebody here who is known by this id elsewhere."""
        ...

    def names(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """The name of each person by their id."""
        ...

    def called(self) -> dict[str, str]:
        """How each person is called among colleagues, by their id."""
        ...

    def see(self, person: str, paper: str, now: datetime, seconds: float, *, draft: str = "") -> tuple[Viewer, ...]:
        """Say that somebody has a paper open, and this draft before them; returns who else has."""
        ...

    def opened(self, person: str, paper: str) -> Opened | None:
        """Which draft of a paper somebody had before them last."""
        ...

    def keep(self, person: str, paper: str, field: str, text: str, now: datetime) -> None:
        """Keep what somebody is typing at a field; empty text forgets it."""
        ...

    def kept(self, person: str, paper: str) -> tuple[Autosave, ...]:
        """What somebody typed at a paper and has not said yet."""
        ...

    def look(self, person: str, paper: str, statement: str, now: datetime) -> None:
        """Note that somebody opened the evidence of the statement with this digest."""
        ...

    def looked(self, person: str, paper: str) -> frozenset[str]:
        """The digests of the statements whose evidence somebody opened."""
        ...


class Notices(Protocol):
    """What services told of retractions, corrections and concerns."""

    def of(self, paper: str) -> tuple[KnownNotice, ...]:
        """Every notice about a paper, the oldest first."""
        ...


class Standings(Protocol):
    """What each source answered when it was asked whether a paper was retracted or corrected."""

    def of(self, paper: str) -> tuple[Standing, ...]:
        """Every source's answer about a paper, by the source's name."""
        ...


class Cursors(Protocol):
    """How far each search of `atlas update` was asked."""

    def all(self) -> tuple[Cursor, ...]:
        """Every search that was ever asked, by name."""
        ...


class Waiting(Protocol):
    """The papers that wait to be drafted."""

    def again(self, paper: str, reason: str, now: datetime) -> bool:
        """Have a drafted paper wait to be drafted anew. False while somebody works on it."""
        ...

    def leave(self, paper: str, now: datetime) -> bool:
        """Take that back. False while somebody works on it."""
        ...


class LastRuns(Protocol):
    """The runs of commands."""

    def last(self, command: str | None = None) -> RunRow | None:
        """The run of a command that began last."""
        ...


class History(Protocol):
    """The drafts of each paper, by their digest and in their order."""

    def get(self, digest: str) -> StoredDraft:
        """The draft of this digest. Raises NotFound."""
        ...

    def latest(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper, or None."""
        ...

    def by_machine(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper that no person has touched, or None."""
        ...

    def by_other_person(self, paper: str, than: str) -> StoredDraft | None:
        """The newest draft of a paper that a person made, other than the maker `than`, or None."""
        ...

    def history(self, paper: str) -> tuple[StoredDraft, ...]:
        """Every draft that a paper ever had, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """How many people an entry needs: `second` is off, sample or all; `share` is the sample's, from 0 to 1.

    With `blind`, what the first person decided is not shown to the second before they decided.
    """

    second: str = "off"
    share: float = 0.1
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A paper as it was read, kept while it is worked on: reading it again for each keystroke would be slow.

    `machine` is the last draft that no person touched, `made` when it was made.
    """

    document: Document
    facts: Facts
    index: Index
    machine: Draft | None
    made: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that reviewing needs."""

    story: Services
    decisions: Decisions
    rows: DeskRows
    people: People
    history: History
    notices: Notices
    standings: Standings
    cursors: Cursors
    runs: LastRuns
    waiting: Waiting
    rules: ReviewRules = ReviewRules()
    viewing_s: float = 900.0
    known: dict[str, Known] = field(default_factory=dict)
