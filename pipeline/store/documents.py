"""The shelf of documents: what the readers saw, as compressed JSON files named by the digest of their content.

A file is either there and whole or not there: it is written beside its place, synced and renamed. What is damaged or
of an older form counts as missing, so that the paper is read again.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from pipeline.domain.document import Document
from pipeline.domain.identity import digest_of_bytes
from pipeline.store.whole_files import write_whole

__all__ = ["DocumentShelf"]


class DocumentShelf:
    """Documents in a folder, by the digest of their JSON."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, document: Document) -> str:
        """Keep a document; returns its digest. Raises CannotWrite with the path."""
        content = document.as_json()
        digest = digest_of_bytes(content)
        if self._content(digest) is None:
            write_whole(self._file(digest), gzip.compress(content, 5, mtime=0))
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

    def packed(self, digest: str) -> bytes | None:
        """The document of this digest as its file holds it; None where it is missing or damaged."""
        return self._file(digest).read_bytes() if self.has(digest) else None

    def put_packed(self, digest: str, content: bytes) -> None:
        """Keep a document as another shelf had it packed; what is damaged counts as missing. Raises CannotWrite."""
        write_whole(self._file(digest), content)

    def remove(self, digest: str) -> None:
        """Take a document off the shelf; one that is not there is no error."""
        self._file(digest).unlink(missing_ok=True)

    def digests(self) -> Iterator[str]:
        """The digest of every document on the shelf, whole or not."""
        for file in sorted(self.folder.glob("*/*.json.gz")):
            yield f"sha256:{file.name.partition('.')[0]}"

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
