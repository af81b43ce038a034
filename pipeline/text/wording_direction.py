"""Which way words go: up or down, better or worse, known or not; and whether two texts name the sides in reverse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["ANYWHERE", "OPPOSITE", "Told", "Way", "flipped", "one_sided", "sides_reversed", "ways"]


class Way(StrEnum):
    """One end of an axis."""

    UP = "up"
    DOWN = "down"
    BETTER = "better"
    WORSE = "worse"
    KNOWN = "known"
    BLIND = "blind"
    MOST = "most"
    LEAST = "least"
    OFTEN = "often"
    SELDOM = "seldom"
    EARLY = "early"
    LATE = "late"
    YOUNG = "young"
    OLD = "old"
    ABOVE = "above"
    BELOW = "below"
    HIGH = "high"
    LOW = "low"


_AXES = (
    (Way.UP, Way.DOWN),
    (Way.BETTER, Way.WORSE),
    (Way.KNOWN, Way.BLIND),
    (Way.MOST, Way.LEAST),
    (Way.OFTEN, Way.SELDOM),
    (Way.EARLY, Way.LATE),
    (Way.YOUNG, Way.OLD),
    (Way.ABOVE, Way.BELOW),
    (Way.HIGH, Way.LOW),
)
OPPOSITE = {one: other for first, second in _AXES for one, other in ((first, second), (second, first))}
"""The other end of each axis."""

_WORDS = {
    Way.UP: regex(
        r"\b(?:rose|rises?|risen|rising|increas(?:e|es|ed|ing)|higher|highest|greater|elevated|elevations?|raised"
        r"|larger(?! (?:group|study|trial|sample|cohort|studies|trials|number))|grew|gain(?:s|ed)?|went up|goes up"
        r"|heightened|over-?estimat\w+|too (?:high|large)|longer|stronger"
        r"|exceed(?:s|ed)?|enhanced|excess|upregulated|(?:positive(?:ly)?|direct) (?:\w+ )?(?:correlat|associat)\w+"
        r"|more(?! than (?:\d|one|two|half|a)| (?:research|work|studies|trials|data|than once|or less)\b))\b",
        re.IGNORECASE,
    ),
    Way.DOWN: regex(
        r"\b(?:fell|falls?|fallen|falling|drop(?:s|ped)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)"
        r"|reduc(?:ed|es|tions?)|lower(?:ed)?|lowest|fewer|smaller(?! (?:group|study|trial|sample|cohort|studies"
        r"|trials))|diminished|loss(?:es)?|went down|goes down"
        r"|under-?estimat\w+|too (?:low|small)|shorter|weaker|depleted|downregulated|decrements?"
        r"|(?:negative(?:ly)?|inverse(?:ly)?) (?:\w+ )?(?:correlat|associat)\w+"
        r"|less(?! than (?:\d|one|two|half|a)\b))\b|(?<![\w.)–-])[−–-]\s?\d+(?:\.\d+)?\s?%",
        re.IGNORECASE,
    ),
    Way.BETTER: regex(
        r"\b(?:better|improv(?:e|es|ed|ing|ements?)|benefit(?:s|ed)?|eas(?:ed|es|ing)|reliev(?:e|es|ed|ing)|relief"
        r"|recover(?:ed|y|ies)|remissions?|alleviat\w+|ameliorat\w+|help(?:s|ed|ful|ing)?|beneficial|best"
        r"|positive(?:ly)?(?= (?:effect"
        r"|respon|perceiv|rated|experien|impact|outcome)\w*)|effective)\b",
        re.IGNORECASE,
    ),
    Way.WORSE: regex(
        r"\b(?:worse|worsen(?:s|ed|ing)?|poorer|deteriorat\w+|exacerbat\w+|aggravat\w+|relaps\w+|harm(?:s|ed|ful|ing)?"
        r"|worst|detriment\w*|negative(?:ly)?(?= (?:effect|respon|perceiv|rated|experien|impact|outcome)\w*)"
        r"|ineffective)\b",
        re.IGNORECASE,
    ),
    Way.MOST: regex(
        r"\b(?:most(?= \w+(?:ed|ful|ant|ent|ive|ly|ly \w+|ing|on)?\b)|majority|highest|largest|greatest|longest)\b",
        re.IGNORECASE,
    ),
    Way.LEAST: regex(r"\b(?:least(?<!at least)|minority|lowest|smallest|shortest|fewest)\b", re.IGNORECASE),
    Way.OFTEN: regex(r"\b(?:often|frequent(?:ly)?|common(?:ly)?|usual(?:ly)?|widespread)\b", re.IGNORECASE),
    Way.SELDOM: regex(
        r"\b(?:rare(?:ly)?|seldom|uncommon(?:ly)?|infrequent(?:ly)?|unusual(?:ly)?|hardly ever|few(?! (?:days"
        r"|weeks))(?<!a few)(?<!the few))\b",
        re.IGNORECASE,
    ),
    Way.EARLY: regex(r"\b(?:earlier|sooner|before|prior to)\b", re.IGNORECASE),
    Way.LATE: regex(r"\b(?:later|delayed|after)\b", re.IGNORECASE),
    Way.YOUNG: regex(r"\b(?:younger|youngest)\b", re.IGNORECASE),
    Way.OLD: regex(r"\b(?:older|oldest|elderly)\b", re.IGNORECASE),
    Way.ABOVE: regex(
        r"\b(?:above|over(?= \d)|at least|or (?:more|older|higher|over)|more than|exceed\w*|minimum)\b|[≥>]",
        re.IGNORECASE,
    ),
    Way.BELOW: regex(
        r"\b(?:below|under(?= \d)|at most|or (?:less|younger|lower|fewer)|less than|fewer than|up to|maximum of)\b"
        r"|[≤<](?! ?0?\.0)",
        re.IGNORECASE,
    ),
    Way.HIGH: regex(r"\b(?:high(?!-)|large|long(?! COVID|-|(?:er)?[ -]term)|strong)\b", re.IGNORECASE),
    Way.LOW: regex(r"\b(?:low(?!-)|small|short(?!-)|weak)\b", re.IGNORECASE),
    Way.KNOWN: regex(
        r"\b(?:(?:will|would|did|could|can) know|knew|(?:was|were|be|are) aware|unblinded)\b", re.IGNORECASE
    ),
    Way.BLIND: regex(r"\b(?:blinded|masked|unaware|blind)\b", re.IGNORECASE),
}

ANYWHERE = frozenset({Way.UP, Way.DOWN, Way.BETTER, Way.WORSE, Way.MOST, Way.LEAST})
"""Ways whose meaning does not hang on the very next word."""

_PART = regex(r"[.;:()]")
_NEAR = 60
_HEAD = 2
_ALIKE = 2

_AGAINST = regex(
    r"\b(?:than|compared (?:with|to)|versus|vs\.?|relative to|in contrast to|as opposed to)\b", re.IGNORECASE
)
_CASES = regex(
    r"\b(?:patients?|cases|ME/CFS|CFS|people with|those with|intervention|treated|active|drug|diseased)\b",
    re.IGNORECASE,
)
_CONTROLS = regex(
    r"\b(?:healthy|controls?|HCs?|placebo|sham|usual care|comparison|untreated|general population|without)\b",
    re.IGNORECASE,
)
_WOMEN = regex(r"\b(?:women|females?|girls)\b", re.IGNORECASE)
_MEN = regex(r"\b(?:men|males?|boys)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def _ways(text: str) -> tuple[tuple[Way, tuple[int, int]], ...]:
    found = {way: match.span() for way, pattern in _WORDS.items() if (match := pattern.search(text))}
    if Way.KNOWN in found and "unblinded" in text.lower():
        found.pop(Way.BLIND, None)
    return tuple(found.items())


def ways(text: str) -> dict[Way, tuple[int, int]]:
    """The ways that words of `text` go, each with the place of its first word.

    Both ends of an axis are kept where both are named.
    """
    return dict(_ways(text))


@dataclass(frozen=True, slots=True)
class Told:
    """One word that goes some way, with the stems of what stands right after it and around it."""

    way: Way
    start: int
    end: int
    after: frozenset[str]
    around: frozenset[str]


@lru_cache(maxsize=1024)
def _told(text: str) -> tuple[Told, ...]:
    found: list[Told] = []
    for way, pattern in _WORDS.items():
        for match in pattern.finditer(text):
            before = _PART.split(text[max(0, match.start() - _NEAR) : match.start()])[-1]
            after = _PART.split(text[match.end() : match.end() + _NEAR])[0]
            heads = stems(" ".join(after.split()[:_HEAD]))
            found.append(Told(way, match.start(), match.end(), heads, heads | stems(before) | stems(after)))
    return tuple(found)


def flipped(text: str, passage: str) -> tuple[Told, Told] | None:
    """A word of `text` that goes the other way than the word of `passage` said of the same thing.

    Words are of the same thing if what stands right after them is the same, or else most of what stands around them.
    """
    theirs = _told(passage)
    for ours in _told(text):
        same_axis = [one for one in theirs if one.way in (ours.way, OPPOSITE[ours.way])]
        near = [one for one in same_axis if one.after & ours.after]
        if not near and ours.way in ANYWHERE:
            shared = [(len(one.around & ours.around), one) for one in same_axis]
            most = max((count for count, _ in shared), default=0)
            near = [one for count, one in shared if count == most and count >= _ALIKE]
        if near and all(one.way is OPPOSITE[ours.way] for one in near):
            return ours, near[0]
    return None


def one_sided(text: str) -> dict[Way, tuple[int, int]]:
    """The ways of `text` whose opposite it does not name as well."""
    found = ways(text)
    return {way: place for way, place in found.items() if OPPOSITE[way] not in found}


def sides_reversed(first: str, second: str) -> bool | None:
    """Whether two comparisons name their sides in reverse order; None where print leaves it open."""
    ours, theirs = _sides(first), _sides(second)
    if ours is None or theirs is None:
        return None
    straight = _alike(ours[0], theirs[0]) + _alike(ours[1], theirs[1])
    crossed = _alike(ours[0], theirs[1]) + _alike(ours[1], theirs[0])
    return None if abs(straight - crossed) < 2 else crossed > straight


def _sides(text: str) -> tuple[str, str] | None:
    match = _AGAINST.search(text)
    return (text[: match.start()], text[match.end() :]) if match else None


def _alike(first: str, second: str) -> int:
    """How much two sides have in common: kinds of people count three times, other words once."""
    kinds = sum(3 for kind in (_CONTROLS, _WOMEN, _MEN) if kind.search(first) and kind.search(second))
    only_cases = [bool(_CASES.search(side)) and not _CONTROLS.search(side) for side in (first, second)]
    return kinds + (3 if all(only_cases) else 0) + len(stems(first) & stems(second))
