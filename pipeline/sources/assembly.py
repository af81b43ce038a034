"""From the blocks a reader found to a Document: one text, sections with roles, sentences, tables and boxes.

Every reader (PDF, JATS, PubMed, plain text) hands over the same blocks in reading order; this file alone decides how
they become text and offsets, so that a PDF and the XML of one paper give the same kind of Document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.document import (
    Box,
    Cell,
    Document,
    Hidden,
    Level,
    Page,
    Reference,
    Role,
    Section,
    Sentence,
    SourceWarning,
    Span,
    Table,
    TextQuality,
    Zone,
)
from pipeline.domain.paper import Paper
from pipeline.text import sentences
from pipeline.text.regex import regex

__all__ = ["Block", "CellBlock", "Heading", "Paragraph", "Piece", "ReferenceEntry", "TableBlock", "assemble"]

# The mark of a list's item. XML leaves it to the markup and a page prints it, so it is text but not of the sentence.
_ITEM_MARK = regex(r"(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[•●○◦▪‣–—-])\s+(?=\w)")
_LISTING = frozenset((Zone.ABSTRACT, Zone.BODY, Zone.BACK))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph's characters on one line of a page: half-open offsets into the paragraph's text.

    `edges`, where given, holds the x of every character boundary (`end - start + 1` numbers, left to right);
    without it boxes inside the piece are placed in proportion to the number of characters. A piece that does not run
    from left to right is never cut (`whole`).
    """

    start: int
    end: int
    box: Box
    edges: tuple[float, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading opens a section of the given role; its text is kept in the document but is no sentence."""

    text: str
    role: Role
    zone: Zone = Zone.BODY
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `role` None continues the section that is open; another role opens a section without heading."""

    text: str
    pieces: tuple[Piece, ...] = ()
    page: int | None = None
    role: Role | None = None
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class CellBlock:
    """One cell of a table as text."""

    row: int
    column: int
    text: str
    header: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its caption and its cells in reading order."""

    label: str
    caption: str
    cells: tuple[CellBlock, ...]
    page: int | None = None
    caption_pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceEntry:
    """One entry of the reference list as printed."""

    text: str
    number: str | None = None
    year: int | None = None
    first_author: str = ""
    doi: str | None = None


Block = Heading | Paragraph | TableBlock | ReferenceEntry


def assemble(
    blocks: Iterable[Block],
    *,
    paper: Paper,
    level: Level,
    source_digest: str,
    reader: str,
    language: str,
    pages: Sequence[Page] = (),
    hidden: Sequence[Hidden] = (),
    warnings: Sequence[SourceWarning] = (),
    quality: TextQuality | None = None,
) -> Document:
    """The Document made of `blocks` in the order given.

    The caller orders them: title, front matter, abstract, body, back matter, captions, tables, references.
    """
    builder = _Builder()
    for block in blocks:
        builder.add(block)
    return Document(
        text="".join(builder.parts),
        paper=paper,
        level=level,
        source_digest=source_digest,
        reader=reader,
        language=language,
        pages=tuple(pages),
        sections=builder.finished_sections(),
        sentences=tuple(builder.sentences),
        tables=tuple(builder.tables),
        references=tuple(builder.references),
        hidden=tuple(hidden),
        warnings=tuple(warnings),
        quality=quality or TextQuality(),
    )


class _Builder:
    """The text so far and everything that points into it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.sections: list[Section] = []
        self.sentences: list[Sentence] = []
        self.tables: list[Table] = []
        self.references: list[Reference] = []
        self.open: tuple[Role, Zone, str, int, int] | None = None  # role, zone, heading, level, start
        self.open_id = ""
        self.open_end = 0

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                self._close()
                if block.text:
                    self._write(block.text, "\n")
                self._open(block.role, block.zone, block.text, block.level)
            case Paragraph():
                self._paragraph(block)
            case TableBlock():
                self._table(block)
            case ReferenceEntry():
                self._reference(block)

    def finished_sections(self) -> tuple[Section, ...]:
        self._close()
        return tuple(section for section in self.sections if section.span.end > section.span.start)

    def _write(self, text: str, after: str) -> Span:
        start = self.length
        self.parts += [text, after]
        self.length += len(text) + len(after)
        return Span(start, start + len(text))

    def _open(self, role: Role, zone: Zone, heading: str, level: int) -> None:
        self.open = (role, zone, heading, level, self.length)
        self.open_id = f"sec{len(self.sections) + 1}"
        self.open_end = self.length

    def _close(self) -> None:
        if self.open is None:
            return
        role, zone, heading, level, start = self.open
        self.sections.append(Section(self.open_id, role, zone, heading, Span(start, self.open_end), level))
        self.open = None

    def _continue(self, role: Role | None, zone: Zone | None) -> None:
        if self.open is not None and (role is None or role is self.open[0]) and (zone is None or zone is self.open[1]):
            return
        self._close()
        self._open(role or Role.OTHER, zone or Zone.BODY, "", 1)

    def _paragraph(self, block: Paragraph) -> None:
        if not block.text.strip():
            return
        self._continue(block.role, block.zone)
        span = self._write(block.text, "\n\n")
        self.open_end = span.end
        for found in self._unmarked(block.text, sentences.split(block.text)):
            boxes = tuple(_boxes(block.pieces, found))
            page = boxes[0].page if boxes else block.page
            self._sentence(Span(span.start + found.start, span.start + found.end), page, boxes)

    def _unmarked(self, text: str, found: Sequence[Span]) -> Sequence[Span]:
        """The sentences of a paragraph, the first without the mark of a list before it."""
        mark = _ITEM_MARK.match(text) if self.open is not None and self.open[1] in _LISTING else None
        if mark is None or not found or found[0].start or found[0].end <= mark.end():
            return found
        return (Span(mark.end(), found[0].end), *found[1:])

    def _sentence(self, span: Span, page: int | None, boxes: tuple[Box, ...]) -> None:
        self.sentences.append(Sentence(f"s{len(self.sentences) + 1}", self.open_id, span, page, boxes))

    def _table(self, block: TableBlock) -> None:
        self._close()
        caption: Span | None = None
        title = block.caption if block.caption.startswith(block.label) else f"{block.label} {block.caption}"
        title = title.strip()
        if title:
            self._paragraph(Paragraph(title, block.caption_pieces, block.page, role=Role.CAPTION, zone=Zone.CAPTION))
            caption = Span(self.open_end - len(title), self.open_end)
        self._close()
        self._open(Role.TABLE, Zone.TABLE, block.label, 1)
        rows: dict[int, list[CellBlock]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell)
        cells: list[Cell] = []
        for row in sorted(rows):
            filled: list[Span] = []
            ordered = sorted(rows[row], key=lambda cell: cell.column)
            for index, cell in enumerate(ordered):
                span = self._write(cell.text.strip(), "\n" if index == len(ordered) - 1 else "\t")
                cells.append(Cell(cell.row, cell.column, span, cell.header))
                filled += [span] if cell.text.strip() else []
            if filled:
                boxes = tuple(cell.box for cell in ordered if cell.box is not None)
                self._sentence(Span(filled[0].start, filled[-1].end), block.page, boxes)
                self.open_end = filled[-1].end
        self._write("", "\n")
        self.tables.append(Table(f"tab{len(self.tables) + 1}", self.open_id, tuple(cells), caption, block.page))
        self._close()

    def _reference(self, block: ReferenceEntry) -> None:
        self._continue(Role.REFERENCES, Zone.REFERENCES)
        printed = f"{block.number}. {block.text}" if block.number else block.text
        span = self._write(printed, "\n")
        self.open_end = span.end
        self.references.append(Reference(block.number, span, block.year, block.first_author, block.doi))


def _boxes(pieces: Sequence[Piece], span: Span) -> Iterable[Box]:
    """The boxes of the characters of `span`, one for each piece that it meets."""
    for piece in pieces:
        start, end = max(span.start, piece.start), min(span.end, piece.end)
        if start >= end:
            continue
        box = piece.box
        if piece.whole:
            yield box
            continue
        if piece.edges:
            x0, x1 = piece.edges[start - piece.start], piece.edges[end - piece.start]
        else:
            width = (box.x1 - box.x0) / max(1, piece.end - piece.start)
            x0 = box.x0 + (start - piece.start) * width
            x1 = box.x0 + (end - piece.start) * width
        yield Box(box.page, round(x0, 2), box.y0, round(x1, 2), box.y1)
