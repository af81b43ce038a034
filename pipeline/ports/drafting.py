"""Doors to what reads, drafts, judges and answers, and to the time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Source
from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.domain.facts import Facts
from pipeline.domain.source import ReadItem
from pipeline.domain.verification import Verification

__all__ = ["Clock", "Drafter", "LanguageModel", "Reader", "Verifier"]


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
