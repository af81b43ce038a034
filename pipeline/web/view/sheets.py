"""The pages of the paper as pictures, with a numbered box over each passage that a statement rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.document import Box, Document
from pipeline.web.view.statements import SectionView, placed

__all__ = ["Overlay", "PageView", "sheets"]

_BESIDE = 11.0  # points; the room that one number takes
_NEAR = 30  # points; two or three lines up and down
_SAME_LINE = 4  # points
_BETWEEN_COLUMNS = 9.0  # points; words of one line stand closer


@dataclass(frozen=True, slots=True)
class Overlay:
    """One box over a page, in points, belonging to a statement; `left` is where the line that it begins on begins."""

    box: Box
    number: int
    anchor: str
    first: bool
    left: float


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the paper with the boxes on it."""

    number: int
    width: float
    height: float
    overlays: tuple[Overlay, ...]


def sheets(document: Document, sections: Sequence[SectionView]) -> tuple[PageView, ...]:
    """Every page of the paper, with the boxes of the passages that the statements rest on."""
    overlays: dict[int, list[Overlay]] = {}
    shown = [
        (number, anchor, [box for one in document.sentences_in(span) for box in one.boxes])
        for number, anchor, span in placed(sections)
    ]
    wanted = {boxes[0].page for *_, boxes in shown if boxes}
    lines: dict[int, list[Box]] = {page: [] for page in wanted}
    for sentence in document.sentences if wanted else ():
        for box in sentence.boxes:
            if box.page in wanted:
                lines[box.page].append(box)
    taken: dict[tuple[int, int, int], int] = {}
    for number, anchor, boxes in shown:
        for order, box in enumerate(boxes):
            left = _beside_words(_line_start(box, lines[box.page]), box, lines[box.page]) if order == 0 else box.x0
            if order == 0:
                spot = (box.page, round(box.y0), round(left))
                left -= _BESIDE * taken.get(spot, 0)
                taken[spot] = taken.get(spot, 0) + 1
            overlay = Overlay(box, number, anchor, first=order == 0, left=left)
            overlays.setdefault(box.page, []).append(overlay)
    return tuple(
        PageView(page.number, page.width, page.height, tuple(overlays.get(page.number, ()))) for page in document.pages
    )


def _line_start(box: Box, on_page: Sequence[Box]) -> float:
    """Where the column of a box begins, so that a number beside it covers no word, nor a heading before the passage."""
    near = (one for one in on_page if abs(one.y0 - box.y0) < _NEAR and one.x0 < box.x1 and box.x0 < one.x1)
    box = min(near, key=lambda one: one.x0, default=box)
    line = [one for one in on_page if abs(one.y0 - box.y0) < _SAME_LINE and one.x0 < box.x0]
    left = box.x0
    for one in sorted(line, key=lambda other: -other.x1):
        if one.x1 < left - _BETWEEN_COLUMNS:
            break
        left = min(left, one.x0)
    return left


def _beside_words(left: float, box: Box, on_page: Sequence[Box]) -> float:
    """Where a number ends that covers no word of the line of its box: before all those that it would stand upon."""
    line = [one for one in on_page if abs(one.y0 - box.y0) < _SAME_LINE]
    for one in sorted(line, key=lambda other: -other.x0):
        if one.x0 < left and one.x1 > left - _BESIDE:
            left = one.x0
    return left
