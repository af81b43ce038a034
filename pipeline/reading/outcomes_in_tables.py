"""Outcomes out of tables: for each row that compares two groups, or gives an effect, which way it went and how surely.

A row is read only where its columns are clear: two groups and a P value, or an effect with its interval. Who stands
against whom is told by the heads (controls, placebo, before); where they do not tell, the second group stands against
the first. Tables that describe people before anything was done hold no outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.document import Cell
from pipeline.domain.facts import Direction, OutcomeReading
from pipeline.reading.grids import Column, Grid, Row
from pipeline.reading.sides import CONTROL_WORDS
from pipeline.text.regex import regex

__all__ = ["outcomes_in"]

_MOST = 60
_LEVEL = 0.05
_FIGURE = r"[-+]?\s?(?:\d{1,3}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.·]\d+)?|[.·]\d+)"
_P = regex(
    r"^(?:p\s?)?(?P<sign>[<>=≤≥])?\s?(?P<p>0?[.·]\d+|1(?:[.·]0+)?|0)(?![\d.]*\d|\s?[(\[±/-])|^(?P<ns>n\.?\s?s\.?)$",
    re.IGNORECASE,
)
_VALUE = regex(rf"^(?P<value>{_FIGURE})\s?%?(?:\s?(?:±|\(|\[|,)|\s?[*†‡§¶∗|ᵃ-ᶻ]*$)")
_COUNT_SHARE = regex(r"^(?:\d[\d,]*)\s?\(\s?(?P<share>\d{1,3}(?:[.·]\d+)?)\s?%?\s?\)")
_EFFECT = regex(
    rf"^(?P<value>{_FIGURE})\s?%?\s?[(\[]\s?(?:95\s?%\s?CI:?\s?)?(?P<low>{_FIGURE})\s?(?:to|,|;|-)\s?(?P<high>{_FIGURE})\s?[)\]]"
)
_INSIDE = regex(rf"{_FIGURE}\s?[(\[]\s?{_FIGURE}\s?(?:to|,|-)\s?{_FIGURE}")  # a row that was taken for a head
_WHOLE_NUMBER = regex(r"^\d{1,3}(?:,\d{3})+$|^\d+$")
_RATIO_HEAD = regex(
    r"\b(?:a?OR|a?HR|RR|IRR|PR|(?:odds|hazard|risk|rate|prevalence|incidence)[ -](?:rate )?ratio|relative risk)\b",
    re.IGNORECASE,
)
_DIFFERENCE_HEAD = regex(r"\b(?:difference|mean change|MD|SMD|β|beta|coefficient|effect)\b", re.IGNORECASE)
_INTERVAL_HEAD = regex(r"\bCI\b|confidence interval", re.IGNORECASE)
_NO_GROUP = regex(
    r"%\s?diff|\bdifference\b|\bchange\b|^(?:n|no\.?|number|percent(?:age)?|%|frequency|statistics?|t|F|z|U|W|H|df|χ²?2?"
    r"|test|effect size|cohen.*|η.*|r|β|beta|se|sd|min(?:imum)?|max(?:imum)?|range|refs?\.?|units?|n \(%\))$"
    r"|\b(?:OR|HR|RR|CI|ratio)\b",
    re.IGNORECASE,
)
_AGAINST = regex(
    rf"\b(?:{CONTROL_WORDS}|HCs?|healthy|well|unaffected|before|baseline|pre|initial|T0|(?:test|day|visit|time|CPET) 1"
    r"|without|no|non\w*|negative|normal)\b|-\s?$",
    re.IGNORECASE,
)
_BEFORE = regex(
    r"\bbaseline (?:characteristics|demographic|data)|\bdemographics?\b|\bcharacteristics (?:of|at)\b"
    r"|\bat (?:baseline|entry|inclusion)\b",
    re.IGNORECASE,
)
_WHO = regex(
    r"^(?:age|sex|gender|fe?males?|men|women|male sex|female sex|education|ethnicity|race|height|marital|married"
    r"|smok\w+|n)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _PValue:
    """A printed P value and whether it is below the level; None where its sign leaves that open."""

    printed: str
    below: bool | None


def outcomes_in(grid: Grid) -> Iterator[OutcomeReading]:
    """The outcomes of one table, in the order of its rows, at most sixty."""
    if _BEFORE.search(grid.caption):
        return
    p_columns = [column for column in grid.columns if column.is_p]
    groups = _groups(grid)
    found = 0
    for row in grid.rows:
        if _WHO.match(row.label.rpartition(": ")[2]):
            continue
        readings = list(_by_effects(grid, row, p_columns))
        if not readings and len(groups) == 2 and len(p_columns) == 1:
            compared = _by_groups(grid, row, groups, p_columns[0])
            readings = [compared] if compared else []
        for reading in readings[: _MOST - found]:
            found += 1
            yield reading


def _groups(grid: Grid) -> tuple[Column, ...]:
    """The columns that stand for groups or times; every column must have a name."""
    named = [column for column in grid.groups if not column.is_whole and not _NO_GROUP.search(column.head)]
    return tuple(named) if all(column.head for column in named) else ()


def _by_groups(grid: Grid, row: Row, groups: tuple[Column, ...], p_column: Column) -> OutcomeReading | None:
    cells = [row.at(column.index) for column in (*groups, p_column)]
    first, second, last = cells
    if first is None or second is None or last is None:
        return None
    p = _p_value(grid.text(last))
    texts = grid.text(first), grid.text(second)
    values = _compared(texts, groups, counted=all(map(grid.is_share, (row, row), groups, texts)))
    if p is None or p.below is None or values is None:
        return None
    ours, theirs, against = (
        (values[0], values[1], groups[1]) if _stands_against(groups) else (values[1], values[0], groups[0])
    )
    if not p.below:
        direction = Direction.NO_DIFFERENCE
    elif ours == theirs:
        return None
    else:
        direction = Direction.INCREASED if ours > theirs else Direction.DECREASED
    return OutcomeReading(
        direction=direction,
        passage=row.span,
        outcome=row.label,
        against=against.head,
        p=p.printed,
        significant=p.below,
        cells=(first.span, second.span, last.span),
    )


def _stands_against(groups: tuple[Column, ...]) -> bool:
    """Whether the second group is the one that the first is held against."""
    one, other = (_AGAINST.search(column.head) is not None for column in groups)
    return other and not one


def _by_effects(grid: Grid, row: Row, p_columns: list[Column]) -> Iterator[OutcomeReading]:
    """Each effect with its interval in one cell, under a head that says what it is."""
    for at, column in enumerate(grid.columns):
        cell = row.at(column.index)
        match = _EFFECT.match(grid.text(cell)) if cell is not None else None
        is_ratio = _RATIO_HEAD.search(column.head) is not None
        if cell is None or match is None or _INSIDE.search(column.head):
            continue
        if not _INTERVAL_HEAD.search(f"{column.head} {grid.caption}") or not (
            is_ratio or _DIFFERENCE_HEAD.search(column.head)
        ):
            continue
        value, low, high = (_number(match[name]) for name in ("value", "low", "high"))
        null = 1.0 if is_ratio else 0.0
        if not low <= value <= high or (is_ratio and low <= 0):
            continue
        beside = [one for one in grid.columns[at + 1 : at + 2] if one in p_columns]
        p = next((found for one in beside if (found := _p_in(grid, row, one)) is not None), None)
        significant = not low <= null <= high
        way = Direction.INCREASED if value > null else Direction.DECREASED
        yield OutcomeReading(
            direction=way if significant else Direction.NO_DIFFERENCE,
            passage=row.span,
            outcome=row.label,
            effect=f"{column.head} {match['value']}".strip(),
            interval=(low, high),
            p=p[1].printed if p else "",
            significant=significant,
            cells=(cell.span, *((p[0].span,) if p else ())),
        )


def _p_in(grid: Grid, row: Row, column: Column) -> tuple[Cell, _PValue] | None:
    cell = row.at(column.index)
    p = _p_value(grid.text(cell)) if cell is not None else None
    return (cell, p) if cell is not None and p is not None else None


def _p_value(text: str) -> _PValue | None:
    match = _P.match(text)
    if match is None:
        return None
    if match["ns"]:
        return _PValue(text, below=False)
    sign, value = match["sign"] or "=", float(match["p"].replace("·", "."))
    if value > 1:
        return None
    printed = f"p {sign} {match['p']}"
    if sign in "<≤":
        return _PValue(printed, below=True if value <= _LEVEL else None)
    if sign in ">≥":
        return _PValue(printed, below=False if value >= _LEVEL else None)
    return _PValue(printed, below=value < _LEVEL)


def _compared(texts: tuple[str, str], groups: tuple[Column, ...], *, counted: bool) -> tuple[float, float] | None:
    """The two figures to compare; None where they are counts of groups whose sizes are not known.

    Counts with their shares are compared by the shares, bare whole numbers as shares of their groups.
    """
    first, second = texts
    shares = _COUNT_SHARE.match(first), _COUNT_SHARE.match(second)
    if counted and shares[0] and shares[1]:
        return _number(shares[0]["share"]), _number(shares[1]["share"])
    if _WHOLE_NUMBER.match(first) and _WHOLE_NUMBER.match(second):
        sizes = groups[0].size, groups[1].size
        return (_number(first) / sizes[0], _number(second) / sizes[1]) if sizes[0] and sizes[1] else None
    one, other = _VALUE.match(first), _VALUE.match(second)
    return (_number(one["value"]), _number(other["value"])) if one and other else None


def _number(printed: str) -> float:
    return float(printed.replace(" ", "").replace(",", "").replace("·", "."))
