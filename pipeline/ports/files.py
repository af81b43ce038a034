"""Doors to what is kept as files: documents, originals, objects, folders for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pipeline.domain.document import Document

__all__ = ["Folder", "Objects", "Originals", "Shelf"]


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
