"""The doors of the house: what the workflow needs, said as protocols of a few methods.

The store's narrow faces are here too, so that the workflow is read without knowing a database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from pipeline.domain.batches import Asked, Batch, Travelling
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Source
from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.domain.facts import Facts
from pipeline.domain.ledger import (
    Attempt,
    AttemptId,
    Face,
    FaceKey,
    GroupedPaper,
    Outcome,
    Owner,
    PaperRow,
    PaperState,
    StoredDraft,
    StoredResult,
)
from pipeline.domain.link import Link, LinkKind
from pipeline.domain.source import ReadItem
from pipeline.domain.verification import Verification

__all__ = [
    "Batches",
    "Calls",
    "Clock",
    "Drafter",
    "Drafts",
    "Faces",
    "Folder",
    "LanguageModel",
    "Links",
    "Objects",
    "Originals",
    "Papers",
    "Queue",
    "Reader",
    "Runs",
    "Shelf",
    "Verifier",
]


class Clock(Protocol):
    """Where the time comes from, so that tests decide it."""

    def now(self) -> datetime:
        """The time now, aware, UTC."""
        ...


class Reader(Protocol):
    """Turns a file into the records it holds."""

    def read(self, path: Path) -> tuple[ReadItem, ...]:
        """What the file holds; a record that cannot be read is an item with its reason. May be called from threads."""
        ...

    def fingerprint(self) -> str:
        """The versions and abilities of this reader: what was unreadable is tried again when it changes."""
        ...


class Drafter(Protocol):
    """Writes a draft of a document."""

    @property
    def name(self) -> str:
        """What made the draft, with its version (`offline/1`)."""
        ...

    async def draft(self, document: Document, facts: Facts, *, source: Source, paper: str) -> Draft:
        """The draft of the paper with the id `paper`.

        Raises DraftError when nothing can be drafted, ServiceUnavailable when something is down, EndpointRefuses when
        no paper can be drafted, BudgetReached.
        """
        ...

    async def close(self) -> None:
        """Let go of connections; called in the event loop in which papers were drafted."""
        ...


class Verifier(Protocol):
    """Compares each statement of a draft with the passages that it cites."""

    @property
    def name(self) -> str:
        """Who judges, with its version (`model-name/verify/1`)."""
        ...

    async def verify(
        self, draft: Draft, document: Document, *, paper: str, known: Verification | None = None
    ) -> Verification:
        """The verdicts on a draft, or why there are none; `known` are those given before. Raises StoreError."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class LanguageModel(Protocol):
    """Answers questions. What a question costs, and that it is asked once only, is its own business."""

    async def holds(self) -> Rung:
        """How firmly the server holds the model to a shape; found out once and remembered. Raises as `complete`."""
        ...

    async def complete(self, request: Request, *, paper: str | None) -> Completion:
        """What came back, on behalf of a paper of the ledger.

        Raises ServiceUnavailable, EndpointRefuses, RequestRefused, BudgetReached.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Calls(Protocol):
    """The paid calls in the ledger: every attempt is written before it is made, and each key has one result."""

    def result(self, key: str) -> StoredResult | None:
        """The finished reply of this key, or None."""
        ...

    def in_a_batch(self, key: str) -> datetime | None:
        """When the batch that is out with this question was made; None when it is in none."""
        ...

    def begin(
        self,
        key: str,
        *,
        paper: str | None,
        reserved_usd: float,
        now: datetime,
        month_usd: float | None = None,
        sent: JsonValue = None,
    ) -> Attempt | StoredResult:
        """The result there is, or a new attempt.

        Raises BudgetReached when the month would cost more than it may, InABatch while the question is out with one.
        """
        ...

    def settle(
        self, attempt: AttemptId, value: bytes, *, cost_usd: float | None, usage: JsonValue, now: datetime
    ) -> StoredResult:
        """Keep the reply of an attempt; `cost_usd` None where its price is not known."""
        ...

    def fail(self, attempt: AttemptId, error: str, *, now: datetime, cost_usd: float | None = None) -> None:
        """Close an attempt without a result; `cost_usd` None where nobody knows whether it was paid for."""
        ...


class Batches(Protocol):
    """The batches in the ledger, and which calls belong to them."""

    def begin(self, batch: Batch, asked: Sequence[Asked], *, month_usd: float | None) -> tuple[Asked, ...]:
        """Write a batch and those of its calls that nobody asked yet. Raises BudgetReached."""
        ...

    def sent(self, batch: str, remote: str) -> None:
        """Remember the provider's name for a batch."""
        ...

    def open(self) -> tuple[Batch, ...]:
        """Batches whose answers, or what was to be made of them, are still to come; oldest first."""
        ...

    def travelling(self, batch: str, name: str) -> Travelling | None:
        """The question that travelled under this name; None for a name of nobody's."""
        ...

    def papers(self, batch: str) -> tuple[str, ...]:
        """The papers that a batch asked for."""
        ...

    def end(self, batch: str, said: str, *, now: datetime, cost_usd: float | None) -> tuple[str, ...]:
        """Close the calls that got no answer, and the batch; returns their keys.

        `cost_usd` None where they may have been paid for.
        """
        ...

    def refusal(self, key: str) -> str | None:
        """How the last call with this key ended that a batch brought back without an answer."""
        ...

    def done(self, batches: Collection[str]) -> None:
        """Their papers went on."""
        ...


class Shelf(Protocol):
    """Documents that were read once, kept so that no file is parsed twice."""

    def put(self, document: Document) -> str:
        """Keep the document; returns the key to take it down by. Raises CannotWrite."""
        ...

    def get(self, key: str) -> Document | None:
        """The document, or None when it is missing or damaged and has to be read again."""
        ...


class Objects(Protocol):
    """Files that several machines share, by key: a relative path with forward slashes. Raises PipelineError."""

    def get(self, key: str) -> bytes | None:
        """The file, or None."""
        ...

    def put(self, key: str, content: bytes) -> None:
        """Write the file; others see it whole or not at all."""
        ...

    def has(self, key: str) -> bool:
        """Whether the file is there."""
        ...

    def remove(self, prefix: str) -> None:
        """Remove a file, or every file below a prefix; what is not there is no error."""
        ...


class Originals(Protocol):
    """The files that papers were read from, shared between machines by the digest of their bytes."""

    def keep(self, file: Path, digest: str) -> bool:
        """Share a file that was read here; whether it is shared now."""
        ...

    def fetched(self, digest: str, name: str) -> Path | None:
        """A copy on this machine of a file that was read elsewhere; None where nobody shared it."""
        ...


class Folder(Protocol):
    """Where people find what was made: one folder for each paper."""

    def write(self, paper_id: str, files: Mapping[str, bytes]) -> Path:
        """Write the files of one paper, each at once or not at all; returns the paper's folder. Raises CannotWrite."""
        ...

    def missing(self, paper_id: str, names: Sequence[str]) -> bool:
        """Whether any of these files of a paper is not there."""
        ...

    def path(self, paper_id: str) -> Path:
        """The folder of a paper, whether or not it is there."""
        ...


class Faces(Protocol):
    """The inputs that were seen, and what became of reading them."""

    def known(self, digests: Iterable[str]) -> dict[str, tuple[Face, ...]]:
        """The records of each file that was seen before, by the digest of the file."""
        ...

    def find(self, key: FaceKey) -> Face | None:
        """One input, or None when it was never seen."""
        ...

    def of(self, paper: str) -> tuple[Face, ...]:
        """Every face of a paper."""
        ...

    def at(self, paths: Iterable[str]) -> dict[str, tuple[Face, ...]]:
        """The records last seen at each path that is known: compare size and mtime_ns before believing them."""
        ...

    def put(self, faces: Sequence[Face]) -> None:
        """Remember inputs as seen now. A face given without a paper stays with the paper it has."""
        ...


class Papers(Protocol):
    """What grouping made of the inputs, and where each paper stands."""

    def get(self, paper: str) -> PaperRow:
        """One paper. Raises NotFound."""
        ...

    def some(self, ids: Iterable[str]) -> tuple[PaperRow, ...]:
        """These papers, each once, in this order; ids that are none are left out."""
        ...

    def all(self, states: Collection[PaperState] = ()) -> tuple[PaperRow, ...]:
        """Every paper, or those in one of `states`, oldest first."""
        ...

    def taken(self, ids: Iterable[str] | None = None) -> frozenset[str]:
        """Which of `ids` are papers already; all ids when none are given."""
        ...

    def find_by_identifier(self, scheme: str, value: str) -> str | None:
        """The id of the paper that has this identifier, or None."""
        ...

    def former(self, paper: str) -> tuple[str, ...]:
        """The addresses that a paper was known by before, of papers that turned out to be this one."""
        ...

    def put(self, grouped: Sequence[GroupedPaper], now: datetime) -> None:
        """Write what grouping decided, all of it or nothing. Raises Conflict when another process was at work."""
        ...


class Links(Protocol):
    """How papers bear on other works."""

    def add(self, links: Sequence[Link]) -> tuple[Link, ...]:
        """Keep links; returns those that were not known before, whoever said them."""
        ...

    def of(self, papers: Iterable[str], kinds: Collection[LinkKind] = ()) -> tuple[Link, ...]:
        """The links of papers, the oldest first."""
        ...

    def naming(self, ends: Iterable[tuple[str, str]], kinds: Collection[LinkKind] = ()) -> tuple[Link, ...]:
        """The links whose other end is one of `ends` (scheme and value), the oldest first."""
        ...

    def all(self, kind: LinkKind) -> tuple[Link, ...]:
        """Every link of a kind, the oldest first."""
        ...

    def remove(self, one: Link) -> None:
        """Forget a link."""
        ...


class Queue(Protocol):
    """Who works on which paper."""

    def claim(self, paper: str, owner: Owner, now: datetime, lease_s: float) -> bool:
        """Take a paper for `lease_s` seconds. False while somebody has it. Raises NotFound."""
        ...

    def claim_next(
        self,
        owner: Owner,
        now: datetime,
        lease_s: float,
        *,
        replaces: Collection[str] = (),
        but: Collection[str] = (),
    ) -> PaperRow | None:
        """Take the paper that is due and came first; `replaces` names drafters whose drafts are due, `but` papers."""
        ...

    def finish(self, paper: str, owner: Owner, outcome: Outcome, now: datetime) -> None:
        """End the work on a paper. Raises LeaseLost when another worker took it over meanwhile."""
        ...

    def renew(self, paper: str, owner: Owner, now: datetime, lease_s: float) -> None:
        """Hold a paper for another `lease_s` seconds from now. Raises LeaseLost."""
        ...

    def release(self, paper: str, owner: Owner) -> None:
        """Give a paper back as it was."""
        ...


class Runs(Protocol):
    """What ran when, and how it ended."""

    def start(self, command: str, now: datetime) -> int:
        """Remember that a run began; returns its number."""
        ...

    def finish(
        self,
        run: int,
        now: datetime,
        *,
        counts: Mapping[str, int],
        exit_code: int,
        told: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Remember how a run ended, and what else it told."""
        ...


class Drafts(Protocol):
    """The drafts of each paper, none ever lost."""

    def put(
        self,
        paper: str,
        digest: str,
        body: bytes,
        report: bytes,
        *,
        made_by: str,
        now: datetime,
        on: str | None = None,
    ) -> StoredDraft:
        """Add a draft to the history of a paper; with `on`, only while the newest has that digest (else Conflict).

        Raises NotFound for an unknown paper.
        """
        ...

    def latest(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper, or None."""
        ...

    def by_machine(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper that no person has touched, or None."""
        ...
