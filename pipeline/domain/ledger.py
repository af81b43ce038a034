"""Ledger: what the store remembers of inputs, papers, drafts, paid calls and runs. No text of papers.

Every time is an aware datetime in UTC. Money is in US dollars.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from pydantic import JsonValue

from pipeline.domain.document import Level
from pipeline.domain.identity import digest_of_json
from pipeline.domain.link import LinkKind
from pipeline.domain.source import Unread

__all__ = [
    "Attempt",
    "AttemptId",
    "Face",
    "FaceKey",
    "Figures",
    "GroupedPaper",
    "Identifier",
    "Outcome",
    "Owner",
    "PaperRow",
    "PaperState",
    "RunRow",
    "Spending",
    "StoredDraft",
    "StoredResult",
    "Turn",
    "call_key",
]

AttemptId = NewType("AttemptId", int)


class PaperState(StrEnum):
    """Where a paper stands before people have judged it. That somebody works on it is a lease, not a state.

    In doubt: another input claims to be the same work and is not, so nothing is drafted until a person has compared.
    Imported: it came with a bibliography, and is drafted when somebody asks for it, never by a scheduled run.
    """

    WAITING = "waiting"
    IMPORTED = "imported"
    DRAFTED = "drafted"
    NEEDS_ATTENTION = "needs_attention"
    IN_DOUBT = "in_doubt"
    INSUFFICIENT_SOURCE = "insufficient_source"
    UNREADABLE = "unreadable"
    OUT_OF_SCOPE = "out_of_scope"
    RETRY_LATER = "retry_later"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, order=True)
class FaceKey:
    """What one input is: the digest of its file, and the 1-based place of the record in it (0: the whole file)."""

    digest: str
    record: int = 0


@dataclass(frozen=True, slots=True)
class Face:
    """One input as last seen: one face of a paper, or something that could not be read (`unread`).

    `name` is the file's name alone; `path`, `size` (bytes) and `mtime_ns` tell quickly whether a file is still the
    one we know. `document` is the digest of the stored Document, `reader` the fingerprint of the reader that made it.
    """

    key: FaceKey
    name: str
    path: str
    size: int
    mtime_ns: int
    reader: str
    level: Level | None = None
    document: str | None = None
    unread: Unread | None = None
    paper: str | None = None


class Identifier(NamedTuple):
    """What a paper can be met again by: `scheme` is doi, pmid, pmcid or title; `value` is in its one spelling."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class GroupedPaper:
    """What grouping decided for one paper: its faces and identifiers, and the face that it is drafted from.

    An identifier that another paper has already stays with that one, unless it is absorbed.
    `new` says that the paper was not in the ledger when grouping looked. `state` None leaves an old paper as it is
    (a new one waits); a given state also takes the paper from whoever works on it, because what they read is no
    longer what it is. `absorbs` names papers that turned out to be this one. `links` are what its fresh faces say of
    other works (kind, scheme, value), and the papers that may be the same work.
    """

    id: str
    title: str
    faces: tuple[Face, ...]
    primary: FaceKey
    new: bool
    identifiers: tuple[Identifier, ...] = ()
    state: PaperState | None = None
    reason: str = ""
    hint: str = ""
    absorbs: tuple[str, ...] = ()
    links: tuple[tuple[LinkKind, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lease: one worker of one process. Two workers of a process have different `task`s.

    `host` names the machine as processes see it, `started` the moment the process began, in the system's own words,
    so that a number used again is not mistaken for the process that had it before.
    """

    host: str
    pid: int
    started: str
    task: str = ""

    @property
    def machine(self) -> str:
        """The machine as people call it."""
        return self.host.partition("/")[0]

    def __str__(self) -> str:
        return "|".join((self.host, str(self.pid), self.started, self.task))

    @staticmethod
    def parse(text: str) -> Owner:
        """The owner that `str` wrote. Raises ValueError when it is not one."""
        host, pid, started, task = text.split("|", 3)
        return Owner(host, int(pid), started, task)


@dataclass(frozen=True, slots=True)
class Turn:
    """What only one process may do at a time: who does it, since when, and until when it is theirs unless renewed."""

    name: str
    owner: Owner
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as the ledger has it.

    `drafter` is who settled the state it is in (as in "offline/1"). `cost_usd` sums the paper's paid calls, the
    reserved amount where the real one is not known; None where a call had no price. `tries` counts claims. A paper to
    retry is due at `not_before`.
    """

    id: str
    title: str
    identifiers: tuple[Identifier, ...]
    state: PaperState
    reason: str
    hint: str
    draft: str | None
    drafter: str | None
    primary: FaceKey
    cost_usd: float | None
    created: datetime
    updated: datetime
    owner: Owner | None
    lease_until: datetime | None
    tries: int
    not_before: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How work on a paper ended. Without a draft, the paper keeps the draft that it had."""

    state: PaperState
    reason: str = ""
    hint: str = ""
    draft: str | None = None
    drafter: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One entry of a paper's history of drafts: `number` counts from 1, `body` and `report` are JSON bytes."""

    paper: str
    number: int
    digest: str
    body: bytes
    report: bytes
    made_by: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call that may have been paid for: recorded before it is made, open until its reply is stored or it failed."""

    id: AttemptId
    key: str
    paper: str | None
    reserved_usd: float
    started: datetime


@dataclass(frozen=True, slots=True)
class StoredResult:
    """The one finished reply to a call, by the key of its content. `cost_usd` is its price, None if not known."""

    key: str
    attempt: AttemptId
    value: bytes
    cost_usd: float | None
    usage: JsonValue
    finished: datetime


@dataclass(frozen=True, slots=True)
class Spending:
    """Money: `known_usd` as the provider's usage says, `uncertain_usd` reserved by calls whose end is not known.

    `unpriced_calls` had no price when they were made: what they cost is in neither sum.
    """

    known_usd: float
    uncertain_usd: float
    unpriced_calls: int = 0

    @property
    def total_usd(self) -> float:
        """What counts against a budget: never less than what was spent, as far as reservations hold."""
        return round(self.known_usd + self.uncertain_usd, 9)


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of a command. `counts` are the run's own words for what became of the inputs.

    `told` is what else it said: `cost` in words, `waiting` (drafts that wait for people), `held_back` (why nothing was
    paid for), `unasked` (searches that could not be asked), `error`.
    """

    id: int
    command: str
    started: datetime
    finished: datetime | None
    exit_code: int | None
    counts: dict[str, int]
    told: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The ledger in numbers: papers by state, papers in work, calls without an end, bytes on disk of the database."""

    papers: dict[PaperState, int]
    in_work: int
    open_attempts: int
    spending: Spending
    database_bytes: int


def call_key(endpoint: str, body: JsonValue) -> str:
    """The key of a paid call: the digest of where it goes and of everything that is sent."""
    return digest_of_json({"endpoint": endpoint, "body": body})
