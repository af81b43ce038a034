"""Faces that were just read, and the papers that are known already -> what the ledger should say. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from pipeline.domain.document import Document
from pipeline.domain.ledger import Face, GroupedPaper, Identifier, PaperRow, PaperState
from pipeline.domain.link import PAPER, SAME_WORK, LinkKind, stated_links
from pipeline.reading import works
from pipeline.reading.addresses import slug
from pipeline.reading.supplements import is_supplement

__all__ = ["QUESTION", "FreshFace", "KnownPaper", "group_faces"]

#: How the reason of a paper begins of which a person should say whether it is a new study.
QUESTION = "may be the same work as "
_ANSWER = (
    "`atlas review same {0} {1}` if it is, `atlas review different {0} {1}` if it is a study of its own; nothing is "
    "drafted of it before"
)


@dataclass(frozen=True, slots=True)
class FreshFace:
    """A face without a paper, and its document."""

    face: Face
    document: Document


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper of the ledger that a fresh face may belong to, and the document it is drafted from.

    `ties` are what services and people say of other faces of the same work, `apart` the papers that people told apart.
    """

    row: PaperRow
    document: Document
    ties: tuple[works.Tie, ...] = ()
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Used:
    """The ids in use: those of the ledger, and those that were given just now."""

    known: Container[str]
    fresh: set[str]

    def __contains__(self, name: object) -> bool:
        return name in self.fresh or name in self.known


def group_faces(
    fresh: Sequence[FreshFace],
    known: Sequence[KnownPaper],
    taken: Container[str],
    arriving: PaperState = PaperState.WAITING,
) -> tuple[GroupedPaper, ...]:
    """The papers that the fresh faces make or join, in the order of `fresh`.

    A paper that gains a better text (an article before its preprint, XML before PDF before abstract) waits to be
    drafted again, under the address that it has. Where one identifier is claimed by two works, both are in doubt and
    wait for a person, the one that was known before too. `taken` are the ids in use. What is new or gained a better
    text is then `arriving`.
    """
    faces = {_key(one.face): one for one in fresh}
    rows = {f"paper {one.row.id}": one for one in known}
    candidates = [
        *(_known(key, one) for key, one in rows.items()),
        *(_candidate(key, one.document) for key, one in faces.items()),
    ]
    names = {key: one.row.id for key, one in rows.items()} | {key: one.face.name for key, one in faces.items()}
    used = _Used(taken, set())
    grouped: list[tuple[works.Work, GroupedPaper]] = []
    called = {key: one.row.id for key, one in rows.items()}
    for work in works.group(candidates):
        members = [faces[found.key] for found in work.faces if found.key in faces]
        homes = [rows[found.key].row for found in work.faces if found.key in rows]
        if members or work.conflicts or len(homes) > 1:
            paper = _grouped(work, members, homes, used, names, arriving)
            used.fresh.add(paper.id)
            called |= {found.key: paper.id for found in work.faces}
            grouped.append((work, paper))
    apart = {one.row.id: one.apart for one in known}
    linked = [
        replace(
            paper, links=_links(work, paper, [faces[one.key] for one in work.faces if one.key in faces], called, apart)
        )
        for work, paper in grouped
    ]
    drafted = {one.row.id for one in known if one.row.draft is not None}
    return tuple(_asked(linked, drafted))


def _asked(grouped: Sequence[GroupedPaper], drafted: Container[str]) -> Iterator[GroupedPaper]:
    """The same papers, those held back of which a person should first say whether they are a new study.

    Of two papers that may be one work the first is drafted, and nothing is paid for the second until somebody answered.
    """
    held: set[str] = set()
    for paper in grouped:
        others = [value for kind, _, value in paper.links if kind is LinkKind.MAYBE_SAME and value not in held]
        earlier = [other for other in others if other not in {one.id for one in grouped[grouped.index(paper) :]}]
        if paper.state in (None, PaperState.IN_DOUBT) or not earlier or paper.id in drafted:
            yield paper
            continue
        held.add(paper.id)
        yield replace(
            paper,
            state=PaperState.IN_DOUBT,
            reason=f"{QUESTION}{earlier[0]}, by title, authors and year",
            hint=_ANSWER.format(earlier[0], paper.id),
        )


def _links(
    work: works.Work,
    paper: GroupedPaper,
    fresh: Iterable[FreshFace],
    called: Mapping[str, str],
    apart: Mapping[str, frozenset[str]],
) -> tuple[tuple[LinkKind, str, str], ...]:
    """What the fresh faces say of other works, and which papers may be the same work and were not told apart."""
    stated = [link for one in fresh for link in stated_links(one.document.paper)]
    maybe = [called[key] for key in work.maybe if key in called]
    no = apart.get(paper.id, frozenset()) | {other for other, told in apart.items() if paper.id in told}
    also = [(LinkKind.MAYBE_SAME, PAPER, other) for other in maybe if other != paper.id and other not in no]
    return tuple(dict.fromkeys((*stated, *also)))


def _grouped(
    work: works.Work,
    members: Sequence[FreshFace],
    homes: Sequence[PaperRow],
    used: Container[str],
    names: Mapping[str, str],
    arriving: PaperState,
) -> GroupedPaper:
    # People may have linked to the address of the entry that is there; so it stays, whichever face is the best now.
    home = min(homes, key=lambda row: (row.draft is None, row.created, row.id)) if homes else None
    # Somebody corrected the file or record that was in doubt: from now on the paper is what the new one says.
    doubt = home is not None and home.state is PaperState.IN_DOUBT and not work.conflicts
    asked = home is not None and doubt and home.reason.startswith(QUESTION)
    corrected = doubt and not asked and bool(members)
    best = members[0] if corrected else next((one for one in members if _key(one.face) == work.best.key), None)
    primary = best.face.key if best else homes[0].primary
    fresh = home is None or asked or primary != home.primary
    state, reason, hint = _standing(work, names, arriving if fresh else None)
    return GroupedPaper(
        id=home.id if home else slug(work.best.paper, used, fallback=PurePath(members[0].face.name).stem),
        title=work.best.paper.title or (home.title if home else ""),
        faces=tuple(one.face for one in members),
        primary=primary,
        new=home is None,
        identifiers=tuple(Identifier(scheme, value) for scheme, value in work.identifiers),
        state=state,
        reason=reason,
        hint=hint,
        absorbs=tuple(other.id for other in homes if home is not None and other.id != home.id),
    )


def _standing(
    work: works.Work, names: Mapping[str, str], arriving: PaperState | None
) -> tuple[PaperState | None, str, str]:
    if work.conflicts:
        doubt = work.conflicts[0]
        supplement = doubt.difference is works.Difference.SUPPLEMENT
        return (PaperState.IN_DOUBT, _doubt(doubt, names), _SUPPLEMENT_HINT if supplement else _HINT)
    return (arriving, *_IMPORTED) if arriving is PaperState.IMPORTED else (arriving, "", "")


#: Why an imported paper waits, and for what.
_IMPORTED = (
    "it came with a bibliography, and nothing of it was drafted yet",
    "`atlas draft FILE` or `atlas draft --paper ID` drafts it; no scheduled run does",
)


_HINT = (
    "nothing is drafted of either until it is settled: if this one's identifier is wrong, correct the file or record "
    "and import it again; if you have compared both and this one's is right, `atlas draft FILE --identity-checked`"
)
_SUPPLEMENT_HINT = "it is not drafted as a paper; if it is one after all, `atlas draft FILE --identity-checked`"


def _doubt(doubt: works.Conflict, names: Mapping[str, str]) -> str:
    """Why two works cannot be told apart, with what a person compares: title and first author of both."""
    claim = f"{doubt.identifier} stands in two inputs"
    here, other = _named(doubt.here, names), _named(doubt.other, names)
    match doubt.difference:
        case works.Difference.SUPPLEMENT:
            return f"{here} is a supplement under {doubt.identifier} of {other}"
        case works.Difference.NOTHING_TO_COMPARE:
            return f"{claim}, and neither title nor authors can be compared: {here}; {other}"
        case works.Difference.AUTHORS:
            return f"{claim} whose authors differ: {here}; {other}"
        case _:
            return f"{claim} whose titles differ: {here}; {other}"


def _named(candidate: works.Candidate, names: Mapping[str, str]) -> str:
    title = f"“{candidate.paper.title}”" if candidate.paper.title else "no title"
    first = next((author.family or author.collective for author in candidate.paper.authors), "")
    return f"{names[candidate.key]}, {title} by {first or 'nobody named'}"


def _candidate(key: str, document: Document) -> works.Candidate:
    ties = tuple(works.Tie(scheme, value) for kind, scheme, value in stated_links(document.paper) if kind in SAME_WORK)
    return works.Candidate(key, document.paper, document.level, len(document.text), is_supplement(document), ties=ties)


def _known(key: str, one: KnownPaper) -> works.Candidate:
    also = (*one.row.identifiers, (PAPER, one.row.id))
    unsure = one.row.state is PaperState.IN_DOUBT and not one.row.reason.startswith(QUESTION)
    return replace(_candidate(key, one.document), also=also, ties=one.ties, unsure=unsure)


def _key(face: Face) -> str:
    return f"{face.key.digest}#{face.key.record}"
