"""Faces that were just read, and the papers that are known already -> what the ledger should say. Pure."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.domain.document import Document
from pipeline.domain.ledger import Face, GroupedPaper, Identifier, PaperRow, PaperState
from pipeline.reading import works
from pipeline.reading.supplements import is_supplement

__all__ = ["FreshFace", "KnownPaper", "group_faces"]


@dataclass(frozen=True, slots=True)
class FreshFace:
    """A face without a paper, and its document."""

    face: Face
    document: Document


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper of the ledger that shares an identifier with a fresh face, and the document it is drafted from."""

    row: PaperRow
    document: Document


@dataclass(frozen=True, slots=True)
class _Used:
    """The ids in use: those of the ledger, and those that were given just now."""

    known: Container[str]
    fresh: set[str]

    def __contains__(self, name: object) -> bool:
        return name in self.fresh or name in self.known


def group_faces(
    fresh: Sequence[FreshFace], known: Sequence[KnownPaper], taken: Container[str]
) -> tuple[GroupedPaper, ...]:
    """The papers that the fresh faces make or join, in the order of `fresh`.

    A paper that gains a better text (XML before PDF before abstract) waits to be drafted again. Where one identifier is
    claimed by two works, both are in doubt and wait for a person, the one that was known before too. `taken` are the
    ids in use.
    """
    faces = {_key(one.face): one for one in fresh}
    rows = {f"paper {one.row.id}": one for one in known}
    candidates = [
        *(_candidate(key, one.document) for key, one in rows.items()),
        *(_candidate(key, one.document) for key, one in faces.items()),
    ]
    names = {key: one.row.id for key, one in rows.items()} | {key: one.face.name for key, one in faces.items()}
    used = _Used(taken, set())
    grouped: list[GroupedPaper] = []
    for work in works.group(candidates):
        members = [faces[found.key] for found in work.faces if found.key in faces]
        homes = [rows[found.key].row for found in work.faces if found.key in rows]
        if members or work.conflicts:
            paper = _grouped(work, members, homes, used, names)
            used.fresh.add(paper.id)
            grouped.append(paper)
    return tuple(grouped)


def _grouped(
    work: works.Work,
    members: Sequence[FreshFace],
    homes: Sequence[PaperRow],
    used: Container[str],
    names: Mapping[str, str],
) -> GroupedPaper:
    home = homes[0] if homes else None
    # Somebody corrected the file or record that was in doubt: from now on the paper is what the new one says.
    corrected = home is not None and home.state is PaperState.IN_DOUBT and bool(members) and not work.conflicts
    best = members[0] if corrected else next((one for one in members if _key(one.face) == work.best.key), None)
    state, reason, hint = _standing(work, names, better=best is not None and home is not None)
    return GroupedPaper(
        id=home.id if home else works.slug(work.best.paper, used, fallback=PurePath(members[0].face.name).stem),
        title=work.best.paper.title or (home.title if home else ""),
        faces=tuple(one.face for one in members),
        primary=best.face.key if best else homes[0].primary,
        new=home is None,
        identifiers=tuple(Identifier(scheme, value) for scheme, value in work.identifiers),
        state=state,
        reason=reason,
        hint=hint,
        absorbs=tuple(other.id for other in homes[1:]),
    )


def _standing(work: works.Work, names: Mapping[str, str], *, better: bool) -> tuple[PaperState | None, str, str]:
    if work.conflicts:
        doubt = work.conflicts[0]
        supplement = doubt.difference is works.Difference.SUPPLEMENT
        return (PaperState.IN_DOUBT, _doubt(doubt, names), _SUPPLEMENT_HINT if supplement else _HINT)
    return (PaperState.WAITING if better else None, "", "")


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
    return works.Candidate(key, document.paper, document.level, len(document.text), is_supplement(document))


def _key(face: Face) -> str:
    return f"{face.key.digest}#{face.key.record}"
