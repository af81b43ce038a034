"""The lines of a table as cells: wrapped lines joined, columns by the white space that runs down, rows by height."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.document import Box
from pipeline.sources.assembly import CellBlock
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.order import coverage
from pipeline.text.regex import regex

__all__ = ["cells_of", "rows_of"]

_Pieces = list[Line]
_FEWEST_ROWS = 3
_NUMBER = regex(r"[<>≤≥=−–-]?\s?\d")


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by their height on the page, top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.45 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def cells_of(lines: Sequence[Line], rules: Sequence[float] = ()) -> tuple[CellBlock, ...]:
    """The cells of a table, row by row. `rules` are the y of drawn horizontal rules, which part rows."""
    rows = rows_of(lines)
    fullest = max((len(row) for row in rows), default=0)
    bounds = _column_bounds([row for row in rows if len(row) > 1 and len(row) >= 0.6 * fullest])
    columns: dict[int, list[_Pieces]] = {}
    for row in rows:
        for line in row:
            column = sum((line.x0 + line.x1) / 2 > bound for bound in bounds)
            cells = columns.setdefault(column, [])
            if cells and abs(cells[-1][-1].middle - line.middle) < 0.45 * line.size:
                cells[-1].append(line)  # two pieces on one row
            else:
                cells.append([line])
    tight = _wrapping_pitch(columns)
    parted = [*rules, *_between_full_rows(rows)]
    merged = {column: _merged(cells, tight, parted) for column, cells in columns.items()}
    return tuple(_numbered(_cut_by_neighbours(merged)))


def _between_full_rows(rows: Sequence[Sequence[Line]]) -> list[float]:
    """The y between two rows that are both full of numbers behind a label: the lower one goes on with no cell above."""
    return [
        (above[0].middle + below[0].middle) / 2
        for above, below in pairwise(rows)
        if len(above) == len(below) > 2
        and all(_counts(row) > 0.5 * (len(row) - 1) for row in (above, below))
        and abs(above[0].x0 - below[0].x0) < 2
        and below[0].text[:1].isupper()
    ]


def _counts(row: Sequence[Line]) -> int:
    """How many pieces behind the first begin with a number."""
    return sum(_NUMBER.match(line.text) is not None for line in row[1:])


def _wrapping_pitch(columns: dict[int, list[_Pieces]]) -> float:
    """The largest distance of two lines of one cell, in type sizes; 0 where rows stand no wider apart than lines."""
    pitches = [
        (below[0].y0 - above[0].y0) / max(above[0].size, 1)
        for cells in columns.values()
        for above, below in pairwise(cells)
    ]
    wide = [pitch for pitch in pitches if pitch > 1.27]
    close = [pitch for pitch in pitches if pitch <= 1.27]
    if not wide or not close or len(wide) < 0.15 * len(pitches):
        return 0.0
    return 1.27 if statistics.median(wide) > 1.12 * statistics.median(close) else 0.0


def _merged(cells: Sequence[_Pieces], tight: float, rules: Sequence[float]) -> list[_Pieces]:
    """The cells of one column, lines of one cell joined."""
    merged: list[_Pieces] = []
    for cell in cells:
        if merged:
            above, line = merged[-1][-1], cell[0]
            close = (line.y0 - above.y0) / max(line.size, 1) <= tight
            ruled = any(above.middle < rule < line.middle for rule in rules)
            if close and not ruled and above.bold == line.bold:
                merged[-1] = merged[-1] + cell
                continue
        merged.append(list(cell))
    return merged


def _cut_by_neighbours(columns: dict[int, list[_Pieces]]) -> dict[int, list[_Pieces]]:
    """The columns with cells cut that run over rows: a neighbour of one line a row, set amid each, says where rows are.

    In a table without space between rows of two lines, the lines of such cells stand as close as those of one.
    """
    anchor = max(columns.values(), key=lambda cells: sum(_height(cell) == 1 for cell in cells), default=[])
    middles = [_middle(cell) for cell in anchor]
    return {
        column: cells if cells is anchor else [part for cell in cells for part in _cut(cell, middles)]
        for column, cells in columns.items()
    }


def _cut(cell: _Pieces, middles: Sequence[float]) -> list[_Pieces]:
    """The parts of a cell beside each of at least three rows, whole where one part is not set amid its row."""
    if _height(cell) < 2 * _FEWEST_ROWS:
        return [cell]
    parts: dict[float, _Pieces] = {}
    for line in cell:
        parts.setdefault(min(middles, key=lambda middle: abs(middle - line.middle)), []).append(line)
    amid = all(abs(_middle(part) - middle) < 0.3 * part[0].size for middle, part in parts.items())
    passed = sum(min(parts) <= middle <= max(parts) for middle in middles)
    several = sum(_height(part) > 1 for part in parts.values())
    if not amid or len(parts) < _FEWEST_ROWS or passed != len(parts) or several < 0.8 * len(parts):
        return [cell]
    return [parts[middle] for middle in sorted(parts)]


def _height(cell: _Pieces) -> int:
    """How many lines stand below each other."""
    return len(rows_of(cell))


def _numbered(columns: dict[int, list[_Pieces]]) -> list[CellBlock]:
    """The cells with their rows: those of the column that has the most cells say where rows are."""
    if not columns:
        return []
    anchor = max(columns, key=lambda column: len(columns[column]))
    middles = [_middle(cell) for cell in columns[anchor]]
    spans = [(min(line.y0 for line in cell), max(line.y1 for line in cell)) for cell in columns[anchor]]
    placed: dict[tuple[float, int], _Pieces] = {}
    for column, cells in columns.items():
        for cell in cells:
            placed.setdefault((_row_of(cell, middles, spans), column), []).extend(cell)
    order = {row: number for number, row in enumerate(sorted({row for row, _ in placed}))}
    return [
        _cell(order[row], column, pieces)
        for (row, column), pieces in sorted(placed.items(), key=lambda item: (item[0][0], item[0][1]))
    ]


def _row_of(cell: _Pieces, middles: Sequence[float], spans: Sequence[tuple[float, float]]) -> float:
    """The middle of the anchor that the cell stands beside, or its own where it stands beside none."""
    top, bottom = min(line.y0 for line in cell), max(line.y1 for line in cell)
    own = (top + bottom) / 2
    near = bisect_left(middles, own)
    best, most = own, 0.3 * cell[0].size
    for number in range(max(0, near - 3), min(len(spans), near + 3)):
        shared = min(bottom, spans[number][1]) - max(top, spans[number][0])
        if shared > most + 0.01:
            best, most = middles[number], shared
    return best


def _middle(cell: _Pieces) -> float:
    return (min(line.y0 for line in cell) + max(line.y1 for line in cell)) / 2


def _cell(row: int, column: int, pieces: _Pieces) -> CellBlock:
    box = Box(
        pieces[0].page,
        round(min(piece.x0 for piece in pieces), 2),
        round(min(piece.y0 for piece in pieces), 2),
        round(max(piece.x1 for piece in pieces), 2),
        round(max(piece.y1 for piece in pieces), 2),
    )
    text = pieces[0].text
    for above, below in pairwise(pieces):
        cut = text.endswith("-") and below.y0 > above.y0 + 0.5 * above.size and below.text[:1].islower()
        text = text[:-1] + below.text if cut else f"{text} {below.text}"
    return CellBlock(row, column, text, header=row == 0, box=box)


def _column_bounds(rows: Sequence[Sequence[Line]]) -> tuple[float, ...]:
    """The x between columns: where few pieces of the rows stand."""
    pieces = [line for row in rows for line in row]
    if not pieces:
        return ()
    left = min(line.x0 for line in pieces)
    cover = coverage((line.x0 - left, line.x1 - left) for line in pieces)
    floor = 0.08 * len(rows)
    bounds: list[float] = []
    start: int | None = None
    for x, count in enumerate(cover):
        if count <= floor:
            start = x if start is None else start
        else:
            if start is not None and start > 0 and x - start >= 2:
                bounds.append(left + (start + x) / 2)
            start = None
    return tuple(bounds)
