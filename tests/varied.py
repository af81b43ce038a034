"""Invented papers in many shapes, with their truth: one to three columns, floats, footnotes, watermarks, line numbers.

A `Layout` says how the paper is set, `varied_paper` writes it and returns what a reader must find in it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import Color, black
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

__all__ = ["Layout", "Truth", "varied_paper"]

_WIDTH, _HEIGHT = 595.0, 800.0
_TOP, _FOOT, _SIDE = 730.0, 80.0, 60.0
_SIZE, _LEADING = 10.0, 12.0
_NOUNS = "people patients walkers adults nurses clinics sensors families samples visits".split()
_VERBS = "reported showed needed measured described compared reached followed changed counted".split()
_THINGS = "the distance|a longer rest|more pain|the second walk|fewer steps|the letter|an early visit|the wheel".split(
    "|"
)
_TAILS = (
    "on the second day|in every clinic|before the first walk|(P = 0.03)|at 2.5 mg|after a week|as Abel et al. had seen|"
    "in 12 of 42 homes|without any help|during the winter months"
).split("|")
_FAMILIES = ("Abel", "Berg", "Cole", "Dole", "Ekman", "Falk", "Graf")
_PARTS = ("Introduction", "Methods", "Results", "Discussion")


@dataclass(frozen=True)
class Layout:
    """How an invented paper is set.

    `sentences` is how many each of its four parts has, `references` how many works it cites; `numbered_lines` sets a
    number beside each line, as preprints do; `by_rows` writes the lines of a page row by row across its columns;
    `float_at` puts a figure's caption at the head of that column (0-based, counted through all pages).
    """

    columns: int = 2
    sentences: int = 12
    seed: int = 0
    running_head: bool = True
    page_numbers: bool = True
    footnote: bool = False
    watermark: bool = False
    download_line: bool = False
    numbered_lines: bool = False
    references: int = 0
    float_at: int | None = None
    by_rows: bool = False


@dataclass(frozen=True)
class Truth:
    """The sentences of the body in order, the caption of the float if there is one, and what is not of the body."""

    body: tuple[str, ...]
    caption: str
    foreign: tuple[str, ...]


@dataclass(frozen=True)
class _Placed:
    page: int
    x: float
    y: float
    text: str
    font: str = "Times-Roman"
    size: float = _SIZE


def varied_paper(path: Path, layout: Layout) -> Truth:
    """Write the paper that `layout` describes to `path` and return its truth."""
    chance = random.Random(layout.seed)
    parts = {name: [_sentence(chance, f"{name[0]}{number}") for number in range(layout.sentences)] for name in _PARTS}
    caption = "Figure 1. Steps of all walkers by week and by clinic, with bars that show one standard error."
    column = _Columns(layout, caption)
    for number, (name, sentences) in enumerate(parts.items(), 1):
        column.put([f"{number}. {name}"], "Times-Bold", 11)
        for start in range(0, len(sentences), 4):
            column.put(_wrapped(" ".join(sentences[start : start + 4]), column.width))
    if layout.references:
        column.put(["References"], "Times-Bold", 11)
    for number in range(1, layout.references + 1):
        column.put(_wrapped(_entry(chance, number), column.width, 9), size=9)
    _write(path, layout, column)
    body = tuple(sentence for sentences in parts.values() for sentence in sentences)
    return Truth(body, caption if column.has_float else "", _foreign(layout))


def _sentence(chance: random.Random, mark: str) -> str:
    words = [f"In {mark} the {chance.choice(_NOUNS)} {chance.choice(_VERBS)} {chance.choice(_THINGS)}"]
    words += [f"and {chance.choice(_VERBS)} {chance.choice(_THINGS)}" for _ in range(chance.randrange(3))]
    return f"{' '.join(words)} {chance.choice(_TAILS)}."


def _entry(chance: random.Random, number: int) -> str:
    names = f"{chance.choice(_FAMILIES)} A, {chance.choice(_FAMILIES)} B"
    work = f"On {chance.choice(_THINGS)} of {chance.choice(_NOUNS)}"
    return f"{number}. {names}. {work}. J Invented. {2000 + number};4:1-{9 + number}."


def _foreign(layout: Layout) -> tuple[str, ...]:
    told = {
        "Journal of Invented Layouts": layout.running_head,
        "write to nobody@example.org": layout.footnote,
        "UNCORRECTED PROOF": layout.watermark,
        "Downloaded from": layout.download_line,
        "J Invented.": layout.references > 0,
    }
    return tuple(text for text, is_there in told.items() if is_there)


class _Columns:
    """Lines placed column by column, page after page."""

    def __init__(self, layout: Layout, caption: str) -> None:
        gap = 18.0
        self.width = (_WIDTH - 2 * _SIDE - gap * (layout.columns - 1)) / layout.columns
        self.step = self.width + gap
        self.layout, self.caption = layout, caption
        self.placed: list[_Placed] = []
        self.frames: list[tuple[int, float, float, float]] = []
        self.has_float = False
        self.column = 0
        self.y = 0.0
        self._open()

    @property
    def page(self) -> int:
        return self.column // self.layout.columns

    def put(self, lines: list[str], font: str = "Times-Roman", size: float = _SIZE) -> None:
        """Place the lines of a heading or a paragraph; a heading is never the last line of a column."""
        heading = font != "Times-Roman"
        self.y -= 8 if heading else 0
        for line in lines:
            if self.y < self._floor() + (2 * _LEADING if heading else 0):
                self.column += 1
                self._open()
            self.placed.append(_Placed(self.page, self._x(), self.y, line, font, size))
            self.y -= _LEADING
        self.y -= 3 if heading else 2

    def _x(self) -> float:
        return _SIDE + (self.column % self.layout.columns) * self.step

    def _floor(self) -> float:
        noted = self.layout.footnote and self.column == 0
        return _FOOT + (40 if noted else 0)

    def _open(self) -> None:
        self.y = _TOP - (150 if self.page == 0 else 0)
        if self.column == self.layout.float_at:
            self.has_float = True
            self.frames.append((self.page, self._x(), self.y - 90, self.width))
            self.y -= 110
            for line in _wrapped(self.caption, self.width, 8):
                self.placed.append(_Placed(self.page, self._x(), self.y, line, size=8))
                self.y -= 9.6
            self.y -= 14


def _wrapped(text: str, width: float, size: float = _SIZE) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Times-Roman", size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _write(path: Path, layout: Layout, column: _Columns) -> None:
    canvas = Canvas(str(path), pagesize=(_WIDTH, _HEIGHT))
    for page in range(column.page + 1):
        _furnish(canvas, page, layout)
        for frame_page, x, y, width in column.frames:
            if frame_page == page:
                canvas.rect(x, y, width, 80)
        numbered = list(enumerate((one for one in column.placed if one.page == page), 1))
        for number, one in sorted(numbered, key=lambda item: (-item[1].y, item[1].x)) if layout.by_rows else numbered:
            _text(canvas, one.x, one.y, one.text, one.font, one.size)
            if layout.numbered_lines:
                _text(canvas, one.x - 16, one.y, str(number), "Helvetica", 6)
        canvas.showPage()
    canvas.save()


def _furnish(canvas: Canvas, page: int, layout: Layout) -> None:
    if layout.running_head:
        _text(canvas, _SIDE, 770, "Journal of Invented Layouts 2024; 3: 45", "Times-Italic", 8)
    if layout.page_numbers:
        _text(canvas, _WIDTH / 2, 40, str(45 + page), "Times-Roman", 8)
    if layout.download_line:
        _text(canvas, _SIDE, 24, "Downloaded from layouts.example.org by guest on 3 May 2024", "Helvetica", 6)
    if layout.watermark:
        canvas.saveState()
        canvas.setFillColor(Color(0.5, 0.5, 0.5, alpha=0.25))
        canvas.translate(_WIDTH / 2, _HEIGHT / 2)
        canvas.rotate(50)
        canvas.setFont("Helvetica-Bold", 52)
        canvas.drawCentredString(0, 0, "UNCORRECTED PROOF")
        canvas.restoreState()
        canvas.setFillColor(black)
    if page == 0:
        _text(canvas, _SIDE, 735, "Walking and resting in an invented illness of long duration", "Times-Bold", 16)
        _text(canvas, _SIDE, 715, "Ann Example, Ben Sample and Cleo Test", "Times-Roman", 11)
        _text(canvas, _SIDE, 690, "Abstract", "Times-Bold", 11)
        _text(
            canvas,
            _SIDE,
            676,
            "We asked forty-two adults of one town to walk twice and to rest in between.",
            "Times-Roman",
            9.5,
        )
        _text(
            canvas, _SIDE, 664, "They walked less far on the second day than they did on the first.", "Times-Roman", 9.5
        )
        if layout.footnote:
            _text(canvas, _SIDE, _FOOT + 8, "* write to nobody@example.org", "Times-Roman", 7.5)


def _text(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)
