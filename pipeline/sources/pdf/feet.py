"""Notes at the foot of a column: who answers letters, when the paper came in, what a mark refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.sources.pdf.kinds import Kind
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.text.regex import regex

__all__ = ["foot_notes"]

_MARKED = regex(r"[*†‡§¶#∗✉‖]|[⁰¹²³⁴-⁹ᵃ-ᶿʰ-ʸ]")
_OWN_AFFAIRS = regex(
    r"correspond|e-?mail|\w@\w|received|accepted|published|copyright|©|licen[cs]e|contributed equally|present address|"
    r"abbreviations|conflict|fund(?:ed|ing)|supported by|doi\b|issn|https?://",
    re.IGNORECASE,
)


def foot_notes(units: Sequence[Unit], kinds: Sequence[Kind], look: Look) -> tuple[Unit, ...]:
    """The units of one page that are notes: small print under the running text of its column, with nothing below it.

    `kinds` are those of the units by their look alone. A mark, or what one of the notes speaks of, must show the page's
    small print for notes; what a heading opens is a box and no note.
    """
    pairs = list(zip(units, kinds, strict=True))
    small = [unit for unit, kind in pairs if _is_small(unit, kind, look)]
    feet = [unit for unit in small if _ends_a_column(unit, pairs, look)]
    shown = any(_MARKED.match(unit.text) or _OWN_AFFAIRS.search(unit.text) for unit in feet)
    return tuple(feet) if shown else ()


def _is_small(unit: Unit, kind: Kind, look: Look) -> bool:
    return unit.size < look.size - 0.6 and unit.length > 20 and kind in (Kind.SMALL, Kind.LABEL, Kind.HEADING)


def _ends_a_column(unit: Unit, pairs: Sequence[tuple[Unit, Kind]], look: Look) -> bool:
    left, right = min(line.x0 for line in unit.lines), max(line.x1 for line in unit.lines)
    above = 0
    nearest = (0.0, False)
    for other, kind in pairs:
        if other is unit or not any(line.x0 < right and line.x1 > left for line in other.lines):
            continue
        if other.first.y0 > unit.first.y0:
            if other.size > unit.size + 0.5:
                return False
        elif not _is_small(other, kind, look) or kind is Kind.HEADING:
            nearest = max(nearest, (other.last.y1, kind is Kind.HEADING and other.length < 60))
            if other.last.y1 <= unit.first.y0 + 2 and look.is_body_size(other.first) and other.length >= 60:
                above += len(other.lines)
    return above >= 3 and not nearest[1]
