"""“In A, but not in B”: told of the others, or told of both. Part of family D."""

from __future__ import annotations

import re

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.text.number_labels import words_of
from pipeline.text.regex import regex
from pipeline.text.wording import NEGATION

__all__ = ["told_of_those_left_out"]

# What is left out, up to the next border: "but not the regulation index".
_LEFT_OUT = regex(
    r"\b(?:but|and|though|although)\snot\s(?:(?:in|for|among|with|by|after|on|at|of|the|to)\s)*(?P<others>[^,.;:()]{3,60})",
    re.IGNORECASE,
)
# Words that tell one apart from another, or leave somebody out in another way.
_APART = regex(
    r"\b(?:than|less|only|unlike|except|whereas|while|but|alone|apart|rather|instead|without|neither|nor)\b",
    re.IGNORECASE,
)

# "in patients, but not in controls"
_BUT_NOT = regex(
    r"\b(?:in|for|among|with|by|after|on)\s(?P<those>(?:[\w/-]+\s?){1,5}?),?\s?(?:but|and|though)\snot\s"
    r"(?:(?:in|for|among|with|by|after|on)\s)?(?P<others>(?:[\w/-]+\s?){1,5})",
    re.IGNORECASE,
)
_NOT = regex(r"(?:but|and|though)\snot\s", re.IGNORECASE)


def told_of_those_left_out(case: Case, field: str, text: str) -> Hit | None:
    """What the evidence tells of some but not of others, told of the others or of both; None where that is open."""
    return _exchanged(case, field, text) or _told_of_both(case, field, text)


def _told_of_both(case: Case, field: str, text: str) -> Hit | None:
    if NEGATION.search(text.lower()) or _APART.search(text):
        return None
    told = words_of(text)
    for cited in case.cited_by(field):
        quote = case.spelled_out(cited.evidence.quote)
        for match in _LEFT_OUT.finditer(quote) if _NOT.search(quote) else ():
            others = words_of(match["others"]) - words_of(quote[: match.start()])
            if others and others <= told:
                message = f"The evidence says “{shown(match.group().strip())}”; the statement tells it of them too."
                return Hit(field, message, None, shown(cited.evidence.quote))
    return None


def _exchanged(case: Case, field: str, text: str) -> Hit | None:
    """What is told in patients but not in controls where the evidence has it in controls but not in patients."""
    ours = _but_not(text)
    if ours is None:
        return None
    for cited in case.cited_by(field):
        theirs = _but_not(cited.evidence.quote)
        if theirs is None:
            continue
        said, left = (_words(ours[side]) for side in ("those", "others"))
        one, other = (_words(theirs[side]) for side in ("those", "others"))
        if (said - left) & (other - one) and not (said - left) & (one - other):
            message = f"“{shown(ours.group().strip())}”: the evidence says it of the others."
            return Hit(field, message, ours.span(), shown(cited.evidence.quote))
    return None


def _but_not(text: str) -> re.Match[str] | None:
    # Which words stand before the "not" is tried in many ways, so the "not" is looked for first.
    return _BUT_NOT.search(text) if _NOT.search(text) else None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())
