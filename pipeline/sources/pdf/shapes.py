"""Signs by their drawn shape: what a few pixels prove where a font stores "=" as "5" or "±" as a control character.

Only shapes that no letter or digit has are named; everything else stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Glyph", "is_prime", "sign_of"]


class Glyph(NamedTuple):
    """The ink of one glyph: rows of booleans, top to bottom, cut to the ink.

    `em` is the type size in pixels, `bottom` how far the lowest row stands above the baseline (negative below it).
    """

    rows: tuple[tuple[bool, ...], ...]
    em: float
    bottom: float


def sign_of(glyph: Glyph) -> str | None:
    """The sign that has this shape, one of `= − - + ± < > ≤ ≥ "`, or None."""
    height, width = len(glyph.rows), len(glyph.rows[0]) if glyph.rows else 0
    if height < 1 or width < 3:
        return None
    bars = _bars(glyph.rows)
    thin = 0.14 * glyph.em
    if bars == [(0, height)] and height <= thin and glyph.bottom > 0.08 * glyph.em:
        return ("−" if width > 0.4 * glyph.em else "-") if width > 2.5 * height else None
    if len(bars) == 2 and _is_equal(glyph, bars, thin):
        return "="
    if _is_quote(glyph):
        return '"'
    if width < 0.3 * glyph.em:
        return None
    if bars and bars[-1][1] == height and bars[-1][0] > 0.55 * height and bars[-1][1] - bars[-1][0] <= thin:
        upper = _cut(glyph.rows[: bars[-1][0]])
        return {"+": "±", "<": "≤", ">": "≥"}.get(_simple(upper, glyph.em) or "")
    return _simple(glyph.rows, glyph.em)


def is_prime(glyph: Glyph) -> bool:
    """Whether this is one slanted stroke that tapers to its foot, as in 5′; a slash is as broad below as above."""
    rows = glyph.rows
    height, width = len(rows), len(rows[0]) if rows else 0
    if height < 0.2 * glyph.em or not 0.2 < width / max(1, height) < 0.95:
        return False
    ends = [(row.index(True), len(row) - 1 - row[::-1].index(True)) for row in map(list, rows) if True in row]
    solid = len(ends) == height and all(all(row[a : b + 1]) for row, (a, b) in zip(rows, ends, strict=True))
    if not solid:
        return False
    broad = [b - a + 1 for a, b in ends]
    third = max(1, height // 3)
    slants = ends[0][0] > ends[-1][0] and all(below[0] <= above[0] + 1 for above, below in pairwise(ends))
    return slants and sum(broad[-third:]) < 0.8 * sum(broad[:third]) and broad[-1] <= 0.75 * max(broad)


def _simple(rows: Sequence[Sequence[bool]], em: float) -> str | None:
    """A plus or an angle."""
    height, width = len(rows), len(rows[0]) if rows else 0
    if height < 0.25 * em or not 0.5 < width / max(1, height) < 2:
        return None
    bars = _bars(rows)
    upright = _bars(_turned(rows))
    if len(bars) == 1 and len(upright) == 1:
        return (
            "+"
            if _is_central(bars[0], height) and _is_central(upright[0], width) and _is_hollow(rows, bars, upright)
            else None
        )
    if bars or upright:
        return None
    ends = [(row.index(True), len(row) - 1 - row[::-1].index(True)) for row in map(list, rows) if True in row]
    if len(ends) != height:
        return None
    if _is_angle([left for left, _ in ends], [right for _, right in ends], width):
        return "<"
    if _is_angle([width - 1 - right for _, right in ends], [width - 1 - left for left, _ in ends], width):
        return ">"
    return None


def _bars(rows: Sequence[Sequence[bool]]) -> list[tuple[int, int]]:
    """The runs of rows that are inked over nearly their whole width, as (first, behind the last)."""
    bars: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        if sum(row) >= 0.88 * len(row):
            if bars and bars[-1][1] == number:
                bars[-1] = (bars[-1][0], number + 1)
            else:
                bars.append((number, number + 1))
    return bars


def _is_equal(glyph: Glyph, bars: Sequence[tuple[int, int]], thin: float) -> bool:
    (a, b), (c, d) = bars
    empty = not any(any(row) for row in glyph.rows[b + 1 : c - 1])
    alike = abs((b - a) - (d - c)) <= max(2.0, 0.3 * (b - a))
    width, height = len(glyph.rows[0]), len(glyph.rows)
    return a <= 1 and d >= height - 1 and empty and alike and c - b >= 3 and b - a <= thin and width > 1.2 * height


def _is_quote(glyph: Glyph) -> bool:
    """Two marks side by side, high above the baseline."""
    if len(glyph.rows) > 0.36 * glyph.em or glyph.bottom < 0.34 * glyph.em or not glyph.rows:
        return False
    columns = [any(column) for column in _turned(glyph.rows)]
    gaps = "".join("x" if inked else " " for inked in columns).split()
    return len(gaps) == 2 and min(map(len, gaps)) > 0.6 * max(map(len, gaps))


def _is_central(bar: tuple[int, int], length: int) -> bool:
    return bar[1] - bar[0] < 0.35 * length and abs(bar[0] + bar[1] - length) < 0.24 * length


def _is_hollow(
    rows: Sequence[Sequence[bool]], bars: Sequence[tuple[int, int]], upright: Sequence[tuple[int, int]]
) -> bool:
    """Whether nothing but the two bars is inked."""
    (top, low), (left, right) = bars[0], upright[0]
    inked = sum(
        inked
        for y, row in enumerate(rows)
        for x, inked in enumerate(row)
        if not (top - 2 <= y < low + 2 or left - 2 <= x < right + 2)
    )
    return inked == 0


def _is_angle(near: Sequence[int], far: Sequence[int], width: int) -> bool:
    """Whether two straight arms meet at the near side in the middle: `near` and `far` are the ends of each row."""
    height = len(near)
    tip = min(range(height), key=lambda row: near[row])
    if not 0.38 * height < tip < 0.62 * height or min(near) > 0.15 * width:
        return False
    if min(near[0], near[-1]) < 0.45 * width or min(far[0], far[-1]) < 0.8 * width:
        return False
    thick = max(b - a for a, b in zip(near, far, strict=True)) < 0.75 * width
    slopes = [(near[row] - near[tip]) / max(1, abs(row - tip)) for row in (0, height // 4, 3 * height // 4, height - 1)]
    return thick and min(slopes) > 0.4 * max(slopes) and far[tip] < 0.6 * width


def _turned(rows: Sequence[Sequence[bool]]) -> list[tuple[bool, ...]]:
    return list(zip(*rows, strict=True))


def _cut(rows: Sequence[Sequence[bool]]) -> list[tuple[bool, ...]]:
    """The rows without blank ones at the ends and blank columns at the sides."""
    inked = [number for number, row in enumerate(rows) if any(row)]
    if not inked:
        return []
    kept = rows[inked[0] : inked[-1] + 1]
    columns = [number for number, column in enumerate(_turned(kept)) if any(column)]
    return [tuple(row[columns[0] : columns[-1] + 1]) for row in kept]
