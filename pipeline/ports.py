"""The doors of the house: what the workflow needs, said as protocols of a few methods.

The store's narrow faces are here too, so that the workflow is read without knowing a database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.facts import Facts
from pipeline.domain.source import ReadItem

__all__ = ["Clock", "Drafter", "Folder", "Reader", "Shelf"]


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

    async def draft(self, document: Document, facts: Facts, *, file_name: str) -> Draft:
        """The draft. Raises DraftError when nothing can be drafted, ServiceUnavailable when something is down."""
        ...


class Shelf(Protocol):
    """Documents that were read once, kept so that no file is parsed twice."""

    def put(self, document: Document) -> str:
        """Keep the document; returns the key to take it down by. Raises CannotWrite."""
        ...

    def get(self, key: str) -> Document | None:
        """The document, or None when it is missing or damaged and has to be read again."""
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
