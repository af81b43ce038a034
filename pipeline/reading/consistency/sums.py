"""Parts that do not add up to their total: two sexes and everybody, two groups and all patients of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.grids import Column, Grid, Row
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["halves_against_sizes", "parts_against_totals", "rows_against_totals"]

_COUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_SEXES = (r"(?:females?|wom[ae]n|girls?)", r"(?:males?|m[ae]n|boys?)")
_OF_BOTH = regex(
    rf"(?<![\d.,/·-])\b(?P<total>{_COUNT})\s(?:[a-z][\w/-]*\s){{0,3}}?(?:patients?|participants?|people|persons|adults|children|individuals"
    rf"|subjects|controls|volunteers|respondents|cases)\s?(?:[a-z]+\s){{0,2}}?[(\[]\s?(?:"
    rf"(?P<f1>{_COUNT})\s{_SEXES[0]}\s?(?:,|and|&|/)\s?(?P<m1>{_COUNT})\s{_SEXES[1]}"
    rf"|(?P<m2>{_COUNT})\s{_SEXES[1]}\s?(?:,|and|&|/)\s?(?P<f2>{_COUNT})\s{_SEXES[0]})\b",
    re.IGNORECASE,
)
_CELL = regex(r"^(?P<count>\d{1,3}(?:,\d{3})+|\d+)\s?(?:\(\s?\d{1,3}(?:[.·]\d+)?\s?%?\s?\))?[ᵃ-ᶻ*†‡§∗]?$")
_LEAST_WHOLE = 2
_COUNTED = regex(r"\b(?:n|no\.?|numbers?)\b(?!\s?=)|%", re.IGNORECASE)
_NOT_COUNTED = regex(r"\b(?:mean|median|SD|range|age|score|index|per\b|rate|level|ratio|years of)\b|±", re.IGNORECASE)


def parts_against_totals(paper: View) -> Iterator[Inconsistency]:
    """Each "20 patients (14 women and 7 men)"."""
    for passage in paper.passages:
        for match in _OF_BOTH.finditer(passage.text):
            if found := _both_sexes(passage, match):
                yield found


def rows_against_totals(grid: Grid) -> Iterator[Inconsistency]:
    """Each row of counts in which the groups that make up a larger column do not add up to it.

    Which groups those are is known by their sizes: 22 and 18 people make the column of all 40.
    """
    for total, parts in _partitions(grid):
        for row in grid.rows:
            if found := _row(grid, row, total, parts):
                yield found


def halves_against_sizes(grid: Grid) -> Iterator[Inconsistency]:
    """Each column in which two neighbouring rows hold more people than it has.

    Which two rows part everybody is known from two other columns, whose people they make up exactly.
    """
    sized = [column for column in grid.groups if column.size]
    for first, second in pairwise(grid.rows):
        if _NOT_COUNTED.search(first.label) or _NOT_COUNTED.search(second.label):
            continue
        counts = {column.index: (_count(grid, first, column), _count(grid, second, column)) for column in sized}
        sums = {index: a + b for index, (a, b) in counts.items() if a is not None and b is not None}
        whole = [column for column in sized if sums.get(column.index) == column.size]
        for column in sized:
            if len(whole) < _LEAST_WHOLE or sums.get(column.index, 0) <= (column.size or 0):
                continue
            one, other = counts[column.index]
            says = (
                f"“{first.label}” and “{second.label}” make {one} + {other} = {sums[column.index]} "
                f"in a column of {column.size}."
            )
            cells = tuple(cell.span for row in (first, second) if (cell := row.at(column.index)) is not None)
            yield Inconsistency(InconsistencyKind.SUM, says, first.span, cells)


def _both_sexes(passage: Passage, match: re.Match[str]) -> Inconsistency | None:
    names = ("f1", "m1") if match["f1"] else ("m2", "f2")
    total, first, second = (int(match[name].replace(",", "")) for name in ("total", *names))
    if first + second == total:
        return None
    says = f"{first:,} and {second:,} make {first + second:,}, not {total:,}."
    figures = tuple(passage.locate(match.start(name), match.end(name)) for name in ("total", *names))
    return Inconsistency(InconsistencyKind.SUM, says, passage.span, figures)


def _partitions(grid: Grid) -> Iterator[tuple[Column, tuple[Column, Column]]]:
    """Columns whose size is that of two others together, where that can only be said of one pair."""
    sized = [column for column in grid.groups if column.size]
    for total in sized:
        others = [column for column in sized if column is not total]
        pairs = [pair for pair in combinations(others, 2) if (pair[0].size or 0) + (pair[1].size or 0) == total.size]
        if len(pairs) == 1:
            yield total, pairs[0]


def _row(grid: Grid, row: Row, total: Column, parts: tuple[Column, Column]) -> Inconsistency | None:
    cells = [row.at(column.index) for column in (total, *parts)]
    if _NOT_COUNTED.search(row.label) or not _COUNTED.search(f"{row.label} {grid.caption} {total.head}"):
        return None
    counts = [count for column in (total, *parts) if (count := _count(grid, row, column)) is not None]
    if len(counts) < 3 or any(n > (c.size or 0) for n, c in zip(counts, (total, *parts), strict=True)):
        return None
    if counts[1] + counts[2] == counts[0]:
        return None
    says = f"In “{row.label}”, {counts[1]:,} and {counts[2]:,} make {counts[1] + counts[2]:,}, not {counts[0]:,}."
    return Inconsistency(InconsistencyKind.SUM, says, row.span, tuple(cell.span for cell in cells if cell is not None))


def _count(grid: Grid, row: Row, column: Column) -> int | None:
    """The count in a cell "8" or "8 (37)"; None for anything else."""
    cell = row.at(column.index)
    match = _CELL.match(grid.text(cell)) if cell is not None else None
    return int(match["count"].replace(",", "")) if match else None
