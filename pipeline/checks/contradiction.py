"""Two statements of one draft that say the opposite of the same thing. Part of family D."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.checks.stated import TELLING, denied_at
from pipeline.text.wording_comparison import sides_reversed
from pipeline.text.wording_direction import Told, flipped

__all__ = ["contradiction"]

# So many words around the two words that part must be the same, and so much of the shorter surroundings.
_FEWEST, _MOSTLY = 3, 0.75


def contradiction(case: Case) -> Iterator[Hit]:
    """Both statements of each such pair, each with the other beside it."""
    told = [(field, statement.text) for field, statement in case.statements if field.startswith(TELLING)]
    for (field, text), (other_field, other) in combinations(told, 2):
        pair = flipped(text, other)
        if pair is None or sides_reversed(text, other) or not _on_the_same(*pair):
            continue
        ours, theirs = (pair[0].start, pair[0].end), (pair[1].start, pair[1].end)
        if denied_at(text, ours) is not denied_at(other, theirs):
            continue
        yield Hit(field, f"{other_field} says the opposite: “{shown(other)}”.", ours)
        yield Hit(other_field, f"{field} says the opposite: “{shown(text)}”.", theirs)


def _on_the_same(ours: Told, theirs: Told) -> bool:
    shared = len(ours.around & theirs.around)
    return shared >= _FEWEST and shared >= _MOSTLY * min(len(ours.around), len(theirs.around))
