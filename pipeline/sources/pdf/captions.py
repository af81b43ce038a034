"""Captions whose text goes on in other type below their label, or at the head of the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.sources.pdf.cuts import is_cut
from pipeline.sources.pdf.kinds import Kind
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.text.regex import regex

__all__ = ["joined_captions"]

_FIGURE = regex(r"(?:\w+ )?fig", re.IGNORECASE)
_RUNNING = frozenset((Kind.SMALL, Kind.PROSE))


def joined_captions(
    units: Sequence[Unit], kinds: Sequence[Kind], look: Look
) -> tuple[tuple[Unit, ...], tuple[Kind, ...]]:
    """The units and their kinds, each caption with the text that goes on from it."""
    taken: set[int] = set()
    longer: dict[int, Unit] = {}
    for index, kind in enumerate(kinds):
        if kind is not Kind.CAPTION:
            continue
        caption = units[index]
        below = index + 1
        if below < len(units) and kinds[below] in _RUNNING and _stands_under(caption, units[below], look):
            taken.add(below)
            caption = _with(caption, units[below])
        over = _over_the_page(caption, index, units, kinds)
        if over is not None and over not in taken:
            taken.add(over)
            caption = _with(caption, units[over])
        longer[index] = caption
    kept = [index for index in range(len(units)) if index not in taken]
    return tuple(longer.get(index, units[index]) for index in kept), tuple(kinds[index] for index in kept)


def _with(caption: Unit, rest: Unit) -> Unit:
    return replace(caption, lines=(*caption.lines, *rest.lines))


def _stands_under(caption: Unit, below: Unit, look: Look) -> bool:
    """Whether the text below a figure's label, or below a title that breaks off, belongs to it."""
    first, last = below.first, caption.last
    if _FIGURE.match(caption.first.text) is None or not is_cut(last.text):
        return False
    apart = below.size < look.size - 0.4
    near = first.page == last.page and 0 < first.y0 - last.y0 < 2 * max(first.size, last.size)
    return apart and near and abs(first.x0 - caption.first.x0) < first.size


def _over_the_page(caption: Unit, index: int, units: Sequence[Unit], kinds: Sequence[Kind]) -> int | None:
    """The index of the small print at the head of the next page with which a caption at a page's foot goes on."""
    last = caption.last
    if not is_cut(last.text) or any(unit.page == last.page and unit.first.y0 > last.y1 for unit in units):
        return None
    following = [other for other in range(index + 1, len(units)) if units[other].page == last.page + 1]
    head = min((units[other].first.y0 for other in following), default=0.0)
    for other in following:
        first = units[other].first
        if kinds[other] in _RUNNING and first.y0 <= head + 1 and first.font in {line.font for line in caption.lines}:
            return other if abs(first.size - last.size) < 0.3 and units[other].size < last.size + 0.3 else None
    return None
