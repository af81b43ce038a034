"""Before or after: on which side of a treatment, a test or an event a text says that something was so."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.regex import regex

__all__ = ["order_turned"]

_EVENT = (
    r"(?:interventions?|treatments?|programmes?|programs?|therap(?:y|ies)|injections?|surgery|operations?|exercise"
    r"|study"
    r"|training|trial|procedures?|doses?|infusions?|vaccinations?|tests?|admission|discharge|birth|delivery|meals?"
    r"|supplementation|diagnosis|infection|onset)"
)
_BEFORE = regex(
    rf"\b(?:before|prior to|preceding)\s(?:[\w-]+\s){{0,5}}?{_EVENT}\b|\bpre-?{_EVENT}\b|\bbaseline\b", re.IGNORECASE
)
_AFTER = regex(
    rf"\b(?:after|following)\s(?:[\w-]+\s){{0,5}}?{_EVENT}\b|\bpost-?{_EVENT}\b|\bfollow-?up\b|\bat the end of\b",
    re.IGNORECASE,
)
_ORDINAL = regex(
    r"\b(?P<which>first|second|third|fourth)\s(?:\w+(?:-\w+)?\s)?(?P<what>visit|test|dose|day|week|session|survey"
    r"|attempt"
    r"|try|round|infusion|injection|half|phase|period|year|month|time|reader|trimester)s?\b",
    re.IGNORECASE,
)


def order_turned(text: str, passages: tuple[str, ...]) -> tuple[tuple[int, int], str] | None:
    """Where `text` says "before" of what every passage has "after", or "first" of a "second"; with the other words.

    None where a passage names both, or neither.
    """
    return _side_turned(text, passages) or _ordinal_turned(text, passages)


def _side_turned(text: str, passages: tuple[str, ...]) -> tuple[tuple[int, int], str] | None:
    ours = _side(text)
    theirs = [_side(one) for one in passages]
    if ours is None or not theirs or any(one is None or one[0] == ours[0] for one in theirs):
        return None
    return ours[1], next(one[2] for one in theirs if one is not None)


@lru_cache(maxsize=4096)
def _side(text: str) -> tuple[str, tuple[int, int], str] | None:
    before, after = _BEFORE.search(text), _AFTER.search(text)
    named = before or after
    if named is None or (before is not None and after is not None):
        return None
    return ("before" if before else "after"), named.span(), named.group()


def _ordinal_turned(text: str, passages: tuple[str, ...]) -> tuple[tuple[int, int], str] | None:
    there = [match for one in passages for match in _ORDINAL.finditer(one)]
    for ours in _ORDINAL.finditer(text):
        same = [match for match in there if match["what"].lower() == ours["what"].lower()]
        if same and all(match["which"].lower() != ours["which"].lower() for match in same):
            return ours.span(), same[0].group()
    return None
