"""What else there is of or about the work of an entry, and which papers may be the same work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.desk.services import Desk
from pipeline.domain.document import Document
from pipeline.domain.entry import Related, RelatedKind
from pipeline.domain.ledger import Outcome, Owner, PaperRow, PaperState
from pipeline.domain.link import AFFECTS, PAPER, Link, LinkKind
from pipeline.domain.paper import Notice, NoticeKind
from pipeline.errors import IllegalMove
from pipeline.grouping import QUESTION
from pipeline.intake import join

__all__ = ["Question", "answer_different", "answer_same", "notices_here", "questions", "related"]

_OWN: dict[LinkKind, RelatedKind] = {
    LinkKind.PREPRINT: "preprint",
    LinkKind.ARTICLE: "article",
    LinkKind.COMMENTS_ON: "comments_on",
    LinkKind.SUMMARISES: "summary_of",
}
_OTHERS: dict[LinkKind, RelatedKind] = {
    LinkKind.COMMENTS_ON: "comment",
    LinkKind.SUMMARISES: "summary",
    LinkKind.RETRACTS: "retraction",
    LinkKind.CONCERNS: "concern",
    LinkKind.CORRECTS: "correction",
}
_TOLD: dict[NoticeKind, RelatedKind] = {
    NoticeKind.COMMENTED_BY: "comment",
    NoticeKind.SUMMARISED_BY: "summary",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A paper that may be the same work as another, by title, authors and year: a person says whether it is."""

    paper: str
    other: str
    title: str


def related(desk: Desk, row: PaperRow, document: Document) -> tuple[Related, ...]:
    """The other publications of and about a paper's work, each once, those that are here with their address."""
    found: dict[tuple[str, str], Related] = {}
    for one in (*_of_its_own(desk, row), *_of_others(desk, row), *_told(desk, row, document)):
        found.setdefault((one.kind, one.paper or one.doi or one.pmid or one.title), one)
    return tuple(found.values())


def questions(desk: Desk, paper: str) -> tuple[Question, ...]:
    """The papers of which a person should say whether they are the same work as `paper`."""
    links = desk.story.links
    told = [*links.of([paper], [LinkKind.MAYBE_SAME]), *links.naming([(PAPER, paper)], [LinkKind.MAYBE_SAME])]
    others = dict.fromkeys(one.value if one.paper == paper else one.paper for one in told)
    return tuple(Question(paper, other, desk.story.papers.get(other).title) for other in others)


def answer_same(desk: Desk, paper: str, other: str) -> str:
    """Let two papers be one work because a person says so; returns the address that it has from now on.

    Raises NotFound, and IllegalMove for one and the same paper.
    """
    first, second = _two(desk, paper, other)
    _answered(desk, first, second)
    now = desk.story.clock.now()
    desk.story.links.add([Link(first.id, LinkKind.SAME, PAPER, second.id, "a person", now)])
    join([first.id, second.id], desk.story)
    left = desk.story.papers.taken([first.id, second.id])
    if len(left) > 1:
        raise IllegalMove(
            f"{first.id} and {second.id} cannot be one work: one is a notice, a supplement or in doubt",
            hint="a notice is shown with the paper it is about; one in doubt needs its identifiers compared first",
        )
    return next(iter(left))


def answer_different(desk: Desk, paper: str, other: str, owner: Owner) -> None:
    """Keep that two papers are two works because a person says so; what waited for that may be drafted.

    Raises NotFound, IllegalMove.
    """
    first, second = _two(desk, paper, other)
    _answered(desk, first, second)
    now = desk.story.clock.now()
    desk.story.links.add([Link(first.id, LinkKind.NOT_SAME, PAPER, second.id, "a person", now)])
    for row in (first, second):
        asked = row.state is PaperState.IN_DOUBT and row.reason.startswith(QUESTION)
        if asked and not questions(desk, row.id) and desk.story.queue.claim(row.id, owner, now, desk.story.lease_s):
            desk.story.queue.finish(row.id, owner, Outcome(PaperState.WAITING), now)


def notices_here(desk: Desk, row: PaperRow) -> Iterator[Notice]:
    """What notices that are papers of this atlas say of a paper."""
    for link in desk.story.links.naming(row.identifiers, AFFECTS.keys()):
        told = dict(desk.story.papers.get(link.paper).identifiers)
        title = desk.story.papers.get(link.paper).title
        yield Notice(kind=AFFECTS[link.kind], text=title, doi=told.get("doi"), pmid=told.get("pmid"))


def _of_its_own(desk: Desk, row: PaperRow) -> Iterator[Related]:
    for link in desk.story.links.of([row.id]):
        kind = _OWN.get(link.kind)
        if kind is None:
            continue
        here = desk.story.papers.find_by_identifier(link.scheme, link.value)
        if here is not None and here != row.id:
            yield _here(desk, here, kind, link.source)
        else:
            yield Related(kind=kind, source=link.source, **{link.scheme: link.value})


def _of_others(desk: Desk, row: PaperRow) -> Iterator[Related]:
    for link in desk.story.links.naming(row.identifiers, _OTHERS.keys()):
        if link.paper != row.id:
            yield _here(desk, link.paper, _OTHERS[link.kind], link.source)
    own = [(one.scheme, one.value) for one in desk.story.links.of([row.id], [LinkKind.REGISTERED])]
    for link in desk.story.links.naming(own, [LinkKind.REGISTERED]):
        if link.paper != row.id:
            yield _here(desk, link.paper, "registration", link.value)


def _told(desk: Desk, row: PaperRow, document: Document) -> Iterator[Related]:
    """What the paper's own record says that others wrote about it."""
    for notice in document.paper.notices:
        kind = _TOLD.get(notice.kind)
        if kind is None:
            continue
        ends = [(scheme, value) for scheme, value in (("pmid", notice.pmid), ("doi", notice.doi)) if value]
        found = [desk.story.papers.find_by_identifier(*end) for end in ends]
        here = next((name for name in found if name not in (None, row.id)), None)
        if here is not None:
            yield _here(desk, here, kind, "its record")
        else:
            yield Related(kind=kind, title=notice.text, doi=notice.doi, pmid=notice.pmid, source="its record")


def _here(desk: Desk, paper: str, kind: RelatedKind, source: str) -> Related:
    row = desk.story.papers.get(paper)
    told = dict(row.identifiers)
    return Related(kind=kind, title=row.title, doi=told.get("doi"), pmid=told.get("pmid"), paper=paper, source=source)


def _two(desk: Desk, paper: str, other: str) -> tuple[PaperRow, PaperRow]:
    if paper == other:
        raise IllegalMove(f"{paper} is one paper", hint="name two papers; atlas review show PAPER asks about pairs")
    return desk.story.papers.get(paper), desk.story.papers.get(other)


def _answered(desk: Desk, first: PaperRow, second: PaperRow) -> None:
    """Forget the question, and an answer that somebody gave before."""
    for here, there in ((first.id, second.id), (second.id, first.id)):
        for one in desk.story.links.of([here], [LinkKind.MAYBE_SAME, LinkKind.NOT_SAME, LinkKind.SAME]):
            if one.scheme == PAPER and one.value == there:
                desk.story.links.remove(one)
