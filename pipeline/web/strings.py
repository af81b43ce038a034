"""What the values of a draft, a paper and a decision are called on the pages; the words are the catalogue's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import Standing
from pipeline.domain.names import BADGE_NAMES, RELATED_NAMES, SECTION_TITLES
from pipeline.web.catalogue import SAY

__all__ = [
    "ACTS",
    "AFFECTED",
    "AGE_WORDS",
    "BADGES",
    "BASES",
    "CONNECTIVES",
    "CONTEXTS",
    "FACET_TITLES",
    "FINDING_WORDS",
    "FOUND",
    "LEVELS",
    "MAKERS",
    "NOTICES",
    "RELATED",
    "ROLES",
    "SECTIONS",
    "SEVERITIES",
    "SORTS",
    "STATES",
    "WAITING",
    "age_of",
    "standing_of",
]

SECTIONS = SECTION_TITLES
RELATED = RELATED_NAMES
BADGES = {badge.value: name for badge, name in BADGE_NAMES.items()}
WAITING = ("drafted", "in_review", "returned", "lapsed")
STATES = SAY["states"]
SEVERITIES = SAY["severities"]
FINDING_WORDS = SAY["finding_words"]
BASES = SAY["bases"]
MAKERS = SAY["makers"]
LEVELS = SAY["levels"]
FACET_TITLES = SAY["facets"]
AGE_WORDS = SAY["ages"]
SORTS = SAY["sorts"]
ACTS = SAY["acts"]
NOTICES = SAY["notices"]
FOUND = SAY["found"]
ROLES = SAY["set_roles"]
CONNECTIVES = SAY["connectives"]
CONTEXTS = SAY["contexts"]
AFFECTED = SAY["affected"]

_AGE, _STANDING = SAY["age"], SAY["standing"]


def age_of(span: timedelta) -> str:
    """How long something has waited, in the largest unit that it fills."""
    for unit, seconds in (("week", 7 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60)):
        if (number := int(span.total_seconds() // seconds)) >= (2 if unit == "week" else 1):
            return _AGE[f"{unit}_one" if number == 1 else f"{unit}_many"].format(number=number)
    return _AGE["less"]


def standing_of(answers: Iterable[Standing]) -> str:
    """One line of what all sources together say: a source that could not be asked is never taken for a no."""
    told: dict[Affected, list[str]] = {}
    for one in answers:
        told.setdefault(one.affected, []).append(one.source)
    if told.get(Affected.YES):
        return _of("yes", told[Affected.YES])
    if not told:
        return _STANDING["unasked"]
    unknown = told.get(Affected.COULD_NOT_ASK, [])
    no = _of("no", told[Affected.NO]) if told.get(Affected.NO) else _STANDING["unknown"]
    return f"{no} {_of('could_not', unknown)}" if unknown else no


def _of(name: str, sources: Iterable[str]) -> str:
    return _STANDING[name].format(sources=_STANDING["and"].join(sources))
