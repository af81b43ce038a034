"""An estimate that lies outside its own interval, and a P value on the other side of chance than the interval.

The relation of the two is that of Altman & Bland 2011, "How to obtain the P value from a confidence interval",
BMJ 343:d2304. Only clear disagreements count: a P value may come from another test than the interval.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.consistency.distributions import beyond_z
from pipeline.reading.consistency.printed import FIGURE, Printed, printed
from pipeline.reading.consistency.statistics import PValue
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["intervals_against_estimates"]

_LEVEL_NAMED = r"(?P<level>9[059])\s?%\s?(?:CI|confidence intervals?|C\.I\.)(?:\s?\[CI\])?"
_BOUNDS = rf"(?P<low>{FIGURE})\s?%?\s?(?:to|,|;|--?|\bthrough\b)\s?(?P<high>{FIGURE})(?![.·]?\d)"
_STATED = regex(
    rf"(?<![\d.,·])(?P<estimate>{FIGURE})\s?%?\s?[,;]?\s?[(\[]?\s?{_LEVEL_NAMED}\s?[:=,]?\s?[(\[]?\s?{_BOUNDS}",
    re.IGNORECASE,
)
_P_AFTER = regex(
    rf"\s?%?\s?[)\]]?\s?[,;]?\s?[(\[]?\s?p\s?(?:-?values?)?\s?(?P<sign>[=<>≤≥])\s?(?P<p>{FIGURE})(?!\s?(?:[×x]|e-?\d|\d))",
    re.IGNORECASE,
)
_NAME = regex(
    r"(?P<ratio>\b(?:a?ORs?|a?HRs?|RRs?|IRRs?|PRs?|SHR|(?:odds|hazard|risk|rate|prevalence|incidence)[ -](?:rate )?"
    r"ratios?|relative risks?)\b)"
    r"|(?P<difference>\b(?:mean difference|difference|MD|SMD|β|beta|coefficient|r|rho|ρ|estimate|effect)\b)"
)
_OTHER_TEST = regex(r"\b(?:interaction|trend|heterogeneity|I2|I²|Q)\b", re.IGNORECASE)
_SCRAP = regex(r"(?:(?<![\d.,])\d{1,3} ){4}")  # the axis of a figure, its labels in any order
_WIDE = 1.5
_CLEARLY_NOT, _CLEARLY = 0.1, 0.025


def intervals_against_estimates(paper: View) -> Iterator[Inconsistency]:
    """Each interval that does not hold its own estimate, and each clear contradiction of interval and P value."""
    for passage in paper.passages:
        if "%" not in passage.text or _SCRAP.search(passage.text):
            continue
        for match in _STATED.finditer(passage.text):
            if found := _judged(passage, match):
                yield found


def _judged(passage: Passage, match: re.Match[str]) -> Inconsistency | None:
    estimate, low, high = (printed(match[name].strip()) for name in ("estimate", "low", "high"))
    before = passage.text[max(0, match.start() - 60) : match.start()]
    figures = tuple(passage.locate(match.start(name), match.end(name)) for name in ("estimate", "low", "high"))
    if low.value > high.value or _is_a_count(estimate, low, high):
        return None
    shown = f"{match['low'].strip()} to {match['high'].strip()}"
    if estimate.high < low.low or estimate.low > high.high:
        if low.value < 0 < high.value and -estimate.value >= low.value and -estimate.value <= high.value:
            return None  # a sign lost on the way: print or reader
        if high.value < 0 < estimate.value or low.value < 0:
            return None
        says = f"The estimate {match['estimate'].strip()} lies outside its own interval ({shown})."
        return Inconsistency(InconsistencyKind.INTERVAL, says, passage.span, figures)
    names = list(_NAME.finditer(before))
    after = _P_AFTER.match(passage.text, match.end())
    if not names or after is None or _OTHER_TEST.search(before):
        return None
    is_ratio = names[-1]["ratio"] is not None
    p = PValue(after["sign"], printed(after["p"].strip()))
    exact = _p_of(estimate, low, high, float(match["level"]), is_ratio=is_ratio)
    told = p.is_below_level
    if exact is None or told is None or p.figure.value > 1 or p.figure.value < 0:
        return None
    null = 1.0 if is_ratio else 0.0
    outside = low.low > null or high.high < null
    inside = low.high < null < high.low
    if (told and inside and exact > _CLEARLY_NOT) or (not told and outside and exact < _CLEARLY):
        holds = "holds" if inside else "does not hold"
        says = f"{p} does not fit the interval {shown}, which {holds} {null:g} and is that of a P of about {exact:.2g}."
        place = passage.locate(after.start("p"), after.end("p"))
        return Inconsistency(InconsistencyKind.INTERVAL, says, passage.span, (*figures, place))
    return None


def _is_a_count(estimate: Printed, low: Printed, high: Printed) -> bool:
    """Whether what stands before the interval is more likely a number of people than its estimate."""
    return estimate.places == 0 and (low.places > 0 or high.places > 0)


def _p_of(estimate: Printed, low: Printed, high: Printed, level: float, *, is_ratio: bool) -> float | None:
    """The P value that an interval stands for; None where estimate and interval are on no common scale."""
    width = {90.0: 1.645, 95.0: 1.96, 99.0: 2.576}[level]
    values = (estimate.value, low.value, high.value)
    if is_ratio:
        if min(values) <= 0:
            return None
        values = (math.log(values[0]), math.log(values[1]), math.log(values[2]))
    middle, spread = values[0], values[2] - values[1]
    if spread <= 0 or not 1 / _WIDE < (values[2] - middle + 1e-12) / (middle - values[1] + 1e-12) < _WIDE:
        return None
    return beyond_z(middle / (spread / (2 * width)))
