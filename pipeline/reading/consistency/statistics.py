"""P values worked out again from the statistic printed beside them, as statcheck does.

Source: Nuijten et al. 2016, "The prevalence of statistical reporting errors in psychology", Behav Res Methods 48. Both
the statistic and the P value may be rounded; a paper that tests one-sided or corrects for many tests says so, and is
then judged by what it may have done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.consistency.distributions import (
    beyond_chi_square,
    beyond_f,
    beyond_r,
    beyond_t,
    beyond_z,
)
from pipeline.reading.consistency.printed import FIGURE, Printed, printed
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["LEVEL", "PValue", "p_values_against_statistics"]

LEVEL = 0.05
"""The level at which papers call a result significant."""

_P = rf"p\s?(?:-?values?)?\s?(?P<sign>[=<>≤≥])\s?(?P<p>{FIGURE})(?!\s?(?:[×x]|\*|e-?\d|\d|·10))"
_THEN = r"\s?[,;]?\s?[(\[]?\s?"
_DF = r"(?:df\s?=\s?)?(?P<df>\d+(?:[.·]\d+)?)"
_EQUALS = rf"\s?=\s?(?P<value>{FIGURE}){_THEN}{_P}"
_TESTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, regex(opening + _EQUALS, re.IGNORECASE))
    for name, opening in (
        ("t", rf"(?<![\w-])t\s?[(\[]\s?{_DF}\s?[)\]]"),
        ("F", rf"(?<![\w-])F\s?[(\[]\s?{_DF}\s?[,;]\s?(?P<df2>\d+(?:[.·]\d+)?)\s?[)\]]"),
        ("χ²", rf"(?:[χΧxX]\s?[2²]|chi-?\s?squared?)\s?[(\[]\s?{_DF}\s?(?:[,;]\s?N\s?=\s?\d+\s?)?[)\]]"),
        ("r", rf"(?<![\w-])r\s?[(\[]\s?{_DF}\s?[)\]]"),
        ("z", r"(?<![\w-])z"),
    )
)
_ONE_SIDED = regex(r"\bone[- ](?:sided|tailed)\b|\bdirectional (?:test|hypothes)", re.IGNORECASE)
_CORRECTED = regex(
    r"\b(?:bonferroni|holm|sidak|šidák|benjamini|hochberg|tukey|false discovery|FDR|family-?wise|multiplicity"
    r"|(?:corrected|adjusted) (?:for multiple|p\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PValue:
    """A P value as printed: its sign and what it may have been. ".000" is whatever rounds to it."""

    sign: str
    figure: Printed

    def allows(self, low: float, high: float) -> bool:
        """Whether something from `low` to `high` may be printed so."""
        if self.sign in "<≤":
            return low <= self.figure.value if self.figure.value else low < self.figure.high
        if self.sign in ">≥":
            return high >= self.figure.value
        return low <= self.figure.high and high >= min(self.figure.low, self.figure.value)

    @property
    def is_below_level(self) -> bool | None:
        """Whether it tells significance at `LEVEL`; None where it leaves that open."""
        if self.sign in "<≤":
            return True if self.figure.value <= LEVEL else None
        if self.sign in ">≥":
            return False if self.figure.value >= LEVEL else None
        return self.figure.value < LEVEL

    def __str__(self) -> str:
        return f"P {self.sign} {self.figure.value:.{self.figure.places}f}"


def p_values_against_statistics(paper: View) -> Iterator[Inconsistency]:
    """Each P value that its own statistic and degrees of freedom do not give."""
    one_sided = any(_ONE_SIDED.search(passage.text) for passage in paper.running)
    corrected = any(_CORRECTED.search(passage.text) for passage in paper.passages)
    for passage in paper.passages:
        if "p" not in passage.text.lower() or "=" not in passage.text:
            continue
        for name, pattern in _TESTS:
            for match in pattern.finditer(passage.text):
                if found := _judged(passage, name, match, one_sided=one_sided, corrected=corrected):
                    yield found


def _judged(
    passage: Passage, name: str, match: re.Match[str], *, one_sided: bool, corrected: bool
) -> Inconsistency | None:
    value, p = printed(match["value"]), PValue(match["sign"], printed(match["p"]))
    if p.figure.value > 1:
        return None
    groups = match.groupdict()
    df = tuple(float(groups[key].replace("·", ".")) for key in ("df", "df2") if groups.get(key))
    beyond = _beyond(name, df)
    if beyond is None:
        return None
    edges = sorted(beyond(edge) for edge in (value.low, value.high))
    low, high = edges[0], 1.0 if value.low < 0 < value.high else edges[1]
    fits = p.allows(low, high) or (one_sided and name != "F" and p.allows(low / 2, high / 2))
    if fits or (corrected and p.sign in "=>≥" and p.figure.high > low):
        return None
    exact = beyond(value.value)
    verdict = ""
    if p.is_below_level is not None and p.is_below_level is not (exact < LEVEL):
        verdict = ", on the other side of 0.05"
    told = f"{name} = {value.value:g}{f' with {_told(df)} of freedom' if df else ''}"
    says = f"{told} gives {_shown(exact)}, not {p}{verdict}."
    place = passage.locate(match.start("p"), match.end("p"))
    return Inconsistency(InconsistencyKind.P_VALUE, says, passage.span, (place,))


def _beyond(name: str, df: tuple[float, ...]) -> Callable[[float], float] | None:
    """The P value as a function of the statistic; None where the degrees of freedom cannot be such."""
    if any(value <= 0 for value in df):
        return None
    match name:
        case "t":
            return lambda value: beyond_t(value, df[0])
        case "F":
            return lambda value: beyond_f(value, df[0], df[1])
        case "χ²":
            return lambda value: beyond_chi_square(value, df[0])
        case "r":
            return lambda value: beyond_r(max(-1.0, min(1.0, value)), df[0])
        case _:
            return beyond_z


def _told(df: tuple[float, ...]) -> str:
    return " and ".join(f"{value:g}" for value in df) + (" degree" if df == (1.0,) else " degrees")


def _shown(p: float) -> str:
    return "P < 0.0001" if p < 0.0001 else f"P = {p:.2g}"
