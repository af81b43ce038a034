"""What part a number plays in its sentence, as far as plain words say it: a total, one of each, a mean, a beginning.

Two parts that exclude each other, one in the statement and one in the passage, are a wrong role for a right number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from pipeline.text.numbers import Kind, Number, TimeRole
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


_EXCLUDES = {
    Part.TOTAL: frozenset({Part.EACH, Part.MEAN}),
    Part.EACH: frozenset({Part.TOTAL}),
    Part.MEAN: frozenset({Part.TOTAL, Part.EXTREME}),
    Part.EXTREME: frozenset({Part.MEAN}),
    Part.START: frozenset({Part.END}),
    Part.END: frozenset({Part.START}),
    Part.RHYTHM: frozenset({Part.LASTING}),
    Part.LASTING: frozenset({Part.RHYTHM}),
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
    Part.MEAN: regex(
        r"^\s?(?:\w+\s){0,3}?(?:±|\(SD\b|on average\b|as (?:a|the) (?:middle|mean|median|average))", re.IGNORECASE
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
    if number.kind is Kind.RANGE and re.search(r"\brange\w*\b[\s:,=]*(?:from |of )?$", before, re.IGNORECASE):
        found.add(Part.EXTREME)
        found.discard(Part.MEAN)
    if number.kind not in _DATED or not re.search(r"\b(?:on|in|at|since|from)\s[^.;,]{0,12}$", before):
        found -= {Part.START, Part.END}
    if Part.START in found and Part.END in found:
        found.discard(_earlier(before))
    if number.kind is Kind.TIME and _EVERY.search(before):
        found.add(Part.RHYTHM)
    elif number.kind is Kind.TIME and number.time is TimeRole.LENGTH:
        found.add(Part.LASTING)
    return frozenset(found)


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
