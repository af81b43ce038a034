"""Lines and pages made by hand, for tests of what reads them."""

from __future__ import annotations

from pipeline.sources.pdf.lines import Line, PageLines
from pipeline.sources.pdf.turning import Turn

__all__ = ["line", "page"]


def line(text: str, x0: float = 50, y0: float = 100, *, page: int = 1, size: float = 10, width: float | None = None,
         font: str = "Body", bold: bool = False, lead: int = 0) -> Line:  # fmt: skip
    """A line of text at a place; about half the type size wide for each character unless `width` says otherwise."""
    x1 = x0 + (width if width is not None else 0.48 * size * len(text))
    return Line(page, x0, y0, x1, y0 + size, text, size, font, bold, False, lead, ())


def page(*lines: Line, number: int = 1, width: float = 600, height: float = 800) -> PageLines:
    """A page with these lines and nothing else."""
    letters = sum(len(item.text) for item in lines)
    return PageLines(number, width, height, lines, (), (), (), 0, letters, Turn(0, width, height))
