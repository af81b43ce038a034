"""Files -> records, each read once -> faces of papers. And back: the document of a paper that is known."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.document import Document
from pipeline.domain.draft import Context
from pipeline.domain.identity import digest_of_chunks
from pipeline.domain.ledger import Face, FaceKey, Outcome, Owner, PaperRow, PaperState
from pipeline.domain.link import SAME_WORK, Link, LinkKind, stated_links
from pipeline.domain.source import ReadItem
from pipeline.errors import Conflict, InputMissing, StoreError
from pipeline.grouping import FreshFace, KnownPaper, group_faces
from pipeline.ports import Papers, Shelf
from pipeline.reading.facts import read_facts
from pipeline.reading.works import Tie, identifiers
from pipeline.services import Services

__all__ = [
    "Item",
    "document_of",
    "document_of_face",
    "ingest",
    "join",
    "primary_face",
    "put_out_of_scope",
    "reports_of",
]

_CHUNK = 1 << 20
_OUT = (
    "title and abstract do not speak of this atlas's field",
    "it is not offered again; `atlas draft --paper ID` drafts it all the same",
)
_GROUPING_TRIES = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One input of a run: a file, or the n-th record of a file (`path#n`).

    `seen_before` says that an earlier run had met this input; `repeats` names the input of this run that is the same to
    the byte.
    """

    label: str
    face: Face
    seen_before: bool
    repeats: str | None = None


async def ingest(
    paths: Sequence[Path], services: Services, *, arriving: PaperState = PaperState.WAITING
) -> tuple[Item, ...]:
    """Read what is new among `paths`, group it into papers, and say what each input is.

    A paper that is new, or gained a better text, is then in the state `arriving`.

    A file whose bytes are known is not read again, unless it could not be read and the reader has changed since.
    When a stop is asked for meanwhile, what was read is kept, nothing is grouped, and nothing is returned.
    """
    digests = dict(zip(paths, [await asyncio.to_thread(_digest, path) for path in paths], strict=True))
    first = {digest: path for path, digest in reversed(digests.items())}
    known = services.faces.known(first)
    gate = asyncio.Semaphore(services.reading_at_once)

    async def read(path: Path) -> tuple[Face, ...]:
        async with gate:
            return await _faces_of(path, digests[path], known.get(digests[path], ()), services)

    read_now = await asyncio.gather(*(read(path) for path in first.values()))
    if services.stopping():
        return ()
    fresh = [face for faces in read_now for face in faces if face.document and face.paper is None]
    _group(fresh, services, arriving=arriving)
    settled = services.faces.known(first)
    return tuple(
        Item(
            label=f"{path}#{face.key.record}" if face.key.record else str(path),
            face=face,
            seen_before=digest in known,
            repeats=str(first[digest]) if first[digest] != path else None,
        )
        for path, digest in digests.items()
        for face in settled[digest]
    )


async def _faces_of(path: Path, digest: str, known: tuple[Face, ...], services: Services) -> tuple[Face, ...]:
    """The faces of one file: as they are known, or read now and remembered."""
    fingerprint = services.reader.fingerprint()
    if known and all(face.unread is None or face.reader == fingerprint for face in known):
        return known
    if services.stopping():
        return ()
    services.watch("reading", path.name)
    items = await asyncio.to_thread(services.reader.read, path)
    if services.originals is not None:
        await asyncio.to_thread(services.originals.keep, path, digest)
    faces = tuple(_face(item, path, digest, fingerprint, services.shelf) for item in items)
    services.faces.put(faces)
    services.watch("read", path.name)
    return faces


def _face(item: ReadItem, path: Path, digest: str, fingerprint: str, shelf: Shelf) -> Face:
    try:
        stat = path.stat()
        size, mtime_ns = stat.st_size, stat.st_mtime_ns
    except OSError:
        size = mtime_ns = 0
    return Face(
        key=FaceKey(digest, item.number or 0),
        name=path.name,
        path=str(path.absolute()),
        size=size,
        mtime_ns=mtime_ns,
        reader=fingerprint,
        level=item.document.level if item.document else None,
        document=shelf.put(item.document) if item.document else None,
        unread=item.unread,
    )


def join(papers: Collection[str], services: Services) -> None:
    """Let the ledger see again whether papers that are here are one work, by what services and people say by now."""
    _group([], services, known=papers)


def _group(
    fresh: Sequence[Face],
    services: Services,
    *,
    known: Collection[str] = (),
    arriving: PaperState = PaperState.WAITING,
) -> None:
    """Let the ledger say which papers the fresh faces belong to; look again when another process did so meanwhile."""
    if not fresh and not known:
        return
    read = [FreshFace(face, document_of_face(face, services)) for face in fresh]
    for attempt in range(1, _GROUPING_TRIES + 1):
        grouped = group_faces(read, _met_again(read, known, services), _Taken(services.papers), arriving)
        try:
            services.papers.put(grouped, services.clock.now())
        except Conflict:
            if attempt == _GROUPING_TRIES:
                raise
        else:
            return


@dataclass(frozen=True, slots=True)
class _Taken:
    """The ids that are papers already, asked for one by one: an atlas may have a hundred thousand."""

    papers: Papers

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and bool(self.papers.taken([name]))


def _met_again(fresh: Iterable[FreshFace], known: Iterable[str], services: Services) -> tuple[KnownPaper, ...]:
    """The papers of the ledger that share an identifier with a fresh face, or are said to be one work with it."""
    works = [one.document.paper for one in fresh]
    own = tuple(dict.fromkeys(pair for work in works for pair in identifiers(work)))
    ends = [(scheme, value) for work in works for kind, scheme, value in stated_links(work) if kind in SAME_WORK]
    met = [services.papers.find_by_identifier(*pair) for pair in dict.fromkeys((*own, *ends))]
    told = [one.paper for one in services.links.naming(own, SAME_WORK)]
    names = dict.fromkeys(name for name in (*known, *met, *told) if name is not None)
    links = services.links.of(names, SAME_WORK | {LinkKind.NOT_SAME})
    return tuple(
        KnownPaper(
            row,
            document_of_face(primary_face(row, services), services),
            tuple(Tie(one.scheme, one.value, one.kind is LinkKind.SAME) for one in links if _ties(one, row.id)),
            frozenset(one.value for one in links if one.paper == row.id and one.kind is LinkKind.NOT_SAME),
        )
        for row in map(services.papers.get, names)
    )


def _ties(link: Link, paper: str) -> bool:
    return link.paper == paper and link.kind in SAME_WORK


def put_out_of_scope(row: PaperRow, services: Services, owner: Owner) -> bool:
    """Whether a paper is about something else than this atlas; it then ends so, and nothing is paid for it.

    Judged by what rules read of title and abstract.
    """
    document = document_of(row, services)
    if read_facts(document, services.profile).context is not Context.NONE or not document.text.strip():
        return False
    now = services.clock.now()
    if services.queue.claim(row.id, owner, now, services.lease_s):
        services.queue.finish(row.id, owner, Outcome(PaperState.OUT_OF_SCOPE, *_OUT), now)
    return True


def reports_of(paper: str, services: Services) -> tuple[str, ...]:
    """The other papers that report on the one registration that this paper names: its trial, its other reports."""
    ends = [(one.scheme, one.value) for one in services.links.of([paper], [LinkKind.REGISTERED])]
    named = (one.paper for one in services.links.naming(ends, [LinkKind.REGISTERED]))
    return tuple(dict.fromkeys(other for other in named if other != paper))


def document_of(row: PaperRow, services: Services) -> Document:
    """What was read of the paper that is drafted. Raises StoreError when neither its text nor its file is there."""
    return document_of_face(primary_face(row, services), services)


def primary_face(row: PaperRow, services: Services) -> Face:
    """The face that a paper is drafted from. Raises StoreError when the ledger has lost it."""
    face = services.faces.find(row.primary)
    if face is None:
        raise StoreError(f"the input of {row.id} is not in the ledger", hint="import its file again")
    return face


def file_of_face(face: Face, services: Services) -> Path:
    """Where the face's file is on this machine: where it was read, or a copy of what the machines share.

    Raises what the shared place raises.
    """
    path = Path(face.path)
    if services.originals is None or _is_as_read(path, face):
        return path
    return services.originals.fetched(face.key.digest, face.name) or path


def _is_as_read(path: Path, face: Face) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return (stat.st_size, stat.st_mtime_ns) == (face.size, face.mtime_ns)


def document_of_face(face: Face, services: Services) -> Document:
    """The face's document from the shelf; read from its file once more when the stored one is gone or damaged."""
    document = services.shelf.get(face.document) if face.document else None
    if document is not None:
        return document
    path = file_of_face(face, services)
    if path.is_file() and _digest(path) == face.key.digest:
        for item in services.reader.read(path):
            if (item.number or 0) == face.key.record and item.document is not None:
                services.faces.put([replace(face, document=services.shelf.put(item.document))])
                return item.document
    raise StoreError(
        f"the stored text of {face.name} is missing or damaged, and the file is not at {face.path} any more",
        hint="put the file back and run `atlas draft` on it",
    )


def _digest(path: Path) -> str:
    def chunks() -> Iterator[bytes]:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    try:
        return digest_of_chunks(chunks())
    except FileNotFoundError:
        raise InputMissing(f"{path} is not there any more", hint="check the path and run the command again") from None
    except OSError:
        # It cannot be opened. The reader will say why; until then it is known by its path.
        return digest_of_chunks([b"cannot be opened: ", str(path.absolute()).encode(errors="surrogateescape")])
