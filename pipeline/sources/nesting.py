"""The role of a section from its own type, its heading and the section it stands in."""

from __future__ import annotations

from pipeline.domain.document import Role
from pipeline.sources.roles import role_of_heading

__all__ = ["role_of_section", "role_of_type"]

# Values of JATS `sec-type`; a value may name two, joined by `|`.
_TYPES = {
    "intro": Role.INTRODUCTION,
    "introduction": Role.INTRODUCTION,
    "background": Role.INTRODUCTION,
    "objective": Role.OBJECTIVE,
    "objectives": Role.OBJECTIVE,
    "methods": Role.METHODS,
    "method": Role.METHODS,
    "materials": Role.METHODS,
    "materials|methods": Role.METHODS,
    "subjects": Role.PARTICIPANTS,
    "patients": Role.PARTICIPANTS,
    "participants": Role.PARTICIPANTS,
    "results": Role.RESULTS,
    "cases": Role.RESULTS,
    "discussion": Role.DISCUSSION,
    "discussions": Role.DISCUSSION,
    "limitations": Role.LIMITATIONS,
    "conclusion": Role.CONCLUSIONS,
    "conclusions": Role.CONCLUSIONS,
    "coi-statement": Role.INTERESTS,
    "conflict": Role.INTERESTS,
    "funding-information": Role.FUNDING,
    "funding-statement": Role.FUNDING,
    "financial-disclosure": Role.FUNDING,
    "supplementary-material": Role.BACK,
    "data-availability": Role.BACK,
    "additional-information": Role.BACK,
    "ethics-statement": Role.BACK,
    "author-contributions": Role.BACK,
}

# What a subsection may be, by the section around it; any other heading leaves the outer role in force ("Analysis"
# inside the results reports results).
_ALWAYS = frozenset({Role.LIMITATIONS, Role.FUNDING, Role.INTERESTS})
_INSIDE: dict[Role, frozenset[Role]] = {
    Role.INTRODUCTION: frozenset({Role.OBJECTIVE}),
    Role.METHODS: frozenset({Role.PARTICIPANTS}),
    Role.PARTICIPANTS: frozenset(),
    Role.RESULTS: frozenset({Role.DISCUSSION, Role.CONCLUSIONS}),
    Role.DISCUSSION: frozenset({Role.CONCLUSIONS}),
    Role.LIMITATIONS: frozenset(),
    Role.CONCLUSIONS: frozenset(),
    Role.OBJECTIVE: frozenset(),
    Role.FUNDING: frozenset(),
    Role.INTERESTS: frozenset(),
}


def role_of_type(section_type: str) -> Role | None:
    """The role that a `sec-type` names, or None."""
    key = section_type.strip().lower()
    if key in _TYPES:
        return _TYPES[key]
    named = [_TYPES[part] for part in key.split("|") if part in _TYPES]
    return Role.PARTICIPANTS if Role.PARTICIPANTS in named else next(iter(named), None)


def role_of_section(heading: str, *, outer: Role | None = None, section_type: str = "") -> Role:
    """The role of a section.

    Its own type comes before its heading, except where the heading says more precisely who was studied; inside another
    section only certain parts change the role.
    """
    typed, named = role_of_type(section_type), role_of_heading(heading)
    own = Role.PARTICIPANTS if typed is Role.METHODS and named is Role.PARTICIPANTS else typed or named
    if outer is None or outer is Role.OTHER:
        return own or outer or Role.OTHER
    if own is None:
        return outer
    return own if own in _ALWAYS or outer not in _INSIDE or own in _INSIDE[outer] else outer
