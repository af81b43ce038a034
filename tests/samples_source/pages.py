"""Two-column pages: title block, columns, footnotes at the column foot, running heads and page numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as Grid

from tests.samples_source import drawing
from tests.samples_source.hyphenation import hyphenated
from tests.samples_source.looks import LOOKS, Look
from tests.samples_source.manuscript import Block, Insert, Manuscript, marked_up

__all__ = ["typeset"]

_AUTHOR_MARKS = re.compile(r"\^[^^]*\^|\*")
_LAST_PAGE = 12  # pages for which a template is prepared; more than any sample has
_TALL = 10_000.0
_ROOM_FOR_HEADING = 90.0
_LEVELLING_STEPS = 7


def typeset(manuscript: Manuscript, words: Mapping[str, str]) -> bytes:
    """The paper as a PDF; the same bytes for the same manuscript, `words` and version of ReportLab."""
    return _Typesetter(manuscript, words).pdf()


class _Typesetter:
    def __init__(self, manuscript: Manuscript, words: Mapping[str, str]) -> None:
        self.manuscript = manuscript
        self.front = manuscript.front
        self.words = words
        self.look: Look = LOOKS[manuscript.front.look]

    def pdf(self) -> bytes:
        """The PDF with the columns of its last page made about equally long."""
        content, pages = self.build(None)
        low, high = 0.0, self.look.page[1]
        for _ in range(_LEVELLING_STEPS):
            middle = (low + high) / 2
            tried, tried_pages = self.build((pages, middle))
            if tried_pages > pages:
                low = middle
            else:
                content, high = tried, middle
        return content

    def build(self, last: tuple[int, float] | None) -> tuple[bytes, int]:
        """The PDF and its number of pages. `last` is the last page and the greatest height of its columns."""
        out = io.BytesIO()
        document = BaseDocTemplate(
            out,
            pagesize=self.look.page,
            invariant=1,
            title=self.front.title,
            author=_AUTHOR_MARKS.sub("", self.front.authors),
            subject=self.front.invented,
            creator="tests/samples_source",
            displayDocTitle=1,
            lang="en",
        )
        limits = dict([last]) if last else {}
        templates = [self.page_template(number, limits.get(number, _TALL)) for number in range(1, _LAST_PAGE + 1)]
        document.addPageTemplates(templates)
        document.build(self.story())
        return out.getvalue(), document.page

    def paragraph(self, text: str, style: ParagraphStyle) -> Paragraph:
        return Paragraph(marked_up(hyphenated(text, self.words), size=style.fontSize), style)

    # The running text

    def story(self) -> list[Flowable]:
        flowables: list[Flowable] = [NextPageTemplate([f"page{number}" for number in range(2, _LAST_PAGE + 1)])]
        before: Block | Insert | None = None
        for block in self.manuscript.body:
            after_text = isinstance(before, Block) and not before.level
            if isinstance(block, Insert):
                flowables.append(self.insert(block))
            elif block.level:
                flowables += self.heading(
                    block.text, block.level, first=not (isinstance(before, Block) and before.level)
                )
            else:
                flowables.append(self.paragraph(block.text, self.look.body if after_text else self.look.first))
            before = block
        return flowables + self.references()

    def heading(self, text: str, level: int, *, first: bool = True) -> list[Flowable]:
        """A heading that moves to the next column where it would stand alone at the foot of this one.

        Only the first of two headings in a row asks for room, and a heading of level 1 asks for two.
        """
        heading = Paragraph(text, self.look.headings[level - 1])
        return [CondPageBreak(_ROOM_FOR_HEADING / level), heading] if first else [heading]

    def insert(self, insert: Insert) -> Flowable:
        if insert.kind == "table":
            found = next(item for item in self.front.tables if item.number == insert.number)
            return drawing.table(found, self.look, self.look.column, self.paragraph)
        chart = next(item for item in self.front.figures if item.number == insert.number)
        return drawing.figure(chart, self.look, self.look.column, self.paragraph)

    def references(self) -> list[Flowable]:
        if not self.front.references:
            return []
        entries = self.heading("References", 1)
        for number, entry in enumerate(self.front.references, start=1):
            label = f"{number}. " if self.look.numbered_references else ""
            entries.append(self.paragraph(label + entry.text, self.look.reference))
        return entries

    # What stands above, below and around the columns

    def page_template(self, number: int, limit: float) -> PageTemplate:
        look = self.look
        top = look.page[1] - look.top
        above = self.title_block() if number == 1 else self.wide_tables(number)
        height = self.height(above, look.width)
        columns: list[Frame] = []
        notes: list[tuple[float, list[Flowable]]] = []
        for column in (1, 2):
            x = look.margin + (column - 1) * (look.column + look.gutter)
            foot = self.footnotes(number, column)
            bottom = look.bottom + (self.height(foot, look.column) + 4 if foot else 0)
            tall = min(limit, top - height - bottom)
            columns.append(_frame(x, top - height - tall, look.column, tall))
            notes.append((x, foot))

        def draw(canvas: Any, document: Any) -> None:  # noqa: ARG001  (ReportLab's signature)
            self.running_lines(canvas, number)
            self.place(above, canvas, look.margin, look.width, top)
            for x, foot in notes:
                self.place(foot, canvas, x, look.column, look.bottom + self.height(foot, look.column))

        return PageTemplate(f"page{number}", columns, onPage=draw)

    def title_block(self) -> list[Flowable]:
        front, look = self.front, self.look
        kind = ParagraphStyle("", fontName=look.bold, fontSize=8.5, leading=11, textColor=look.accent)
        block: list[Flowable] = [
            Paragraph(front.kind.upper(), kind),
            Paragraph(front.title, look.title),
            self.paragraph(front.authors, look.authors),
            *(self.paragraph(line, look.small) for line in front.affiliations),
            Spacer(1, 6),
        ]
        if look.boxed_abstract and front.abstract:
            block += [self.boxed_abstract(), Spacer(1, 6)]
        elif front.abstract:
            block += [_line(look), Paragraph("Abstract", look.headings[0])]
            block += [self.paragraph(f"**{part.label}:** {part.text}", look.abstract) for part in front.abstract]
            block.append(self.paragraph(f"**Keywords:** {front.keywords}", look.abstract))
        return [*block, _line(look), Spacer(1, 8)]

    def boxed_abstract(self) -> Flowable:
        look = self.look
        text = [self.paragraph(part.text, look.abstract) for part in self.front.abstract]
        keywords = self.paragraph(f"*Keywords:* {self.front.keywords}", look.abstract)
        box = Grid([[[Paragraph("Abstract", look.headings[0]), *text, Spacer(1, 4), keywords]]], colWidths=[look.width])
        box.setStyle([("BACKGROUND", (0, 0), (-1, -1), HexColor(0xEAF0F6)), ("BOTTOMPADDING", (0, 0), (-1, -1), 7)])
        return box

    def wide_tables(self, page: int) -> list[Flowable]:
        found = [item for item in self.front.tables if item.place == "page" and item.page == page]
        return [
            part for item in found for part in drawing.table(item, self.look, self.look.width, self.paragraph)._content
        ]

    def footnotes(self, page: int, column: int) -> list[Flowable]:
        texts = [note.text for note in self.front.footnotes if (note.page, note.column) == (page, column)]
        if not texts:
            return []
        rule = HRFlowable(width=60, thickness=0.4, hAlign="LEFT", spaceBefore=3, spaceAfter=3)
        return [rule, *(self.paragraph(text, self.look.note) for text in texts)]

    def running_lines(self, canvas: Any, number: int) -> None:
        front, look = self.front, self.look
        (width, height), page = look.page, front.first_page + number - 1
        head, foot = height - 34, 30
        canvas.setFillColor(look.accent)
        if number == 1:
            canvas.setFont(look.bold, 13)
            canvas.drawString(look.margin, head - 4, front.journal)
            canvas.setFont(look.regular, 8)
            canvas.drawRightString(width - look.margin, head + 4, front.issue)
            canvas.drawRightString(width - look.margin, head - 6, f"https://doi.org/{front.doi}")
        else:
            canvas.setFont(look.italic, 8)
            canvas.drawString(look.margin, head, f"{front.journal_short} {front.volume}")
            right = front.short_title if number % 2 else front.short_authors
            canvas.drawRightString(width - look.margin, head, right)
        canvas.setStrokeColor(look.accent)
        canvas.setLineWidth(0.6)
        canvas.line(look.margin, head - 11, width - look.margin, head - 11)
        canvas.setFont(look.regular, 7)
        canvas.drawString(look.margin, foot, "Invented sample paper. No such study took place.")
        canvas.setFont(look.bold, 8.5)
        canvas.drawRightString(width - look.margin, foot, str(page))
        canvas.setFillColor(HexColor(0))

    def height(self, flowables: Sequence[Flowable], width: float) -> float:
        total = 0.0
        for index, flowable in enumerate(flowables):
            total += flowable.wrap(width, _TALL)[1] + flowable.getSpaceAfter()
            total += flowable.getSpaceBefore() if index else 0.0
        return total

    def place(self, flowables: Sequence[Flowable], canvas: Any, x: float, width: float, top: float) -> None:
        y = top
        for index, flowable in enumerate(flowables):
            y -= flowable.wrap(width, _TALL)[1] + (flowable.getSpaceBefore() if index else 0.0)
            flowable.drawOn(canvas, x, y)
            y -= flowable.getSpaceAfter()


def _frame(x: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(x, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _line(look: Look) -> HRFlowable:
    return HRFlowable(width="100%", thickness=0.5, color=look.accent, spaceBefore=2, spaceAfter=2)
