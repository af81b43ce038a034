"""Faces that were just read, and the papers that are known already -> what the ledger should say. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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


def group_faces(
    fresh: Sequence[FreshFace], known: Sequence[KnownPaper], taken: Collection[str]
) -> tuple[GroupedPaper, ...]:
    """The papers that the fresh faces make or join, in the order of `fresh`.

    A paper that gains a better text (XML before PDF before abstract) waits to be drafted again; one whose identifier is
    claimed by two different titles waits for a person. `taken` are the ids in use.
    """
    faces = {_key(one.face): one for one in fresh}
    rows = {f"paper {one.row.id}": one for one in known}
    candidates = [
        *(_candidate(key, one.document) for key, one in rows.items()),
        *(_candidate(key, one.document) for key, one in faces.items()),
    ]
    used = set(taken)
    grouped: list[GroupedPaper] = []
    for work in works.group(candidates):
        members = [faces[found.key] for found in work.faces if found.key in faces]
        if members:
            homes = [rows[found.key].row for found in work.faces if found.key in rows]
            paper = _grouped(work, members, homes, used)
            used.add(paper.id)
            grouped.append(paper)
    return tuple(grouped)


def _grouped(
    work: works.Work, members: Sequence[FreshFace], homes: Sequence[PaperRow], used: Collection[str]
) -> GroupedPaper:
    best = next((one for one in members if _key(one.face) == work.best.key), None)
    home = homes[0] if homes else None
    state, reason, hint = _standing(work, better=best is not None and home is not None)
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


def _standing(work: works.Work, *, better: bool) -> tuple[PaperState | None, str, str]:
    if work.conflicts:
        doubt = work.conflicts[0]
        return (
            PaperState.NEEDS_ATTENTION,
            f"it shares {doubt.identifier} with another paper of a different title, “{doubt.other_title}”",
            "one of the two carries a wrong identifier; correct that file or record and import it again",
        )
    return (PaperState.WAITING if better else None, "", "")


def _candidate(key: str, document: Document) -> works.Candidate:
    return works.Candidate(key, document.paper, document.level, len(document.text), is_supplement(document))


def _key(face: Face) -> str:
    return f"{face.key.digest}#{face.key.record}"
