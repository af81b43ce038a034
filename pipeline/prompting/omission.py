"""What of a long paper is left out of a question first: an order that was measured, kept as data.

Where the evidence of reviewed entries stands in their papers was counted (`tests.benchmarks.omission`, on papers whose
third was set aside to check it). What carried the least of it for its length goes first.
"""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.document import Document, Role, Section, Zone

__all__ = ["KINDS", "ORDER", "Kind", "kinds_of"]


class Kind(StrEnum):
    """What a piece of a paper is, as far as leaving it out is concerned.

    An introduction says at its start what the matter is and at its end what the study asks; discussions likewise. So
    what lies between is a kind of its own.
    """

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction, edges"
    INTRODUCTION_MIDDLE = "introduction, middle"
    METHODS = "methods"
    PARTICIPANTS = "participants"
    RESULTS = "results"
    DISCUSSION = "discussion, edges"
    DISCUSSION_MIDDLE = "discussion, middle"
    LIMITATIONS = "limitations"
    CONCLUSIONS = "conclusions"
    TABLE = "table"
    CAPTION = "caption"
    BACK = "back matter"
    OTHER = "other"


KINDS: tuple[Kind, ...] = tuple(Kind)

ORDER: tuple[Kind, ...] = (
    Kind.BACK,  # carried nothing
    Kind.CAPTION,
    Kind.INTRODUCTION_MIDDLE,
    Kind.INTRODUCTION,
    Kind.TABLE,
    Kind.DISCUSSION_MIDDLE,
    Kind.METHODS,
    Kind.OTHER,  # not met while measuring; in an essay it is the whole body
    Kind.PARTICIPANTS,
    Kind.CONCLUSIONS,
    Kind.LIMITATIONS,  # not met while measuring; an entry has a section for them
    Kind.DISCUSSION,
    Kind.RESULTS,
    Kind.ABSTRACT,  # carries by far the most
)
"""The kinds, the one that goes first before the others.

As measured, but for neighbours whose figures differ by no more than chance: there, what was found outlasts what authors
make of it, so results stay behind conclusions and discussion, and the question behind the middle of an introduction.
"""

#: Never sent: other people's work, and names. No statement can rest on them.
_NEVER = frozenset({Zone.REFERENCES, Zone.FRONT})
_BY_ZONE = {
    Zone.ABSTRACT: Kind.ABSTRACT,
    Zone.CAPTION: Kind.CAPTION,
    Zone.TABLE: Kind.TABLE,
    Zone.BACK: Kind.BACK,
}
_BY_ROLE = {
    Role.OBJECTIVE: Kind.INTRODUCTION,
    Role.INTRODUCTION: Kind.INTRODUCTION,
    Role.METHODS: Kind.METHODS,
    Role.PARTICIPANTS: Kind.PARTICIPANTS,
    Role.RESULTS: Kind.RESULTS,
    Role.DISCUSSION: Kind.DISCUSSION,
    Role.LIMITATIONS: Kind.LIMITATIONS,
    Role.CONCLUSIONS: Kind.CONCLUSIONS,
    Role.FUNDING: Kind.BACK,
    Role.INTERESTS: Kind.BACK,
    Role.BACK: Kind.BACK,
}
_MIDDLES = {Kind.INTRODUCTION: Kind.INTRODUCTION_MIDDLE, Kind.DISCUSSION: Kind.DISCUSSION_MIDDLE}
_AT_START, _AT_END = 5, 4


def kinds_of(document: Document) -> dict[int, Kind]:
    """The kind of every sentence that can be sent, by its place in the document, in the document's order."""
    kinds = {
        place: _kind(section)
        for place, one in enumerate(document.sentences)
        if (section := document.section_of(one)).zone not in _NEVER
    }
    for kind, middle in _MIDDLES.items():
        places = [place for place, found in kinds.items() if found is kind]
        kinds |= dict.fromkeys(places[_AT_START : max(_AT_START, len(places) - _AT_END)], middle)
    return kinds


def _kind(section: Section) -> Kind:
    return _BY_ZONE.get(section.zone) or _BY_ROLE.get(section.role, Kind.OTHER)
