"""What the words around a number say of it: more or less than it, what is counted, a point or a length of time."""

from __future__ import annotations

import re

from pipeline.text.number_kinds import Relation, TimeRole
from pipeline.text.regex import in_small_letters, regex, small
from pipeline.text.units import Unit, leading_unit
from pipeline.text.wording import PEOPLE

__all__ = ["noun_after", "relation_before", "time_ahead", "time_role"]

_TIME_BEFORE = regex(
    r"\b(seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s"
    r"(?:(?:\d+(?:\.\d+)?|\w+)(?:\s?[,–-]\s?|,? (?:and|to|or) )){0,4}$",
    re.IGNORECASE,
)
_ABOVE = in_small_letters(
    r"(?:\b(?:more than|over|above|at least|exceed(?:ed|s|ing)|greater than|upwards of|beyond|just over"
    r"|(?:a (?:bit|little)|slightly|somewhat) (?:more than|over|above)|a (?:bit|little) over|no fewer than|no less than"
    r"|minimum of|older than|longer than)\s(?:an?\s)?|[>≥]\s?)$",
)
_BELOW = in_small_letters(
    r"(?:\b(?:fewer than|less than|under|below|at most|up to|almost|nearly|just under"
    r"|slightly (?:less than|fewer than|under|below)|not quite|no more than"
    r"|a maximum of|younger than|shorter than|close to|within)\s(?:an?\s)?|[<≤]\s?)$",
)
_ABOUT = in_small_letters(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|nearly|almost|close to|an estimated"
    r"|in the region of|an average of)\s(?:an?\s)?|[~≈∼]\s?)$",
)
_SIGNS = ">≥<≤~≈∼"  # a number that is bounded follows one of these or a blank
_UNTIL_BEFORE = regex(r"\b(?:until|till|up to|by)\s(?:about |around |the |at least )?(?:\w+\s)?$", re.IGNORECASE)
_CHANGED_BY = regex(
    r"\b(?:shorten|lengthen|shift|delay|increas|decreas|reduc|extend|prolong|fell|rose|drop|declin|improv)\w*\sby\s"
    r"(?:about\s|around\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_POINT_BEFORE = regex(
    r"\b(?:at|after|before|on|from|since|within)\s(?:about |around |the |nearly |almost )?$", re.IGNORECASE
)
_LENGTH_BEFORE = regex(
    r"\b(?:for|over|during|throughout|last(?:ed|s|ing)?|persist(?:ed|s|ing)?|continued|spann(?:ed|ing)|across|held for"
    r"|took|takes|duration(?: of illness)?(?: was| of)?)\s"
    r"(?:for |about |around |the |at least |more than |up to |all |an average of |a median of "
    r"|a (?:period|span|course|time) of |(?:the |its )?(?:first |last |next |whole |full ))*$",
    re.IGNORECASE,
)
_POINT_AFTER = regex(r"\s(?:after|before|later|earlier|ago|post\b|from baseline|following|since)", re.IGNORECASE)
_LENGTH_AFTER = regex(
    r"\s(?:long|in (?:length|duration)|of (?:treatment|follow-up|illness|rehabilitation|therapy|observation))"
)
_PHRASE = regex(r"(?:[\s-]+[A-Za-z][\w/’'-]*){1,5}")
_BEFORE_NOUN = frozenset("of the these those all other more our their his her its".split())
_NO_NOUN = frozenset(
    "and or to in on at by for from with without vs versus after before per than as is are was were had have met who "
    "that which but not while when compared respectively lower higher more less later earlier times".split()
)


def relation_before(before: str) -> Relation:
    """How the words right before a number bound it."""
    if not before or not (before[-1].isspace() or before[-1] in _SIGNS):
        return Relation.EQUAL
    low = small(before)
    for pattern, relation in ((_ABOVE, Relation.ABOVE), (_BELOW, Relation.BELOW), (_ABOUT, Relation.ABOUT)):
        if pattern.search(low):
            return relation
    return Relation.EQUAL


def noun_after(text: str, end: int) -> str:
    """The word for what is counted: a word for people among the next few, else the first."""
    phrase = _PHRASE.match(text, end)
    if phrase is None:
        return ""
    words: list[str] = []
    for word in phrase.group().lower().split():
        if word in _NO_NOUN:
            break
        words.append(word.strip("-"))
    people = [word for word in words if PEOPLE.fullmatch(word)]
    return people[0] if people else next((word for word in words if word not in _BEFORE_NOUN), "")


def time_role(text: str, start: int, unit_end: int, number_end: int, before: str) -> TimeRole:
    """The role of a number whose unit of time ends at `unit_end`."""
    if _UNTIL_BEFORE.search(before):
        return TimeRole.UNSAID if _CHANGED_BY.search(before) else TimeRole.UNTIL
    if _LENGTH_BEFORE.search(before):
        return TimeRole.LENGTH
    if _POINT_AFTER.match(text, unit_end):
        return TimeRole.POINT
    if _LENGTH_AFTER.match(text, unit_end):
        return TimeRole.LENGTH
    if _POINT_BEFORE.search(before):
        return TimeRole.POINT
    if text[number_end : number_end + 1] in ("-", "‐", "‑") and start >= 0:
        return TimeRole.LENGTH
    return TimeRole.UNSAID


def time_ahead(text: str, start: int, before: str) -> tuple[Unit | None, TimeRole] | None:
    """The unit and role of a number that follows its unit: "until week 16", "weeks 6 and 26"."""
    ahead = _TIME_BEFORE.search(before)
    if ahead is None:
        return None
    begin = start - len(before) + ahead.start()
    unit = leading_unit(ahead.group(1).lower())
    role = TimeRole.UNTIL if _UNTIL_BEFORE.search(text[max(0, begin - 24) : begin]) else TimeRole.POINT
    return (unit[0] if unit else None), role
