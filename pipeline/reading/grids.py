"""A table as rows and columns with names: stacked heads joined, section rows kept, group sizes and P columns known.

Readers of pages cut tables imperfectly: a head may span columns, stand in several rows or be glued to its neighbour.
What cannot be told for sure is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Cell, Document, Span, Table
from pipeline.reading.passages import fold
from pipeline.text.regex import regex

__all__ = ["Column", "Grid", "Row", "grid_of", "grids"]

_VALUE = regex(r"^[<>≤≥~≈=±+\-−–(\[]{0,2}\s?[.·]?\d")
_SIZE = regex(r"\(?\b[nN]\s?=\s?(\d{1,3}(?:,\d{3})+|\d+)\)?")
_P_HEAD = regex(
    r"^(?:adjusted |unadjusted )?p(?:[ -]?values?)?[ᵃ-ᶻ*†‡∗a-c\d⁰-⁹]{0,2}$|\bp[ -]?values?\b|^p\b(?! ?\w{3})",
    re.IGNORECASE,
)
_P_VALUE = regex(
    r"^(?:p\s?)?[<>=≤≥]?\s?(?:0?[.·]\d+|1(?:[.·]0+)?|0|n\.?\s?s\.?)(?![\d.]*\d|\s?[\[(±/-])", re.IGNORECASE
)
_WHOLE = regex(r"^(?:all|total|overall|whole|entire|combined)\b", re.IGNORECASE)
_COUNTED = regex(r"\b(?:n|no\.?|numbers?)\b\s?[(,/]\s?\(?(?:%|per ?cent)", re.IGNORECASE)
_MEASURED = regex(
    r"\b(?:mean|median|SD|SEM?|IQR|range|score|years?|kg|index|level|duration|days?|hours?|min(?:utes)?|max|ratio|CI|rate)\b|±",
    re.IGNORECASE,
)
_LETTERS = regex(r"[^\W\d_]{2}|^[nN]$")
_LONGEST_LABEL = 120

_Text = Callable[[Cell], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what all its heads say, the people it holds, and whether it holds P values or everybody."""

    index: int
    head: str
    size: int | None = None
    is_p: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of figures. `label` begins with the section it stands under, if the table has sections."""

    label: str
    cells: tuple[Cell, ...]
    span: Span

    def at(self, column: int) -> Cell | None:
        """The cell in a column; None where the row has none there."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True)
class Grid:
    """A table whose head and first column could be told from its figures."""

    document: Document
    table: Table
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def text(self, cell: Cell) -> str:
        """What a cell says, on one line, dashes and blanks made plain."""
        return " ".join(fold(self.document.slice(cell.span))[0].split())

    def is_share(self, row: Row, column: Column, sign: str = "") -> bool:
        """Whether a cell "8 (37)" is a count with its percentage, and not a mean with its spread.

        A sign in the cell says so, else the row's name, the column's head or the caption.
        """
        if _MEASURED.search(row.label):
            return False
        named = next((one for one in (row.label, column.head) if _COUNTED.search(one)), self.caption)
        return "%" in sign or _COUNTED.search(named) is not None

    @property
    def groups(self) -> tuple[Column, ...]:
        """The columns that hold neither labels nor P values."""
        return tuple(column for column in self.columns if not column.is_p)


def grids(document: Document) -> Iterator[Grid]:
    """Every table of `document` that has named columns and at least one row of figures."""
    for table in document.tables:
        if found := grid_of(document, table):
            yield found


def grid_of(document: Document, table: Table) -> Grid | None:
    """One table with its names; None where head and first column cannot be told from figures."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    lines = [sorted(cells, key=lambda cell: cell.column) for _, cells in sorted(rows.items())]

    def text(cell: Cell) -> str:
        return " ".join(fold(document.slice(cell.span))[0].split())

    first = next((at for at, line in enumerate(lines) if _is_figures(line, text)), 0)
    while first > 1 and len(lines[first - 1]) == 1 and lines[first - 1][0].column == 0:
        first -= 1  # a lone name right above the figures is that of a section, not a head
    if first == 0:
        return None
    columns = _columns(lines[:first], lines[first:], text)
    tested = frozenset(column.index for column in columns if column.is_p)
    body = tuple(_rows(lines[first:], text, tested))
    caption = fold(document.slice(table.caption))[0] if table.caption else ""
    return Grid(document, table, caption, columns, body) if columns and body else None


def _is_figures(line: Sequence[Cell], text: _Text) -> bool:
    """Whether a row holds figures: a name and then something that begins like a number, and no cell marked as head."""
    if any(cell.header for cell in line) or len(line) < 2 or not _LETTERS.search(text(line[0])):
        return False
    return any(_VALUE.match(text(cell)) for cell in line[1:]) and line[0].column <= 1


def _columns(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]], text: _Text) -> tuple[Column, ...]:
    used = sorted({cell.column for line in body for cell in line if _VALUE.match(text(cell)) and cell is not line[0]})
    if not used:
        return ()
    named: dict[int, list[str]] = {index: [] for index in used}
    printed: list[str] = []
    for line in heads:
        for at, cell in enumerate(line):
            words = text(cell)
            printed.append(words)
            following = line[at + 1].column if at + 1 < len(line) else None
            spread = [i for i in used if i >= cell.column and (following is None or i < following)]
            # a head over several columns names them all; in the last place it may just be short of neighbours
            for index in spread if following is not None or len(spread) == 1 else spread[:1]:
                named[index].append(words)
    sizes = _sizes(named, " ".join(printed), used)
    return tuple(
        Column(
            index,
            head := " ".join(named[index]).strip(),
            sizes.get(index),
            is_p=_is_p(named[index], [text(cell) for line in body for cell in line if cell.column == index]),
            is_whole=_WHOLE.match(head) is not None,
        )
        for index in used
    )


def _is_p(heads: Sequence[str], values: Sequence[str]) -> bool:
    """Whether a column holds P values: its head says so, and so does most of what stands in it."""
    if not heads or not _P_HEAD.search(heads[-1].strip()):
        return False
    figures = [value for value in values if _VALUE.match(value)]
    return 2 * sum(_P_VALUE.match(value) is not None for value in figures) >= len(figures)


def _sizes(named: dict[int, list[str]], printed: str, used: Sequence[int]) -> dict[int, int]:
    """The people of each column: by its own head, or in order where all heads together name as many sizes."""
    own = {index: _SIZE.findall(" ".join(words)) for index, words in named.items()}
    if all(len(found) <= 1 for found in own.values()):
        return {index: int(found[0].replace(",", "")) for index, found in own.items() if found}
    everywhere = _SIZE.findall(printed)
    groups = [i for i in used if not (named[i] and _P_HEAD.search(named[i][-1]))]
    if len(everywhere) == len(groups):
        return {index: int(size.replace(",", "")) for index, size in zip(groups, everywhere, strict=True)}
    return {}


def _rows(lines: Sequence[Sequence[Cell]], text: _Text, tested: frozenset[int]) -> Iterator[Row]:
    """The rows with figures; a label alone, or with nothing but a P value, names those after it."""
    section = ""
    for line in lines:
        first = line[0]
        label = text(first)
        if not _LETTERS.search(label) or first.column > 1:
            continue
        values = tuple(cell for cell in line[1:])
        if not any(_VALUE.match(text(cell)) for cell in values):
            section = label if not values else section
            continue
        if all(cell.column in tested for cell in values):
            section = label
            yield Row(label, values, Span(first.span.start, max(cell.span.end for cell in line)))
            continue
        whole = f"{section}: {label}" if section and len(section) + len(label) < _LONGEST_LABEL else label
        yield Row(whole, values, Span(first.span.start, max(cell.span.end for cell in line)))
