"""The whole story, top-down.

    ingest      files -> records, each read once -> faces of papers               (no paper is judged yet)
    one_paper   claim -> document -> facts -> draft -> check -> folder -> done    (one paper, start to end)
    endings     what became of each input, for the person who handed it in

Every step can be killed and run again: what was read stays read, what was drafted stays drafted.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline import checks
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Source
from pipeline.domain.facts import Facts
from pipeline.domain.identity import digest_of_chunks
from pipeline.domain.ledger import Face, FaceKey, Outcome, Owner, PaperRow, PaperState
from pipeline.domain.profile import Profile
from pipeline.domain.report import Report, Severity
from pipeline.domain.source import ReadItem
from pipeline.drafting.carrying import carried_over
from pipeline.drafting.labels import about
from pipeline.drafting.offline import DRAFTER, OFFLINE
from pipeline.drafting.origin import source_of
from pipeline.drafting.page import draft_page
from pipeline.drafting.sufficiency import why_not
from pipeline.errors import (
    BudgetReached,
    CannotWrite,
    Conflict,
    DraftError,
    EndpointRefuses,
    InputMissing,
    LanguageNotRead,
    LeaseLost,
    NoUsableReply,
    RequestRefused,
    RetryLater,
    ServiceUnavailable,
    StoreError,
)
from pipeline.grouping import FreshFace, KnownPaper, group_faces
from pipeline.ports import Clock, Drafter, Drafts, Faces, Folder, Papers, Queue, Reader, Runs, Shelf
from pipeline.reading.facts import read_facts
from pipeline.reading.works import identifiers
from pipeline.text.align import Index

__all__ = [
    "DRAFT_FILES",
    "Ended",
    "Item",
    "RunSpending",
    "Services",
    "Wanted",
    "Watch",
    "as_bytes",
    "brought_to_its_end",
    "document_of",
    "due",
    "endings",
    "ingest",
    "next_paper",
    "one_paper",
    "restore_files",
    "written",
]

log = logging.getLogger(__name__)

DRAFT_FILES = ("draft.json", "report.json", "draft.md")
_CHUNK = 1 << 20
_GROUPING_TRIES = 5
_CARRIED = "person/carried over"  # a fresh draft with what people had written
_NOT_WHOLE = "what could be used is kept as a draft; add what is missing, or draft it anew with --again"

#: Told what happens, for progress: an event (`reading`, `read`, `drafting`, `drafted`) and its file or paper.
Watch = Callable[[str, str], None]


def _unwatched(_event: str, _label: str) -> None:
    """A watch that nobody looks at."""


class RunSpending(Protocol):
    """What the run has cost so far; there is none where no model is paid."""

    reached: bool

    def in_words(self) -> str:
        """For people: dollars, or tokens where the price is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the workflow is handed: every door of the house, and the settings that are data."""

    reader: Reader
    shelf: Shelf
    faces: Faces
    papers: Papers
    queue: Queue
    drafts: Drafts
    runs: Runs
    folder: Folder
    drafter: Drafter
    profile: Profile
    clock: Clock
    severities: Mapping[str, Severity] = field(default_factory=dict)
    reading_at_once: int = 2
    lease_s: float = 120.0
    stopping: Callable[[], bool] = lambda: False
    watch: Watch = _unwatched
    spending: RunSpending | None = None
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))


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


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one input. `draft` is the path of the draft's file; `news` says that it ended so in this run.

    `cost_usd` is None where the price of a call is not known.
    """

    input: str
    state: str
    reason: str
    hint: str
    paper: str | None
    draft: Path | None
    cost_usd: float | None
    news: bool


# --------------------------------------------------------------------------------------------------------- ingest


async def ingest(paths: Sequence[Path], services: Services) -> tuple[Item, ...]:
    """Read what is new among `paths`, group it into papers, and say what each input is.

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
    _group([face for faces in read_now for face in faces if face.document and face.paper is None], services)
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


def _group(fresh: Sequence[Face], services: Services) -> None:
    """Let the ledger say which papers the fresh faces belong to; look again when another process did so meanwhile."""
    if not fresh:
        return
    read = [FreshFace(face, _document(face, services)) for face in fresh]
    for attempt in range(1, _GROUPING_TRIES + 1):
        grouped = group_faces(read, _met_again(read, services), services.papers.taken())
        try:
            services.papers.put(grouped, services.clock.now())
        except Conflict:
            if attempt == _GROUPING_TRIES:
                raise
        else:
            return


def _met_again(fresh: Iterable[FreshFace], services: Services) -> tuple[KnownPaper, ...]:
    """The papers of the ledger that share an identifier with a fresh face."""
    pairs = dict.fromkeys(pair for one in fresh for pair in identifiers(one.document.paper))
    names = dict.fromkeys(services.papers.find_by_identifier(scheme, value) for scheme, value in pairs)
    rows = [services.papers.get(name) for name in names if name is not None]
    return tuple(KnownPaper(row, _document(_primary(row, services), services)) for row in rows)


# ------------------------------------------------------------------------------------------------------ one paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for beyond what is due: drafts made anew, and papers in doubt that they have compared."""

    again: bool = False
    identity_checked: bool = False


def due(rows: Iterable[PaperRow], services: Services, wanted: Wanted = Wanted()) -> tuple[str, ...]:
    """The ids of the papers that have work to do: waiting, unsettled by an older drafter, or all of them if asked.

    A paper that was settled comes back when its drafter has changed; a drafted one only when somebody asks, or when a
    model may go over what was drafted offline. One in doubt is due only where a person has compared it with the other.
    """
    now = services.clock.now()
    mine = services.drafter.name

    def is_due(row: PaperRow) -> bool:
        match row.state:
            case PaperState.WAITING:
                return True
            case PaperState.RETRY_LATER:
                return row.not_before is None or row.not_before <= now
            case PaperState.INSUFFICIENT_SOURCE | PaperState.NEEDS_ATTENTION | PaperState.FAILED:
                return row.drafter is not None and row.drafter != mine
            case PaperState.DRAFTED:
                return (row.drafter or "").startswith(OFFLINE) and not mine.startswith(OFFLINE)
            case _:
                return False

    return tuple(
        row.id
        for row in rows
        if (wanted.identity_checked if row.state is PaperState.IN_DOUBT else wanted.again or is_due(row))
    )


async def one_paper(paper: str, services: Services, owner: Owner) -> PaperState | None:
    """Bring one paper to its end and return the state it ended in; None when another worker has it.

    Raises what `brought_to_its_end` raises.
    """
    if not await asyncio.to_thread(services.queue.claim, paper, owner, services.clock.now(), services.lease_s):
        return None
    return await brought_to_its_end(paper, services, owner)


async def next_paper(services: Services, owner: Owner, *, but: Collection[str] = ()) -> str | None:
    """Claim the paper that is due and came first, without those in `but`, for whoever works on one ledger with others.

    None when nothing is due.
    """
    replaces = () if services.drafter.name.startswith(OFFLINE) else (DRAFTER,)
    claim = partial(services.queue.claim_next, replaces=replaces, but=but)
    row = await asyncio.to_thread(claim, owner, services.clock.now(), services.lease_s)
    return row.id if row else None


async def brought_to_its_end(paper: str, services: Services, owner: Owner) -> PaperState | None:
    """The state in which a paper that `owner` has claimed ended; None when it was taken over meanwhile.

    A paper that fails does so alone: the reason is kept with it. Only what would stop every paper is raised.

    Raises:
        StoreError: the disk is full, or the database cannot be written.
        EndpointRefuses: the model's server would refuse every other paper as well.
    """
    services.watch("drafting", paper)
    keeper = asyncio.create_task(_keep(paper, owner, services))
    try:
        outcome = await _outcome(paper, services)
    except BaseException:
        services.queue.release(paper, owner)
        raise
    finally:
        keeper.cancel()
    try:
        await asyncio.to_thread(services.queue.finish, paper, owner, outcome, services.clock.now())
    except LeaseLost:
        log.warning("another worker took the paper over", extra={"action": "draft", "paper": paper})
        return None
    finally:
        services.watch("drafted", paper)
    log.info("ended", extra={"action": "draft", "paper": paper, "state": outcome.state.value})
    return outcome.state


async def _keep(paper: str, owner: Owner, services: Services) -> None:
    """Hold the lease for as long as this runs: a model may think for longer than a lease lasts."""
    while True:
        await asyncio.sleep(services.lease_s / 3)
        try:
            services.queue.renew(paper, owner, services.clock.now(), services.lease_s)
        except StoreError as error:  # the end of the work will meet it again and say so
            log.warning("a lease was not renewed: %s", error.message, extra={"action": "draft", "paper": paper})
            return


async def _outcome(paper: str, services: Services) -> Outcome:
    drafter = services.drafter.name
    try:
        return await _drafted(paper, services)
    except (LanguageNotRead, NoUsableReply, RequestRefused) as error:
        return Outcome(PaperState.NEEDS_ATTENTION, error.message, error.hint, drafter=drafter)
    except DraftError as error:
        return Outcome(PaperState.INSUFFICIENT_SOURCE, error.message, error.hint, drafter=drafter)
    except RetryLater as error:
        return Outcome(PaperState.RETRY_LATER, error.message, error.hint, drafter=drafter, not_before=error.not_before)
    except (ServiceUnavailable, BudgetReached) as error:
        return Outcome(PaperState.RETRY_LATER, error.message, error.hint, drafter=drafter)
    except (CannotWrite, LeaseLost, EndpointRefuses):
        raise
    except StoreError as error:
        return Outcome(PaperState.FAILED, error.message, error.hint, drafter=drafter)
    except Exception as error:  # one paper's defect must not stop the others; it is recorded, not swallowed
        log.exception("a paper failed", extra={"action": "draft", "paper": paper})
        reason = f"a defect of this software: {type(error).__name__}: {error}"
        return Outcome(PaperState.FAILED, reason, "please report it, with the log", drafter=drafter)


async def _drafted(paper: str, services: Services) -> Outcome:
    """Document -> facts -> draft -> report -> folder. Raises DraftError when there is nothing to draft from.

    What computes or waits for the disk runs in threads, so that others' answers from a model are not kept waiting; only
    one of them computes at a time, because more would keep those waiting that have the ledger's turn to write.
    """
    async with services.computing:
        document, facts, source = await asyncio.to_thread(_prepared, paper, services)
    fresh = await services.drafter.draft(document, facts, source=source, paper=paper)
    async with services.computing:
        draft = await asyncio.to_thread(_with_peoples_words, paper, fresh, document, services)
        return await asyncio.to_thread(_stored, paper, draft, document, facts, services, fresh=fresh)


def _prepared(paper: str, services: Services) -> tuple[Document, Facts, Source]:
    """What a drafter is handed."""
    face = _primary(services.papers.get(paper), services)
    document = _document(face, services)
    if (refusal := why_not(document, services.profile.languages)) is not None:
        raise refusal
    facts = read_facts(document, services.profile)
    others = frozenset(one.level for one in services.faces.of(paper) if one.level and one.key != face.key)
    return document, facts, source_of(document, file_name=face.name, other_levels=others)


def _with_peoples_words(paper: str, fresh: Draft, document: Document, services: Services) -> Draft:
    """A draft made anew, with what people had made of the one before; as it is where nobody had touched that."""
    if services.papers.get(paper).draft is None:
        return fresh
    current, machine = services.drafts.latest(paper), services.drafts.by_machine(paper)
    if current is None or machine is None or current.number == machine.number:
        return fresh
    before, now = Draft.model_validate_json(machine.body), Draft.model_validate_json(current.body)
    return carried_over(fresh, now, before, Index(document.text))


def _stored(paper: str, draft: Draft, document: Document, facts: Facts, services: Services, *, fresh: Draft) -> Outcome:
    """The draft checked, in the folder and in the ledger; before it, the fresh one that people's words went into."""
    # A paper that no model may see was drafted offline, and its history says so.
    offline = fresh.made_by is not None and fresh.made_by.kind == "offline"
    maker = DRAFTER if offline else services.drafter.name
    if fresh is not draft:
        _put(paper, fresh, document, facts, services, made_by=maker)
    report = _put(paper, draft, document, facts, services, made_by=maker if fresh is draft else _CARRIED)
    services.folder.write(paper, written(draft, report, services.profile, paper))
    ended = Outcome(PaperState.DRAFTED, about(document, facts), draft=draft.digest(), drafter=services.drafter.name)
    if draft.made_by is None or not draft.made_by.lacks:
        return ended
    reason = f"the draft is not whole: {'; '.join(draft.made_by.lacks)}"
    return replace(ended, state=PaperState.NEEDS_ATTENTION, reason=reason, hint=_NOT_WHOLE)


def _put(paper: str, draft: Draft, document: Document, facts: Facts, services: Services, *, made_by: str) -> Report:
    report = checks.check(draft, document, severities=services.severities, profile=services.profile, facts=facts)
    now = services.clock.now()
    services.drafts.put(paper, draft.digest(), as_bytes(draft), as_bytes(report), made_by=made_by, now=now)
    return report


def restore_files(rows: Iterable[PaperRow], services: Services) -> None:
    """Write the files of drafted papers again where somebody deleted them; the ledger has everything they held."""
    for row in rows:
        if row.draft is None or not services.folder.missing(row.id, DRAFT_FILES):
            continue
        stored = services.drafts.latest(row.id)
        if stored is not None:
            draft = Draft.model_validate_json(stored.body)
            report = Report.model_validate_json(stored.report)
            services.folder.write(row.id, written(draft, report, services.profile, row.id))


def written(draft: Draft, report: Report, profile: Profile, paper: str) -> dict[str, bytes]:
    """The files that people find for one draft, by name (`DRAFT_FILES`)."""
    page = draft_page(draft, report, about_badge=profile.badge.explanation, paper_id=paper)
    return dict(zip(DRAFT_FILES, (as_bytes(draft), as_bytes(report), page.encode()), strict=True))


# -------------------------------------------------------------------------------------------------------- endings


def endings(items: Sequence[Item], worked: Mapping[str, PaperState], services: Services) -> tuple[Ended, ...]:
    """What became of each input. `worked` are the papers that were brought to an end in this run."""
    rows = {paper: services.papers.get(paper) for paper in dict.fromkeys(item.face.paper for item in items) if paper}
    return tuple(_ending(item, rows, worked, services) for item in items)


def _ending(item: Item, rows: Mapping[str, PaperRow], worked: Mapping[str, PaperState], services: Services) -> Ended:
    unread, paper = item.face.unread, item.face.paper
    if unread is not None or paper is None:
        reason, hint = (unread.message, unread.hint) if unread else ("it was not grouped yet", "run the command again")
        return Ended(item.label, "unreadable", reason, hint, None, None, 0.0, news=not item.seen_before)
    row = rows[paper]
    news = paper in worked or (row.state is PaperState.IN_DOUBT and not item.seen_before)
    draft = services.folder.path(paper) / DRAFT_FILES[0] if row.draft else None
    state, reason = row.state.value, row.reason
    if item.repeats is not None:
        state, reason = "duplicate", f"the same file as {item.repeats}"
    elif row.state is PaperState.IN_DOUBT:
        pass
    elif item.face.key != row.primary and not (item.seen_before and not news):
        state, reason = "duplicate", f"another face of {paper}, which is drafted from a fuller text"
    elif row.state is PaperState.DRAFTED and not news:
        state, reason = "known", "; ".join(part for part in (f"drafted before as {paper}", row.reason) if part)
    return Ended(item.label, state, reason, row.hint, paper, draft, row.cost_usd if news else 0.0, news)


# ------------------------------------------------------------------------------------------------------- documents


def document_of(row: PaperRow, services: Services) -> Document:
    """What was read of the paper that is drafted. Raises StoreError when neither its text nor its file is there."""
    return _document(_primary(row, services), services)


def _primary(row: PaperRow, services: Services) -> Face:
    face = services.faces.find(row.primary)
    if face is None:
        raise StoreError(f"the input of {row.id} is not in the ledger", hint="import its file again")
    return face


def _document(face: Face, services: Services) -> Document:
    """The face's document from the shelf; read from its file once more when the stored one is gone or damaged."""
    document = services.shelf.get(face.document) if face.document else None
    if document is not None:
        return document
    path = Path(face.path)
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


def as_bytes(record: Draft | Report) -> bytes:
    """JSON as it is kept and shown to people: indented, keys in the order of the format."""
    return (json.dumps(record.model_dump(mode="json", by_alias=True), indent=2, ensure_ascii=False) + "\n").encode()
