"""Reading order: trust the order of the file while it looks sane, read by columns where it does not.

Modern publishers write their files in reading order; sorting by place would only interleave columns. So a page is
re-ordered on positive evidence alone: its prose runs across the gutter line by line, or jumps upwards within a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look

__all__ = ["Placed", "coverage", "gutters_of", "in_reading_order", "pages_in_reading_order"]

_BIN = 2.0
_SPANNING = -1


class Placed(NamedTuple):
    """A line with its column (0-based from the left, -1 where it spans columns) and the column's edges."""

    line: Line
    column: int
    left: float
    right: float


def pages_in_reading_order(pages: Sequence[Sequence[Line]], look: Look) -> tuple[tuple[Placed, ...], ...]:
    """The lines of each page in reading order, each with its column.

    Where most pages of columns are out of order, no page is trusted, and one with too few lines to show its columns has
    those of the fullest page.
    """
    upright = [[line for line in lines if not line.turned] for lines in pages]
    gutters = [gutters_of(lines, look) for lines in upright]
    placed = [_place(lines, own) for lines, own in zip(upright, gutters, strict=True)]
    sane = [_is_sane(page, look) for page in placed]
    columned = [number for number, own in enumerate(gutters) if own]
    if 2 * sum(sane[number] for number in columned) < len(columned):
        fullest = gutters[max(columned, key=lambda number: len(upright[number]))]
        return tuple(
            tuple(_by_bands(page if own else _place(lines, fullest)))
            for page, lines, own in zip(placed, upright, gutters, strict=True)
        )
    return tuple(tuple(page if fine else _by_bands(page)) for page, fine in zip(placed, sane, strict=True))


def in_reading_order(lines: Sequence[Line], look: Look) -> tuple[Placed, ...]:
    """The lines of one page in reading order, each with its column."""
    return pages_in_reading_order((lines,), look)[0]


def gutters_of(lines: Sequence[Line], look: Look) -> tuple[float, ...]:
    """The x of the white gaps between columns of prose, left to right; empty for one column."""
    prose = [line for line in lines if len(line.text) >= 20 and line.size > 0.6 * look.size]
    if len(prose) < 8:
        return ()
    left = min(line.x0 for line in prose)
    right = max(line.x1 for line in prose)
    narrow = [line for line in prose if line.width < 0.62 * (right - left)]
    if len(narrow) < 8 or sum(len(line.text) for line in narrow) < 0.3 * sum(len(line.text) for line in prose):
        return ()
    body = [line for line in narrow if look.is_body_size(line)]
    narrow = body if len(body) >= 16 else narrow  # authors and captions may stand across the gutter
    bins = coverage(((line.x0 - left) / _BIN, (line.x1 - left) / _BIN) for line in narrow)
    bins += [0] * (int((right - left) / _BIN) + 2 - len(bins))
    floor = max(1, 0.04 * len(narrow))
    gutters: list[float] = []
    start: int | None = None
    for index in range(int(0.12 * len(bins)), int(0.88 * len(bins)) + 1):
        if bins[index] <= floor:
            start = index if start is None else start
        elif start is not None:
            if (index - start) * _BIN >= 4:
                gutters.append(left + (start + index) / 2 * _BIN)
            start = None
    return tuple(x for x in gutters if _both_sides(narrow, x))


def coverage(stretches: Iterable[tuple[float, float]]) -> list[int]:
    """How many of the stretches cover each whole number, from 0 to the last one's end; none begins below 0."""
    steps: dict[int, int] = {}
    for start, end in stretches:
        steps[int(start)] = steps.get(int(start), 0) + 1
        steps[int(end) + 1] = steps.get(int(end) + 1, 0) - 1
    return list(accumulate(steps.get(index, 0) for index in range(max(steps, default=0) + 1)))


def _both_sides(lines: Sequence[Line], x: float) -> bool:
    before = sum(line.x1 <= x + 3 for line in lines)
    return before >= 5 and len(lines) - before >= 5


def _place(lines: Sequence[Line], gutters: tuple[float, ...]) -> list[Placed]:
    edges: dict[int, list[float]] = {}
    columns: list[int] = []
    for line in lines:
        column = _column(line, gutters)
        columns.append(column)
        if len(line.text) >= 20:
            edges.setdefault(column, []).append(line.x0)
            edges.setdefault(~column - 10, []).append(line.x1)
    placed = []
    for line, column in zip(lines, columns, strict=True):
        lefts, rights = edges.get(column), edges.get(~column - 10)
        left = _typical(lefts) if lefts else line.x0
        right = _typical(rights, high=True) if rights else line.x1
        placed.append(Placed(line, column, left, right))
    return placed


def _typical(values: list[float], *, high: bool = False) -> float:
    """The edge that lines keep to: not the outermost one, which may be an outlier."""
    ordered = sorted(values)
    return ordered[int((0.9 if high else 0.1) * (len(ordered) - 1))]


def _column(line: Line, gutters: tuple[float, ...]) -> int:
    for gutter in gutters:
        if line.x0 < gutter - 6 and line.x1 > gutter + 6:
            return _SPANNING
    return sum((line.x0 + line.x1) / 2 > gutter for gutter in gutters)


def _is_sane(placed: Sequence[Placed], look: Look) -> bool:
    """Whether the order of the file can be the reading order, judged by its prose."""
    prose = [item for item in placed if len(item.line.text) >= 20 and item.line.size > 0.7 * look.size]
    bad = changes = 0
    for before, after in pairwise(prose):
        a, b = before.line, after.line
        if before.column != after.column:
            if _SPANNING in (before.column, after.column):
                continue
            changes += 1
            if abs(a.middle - b.middle) < 0.6 * look.size:
                bad += 1  # reads on across the gutter on the same line
        elif b.y1 < a.y0 and a.size == b.size:
            bad += 1  # climbs within a column
    return bad <= max(2, 0.06 * len(prose)) and changes <= max(6, 0.15 * len(prose))


def _by_bands(placed: Sequence[Placed]) -> list[Placed]:
    """Bands between lines that span the columns, top to bottom; within a band column by column."""
    ordered: list[Placed] = []
    band: list[Placed] = []
    for item in sorted(placed, key=lambda item: (item.line.y0, item.line.x0)):
        if item.column == _SPANNING:
            ordered += _columns_of(band)
            band = []
            ordered.append(item)
        else:
            band.append(item)
    return ordered + _columns_of(band)


def _columns_of(band: Sequence[Placed]) -> list[Placed]:
    """Column by column; pieces of one line (a table's row) from left to right."""
    ordered: list[Placed] = []
    for column in sorted({item.column for item in band}):
        row: list[Placed] = []
        for item in sorted((item for item in band if item.column == column), key=lambda item: item.line.middle):
            if row and item.line.middle - row[0].line.middle > 0.4 * row[0].line.size:
                ordered += sorted(row, key=lambda item: item.line.x0)
                row = []
            row.append(item)
        ordered += sorted(row, key=lambda item: item.line.x0)
    return ordered
