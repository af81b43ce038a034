"""Pictures of pages: drawn in the PDF's child process, kept by the digest of the file, made ahead of the reviewer."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.domain.identity import digest_of_bytes
from pipeline.errors import PipelineError
from pipeline.ports import Objects
from pipeline.store.whole_files import write_whole
from pipeline.text.regex import regex
from pipeline.web.catalogue import SAY

__all__ = ["DOTS", "Drawer", "Pictures", "Wanted"]

log = logging.getLogger(__name__)

DOTS = (110, 200)
"""How sharp a page is drawn: for reading beside the draft, and enlarged."""

_DIGEST = regex(r"^sha256:[0-9a-f]{64}$")


class Drawer(Protocol):
    """Draws a page of a PDF."""

    def draw(self, path: Path, *, page: int, dots: int) -> bytes:
        """The page (1-based) as a PNG. Raises PipelineError."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """One picture: the file, the digest of its bytes, the page and how sharp."""

    path: Path
    digest: str
    page: int
    dots: int = DOTS[0]


class Pictures:
    """Pictures in a folder that may be deleted at any time. Safe to share between threads.

    What other machines drew is taken from `far`, and what is drawn here is put there.
    """

    def __init__(self, folder: Path, drawer: Drawer, far: Objects | None = None) -> None:
        self._folder, self._drawer, self._far = folder, drawer, far
        self._ahead: queue.Queue[Wanted | None] = queue.Queue(maxsize=200)
        self._worker = threading.Thread(target=self._make_ahead, daemon=True)
        self._worker.start()

    def get(self, wanted: Wanted) -> bytes:
        """The picture. Raises PipelineError where the page cannot be drawn, or the file is not what was read."""
        file = self._file(wanted)
        try:
            return file.read_bytes()
        except OSError:
            picture = self._shared_or_drawn(wanted, f"pages/{file.parent.name}/{file.name}")
        write_whole(file, picture)
        return picture

    def _shared_or_drawn(self, wanted: Wanted, key: str) -> bytes:
        if self._far is None:
            return self._draw(wanted)
        picture = self._far.get(key)
        if picture is None:
            picture = self._draw(wanted)
            self._far.put(key, picture)
        return picture

    def ahead(self, pictures: Iterable[Wanted]) -> None:
        """Have pictures made while nobody waits for them; what does not fit into the queue is made when asked for."""
        for one in pictures:
            try:
                self._ahead.put_nowait(one)
            except queue.Full:
                return

    def close(self) -> None:
        """Stop making pictures ahead."""
        while not self._ahead.empty():
            try:
                self._ahead.get_nowait()
            except queue.Empty:
                break
        self._ahead.put(None)
        self._worker.join(timeout=10)

    def _file(self, wanted: Wanted) -> Path:
        if not _DIGEST.match(wanted.digest) or wanted.dots not in DOTS or wanted.page < 1:
            raise PipelineError(SAY["source"]["no_picture"])
        return self._folder / wanted.digest.removeprefix("sha256:") / f"{wanted.page}-{wanted.dots}.png"

    def _draw(self, wanted: Wanted) -> bytes:
        try:
            same = digest_of_bytes(wanted.path.read_bytes()) == wanted.digest
        except OSError:
            same = False
        if not same:
            raise PipelineError(
                SAY["source"]["other_file"].format(name=wanted.path.name),
                hint=SAY["source"]["other_file_hint"],
            )
        return self._drawer.draw(wanted.path, page=wanted.page, dots=wanted.dots)

    def _make_ahead(self) -> None:
        while (wanted := self._ahead.get()) is not None:
            try:
                if not self._file(wanted).exists():
                    self.get(wanted)
            except PipelineError as error:
                log.info("a page was not drawn ahead: %s", error.message)
