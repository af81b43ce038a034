"""Invented tables for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.sources.assembly import CellBlock, TableBlock

__all__ = ["table"]


def table(*rows: Sequence[str], heads: int = 1, caption: str = "Results") -> TableBlock:
    """A table of these rows, of which the first `heads` are its head; an empty text is no cell."""
    cells = [
        CellBlock(at, column, text, header=at < heads)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    return TableBlock("Table 1", caption, tuple(cells))
