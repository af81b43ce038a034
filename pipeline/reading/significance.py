"""Whether a clause finds something that could be told from chance: by its P value or interval, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.text.regex import regex
from pipeline.text.wording_null import NULL, SIGNIFICANT

__all__ = ["intervals", "is_significant", "p_values"]

_P = regex(
    r"(?<![A-Za-z])p[\s-]{0,2}(?:values?)?\s*(?P<sign>[=<>≤≥:]|of|was|were|is)\s*(?:less than|greater than)?\s*"
    r"(?P<value>0?[.·]\d+|1\.0+|[01](?![\d.·]))(?:\s*[×x]\s*10\s*[-−–]\s*\d+)?",
    re.IGNORECASE,
)
_TINY = regex(r"[×x]\s*10\s*[-−–]\s*\d+|e-\d+", re.IGNORECASE)
_NS = regex(r"(?<!\w)(?:n\.\s?s\.|NS)(?!\w)")
_INTERVAL = regex(
    r"(?:\bC\.?I\.?\b|interval|\bCrI\b|^|[(\[])[^\d()\[\]−–-]{0,12}[(\[]?\s*(?P<low>[−–-]?\s?\d+(?:[.·]\d+)?)\s*%?\s*"
    r"(?:\bto\b|,|;|–|—|−|-)\s*(?P<high>[−–-]?\s?\d+(?:[.·]\d+)?)",
    re.IGNORECASE,
)
_NAMED_INTERVAL = regex(r"\bC\.?I\.?\b|confidence interval|credible interval|\bCrI\b", re.IGNORECASE)
_RATIO = regex(
    r"\b(?:a?ORs?|a?HRs?|RRs?|IRRs?|PRs?|(?:odds|hazard|risk|rate|prevalence|incidence)[ -](?:rate )?ratios?"
    r"|relative risks?)\b"
)
# neither side stood out: a finding about both is none between them
_BOTH = regex(
    r"\b(?:both|all|each|either) (?:of the )?(?:two |three |treatment |study |intervention )?"
    r"(?:groups?|arms?|treatments?|regimens?|modalities|conditions|interventions?|drugs|methods)\b",
    re.IGNORECASE,
)
# a change in time says nothing of one side against the other
_OVER_TIME = regex(
    r"\b(?:main effects? (?:of|for) (?:time|session|visit|phase)|effects? (?:of|for) time|time effects?"
    r"|(?:in|for|of|within) both\b|both (?:the )?[\w-]+ and (?:the )?[\w-]+(?: groups?)? (?:showed|had|led|improved"
    r"|reduced|increased|decreased|resulted|produced))\b(?![^.;]*\binteraction)",
    re.IGNORECASE,
)
_BETWEEN = regex(
    r"\b(?:than|compared (?:to|with) (?!baseline)|versus|vs\.?|between|difference|respectively|relative to"
    r"|but more|especially)\b",
    re.IGNORECASE,
)
_ALMOST = regex(
    r"\b(?:trend(?:s|ed)?|tend(?:s|ed)? (?:to|towards?)|tendency|borderline|marginal(?:ly)?|approach(?:ed"
    r"|ing) significance"
    r"|just missed|numerically)\b",
    re.IGNORECASE,
)
_ALIKE = regex(
    r"\b(?:similar|comparable|equivalent|equal|the same|balanced)\b(?! to (?:that|those) (?:of|reported|seen))"
    r"|\b(?:equally|alike|similarly)\b|\bnon-?inferior\w*",
    re.IGNORECASE,
)
_LEVEL = 0.05


def p_values(text: str) -> tuple[tuple[str, float], ...]:
    """Each P value with its sign ("<", ">", "=") as (sign, value), in order."""
    found = []
    for match in _P.finditer(text):
        sign = match["sign"] if match["sign"] in "<>≤≥" else "="
        value = 0.0 if _TINY.search(match[0]) else float(match["value"].replace("·", "."))
        found.append((sign.replace("≤", "<").replace("≥", ">"), value))
    return tuple(found)


def intervals(text: str) -> tuple[tuple[float, float], ...]:
    """Each interval that is called one or that opens with a minus sign, as (low, high), in order."""
    named = _NAMED_INTERVAL.search(text) is not None
    if not named and not any(dash in text for dash in "-−–"):
        return ()
    found = []
    for match in _INTERVAL.finditer(text):
        low, high = _number(match["low"]), _number(match["high"])
        if low < high and (named or low < 0):
            found.append((low, high))
    return tuple(found)


def is_significant(text: str) -> bool | None:
    """Whether `text` finds a difference beyond chance; None where neither figures nor words tell."""
    by_figures = _agreed([*map(_by_p, p_values(text)), *_by_intervals(text)])
    if _NS.search(text):
        by_figures = False if by_figures is None else by_figures
    if by_figures is False:
        return False
    if (_BOTH.search(text) or _OVER_TIME.search(text)) and not _BETWEEN.search(text):
        return False
    if by_figures is None and (_ALMOST.search(text) or NULL.search(text) or _ALIKE.search(text)):
        return False
    if by_figures:
        return True
    return True if SIGNIFICANT.search(text) else None


def _agreed(verdicts: Iterable[bool | None]) -> bool | None:
    told = {verdict for verdict in verdicts if verdict is not None}
    return told.pop() if len(told) == 1 else None


def _by_p(stated: tuple[str, float]) -> bool | None:
    sign, value = stated
    if sign == "<":
        return True if value <= _LEVEL else None
    if sign == ">":
        return False if value >= _LEVEL else None
    return value < _LEVEL


def _by_intervals(text: str) -> list[bool | None]:
    is_ratio = _RATIO.search(text) is not None
    return [
        not low < 1 < high if is_ratio and low > 0 else (not low < 0 < high if low < 0 or high < 0 else None)
        for low, high in intervals(text)
    ]


def _number(printed: str) -> float:
    digits = printed.replace("·", ".").replace(" ", "")
    return -float(digits[1:]) if digits[0] in "−–-" else float(digits)
