"""Which side of a comparison a text names first, and whether a correlation is told with its own sign."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.number_sides import side_words
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["correlates", "correlation_turned", "sides_reversed", "ties"]

_AGAINST = regex(
    r"\b(?:than|compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to|in contrast to"
    r"|as opposed to)\b",
    re.IGNORECASE,
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
# "higher in X than in Y": the two groups, without what was measured in them.
_GROUPS = regex(
    r"\b(?:in|among|for|with|by|after|on)\s(?P<first>(?:(?!than\b|in\b|among\b|for\b)[\w/’'-]+\s){1,6})than\s"
    r"(?:in|among|for|with|by|after|on)?\s?(?P<second>[^.;,()]{3,60})",
    re.IGNORECASE,
)
_COMPARATIVE = regex(
    r"\b(?:more|less|fewer|higher|lower|greater|smaller|larger|better|worse|longer|shorter|faster|slower|farther"
    r"|stronger|weaker|poorer|older|younger)\b",
    re.IGNORECASE,
)
_THAN = regex(r"\bthan\b(?! (?:\d|one|two|three|half|a\b|expected|usual|planned|before|once))", re.IGNORECASE)

# "A gain over the control group" names it as the second side.
_SECOND = regex(r"\b(?:over|against|than|from|with|beside|to)\s(?:(?:the|a|those|people|in)\s)*$", re.IGNORECASE)

_ASIDE = regex(r"\s?[(\[][^()\[\]]*[)\]]")
_END = regex(r"[,;.](?:\s|$)")

_TOGETHER = r"(?:correlat|associat|relat)\w*"
_TIES = regex(
    r"\b(?:reduction|increase|decrease|rise|fall|change|higher|lower|greater|less|more)\w*\b[^.;]{0,60}?"
    rf"\b{_TOGETHER}"
    r" (?:with|to)\b[^.;]{0,40}?\b(?:higher|lower|greater|larger|smaller|longer|shorter|increas\w+|decreas\w+"
    r"|more|less|reduc\w+)\b",
    re.IGNORECASE,
)
_SIGNED_TIE = regex(
    rf"\b(?P<one>more|higher|greater|larger|longer|older|increas\w+|less|lower|fewer|smaller|shorter|younger|decreas\w+"
    rf"|reduced)\b(?! than)[^.;,]{{0,60}}?\b{_TOGETHER} (?:with|to)\b (?:an? |the )?(?P<other>more|higher|greater"
    rf"|larger|longer"
    rf"|older|increas\w+|less|lower|fewer|smaller|shorter|younger|decreas\w+|reduced)\b",
    re.IGNORECASE,
)
_POSITIVE = regex(
    rf"\b(?:positive|direct)(?:ly)? (?:\w+ )?{_TOGETHER}|\b{_TOGETHER} (?:\w+ )?(?:positively|directly)\b",
    re.IGNORECASE,
)
_INVERSE = regex(
    rf"\b(?:negative|inverse)(?:ly)? (?:\w+ )?{_TOGETHER}|\b{_TOGETHER} (?:\w+ )?(?:negatively|inversely)\b",
    re.IGNORECASE,
)
_MORE = regex(
    r"\b(?:more(?! than)|better|higher|greater|larger|longer|older|stronger|rose|increas\w+|raised|faster)\b",
    re.IGNORECASE,
)
_LESS = regex(
    r"\b(?:less(?! than)|lower|fewer|smaller|shorter|younger|weaker|fell|decreas\w+|reduced|slower)\b", re.IGNORECASE
)
_PACE = r"(?:more|less|fewer|higher|lower|longer|shorter|older|younger|worse|better|stronger|weaker|larger|smaller)"
_THE_MORE = regex(rf"\bthe (?P<first>{_PACE})\b[^.;,]*,\s?the (?P<second>{_PACE})\b", re.IGNORECASE)
_TELLS_SIGN = regex(rf"\b{_TOGETHER}|\blink(?:s|ed)?\b|\b(?:while|whereas|but)\b", re.IGNORECASE)


def correlation_turned(text: str, passage: str) -> tuple[int, int] | None:
    """Where `text` tells two things to go together ("more A, less B") against the sign that `passage` gives; or None.

    Only texts with just two such words are judged, and passages whose correlations all have one sign.
    """
    low = passage.lower()
    if "relat" not in low and "associat" not in low:
        return None  # no word of `_TOGETHER`, as in most passages
    positive, inverse = _POSITIVE.search(passage), _INVERSE.search(passage)
    if positive is None and inverse is None and (tie := _SIGNED_TIE.search(passage)) is not None:
        signs = {_LESS.match(tie[end]) is None for end in ("one", "other")}
        positive, inverse = (tie, None) if len(signs) == 1 else (None, tie)
    if (positive is None) is (inverse is None) or _TELLS_SIGN.search(text) or _THAN.search(text):
        return None
    if (pair := _THE_MORE.search(text)) is not None:
        same = _LESS.match(pair["first"]) is None
        same = same is (_LESS.match(pair["second"]) is None)
        return pair.span("second") if same is not (positive is not None) else None
    up, down = list(_MORE.finditer(text)), list(_LESS.finditer(text))
    if len(up) + len(down) != 2:
        return None
    same = len(up) != 1
    last = max((*up, *down), key=lambda match: match.start())
    return last.span() if same is not (positive is not None) else None


def correlates(text: str) -> bool:
    """Whether a text says that two things go together, or against each other."""
    low = text.lower()
    told = "relat" in low or "associat" in low
    return told and (_POSITIVE.search(text) is not None or _INVERSE.search(text) is not None)


def ties(text: str) -> bool:
    """Whether a text says of one change that it goes with another ("a fall was associated with higher pressure")."""
    return _TIES.search(text) is not None


@lru_cache(maxsize=4096)
def sides_reversed(first: str, second: str) -> bool | None:
    """Whether two comparisons name their sides in reverse order; None where print leaves it open.

    A text that names one side only ("more common in women") is compared with the two groups of the other.
    """
    ours, theirs = _sides(first), _sides(second)
    if ours is None and theirs is not None:
        return _of_second_group(first, second)
    if ours is None:
        return None
    if theirs is None:
        return _of_compared(second, first)
    straight = _alike(ours[0], theirs[0]) + _alike(ours[1], theirs[1])
    crossed = _alike(ours[0], theirs[1]) + _alike(ours[1], theirs[0])
    return None if abs(straight - crossed) < 2 else crossed > straight


def _of_second_group(text: str, passage: str) -> bool | None:
    if len(_THAN.findall(passage)) != 1:
        return _of_compared(text, passage)
    groups = _GROUPS.search(passage)
    if groups is not None:
        one, other = groups["first"], groups["second"]
    else:
        turn = _THAN.search(passage)
        before = passage[: turn.start()].rpartition(",")[2] if turn else ""
        word = _COMPARATIVE.search(before)
        if turn is None or word is None:
            return None
        one, other = before[: word.start()], re.split(r"[.;,()]", passage[turn.end() :])[0]
    told, only_one, only_other = stems(text), stems(one) - stems(other), stems(other) - stems(one)
    straight = len(told & only_one) + 3 * _kinds_alike(text, one)
    crossed = len(told & only_other) + 3 * _kinds_alike(text, other)
    if (straight and crossed) or not (straight or crossed):
        return None
    return crossed > 0


def _of_compared(text: str, passage: str) -> bool | None:
    """The same by the kinds of people alone, where a passage compares one with the other ("compared to controls")."""
    sides = _sides(_ASIDE.sub("", passage))
    if sides is None:
        return None
    told = {at: side for at, side in side_words(text).items() if not _SECOND.search(text, 0, text.find(side[1]))}
    one, other = side_words(sides[0]), side_words(_END.split(sides[1])[0])
    crossed = [at for at, (first, _) in told.items() if at in other and other[at][0] is first]
    return True if crossed and not any(at in one and one[at][0] is first for at, (first, _) in told.items()) else None


def _sides(text: str) -> tuple[str, str] | None:
    match = _AGAINST.search(text)
    return (text[: match.start()], text[match.end() :]) if match else None


def _kinds_alike(first: str, second: str) -> int:
    return sum(bool(kind.search(first) and kind.search(second)) for kind in (_CONTROLS, _WOMEN, _MEN))


def _alike(first: str, second: str) -> int:
    """How much two sides have in common: kinds of people count three times, other words once."""
    only_cases = [bool(_CASES.search(side)) and not _CONTROLS.search(side) for side in (first, second)]
    return 3 * _kinds_alike(first, second) + (3 if all(only_cases) else 0) + len(stems(first) & stems(second))
