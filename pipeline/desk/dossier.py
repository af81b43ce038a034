"""Dossier: everything about one paper that a reviewer needs on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.desk.former import Former, former
from pipeline.desk.left_out import LeftOut, left_out
from pipeline.desk.related import Question, notices_here, questions, related
from pipeline.desk.services import Desk, Known
from pipeline.desk.standing import desk_row, standing
from pipeline.domain.desk import Autosave, DeskRow, Filter, Queue, Viewer
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.entry import Related
from pipeline.domain.facts import Facts
from pipeline.domain.ledger import PaperRow, StoredDraft
from pipeline.domain.paper import TALK, Notice, NoticeKind
from pipeline.domain.report import Report
from pipeline.domain.review import Review, ReviewState, Standing
from pipeline.errors import NotFound
from pipeline.intake import document_of, document_of_face
from pipeline.reading.facts import read_facts
from pipeline.review import fold, judged_at, seen_blind
from pipeline.text.align import Index

__all__ = ["Dossier", "Held", "held", "notices_of", "open_paper", "queue", "row_now", "row_of"]

_KEPT = 24  # papers held ready in one process


@dataclass(frozen=True, slots=True)
class Held:
    """A paper as the desk holds it: its current draft, the report on it, and what the draft was read from.

    `made` is when the machine's last draft was made, `noticed` when the last notice about the paper became known.
    """

    paper: PaperRow
    stored: StoredDraft
    draft: Draft
    report: Report
    document: Document
    facts: Facts
    index: Index
    machine: Draft | None
    now: Standing
    made: datetime
    noticed: datetime | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One paper on the reviewer's page. `machine` is the draft that no person had touched yet.

    `names` are the people's by their id, `viewers` those who have the paper open too, `kept` what this person typed and
    has not said, `looked` the digests of the statements whose evidence this person opened, `left_out` the results that
    no statement rests on. `related` are other publications of and about the work, `questions` the papers that may be
    the same work, `former` the version that a person left before this one.
    """

    paper: PaperRow
    draft: Draft
    report: Report
    document: Document
    facts: Facts
    index: Index
    review: Review
    now: Standing
    machine: Draft | None
    names: dict[str, str]
    viewers: tuple[Viewer, ...]
    kept: tuple[Autosave, ...]
    looked: frozenset[str]
    left_out: tuple[LeftOut, ...]
    related: tuple[Related, ...] = ()
    questions: tuple[Question, ...] = ()
    former: Former | None = None


def queue(desk: Desk, chosen: Filter, *, after: str = "", size: int = 50, facets: Sequence[str] = ()) -> Queue:
    """A page of the queue, with the counts of the facets that are asked for."""
    return desk.rows.queue(chosen, desk.story.clock.now(), after=after, size=size, facets=facets)


def open_paper(desk: Desk, paper: str, person: str, *, shown: bool = False) -> Dossier:
    """The dossier of a paper for one person, who is then said to have it open. Raises NotFound, StoreError.

    `shown` says that the person gets the draft to see, with its passages: then they are said to have opened it.
    """
    one = held(desk, paper)
    paper, now = one.paper.id, desk.story.clock.now()
    decisions = desk.decisions.of(paper)
    known = seen_blind(decisions, one.now, person) if desk.rules.blind else decisions
    review = fold(known, one.now)
    return Dossier(
        paper=one.paper,
        draft=one.draft,
        report=one.report,
        document=one.document,
        facts=one.facts,
        index=one.index,
        review=review,
        now=one.now,
        machine=one.machine,
        names=desk.people.called(),
        viewers=desk.people.see(person, paper, now, desk.viewing_s, draft=one.stored.digest if shown else ""),
        kept=desk.people.kept(person, paper),
        looked=desk.people.looked(person, paper),
        left_out=left_out(one.draft, one.document, one.facts, one.index),
        related=related(desk, one.paper, one.document),
        questions=questions(desk, paper),
        former=former(desk, one.stored, review),
    )


def held(desk: Desk, paper: str) -> Held:
    """A paper with its current draft. Raises NotFound where there is no paper, or no draft of it."""
    row, stored = _drafted(desk, paper)
    source = Draft.model_validate_json(stored.body).source.digest
    known = _known(desk, row, source)
    draft, report, now = _standing(desk, stored, known.document, known.machine)
    return Held(
        paper=row,
        stored=stored,
        draft=draft,
        report=report,
        document=known.document,
        facts=known.facts,
        index=known.index,
        machine=known.machine,
        now=now,
        made=known.made or stored.made,
        noticed=_noticed(desk, row.id),
    )


def row_now(desk: Desk, paper: str) -> DeskRow:
    """The queue's row of a paper, worked out without what only its page needs. Raises NotFound, StoreError."""
    row, stored = _drafted(desk, paper)
    machine = desk.history.by_machine(row.id)
    first = Draft.model_validate_json(machine.body) if machine else None
    source = Draft.model_validate_json(stored.body).source.digest
    draft, report, now = _standing(desk, stored, _source(desk, row, source), first)
    review = fold(desk.decisions.of(row.id), now)
    made = machine.made if machine else stored.made
    return _row(stored, draft, report, review, made=made, noticed=_noticed(desk, row.id))


def _drafted(desk: Desk, paper: str) -> tuple[PaperRow, StoredDraft]:
    row = desk.story.papers.get(paper)
    stored = desk.history.latest(row.id)
    if stored is None:
        raise NotFound(f"{row.id} has no draft", hint=row.hint or "draft it with `atlas draft`")
    return row, stored


def _standing(
    desk: Desk, stored: StoredDraft, document: Document, machine: Draft | None
) -> tuple[Draft, Report, Standing]:
    draft, report = Draft.model_validate_json(stored.body), Report.model_validate_json(stored.report)
    notices = notices_of(desk, stored.paper, document)
    return draft, report, standing(stored.paper, draft, report, machine=machine, notices=notices, rules=desk.rules)


def _noticed(desk: Desk, paper: str) -> datetime | None:
    return max((one.seen for one in desk.notices.of(paper)), default=None)


def notices_of(desk: Desk, paper: str, document: Document) -> tuple[Notice, ...]:
    """The notices about a paper: on its own pages or in its record, told by services since, and those that are here.

    A notice that is known already is not told again because its own record came as well.
    """
    told = [
        Notice(
            kind=NoticeKind(one.kind),
            text=one.text,
            doi=one.reference if "/" in one.reference else None,
            pmid=one.reference if one.reference.isdigit() else None,
        )
        for one in desk.notices.of(paper)
    ]
    known = [*(one for one in document.paper.notices if one.kind not in TALK), *told]
    here = notices_here(desk, desk.story.papers.get(paper))
    return (*known, *(one for one in here if not any(_is_the_same(one, other) for other in known)))


def _is_the_same(one: Notice, other: Notice) -> bool:
    if one.kind is not other.kind:
        return False
    pairs = ((one.doi, other.doi), (one.pmid, other.pmid))
    return any(mine and theirs and mine.lower() == theirs.lower() for mine, theirs in pairs)


def row_of(one: Held, review: Review) -> DeskRow:
    """The queue's row of a paper as it is held."""
    return _row(one.stored, one.draft, one.report, review, made=one.made, noticed=one.noticed)


def _row(
    stored: StoredDraft, draft: Draft, report: Report, review: Review, *, made: datetime, noticed: datetime | None
) -> DeskRow:
    """The row; it has stood where it stands since its draft was made, or judged, or lost its approval."""
    moments = [made, judged_at(review.history)]
    if review.state is ReviewState.LAPSED:
        moments += [stored.made, noticed]
    return desk_row(
        stored.paper,
        draft,
        report,
        review,
        digest=stored.digest,
        drafted=stored.made,
        changed=review.history[-1].at if review.history else stored.made,
        since=max(moment for moment in moments if moment is not None),
    )


def _known(desk: Desk, row: PaperRow, source: str | None) -> Known:
    """The document, its facts and the machine's last draft, from memory while nothing new was drafted.

    The document is the one that the draft was made from: a fuller text that came since waits to be drafted.
    """
    machine = desk.history.by_machine(row.id)
    key = f"{row.primary.digest}#{row.primary.record}/{source}/{machine.digest if machine else ''}"
    if key not in desk.known:
        document = _source(desk, row, source)
        facts = read_facts(document, desk.story.profile)
        while len(desk.known) >= _KEPT:
            desk.known.pop(next(iter(desk.known)), None)
        first = Draft.model_validate_json(machine.body) if machine else None
        desk.known[key] = Known(document, facts, Index(document.text), first, machine.made if machine else None)
    return desk.known[key]


def _source(desk: Desk, row: PaperRow, source: str | None) -> Document:
    """The document with this digest among the paper's faces; the one that it is drafted from where none has it."""
    document = document_of(row, desk.story)
    if source is None or document.source_digest == source:
        return document
    faces = [face for face in desk.story.faces.of(row.id) if face.document and face.key != row.primary]
    others = (document_of_face(face, desk.story) for face in faces)
    return next((one for one in others if one.source_digest == source), document)
