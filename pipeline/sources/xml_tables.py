"""Tables of XML as rows of cells: XHTML (`tr`, `td`) and CALS (`row`, `entry`), with spans laid out on a grid."""

from __future__ import annotations

from lxml import etree

from pipeline.sources.assembly import CellBlock
from pipeline.sources.inline import text_of
from pipeline.sources.safe_xml import attribute, children, elements, local_name, within

__all__ = ["cells_of"]

_ROWS = ("tr", "row")
_CELLS = ("td", "th", "entry")
# Bounds: no real table is wider or has longer spans, and a hostile one must not fill the memory.
_MOST_COLUMNS = 1_000
_MOST_ROWS = 2_000


def cells_of(holder: etree._Element) -> tuple[CellBlock, ...]:
    """Every cell of the tables inside `holder`, each at its first row and column, counted from 0."""
    cells: list[CellBlock] = []
    taken_until = [0] * _MOST_COLUMNS  # for each column, the first row that is free again
    number = 0
    for row in elements(holder, *_ROWS):
        if _nested(row, holder):
            continue
        column = 0
        names = _column_names(row)
        for node in children(row, *_CELLS):
            while column < _MOST_COLUMNS and taken_until[column] > number:
                column += 1
            if column == _MOST_COLUMNS:
                break
            width, height = _extent(node, names)
            header = local_name(node) == "th" or within(node, "thead")
            cells.append(CellBlock(number, column, text_of(node), header))
            end = min(column + width, _MOST_COLUMNS)
            taken_until[column:end] = [number + height] * (end - column)
            column = end
        number += 1
    return tuple(cells)


def _nested(row: etree._Element, holder: etree._Element) -> bool:
    """Whether the row belongs to a table inside a cell of another table of this holder."""
    for node in row.iterancestors():
        if node is holder:
            return False
        if local_name(node) in _CELLS:
            return True
    return False


def _extent(node: etree._Element, names: dict[str, int]) -> tuple[int, int]:
    width = _number(node.get("colspan"))
    if (start := names.get(attribute(node, "namest"))) is not None:
        end = names.get(attribute(node, "nameend"), start)
        width = max(1, end - start + 1)
    height = _number(node.get("rowspan")) if node.get("rowspan") else _number(node.get("morerows"), 0) + 1
    return min(width, _MOST_COLUMNS), min(height, _MOST_ROWS)


def _number(value: str | None, default: int = 1) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else default


def _column_names(row: etree._Element) -> dict[str, int]:
    for node in row.iterancestors():
        if local_name(node) == "tgroup":
            specs = children(node, "colspec")
            return {attribute(spec, "colname"): place for place, spec in enumerate(specs)}
    return {}
