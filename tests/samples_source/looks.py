"""The looks of the two invented publishers: fonts, sizes, colours and margins."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle

__all__ = ["LOOKS", "Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """How one publisher's pages look. Lengths are in points."""

    name: str
    page: tuple[float, float]
    margin: float
    gutter: float
    top: float
    bottom: float
    accent: Color
    regular: str
    bold: str
    italic: str
    title: ParagraphStyle
    authors: ParagraphStyle
    small: ParagraphStyle
    abstract: ParagraphStyle
    body: ParagraphStyle
    first: ParagraphStyle
    headings: tuple[ParagraphStyle, ParagraphStyle]
    caption: ParagraphStyle
    cell: ParagraphStyle
    note: ParagraphStyle
    reference: ParagraphStyle
    numbered_references: bool
    boxed_abstract: bool

    @property
    def width(self) -> float:
        """The width of the printed area."""
        return self.page[0] - 2 * self.margin

    @property
    def column(self) -> float:
        """The width of one of the two columns."""
        return (self.width - self.gutter) / 2


def _style(font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle("", fontName=font, fontSize=size, leading=leading, **more)


def _running(font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    """A style for justified running text without lone lines, broken at hyphens."""
    rules = {"alignment": TA_JUSTIFY, "allowWidows": 0, "allowOrphans": 0, "embeddedHyphenation": 1}
    return _style(font, size, leading, **rules, **more)


_MAROON = HexColor(0x6B1F2A)
_BLUE = HexColor(0x1F4E79)

LOOKS = {
    "serif": Look(
        name="serif",
        page=A4,
        margin=50,
        gutter=18,
        top=58,
        bottom=54,
        accent=_MAROON,
        regular="Times-Roman",
        bold="Times-Bold",
        italic="Times-Italic",
        title=_style("Times-Bold", 17, 20.5, alignment=TA_LEFT, spaceBefore=4, spaceAfter=7),
        authors=_style("Times-Roman", 10.5, 13.5, spaceAfter=4),
        small=_style("Times-Italic", 8, 10),
        abstract=_running("Times-Roman", 9, 11.2, spaceAfter=2.5),
        body=_running("Times-Roman", 9.3, 11.4, firstLineIndent=10),
        first=_running("Times-Roman", 9.3, 11.4),
        headings=(
            _style("Times-Bold", 11, 13, textColor=_MAROON, spaceBefore=9, spaceAfter=3),
            _style("Times-BoldItalic", 9.6, 11.5, spaceBefore=5, spaceAfter=1.5),
        ),
        caption=_style("Times-Roman", 8.2, 10, spaceAfter=3),
        cell=_style("Times-Roman", 8, 9.6),
        note=_style("Times-Roman", 7.2, 8.8),
        reference=_style("Times-Roman", 7.6, 9.3, leftIndent=14, firstLineIndent=-14, spaceAfter=1.2),
        numbered_references=True,
        boxed_abstract=False,
    ),
    "sans": Look(
        name="sans",
        page=letter,
        margin=54,
        gutter=22,
        top=60,
        bottom=58,
        accent=_BLUE,
        regular="Helvetica",
        bold="Helvetica-Bold",
        italic="Helvetica-Oblique",
        title=_style("Helvetica-Bold", 15.5, 19, alignment=TA_LEFT, textColor=_BLUE, spaceBefore=6, spaceAfter=8),
        authors=_style("Helvetica", 9.5, 13, spaceAfter=4),
        small=_style("Helvetica", 7.2, 9.4),
        abstract=_running("Helvetica", 8.3, 11),
        body=_running("Helvetica", 8.3, 11, spaceAfter=4),
        first=_running("Helvetica", 8.3, 11, spaceAfter=4),
        headings=(
            _style("Helvetica-Bold", 10, 12.5, textColor=_BLUE, spaceBefore=9, spaceAfter=4),
            _style("Helvetica-Oblique", 8.8, 11.5, spaceBefore=4, spaceAfter=3),
        ),
        caption=_style("Helvetica", 7.5, 9.6, spaceAfter=3),
        cell=_style("Helvetica", 7.2, 9.2),
        note=_style("Helvetica", 6.5, 8.3),
        reference=_style("Helvetica", 7, 9, leftIndent=10, firstLineIndent=-10, spaceAfter=2),
        numbered_references=False,
        boxed_abstract=True,
    ),
}
