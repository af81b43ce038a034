"""What the pages hold, as plain records: lines of text with their place and look, drawn rectangles, pages.

Everything above `layer` works on these and never sees the PDF library. Coordinates are PDF points from the top left
of the page with its text upright; y grows downwards.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.sources.pdf.turning import Turn

__all__ = ["Drawn", "Line", "PageLines", "Suspect"]


class Line(NamedTuple):
    """One line of text as the file gives it, cleaned (`characters`), with the look of most of its characters.

    `mixed` says that more than one face is used; `lead` is the number of leading characters set apart from the rest by
    weight or slope (a run-in heading), else 0.
    `stops` are (offset, x) pairs, ascending, where the place of a character is known exactly.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    size: float
    font: str
    bold: bool
    italic: bool
    lead: int
    stops: tuple[tuple[int, float], ...]
    turned: bool = False
    mixed: bool = False

    @property
    def middle(self) -> float:
        """The y of the line's middle."""
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        """The width in points."""
        return self.x1 - self.x0

    @property
    def strong(self) -> bool:
        """Whether the line is set apart from running text by weight or slope."""
        return self.bold or self.italic


class Drawn(NamedTuple):
    """A drawn rectangle or line: where, whether it is filled, its colour (0xRRGGBB), and how many lines came before."""

    x0: float
    y0: float
    x1: float
    y1: float
    filled: bool
    color: int
    after: int


class Suspect(NamedTuple):
    """A run of text that may not be visible, and why we think so. `sure` needs no look at the rendered page."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    how: str
    sure: bool


class PageLines(NamedTuple):
    """One page: its size as displayed, its lines in the order of the file, what is drawn, and what may be hidden."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: tuple[Drawn, ...]
    suspects: tuple[Suspect, ...]
    ghosts: tuple[Line, ...]
    """Lines drawn in no colour at all: what a scanner's text recognition lays over the image of a page."""
    unknown: int
    """Characters whose meaning the file does not give."""
    letters: int
    """All characters but spaces."""
    turn: Turn
    """How the page was turned to be read; coordinates and size here are those of the page as read."""
    doubted: bool = False
    """Whether a font of the page is known to draw other characters than it stores."""
