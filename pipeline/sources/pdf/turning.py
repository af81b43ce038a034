"""Pages whose text runs up or down the sheet, such as wide tables: read as if turned, boxes turned back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.domain.document import Box, Sentence

__all__ = ["Turn", "turned_back"]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a displayed page of this size is turned to be read: 0, 1 (text runs upwards) or 3 (downwards) quarters."""

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as read."""
        return (self.height, self.width) if self.quarters else (self.width, self.height)

    def back(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """A rectangle of the page as read, on the page as displayed."""
        if self.quarters == 1:
            return y0, self.height - x1, y1, self.height - x0
        if self.quarters == 3:
            return self.width - y1, x0, self.width - y0, x1
        return x0, y0, x1, y1


def turned_back(sentences: tuple[Sentence, ...], turns: dict[int, Turn]) -> tuple[Sentence, ...]:
    """The sentences with their boxes on the pages as displayed. `turns` holds the turned pages by number."""
    if not turns:
        return sentences
    return tuple(
        replace(sentence, boxes=tuple(_back(box, turns) for box in sentence.boxes)) if sentence.boxes else sentence
        for sentence in sentences
    )


def _back(box: Box, turns: dict[int, Turn]) -> Box:
    turn = turns.get(box.page)
    if turn is None:
        return box
    x0, y0, x1, y1 = turn.back(box.x0, box.y0, box.x1, box.y1)
    return Box(box.page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
