"""The rows of tables that a statement quotes, each figure with the name of its column. For family N."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case
from pipeline.domain.document import Document, Span, Zone
from pipeline.reading.grids import Grid, Row, grid_of
from pipeline.text.number_labels import Labelled, words_of
from pipeline.text.numbers import read
from pipeline.text.regex import regex

__all__ = ["quoted_rows"]

_SIZE = regex(r"[(\[]?\b[nN]\s?=\s?[\d,]+[)\]]?")


def quoted_rows(case: Case) -> dict[str, list[tuple[Labelled, ...]]]:
    """For each statement's field the rows of tables in which its quotes stand: the first figures of their cells.

    Each is labelled by what the head of its column says and no other of the row does; a row of fewer than two is left
    out. A second row holds the figures in brackets, where every cell has one.
    """
    read_tables: dict[str, tuple[Grid, ...]] = {}
    found: dict[str, list[tuple[Labelled, ...]]] = {}
    for field, _ in case.statements:
        for span in (span for cited in case.cited_by(field) for span in cited.match.spans[:1]):
            section = case.section_of(span)
            if section is None or section.zone is not Zone.TABLE:
                continue
            if section.id not in read_tables:
                read_tables[section.id] = _grids(case.document, section.id)
            rows = (row_of for grid in read_tables[section.id] for row_of in _rows(case, grid, span))
            found.setdefault(field, []).extend(rows)
    return found


def _grids(document: Document, section: str) -> tuple[Grid, ...]:
    found = (grid_of(document, table) for table in document.tables if table.section == section)
    return tuple(grid for grid in found if grid is not None)


def _rows(case: Case, grid: Grid, span: Span) -> Iterator[tuple[Labelled, ...]]:
    for row in grid.rows:
        if row.span.meets(span):
            yield from _labelled(case, grid, row, span)


def _labelled(case: Case, grid: Grid, row: Row, quoted: Span) -> Iterator[tuple[Labelled, ...]]:
    heads = {column.index: words_of(case.spelled_out(_SIZE.sub(" ", column.head))) for column in grid.groups}
    cells = [cell for cell in row.cells if heads.get(cell.column) and cell.span.meets(quoted)]
    shared = frozenset.intersection(*(heads[cell.column] for cell in cells)) if cells else frozenset()
    figures = [[one for one in read(grid.text(cell)) if one.is_quantity] for cell in cells]
    labels = [heads[cell.column] - shared for cell in cells]
    for place in (0, 1):
        if len(cells) > 1 and all(len(numbers) > place for numbers in figures):
            yield tuple(
                Labelled(numbers[place].kind, numbers[place].values, numbers[place].places, label, 0, 0)
                for numbers, label in zip(figures, labels, strict=True)
            )
