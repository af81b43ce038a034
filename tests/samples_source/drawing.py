"""Tables, charts, boxes and footnotes of the samples as ReportLab flowables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor, black, white
from reportlab.platypus import KeepTogether, Paragraph, Spacer
from reportlab.platypus import Table as RuledTable

from tests.samples_source.looks import Look
from tests.samples_source.manuscript import Figure, Table

__all__ = ["Setter", "figure", "table"]

# Markup and a style in, a paragraph with markers and soft hyphens out.
Setter = Callable[[str, Any], Paragraph]

_GREY = HexColor(0xEEEEEE)
_FIGURE_HEIGHTS = {"lines": 150.0, "boxes": 108.0}


def table(data: Table, look: Look, width: float, paragraph: Setter) -> KeepTogether:
    """The table with its caption above and its note below, ruled as in a journal."""
    heads = [paragraph(f"**{cell}**" if cell else "", look.cell) for cell in data.columns]
    rows = [[paragraph(cell, look.cell) for cell in row] for row in data.rows]
    ruled = RuledTable([heads, *rows], colWidths=[share * width for share in data.widths], hAlign="LEFT")
    ruled.setStyle(
        [
            ("LINEABOVE", (0, 0), (-1, 0), 0.9, black),
            ("LINEBELOW", (0, 0), (-1, 0), 0.4, black),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, black),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ]
    )
    parts = [Spacer(1, 4), paragraph(f"**Table {data.number}.** {data.caption}", look.caption), ruled]
    if data.note:
        parts += [Spacer(1, 2), paragraph(data.note, look.note)]
    return KeepTogether([*parts, Spacer(1, 10)])


def figure(data: Figure, look: Look, width: float, paragraph: Setter) -> KeepTogether:
    """The chart with its caption below."""
    word = "Figure" if look.numbered_references else "Fig."
    drawing = _lines(data, look, width) if data.kind == "lines" else _boxes(data, look, width)
    caption = paragraph(f"**{word} {data.number}.** {data.caption}", look.caption)
    return KeepTogether([Spacer(1, 4), drawing, caption, Spacer(1, 6)])


class _Plot:
    """Axes with a linear scale each, and the drawing that they stand in."""

    def __init__(self, data: Figure, look: Look, width: float, x_range: tuple[float, float]) -> None:
        height = _FIGURE_HEIGHTS[data.kind]
        self.drawing = Drawing(width, height)
        self.left, self.right = 32.0, width - 6
        self.floor, self.ceiling = (30.0 if data.x_label else 18.0), height - 16
        self.x_range, self.y_range = x_range, data.y_range
        self.font = look.regular
        self.axes(data)

    def x(self, value: float) -> float:
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return self.floor + (value - low) / (high - low) * (self.ceiling - self.floor)

    def axes(self, data: Figure) -> None:
        if data.band:
            start, end = (self.x(value) for value in data.band)
            shade = Rect(start, self.floor, end - start, self.ceiling - self.floor, fillColor=_GREY, strokeColor=None)
            self.drawing.add(shade)
        self.rule(self.left, self.floor, self.left, self.ceiling)
        self.rule(self.left, self.floor, self.right, self.floor)
        decimals = 0 if all(tick.is_integer() for tick in data.y_ticks) else 1
        for tick in data.y_ticks:
            self.rule(self.left - 3, self.y(tick), self.left, self.y(tick))
            self.word(self.left - 5, self.y(tick) - 2.4, f"{tick:.{decimals}f}", "end")
        self.word(4, self.ceiling + 8, data.y_label, "start")
        if data.x_label:
            self.word((self.left + self.right) / 2, 4, data.x_label, "middle")

    def rule(self, x0: float, y0: float, x1: float, y1: float, *, dashes: Sequence[float] | None = None) -> None:
        self.drawing.add(Line(x0, y0, x1, y1, strokeColor=black, strokeWidth=0.6, strokeDashArray=dashes))

    def word(self, x: float, y: float, text: str, anchor: str) -> None:
        self.drawing.add(String(x, y, text, fontName=self.font, fontSize=7, textAnchor=anchor))


def _lines(data: Figure, look: Look, width: float) -> Drawing:
    plot = _Plot(data, look, width, (min(data.x) - 1, max(data.x) + 1))
    for x in data.x:
        plot.rule(plot.x(x), plot.floor - 3, plot.x(x), plot.floor)
        plot.word(plot.x(x), plot.floor - 11, f"{x:g}", "middle")
    for number, series in enumerate(data.series):
        shift = 1.4 if number else -1.4  # so that error bars do not cover each other
        points = [(plot.x(x) + shift, plot.y(y)) for x, y in zip(data.x, series.y, strict=True)]
        for (x, _), y, half in zip(points, series.y, series.half, strict=True):
            plot.rule(x, plot.y(y - half), x, plot.y(y + half))
        flat = [value for point in points for value in point]
        dashes = [3, 2] if series.hollow else None
        plot.drawing.add(PolyLine(flat, strokeColor=look.accent, strokeWidth=1.1, strokeDashArray=dashes))
        for x, y in points:
            fill = white if series.hollow else look.accent
            plot.drawing.add(Circle(x, y, 2.2, fillColor=fill, strokeColor=look.accent, strokeWidth=0.8))
        key = plot.floor + 8 + 10 * (len(data.series) - 1 - number)
        fill = white if series.hollow else look.accent
        plot.drawing.add(Circle(plot.left + 12, key + 2.4, 2.2, fillColor=fill, strokeColor=look.accent))
        plot.word(plot.left + 18, key, series.name, "start")
    return plot.drawing


def _boxes(data: Figure, look: Look, width: float) -> Drawing:
    plot = _Plot(data, look, width, (0, len(data.boxes)))
    for number, box in enumerate(data.boxes):
        middle, half = plot.x(number + 0.5), 17.0
        plot.rule(middle, plot.y(box.low), middle, plot.y(box.high))
        for end in (box.low, box.high):
            plot.rule(middle - 7, plot.y(end), middle + 7, plot.y(end))
        height = plot.y(box.q3) - plot.y(box.q1)
        fill = HexColor(0xC9D8E6) if number == 0 else white
        plot.drawing.add(
            Rect(middle - half, plot.y(box.q1), 2 * half, height, fillColor=fill, strokeColor=black, strokeWidth=0.7)
        )
        plot.rule(middle - half, plot.y(box.median), middle + half, plot.y(box.median))
        plot.word(middle, plot.floor - 11, box.name, "middle")
    if data.line is not None:
        plot.rule(plot.left, plot.y(data.line), plot.right, plot.y(data.line), dashes=[2, 2])
    return plot.drawing
