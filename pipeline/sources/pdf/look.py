"""What the running text of a paper looks like: its type size, its fonts, its line pitch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.sources.pdf.lines import Line
from pipeline.text.regex import regex

__all__ = ["Look", "look_of"]

_PROSE = 28
_REFERENCES = regex(r"(?:\d+\.?\s*)?(?:references?|bibliography|literature cited)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """Body type: `size` in points, `font` name, `pitch` (distance of two baselines) as a multiple of the size."""

    size: float
    font: str
    pitch: float

    def is_body_size(self, line: Line) -> bool:
        """Whether the line is set in the size of running text."""
        return abs(line.size - self.size) < 0.45

    def is_prose(self, line: Line) -> bool:
        """Whether the line looks like one of running text: body size, not bold, long enough."""
        return self.is_body_size(line) and not line.bold and len(line.text) >= _PROSE


def look_of(lines: Iterable[Line]) -> Look:
    """The look that most characters of long lines have, the reference list left out."""
    sizes: Counter[float] = Counter()
    fonts: Counter[tuple[float, str]] = Counter()
    pitches: Counter[float] = Counter()
    last: Line | None = None
    listed = False
    for line in lines:
        if len(line.text) < 30:
            listed = listed or _REFERENCES.match(line.text) is not None
        if listed or line.turned or len(line.text) < _PROSE:
            continue
        size = round(line.size * 2) / 2
        sizes[size] += len(line.text)
        fonts[size, line.font] += len(line.text)
        if last is not None and last.page == line.page and abs(last.size - line.size) < 0.3:
            pitch = (line.y0 - last.y0) / max(line.size, 1)
            if 0.8 < pitch < 3.2:
                pitches[round(pitch, 2)] += 1
        last = line
    if not sizes:
        return Look(10.0, "", 1.2)
    most = max(sizes.values())
    size = max(
        size for size, weight in sizes.items() if weight >= 0.5 * most
    )  # tables are set smaller, and may be long
    font = max((key for key in fonts if key[0] == size), key=lambda key: fonts[key])[1]
    return Look(size, font, pitches.most_common(1)[0][0] if pitches else 1.2)
