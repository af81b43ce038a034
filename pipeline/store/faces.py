"""The inputs that were seen: what each was, and what became of reading it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, select

from pipeline.domain.document import Level
from pipeline.domain.ledger import Face, FaceKey
from pipeline.domain.source import Unread
from pipeline.store import schema
from pipeline.store.database import CHUNK, Database

__all__ = ["Faces", "chunks", "put"]

_FACE = schema.face.c


class Faces:
    """Inputs by what they are (digest and record) and by where they were last seen."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, key: FaceKey) -> Face | None:
        """One input, or None when it was never seen."""
        return next(iter(self._where([(_FACE.digest == key.digest) & (_FACE.record == key.record)])), None)

    def known(self, digests: Iterable[str]) -> dict[str, tuple[Face, ...]]:
        """The records of each file that was seen before, by the digest of the file."""
        found = self._where(_FACE.digest.in_(chunk) for chunk in chunks(digests))
        return {digest: tuple(faces) for digest, faces in groupby(found, key=lambda face: face.key.digest)}

    def at(self, paths: Iterable[str]) -> dict[str, tuple[Face, ...]]:
        """The records last seen at each path that is known: compare size and mtime_ns before believing them."""
        asked = {schema.plain(path): path for path in paths}
        found: dict[str, list[Face]] = {}
        for face in self._where(_FACE.path.in_(chunk) for chunk in chunks(asked)):
            found.setdefault(asked[face.path], []).append(face)
        return {path: tuple(faces) for path, faces in found.items()}

    def of(self, paper: str) -> tuple[Face, ...]:
        """Every face of a paper."""
        with self._database.read() as connection:
            return tuple(_face(row) for row in connection.execute(_OF_PAPER, {"of_paper": paper}).mappings())

    def unread(self) -> tuple[Face, ...]:
        """Every input that could not be read and belongs to no paper."""
        return tuple(self._where([_FACE.unread_reason.is_not(None) & _FACE.paper.is_(None)]))

    def put(self, faces: Sequence[Face]) -> None:
        """Remember inputs as seen now. A face given without a paper stays with the paper it has."""
        with self._database.write() as connection:
            put(self._database, connection, faces)

    def _where(self, conditions: Iterable[ColumnElement[bool]]) -> list[Face]:
        with self._database.read() as connection:
            return [
                _face(row)
                for condition in conditions
                for row in connection.execute(
                    select(schema.face).where(condition).order_by(_FACE.digest, _FACE.record)
                ).mappings()
            ]


# Asked for every paper in work, so it is put together once.
_OF_PAPER = select(schema.face).where(_FACE.paper == bindparam("of_paper")).order_by(_FACE.digest, _FACE.record)


def put(database: Database, connection: Connection, faces: Sequence[Face]) -> None:
    """Write faces within a transaction that is open."""
    database.insert_or_replace(connection, schema.face, [_row(face) for face in faces], keep=("paper",))


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The distinct values in lists short enough for one query."""
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        yield distinct[start : start + CHUNK]


def _row(face: Face) -> dict[str, Any]:
    return {
        "digest": face.key.digest,
        "record": face.key.record,
        "name": face.name,
        "path": face.path,
        "size": face.size,
        "mtime_ns": face.mtime_ns,
        "reader": face.reader,
        "level": face.level,
        "document": face.document,
        "unread_reason": face.unread.reason if face.unread else None,
        "unread_message": face.unread.message if face.unread else None,
        "unread_hint": face.unread.hint if face.unread else None,
        "paper": face.paper,
    }


def _face(row: RowMapping) -> Face:
    return Face(
        key=FaceKey(row["digest"], row["record"]),
        name=row["name"],
        path=row["path"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        reader=row["reader"],
        level=Level(row["level"]) if row["level"] else None,
        document=row["document"],
        unread=Unread(row["unread_reason"], row["unread_message"], row["unread_hint"])
        if row["unread_reason"]
        else None,
        paper=row["paper"],
    )
