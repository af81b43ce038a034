"""Which way the figures of a clause or of a table's row go: ratios, shares and means of two sides."""

from __future__ import annotations

import re

from pipeline.reading.sides import Comparison, Side, is_named_first
from pipeline.text.numbers import Kind, Number, read
from pipeline.text.regex import regex

__all__ = ["by_figures", "by_last_figure", "by_ratio", "is_row"]

_RATIO = regex(
    r"\b(?:a?ORs?|a?HRs?|RRs?|IRRs?|(?:odds|hazard|risk|rate|incidence rate) ratios?|relative risk)\b[^\d;.]{0,30}?"
    r"(?P<value>\d+\.\d+)"
)
_HAZARD = regex(r"\ba?HRs?\b|[Hh]azard")
_SURVIVAL = regex(r"\bsurviv\w+|\bevent-free\b|\btime to (?:death|progression|relapse|failure)", re.IGNORECASE)
_NOBODY = regex(
    r"\b(?:no|none of the) (?=patients?|participants?|children|wom[ae]n|m[ae]n|subjects?|adults?)", re.IGNORECASE
)
_VERSUS = regex(r"\b(?:versus|vs?\b\.?|compared (?:to|with)|than|against)\b|\band\b", re.IGNORECASE)
_MINUS = regex(r"(?<![\d)\w])[-−–]\s?$")
_ONLY_FIGURES = 2
_CELLS = 3
_LEVEL = 0.05
_FIGURES = (Kind.PERCENT, Kind.DECIMAL, Kind.RATIO, Kind.COUNT)


def by_ratio(clause: str, outcome: str) -> int:
    """A ratio whose interval was not across 1: below 1 is down; a hazard is that of what ends a survival."""
    match = _RATIO.search(clause)
    if match is None or float(match["value"]) == 1:
        return 0
    way = 1 if float(match["value"]) > 1 else -1
    return -way if _SURVIVAL.search(outcome) and _HAZARD.search(match[0]) else way


def is_row(clause: str) -> bool:
    """Whether this is a row of a table: a label and cells, each on a line of its own."""
    lines = [line for line in clause.strip().split("\n") if line.strip()]
    return len(lines) >= _CELLS and sum(line.strip()[0] in "0123456789-−–<>.(" for line in lines[1:]) >= _ONLY_FIGURES


def by_last_figure(row: str) -> bool:
    """Whether a row finds something: its last cell is a P value below the level, or a cell is marked."""
    last = row.strip().split("\n")[-1].strip()
    match = re.fullmatch(r"[<>]?\s?(0?[.·]\d+)\*?", last)
    if match is not None and not re.search(r"\d\.\d+0?\.\d", last):
        return float(match[1].replace("·", ".")) < _LEVEL
    return re.search(r"\d\s?[*†‡]", row) is not None


def by_figures(clause: str, asked: Comparison) -> int:
    """The figures of the two sides compared, paired with the sides in the order in which both are named."""
    ours, theirs = asked.sides()
    if is_row(clause):
        return _by_cells(clause)
    if not ours.score(clause) and not theirs.score(clause):
        return 0
    if not (ours.score(clause) and theirs.score(clause)) and not _VERSUS.search(clause):
        return 0
    clause = _NOBODY.sub("0 ", clause)
    numbers = read(clause)
    for kind in _FIGURES:
        figures = [one for one in numbers if one.kind is kind and (not one.spelled or kind is Kind.COUNT)]
        if len(figures) < _ONLY_FIGURES:
            continue
        first = _signed(clause, figures[0])
        second = _signed(clause, figures[-1 if "respectively" in clause else 1])
        if first != second:
            at = figures[0].span.end, figures[1].span.start
            return 1 if (first > second) is _is_first(clause, at, ours, theirs) else -1
    return 0


def _is_first(clause: str, figures: tuple[int, int], ours: Side, theirs: Side) -> bool:
    """Whether the first of two figures is that of our side; where just one side is named, by which figure it stands."""
    mine, other = ours.places(clause), theirs.places(clause)
    if mine and other:
        return is_named_first(clause, ours, theirs)
    middle = _VERSUS.search(clause, figures[0])
    return bool(mine) is (min(mine or other) < (middle.start() if middle else figures[1]))


def _signed(clause: str, figure: Number) -> float:
    """A figure with its sign, or the share that "4 of 100" makes."""
    if figure.kind is Kind.RATIO and figure.values[1]:
        return figure.values[0] / figure.values[1]
    return -figure.values[0] if _MINUS.search(clause[: figure.span.start]) else figure.values[0]


def _by_cells(row: str) -> int:
    """The first two cells of a row compared; tables put the intervention first more often than not."""
    cells = [re.search(r"\d+(?:[.·]\d+)?", line) for line in row.strip().split("\n")[1:]]
    values = [float(cell[0].replace("·", ".")) for cell in cells if cell is not None]
    if len(values) <= _ONLY_FIGURES or values[0] == values[1]:
        return 0
    return 1 if values[0] > values[1] else -1
