"""What a counted group is called: a short noun phrase, never empty ("people with ME/CFS", "controls")."""

from __future__ import annotations

import re

from pipeline.reading.counts import Count
from pipeline.text.regex import regex

__all__ = ["group_name", "is_compared", "is_control"]

_LEADS = regex(
    r"\b(?:into|were|was|are|is|had|has|have|included|comprised|comprising|enrolled|recruited|studied|compared|between"
    r"|versus|vs|from|of|to|by|for|in|at|on|received|got|chose|given|offered|assigned|allocated|randomi[sz]ed|tested"
    r"|who|that|and|or|plus|against)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = regex(
    r"^(?:(?:the|these|those|a|an|of|with|only|further|other|all|serum|samples?|eligible|consecutive|total|about"
    r"|and|also|then|total|participating)\b\s*)+",
    re.IGNORECASE,
)
_BARE = regex(r"(?:people|persons?|individuals|adults|participants|patients|subjects|cases)", re.IGNORECASE)
_CONTROL_WORD = regex(
    r"\b(?:controls?|healthy|volunteers?|HCs?|donors?|unaffected|contacts?|siblings?|recovered|comparison"
    r"|comparators?|placebo|sham|non-?\w*|usual|waiting|untreated|neighbours|friends|relatives|housemates|household|spouses|classmates|peers)\b",
    re.IGNORECASE,
)
_WITHOUT = regex(
    r"\s*(?:without|free of|who (?:did not|had not|were not|had never|have never|never|had recovered|recovered))\b",
    re.IGNORECASE,
)
_GIVEN = regex(
    r"\b(?:placebo|sham|usual|waiting|untreated|control (?:group|arm|condition|intervention)|received|care)\b",
    re.IGNORECASE,
)
_LONGEST = 60


def is_control(count: Count) -> bool:
    """Whether the counted people are those that others are compared with."""
    if _CONTROL_WORD.search(count.label) is not None:
        return True
    return bool(count.noun) and _WITHOUT.match(count.passage.text, count.end) is not None


def is_compared(count: Count) -> bool:
    """Whether the counted people are a comparison by what they are (well, unaffected), not by what they were given."""
    return is_control(count) and _GIVEN.search(count.label) is None


def group_name(count: Count) -> str:
    """The group's name: its noun with the words before it, where the noun alone is bare with what describes it."""
    pieces = [_trimmed(piece) for piece in _LEADS.split(count.label)]
    pieces = [piece for piece in pieces if piece]
    name = pieces[-1] if pieces else count.noun
    name = name or "participants"
    if _BARE.fullmatch(name) and count.tail and len(name) + len(count.tail) < _LONGEST:
        name = f"{name} {count.tail}"
    return name[:_LONGEST].strip()


def _trimmed(piece: str) -> str:
    return _EMPTY_WORDS.sub("", piece.strip(" ,;:(-")).strip(" ,;:(-")
