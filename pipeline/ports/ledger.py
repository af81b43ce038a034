"""The narrow faces of the ledger that the workflow and the desk need, one for each noun."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from pipeline.domain.ledger import (
    Face,
    FaceKey,
    GroupedPaper,
    Outcome,
    Owner,
    PaperRow,
    PaperState,
    StoredDraft,
)
from pipeline.domain.link import Link, LinkKind

__all__ = ["Drafts", "Faces", "Links", "Papers", "Queue", "Runs"]


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
