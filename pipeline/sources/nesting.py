"""The role of a section from its own type, its heading and the section it stands in."""

from __future__ import annotations

from pipeline.domain.document import Role
from pipeline.sources.roles import role_of_heading, role_under

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
    typed = role_of_type(section_type)
    if typed is Role.METHODS and role_of_heading(heading) is Role.PARTICIPANTS:
        typed = Role.PARTICIPANTS
    if typed is None or (outer is not None and outer is not Role.OTHER):
        return role_under(outer, heading)
    return typed
