"""What stands in the middle of a paragraph without belonging to it: the publisher's margin, a box at a page's head.

The file gives them where a column ends, so that the paragraph that runs on over the break would be cut in two and go
on under the aside's own heading.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.document import Role
from pipeline.sources.pdf.cuts import is_cut
from pipeline.sources.pdf.kinds import Kind
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import role_of_heading

__all__ = ["asides_of"]

_FLOATING = frozenset((Kind.CAPTION, Kind.NOTE))


def asides_of(units: Sequence[Unit], kinds: Sequence[Kind], start: int, look: Look) -> frozenset[int]:
    """The indices of units that part a paragraph from its rest, the body beginning at `start`; captions left out.

    Only where all signs agree: running text breaks off at the end of a full line, a heading or small print in another
    face follows, and the next running text, in another column or page, begins in the middle of a sentence.
    """
    found: set[int] = set()
    cut: int | None = None
    for index in range(start, len(units)):
        unit, kind = units[index], kinds[index]
        if kind is Kind.HEADING and role_of_heading(unit.text) is Role.REFERENCES:
            break
        if kind is not Kind.PROSE or not _is_own(unit, look):
            continue
        if cut is not None and _goes_on(units[cut], unit):
            found.update(_set_apart(kinds, range(cut + 1, index)))
        cut = index if _breaks_off(unit) else None
    return frozenset(found)


def _set_apart(kinds: Sequence[Kind], between: range) -> list[int]:
    """Those that would be read as running text or as its headings; a label only below a heading."""
    headed = next((index for index in between if kinds[index] is Kind.HEADING), between.stop)
    if headed == between.stop and not any(kinds[index] is Kind.SMALL for index in between):
        return []  # a formula goes on with the sentence
    return [
        index
        for index in between
        if kinds[index] not in _FLOATING and (kinds[index] is not Kind.LABEL or index > headed)
    ]


def _is_own(unit: Unit, look: Look) -> bool:
    """Whether the unit is set in the face of the running text."""
    return any(line.font == look.font and look.is_body_size(line) for line in (unit.first, unit.last))


def _breaks_off(unit: Unit) -> bool:
    full = unit.last.x1 > unit.right - 1.5 * unit.last.size
    return full and is_cut(unit.last.text) and not unit.last.text.endswith(":")


def _goes_on(before: Unit, after: Unit) -> bool:
    moved = after.page == before.page + 1 or (after.page == before.page and after.column > before.column)
    return moved and after.first.text[:1].islower()
