"""What was read, kept on this machine and shared with others: a near copy of what is far, both by digest.

What is far counts: a document is shared before anybody hears of it, so that any machine can go on with a paper. What is
near saves the way, and may be deleted at any time.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.identity import digest_of_bytes
from pipeline.ports import Objects
from pipeline.store.documents import DocumentShelf
from pipeline.store.whole_files import write_whole

__all__ = ["DOCUMENTS", "ORIGINALS", "PAGES", "SharedOriginals", "SharedShelf"]

DOCUMENTS, ORIGINALS, PAGES = "documents", "originals", "pages"


class SharedShelf:
    """A shelf of documents that other machines see too."""

    def __init__(self, near: DocumentShelf, far: Objects) -> None:
        self._near, self._far = near, far

    def put(self, document: Document) -> str:
        """Keep a document here and far; returns its digest. Raises CannotWrite and what the far place raises."""
        digest = self._near.put(document)
        self.share(digest)
        return digest

    def share(self, digest: str) -> None:
        """See that a document of this machine is far too; one that is not here is left alone."""
        key, content = _key(DOCUMENTS, digest, ".json.gz"), self._near.packed(digest)
        if content is not None and not self._far.has(key):
            self._far.put(key, content)

    def share_all(self) -> int:
        """See that every document of this machine is far too; returns how many were looked at."""
        digests = tuple(self._near.digests())
        for digest in digests:
            self.share(digest)
        return len(digests)

    def get(self, digest: str) -> Document | None:
        """The document of this digest; None where it is neither here nor far, or damaged."""
        document = self._near.get(digest)
        if document is None and (content := self._far.get(_key(DOCUMENTS, digest, ".json.gz"))) is not None:
            self._near.put_packed(digest, content)
            document = self._near.get(digest)
        return document

    def remove(self, digest: str) -> None:
        """Take a document away, here and far."""
        self._near.remove(digest)
        self._far.remove(_key(DOCUMENTS, digest, ".json.gz"))


class SharedOriginals:
    """The files that papers were read from, by the digest of their bytes; `folder` holds near copies."""

    def __init__(self, folder: Path, far: Objects) -> None:
        self._folder, self._far = folder, far

    def keep(self, file: Path, digest: str) -> bool:
        """Share a file; whether it is shared now, which it is not where it is something else by now, or gone."""
        key = _key(ORIGINALS, digest)
        if self._far.has(key):
            return True
        try:
            content = file.read_bytes()
        except OSError:  # the reader says why
            return False
        if digest_of_bytes(content) != digest:
            return False
        self._far.put(key, content)
        return True

    def fetched(self, digest: str, name: str) -> Path | None:
        """A near copy of the file, under its own name; None where nobody shared it, or what came is something else."""
        file = self._folder / digest.removeprefix("sha256:") / Path(name).name
        if file.is_file():
            return file
        content = self._far.get(_key(ORIGINALS, digest))
        if content is None or digest_of_bytes(content) != digest:
            return None
        write_whole(file, content)
        return file

    def remove(self, digest: str) -> None:
        """Take a file away, here and far."""
        near = self._folder / digest.removeprefix("sha256:")
        for file in near.glob("*"):
            file.unlink(missing_ok=True)
        self._far.remove(_key(ORIGINALS, digest))


def _key(kind: str, digest: str, ending: str = "") -> str:
    number = digest.removeprefix("sha256:")
    return f"{kind}/{number[:2]}/{number}{ending}"
