"""Where a character stands on its line: exact at the ends of each run, by the usual widths of letters in between."""

from __future__ import annotations

from itertools import accumulate, pairwise, repeat

from pipeline.sources.pdf.lines import Line

__all__ = ["edges_of"]

# Widths of the characters of a common serif face in thousandths of the type size; between two known places only
# their proportions count, so that other faces fare nearly as well.
_WIDTHS = {
    **dict.fromkeys("ijlt'|,.:;!` f()[]-r/\\", 300),
    **dict.fromkeys("acezsvxykJ", 440),
    **dict.fromkeys("bdghnopqu0123456789$*_?–<>+=", 500),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&≤≥±", 680),
    **dict.fromkeys("mwMW%@—", 820),
    " ": 270,
    "i": 270,
    "l": 260,
    "j": 260,
}
_USUAL = 480
_width_of = _WIDTHS.get


def edges_of(line: Line) -> tuple[float, ...]:
    """The x of every character boundary of the line: one more than it has characters."""
    length = len(line.text)
    known = {offset: x for offset, x in line.stops if 0 <= offset <= length}
    known[0], known[length] = line.x0, line.x1
    places = sorted(known.items())
    edges = [line.x0]
    x = line.x0
    for (start, x0), (end, x1) in pairwise(places):
        widths = [*accumulate(map(_width_of, line.text[start:end], repeat(_USUAL)))]
        x = max(x0, x)
        scale = max(0.0, x1 - x) / widths[-1] if widths else 0.0
        edges += [x + width * scale for width in widths]
        x = edges[-1]
    return tuple(edges)
