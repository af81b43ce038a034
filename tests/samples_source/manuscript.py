"""The manuscript of a sample paper: a Markdown file with metadata, tables, figures and references as TOML on top."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

from pydantic import BaseModel, ConfigDict

__all__ = ["Block", "Figure", "Footnote", "Insert", "Manuscript", "Table", "load", "marked_up"]

_FENCE = "+++\n"
_INSERT = re.compile(r"\{(table|figure) (\d+)\}")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)\*(\S[^*]*?)\*(?!\w)"), r"<i>\1</i>"),
    (re.compile(r"\^([^^]+)\^"), r"<super rise='{rise}' size='{size}'>\1</super>"),
)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AbstractPart(_Part):
    """One labelled paragraph of an abstract; without parts the label is empty."""

    label: str
    text: str


class Footnote(_Part):
    """A note at the foot of one column (1 or 2) of one page."""

    page: int
    column: Literal[1, 2]
    text: str


class Table(_Part):
    """A ruled table, within a column or across the top of a page. `widths` are shares of the width."""

    number: int
    place: Literal["column", "page"]
    page: int | None = None
    caption: str
    columns: list[str]
    widths: list[float]
    rows: list[list[str]]
    note: str = ""


class Series(_Part):
    """One line of a line chart, with the half length of its error bars."""

    name: str
    y: list[float]
    half: list[float]
    hollow: bool = False


class BoxOfGroup(_Part):
    """One box of a box plot."""

    name: str
    low: float
    q1: float
    median: float
    q3: float
    high: float


class Figure(_Part):
    """A simple drawn chart: lines over time, or boxes side by side."""

    number: int
    place: Literal["column"]
    kind: Literal["lines", "boxes"]
    caption: str
    y_label: str
    y_range: tuple[float, float]
    y_ticks: list[float]
    x_label: str = ""
    x: list[float] = []
    band: tuple[float, float] | None = None
    line: float | None = None
    series: list[Series] = []
    boxes: list[BoxOfGroup] = []


class ReferenceText(_Part):
    """One entry of the reference list."""

    text: str


class Front(_Part):
    """Everything of a paper that is not its running text."""

    file: str
    look: Literal["serif", "sans"]
    journal: str
    journal_short: str
    issue: str
    volume: str
    first_page: int
    issn: str
    doi: str
    kind: str
    date: str
    title: str
    short_title: str
    short_authors: str
    authors: str
    affiliations: list[str]
    keywords: str
    invented: str
    abstract: list[AbstractPart] = []
    footnotes: list[Footnote] = []
    tables: list[Table] = []
    figures: list[Figure] = []
    references: list[ReferenceText] = []


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (level 1 or 2) or a paragraph (level 0)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Insert:
    """The place in the text where a table or figure stands."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A sample paper before it is set in type."""

    front: Front
    body: tuple[Block | Insert, ...]


def load(path: Path) -> Manuscript:
    """The manuscript in the file. Raises ValueError (also pydantic's and tomllib's) when it is not one."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith(_FENCE) or text.count("\n" + _FENCE) != 1:
        raise ValueError(f"{path.name} has no TOML between two lines of +++")
    front, body = text.removeprefix(_FENCE).split("\n" + _FENCE)
    blocks = tuple(_block(piece.strip()) for piece in body.split("\n\n") if piece.strip())
    return Manuscript(Front.model_validate(tomllib.loads(front)), blocks)


def marked_up(text: str, *, size: float) -> str:
    """`text` with `**bold**`, `*italic*` and `^raised^` as ReportLab's paragraph markup for type of `size` points."""
    marked = escape(text).replace("\n", "<br/>")
    for pattern, replacement in _MARKS:
        marked = pattern.sub(replacement.format(rise=round(size * 0.36, 1), size=round(size * 0.68, 1)), marked)
    return marked


def _block(piece: str) -> Block | Insert:
    insert = _INSERT.fullmatch(piece)
    if insert:
        return Insert(insert[1], int(insert[2]))
    if piece.startswith("#"):
        marks, heading = piece.split(" ", 1)
        return Block(heading, len(marks))
    if "{" in piece:
        raise ValueError(f"a table or figure needs a paragraph of its own: {piece[:60]}")
    return Block(" ".join(piece.split("\n")))
