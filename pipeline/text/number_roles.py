"""What part a number plays in its sentence, as far as plain words say it: a total, one of each, a mean, a beginning.

Two parts that exclude each other, one in the statement and one in the passage, are a wrong role for a right number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from pipeline.text.numbers import Kind, Number, Relation, TimeRole
from pipeline.text.regex import regex

__all__ = ["Part", "clash", "of_all", "parts_of", "wholes"]


class Part(StrEnum):
    """The part of a number."""

    TOTAL = "a total"
    EACH = "a number for each"
    MEAN = "an average"
    START = "a beginning"
    END = "an end"
    EXTREME = "one end of a range"
    RHYTHM = "a rhythm"
    LASTING = "a length of time"
    UNTIL = "a point until which it held"
    SPREAD = "a measure of spread"
    CHANCE = "a P value"
    BOUND = "one end of an interval"
    EFFECT = "an effect"
    LIMIT = "a limit that is set"
    CHANGE = "a change by so much"
    LEVEL = "a level reached"


_PAIRS = (
    (Part.TOTAL, Part.EACH),
    (Part.TOTAL, Part.MEAN),
    (Part.START, Part.END),
    (Part.START, Part.UNTIL),
    (Part.START, Part.LASTING),
    (Part.RHYTHM, Part.LASTING),
    (Part.MEAN, Part.EXTREME),
    (Part.MEAN, Part.SPREAD),
    (Part.MEAN, Part.CHANCE),
    (Part.MEAN, Part.LIMIT),
    (Part.EFFECT, Part.SPREAD),
    (Part.EFFECT, Part.CHANCE),
    (Part.EFFECT, Part.BOUND),
    (Part.CHANGE, Part.LEVEL),
)
_EXCLUDES = {
    part: frozenset(other for pair in _PAIRS for other in pair if part in pair and other is not part) for part in Part
}
_BEFORE = {
    Part.TOTAL: regex(
        r"\b(?:a total of|in total,?|in all,?|altogether,?|total(?: number)? (?:of|was|were))\s[^.;]{0,20}$",
        re.IGNORECASE,
    ),
    Part.EACH: regex(r"\b(?:each (?:of|had|with|group had)|per (?:group|arm))\s[^.;]{0,20}$", re.IGNORECASE),
    Part.MEAN: regex(
        r"\b(?:mean|average[d]?|median|on average|typical(?:ly)?|middle value(?: of)?)\b[^.;,\d]{0,40}$", re.IGNORECASE
    ),
    Part.SPREAD: regex(r"(?:\b(?:SD|SE|SEM|standard (?:deviation|error)|spread)\b[\s:=]*(?:of |was )?|±\s?)$"),
    Part.EXTREME: regex(
        r"\b(?:shortest|longest|lowest|highest|minimum|maximum|youngest|oldest|smallest|largest)\b[^.;,\d]{0,60}$",
        re.IGNORECASE,
    ),
    Part.LIMIT: regex(r"\b(?:cut-?offs?|thresholds?)\b[^.;,\d]{0,40}$", re.IGNORECASE),
    Part.EFFECT: regex(
        r"\b(?:ratio|odds|coefficient|correlation|(?<!minimal important )(?<!important )difference)\b[^.;,\d()]{0,40}$"
        r"|\bdiffer(?:ed|s)? by\s(?:about\s)?$",
        re.IGNORECASE,
    ),
    Part.CHANGE: regex(
        r"\b(?:fell|rose|dropped|increased|decreased|declined|improved|worsened|reduced|lowered|raised|up|down|grew"
        r"|shortened|lengthened|shrank|reduces|lowers|raises"
        r"|cuts?)\s(?:\w+ly\s)?(?:[^.;,\d]{0,60}\s)?by\s(?:about\s|around\s|a\s|some\s|an average of\s)?$",
        re.IGNORECASE,
    ),
    Part.LEVEL: regex(
        r"\b(?:fell|rose|dropped|increased|decreased|declined|improved|worsened|reduced|lowered|raised|up|down|grew"
        r"|shortened|lengthened|shrank)\s(?:\w+ly\s)?to\s(?:about\s|around\s|a\s|some\s|an average of\s)?$"
        r"|\b(?:took|walked|reached|weighed|slept)\s(?:about\s|around\s|an average of\s)?$",
        re.IGNORECASE,
    ),
    Part.START: regex(
        r"\b(?:beg[aiu]n|start(?:s|ed)?|commenc\w+|open(?:s|ed)|launch(?:es|ed))\b[^.;]{0,60}$", re.IGNORECASE
    ),
    Part.END: regex(
        r"\b(?:end(?:s|ed)|close[sd]?|finish(?:es|ed)|stop(?:s|ped)|was completed|terminated)\b[^.;]{0,60}$",
        re.IGNORECASE,
    ),
}
_AFTER = {
    Part.TOTAL: regex(r"^[^.;\d]{0,30}\b(?:in total|in all|altogether|overall in number)\b", re.IGNORECASE),
    Part.EACH: regex(
        r"^[^.;,\d]{0,30}\b(?:each|per (?:group|arm)|in (?:each|either|both) (?:group|arm)s?)\b", re.IGNORECASE
    ),
    Part.LIMIT: regex(
        r"^[^.;,\d]{0,24}\b(?:indicat\w*|defin\w*|(?:is|are|was|were) (?:considered|taken|regarded|seen) as"
        r"|suggests?\b)",
        re.IGNORECASE,
    ),
    Part.CHANGE: regex(
        r"^\s(?:\w+\s){0,3}?(?:more|fewer|less|higher|lower|older|younger|longer|shorter)\b", re.IGNORECASE
    ),
    Part.LEVEL: regex(
        r"^\s?of (?:all |the |these )?(?:births|people|patients|women|men|children|participants|cases|controls"
        r"|those)\b",
        re.IGNORECASE,
    ),
    Part.MEAN: regex(
        r"^\s?(?:\w+,?\s){0,3}?(?:±|\(SD\b|on average\b|as (?:a|the) (?:middle|mean|median|average))", re.IGNORECASE
    ),
}
_EVERY = regex(r"\bevery\s$", re.IGNORECASE)
_STEMS = {
    Part.START: regex(r"\b(?:beg[aiu]n|start|commenc|open|launch)", re.IGNORECASE),
    Part.END: regex(r"\b(?:end|close|finish|stop|was completed|terminated)", re.IGNORECASE),
}
_DATED = frozenset({Kind.YEAR, Kind.TIME, Kind.COUNT})
_ALL = regex(r"\b(?:of|among|in) (?:all|the whole)(?: of)?(?: the| these| those)?\b[^.;\d]{0,40}$", re.IGNORECASE)


def parts_of(text: str, number: Number) -> frozenset[Part]:
    """The parts that the words around `number` say it plays."""
    before = text[max(0, number.span.start - 90) : number.span.start]
    after = text[number.span.end : number.span.end + 60]
    found = {part for part, pattern in _BEFORE.items() if pattern.search(before)}
    found |= {part for part, pattern in _AFTER.items() if pattern.search(after)}
    if Part.EXTREME in found and number.relation is not Relation.EQUAL:
        found.discard(Part.EXTREME)
    if number.kind is Kind.RANGE and re.search(r"\brange\w*\b[\s:,=]*(?:from |of )?$", before, re.IGNORECASE):
        found.add(Part.EXTREME)
        found.discard(Part.MEAN)
    if number.kind not in _DATED or not re.search(r"\b(?:on|in|at|since|from)\s[^.;,]{0,12}$", before):
        found -= {Part.START, Part.END}
    if Part.START in found and Part.END in found:
        found.discard(_earlier(before))
    found |= _by_kind(number)
    if found & {Part.SPREAD, Part.CHANCE, Part.BOUND, Part.LIMIT, Part.CHANGE}:
        found -= {Part.MEAN, Part.EFFECT, Part.LEVEL}
    if number.kind is Kind.TIME and _EVERY.search(before):
        found.add(Part.RHYTHM)
    elif number.kind is Kind.TIME and number.time is TimeRole.LENGTH:
        found.add(Part.LASTING)
    return frozenset(found)


def _by_kind(number: Number) -> set[Part]:
    """The parts that the kind of a number gives it."""
    found: set[Part] = set()
    if number.kind is Kind.P_VALUE:
        found.add(Part.CHANCE)
    if number.kind is Kind.INTERVAL:
        found.add(Part.BOUND)
    if number.time is TimeRole.UNTIL:
        found.add(Part.UNTIL)
    return found


def _earlier(before: str) -> Part:
    """Of a beginning and an end told before a number, the one that stands farther from it."""
    places = {part: max(match.start() for match in _STEMS[part].finditer(before)) for part in _STEMS}
    return min(places, key=lambda part: places[part])


def clash(claim: frozenset[Part], passages: Sequence[frozenset[Part]]) -> tuple[Part, Part] | None:
    """The part that the statement gives and the one that every passage gives instead; None where they can agree."""
    for part in sorted(claim):
        theirs = [parts & _EXCLUDES[part] for parts in passages]
        if theirs and all(theirs) and not any(part in parts for parts in passages):
            return part, min(theirs[0])
    return None


def wholes(text: str, numbers: Sequence[Number]) -> dict[tuple[float, ...], float]:
    """For each percentage that stands beside its counts, "68 % (15 of 22)", the number it is a share of."""
    found: dict[tuple[float, ...], float] = {}
    for first, second in pairwise(numbers):
        beside = len(text[first.span.end : second.span.start].strip(" (,;=")) == 0
        for share, ratio in ((first, second), (second, first)):
            if beside and share.kind is Kind.PERCENT and ratio.kind is Kind.RATIO:
                found[share.values] = ratio.values[1]
    return found


def of_all(text: str, number: Number) -> bool:
    """Whether a share is told as one of everybody: "of all participants, 68 %"."""
    return _ALL.search(text[max(0, number.span.start - 60) : number.span.start]) is not None
