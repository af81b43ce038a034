"""Files that people dropped into the inputs folder since: taken in as `atlas draft` would take them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.domain.feed import Dropped
from pipeline.domain.ledger import Face
from pipeline.intake import ingest
from pipeline.sources.walking import walk
from pipeline.updating.services import Updating

__all__ = ["dropped_in"]

#: Files that lie there for another purpose.
_NO_PAPERS = frozenset({"retraction_table"})


async def dropped_in(run: Updating) -> Dropped:
    """Take in what is new in the inputs folder, bibliographies and exports of reference managers among it.

    A file that is as it was when it was last read is not opened. What this software put there itself is left out.
    """
    if run.inputs is None or not run.inputs.is_dir():
        return Dropped()
    files = await asyncio.to_thread(_fresh, run.inputs, run)
    items = await ingest(files, run.story)
    unread = [(item.label, item.face.unread) for item in items if item.face.unread and not item.seen_before]
    unread = [(label, why) for label, why in unread if why.reason not in _NO_PAPERS]
    return Dropped(
        files=len(files),
        papers=len({item.face.paper for item in items if item.face.paper}),
        unreadable=tuple((label, f"{why.message}; {why.hint}") for label, why in unread),
    )


def _fresh(inputs: Path, run: Updating) -> list[Path]:
    own = run.folder.absolute()
    files = [file for file in walk([inputs.absolute()]) if not file.is_relative_to(own)]
    known = run.story.faces.at(str(file) for file in files)
    return list(_changed(files, known))


def _changed(files: Sequence[Path], known: dict[str, tuple[Face, ...]]) -> Iterator[Path]:
    for file in files:
        try:
            now = file.stat()
        except OSError:  # it was moved away meanwhile
            continue
        seen = known.get(str(file), ())
        if not any((face.size, face.mtime_ns) == (now.st_size, now.st_mtime_ns) for face in seen):
            yield file
