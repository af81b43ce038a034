"""The shelf of documents: what the readers saw, as compressed JSON files named by the digest of their content.

A file is either there and whole or not there: it is written beside its place, synced and renamed. What is damaged or
of an older form counts as missing, so that the paper is read again.
"""

from __future__ import annotations

import gzip
import os
import time
import zlib
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from pipeline.domain.document import Document
from pipeline.domain.identity import digest_of_bytes
from pipeline.store.failures import cannot_write

__all__ = ["DocumentShelf"]

_DAY_S = 86_400


class DocumentShelf:
    """Documents in a folder, by the digest of their JSON."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, document: Document) -> str:
        """Keep a document; returns its digest. Raises CannotWrite with the path."""
        content = document.as_json()
        digest = digest_of_bytes(content)
        if self._content(digest) is None:
            _write_whole(self._file(digest), gzip.compress(content, 5, mtime=0))
        return digest

    def get(self, digest: str) -> Document | None:
        """The document of this digest; None where it is missing or damaged and the paper has to be read again."""
        content = self._content(digest)
        if content is None:
            return None
        try:
            return Document.from_json(content)
        except ValidationError:
            return None

    def has(self, digest: str) -> bool:
        """Whether the document is there and whole."""
        return self._content(digest) is not None

    def bytes_on_disk(self) -> int:
        """The size of all files on the shelf."""
        return sum(file.stat().st_size for file in self.folder.glob("*/*.json.gz"))

    def _file(self, digest: str) -> Path:
        number = digest.removeprefix("sha256:")
        return self.folder / number[:2] / f"{number}.json.gz"

    def _content(self, digest: str) -> bytes | None:
        try:
            content = gzip.decompress(self._file(digest).read_bytes())
        except (OSError, EOFError, zlib.error):
            return None
        return content if digest_of_bytes(content) == digest else None


def _write_whole(file: Path, content: bytes) -> None:
    """Write all of `content` or nothing. After a power cut the file is there whole or not at all."""
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with beside.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(file)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync_folder(file.parent)
        _sweep(file.parent)
    except OSError as error:
        raise cannot_write(str(file), error.strerror or str(error)) from error


def _sweep(folder: Path) -> None:
    """Take away what writers that were killed have left beside; a writer at work is never a day old."""
    for beside in folder.glob(".*.json.gz.*"):
        with suppress(FileNotFoundError):  # another process sweeps too
            if beside.stat().st_mtime < time.time() - _DAY_S:
                beside.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
