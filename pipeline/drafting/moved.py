"""What moved between two drafts of one paper, sentence by sentence: pairs of what was there and what is. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.draft import SECTION_NAMES, Draft, Statement
from pipeline.text.align import alike

__all__ = ["Moved", "moved"]

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence in other words, or with other passages; without `before` it is new, without `after` it is gone."""

    section: str
    before: str
    after: str


def moved(before: Draft, after: Draft) -> tuple[Moved, ...]:
    """Every sentence of either draft that the other does not hold with the same passages, in the order of an entry.

    A sentence that only stands at another place of its section has not moved.
    """
    return tuple(
        one for name in SECTION_NAMES for one in _in(name, before.summary.section(name), after.summary.section(name))
    )


def _in(name: str, before: tuple[Statement, ...], after: tuple[Statement, ...]) -> Iterator[Moved]:
    left = [one for one in before if one not in after]
    for one in after:
        if one in before:
            continue
        pair = max(left, key=lambda other: alike(one.text, other.text), default=None)
        if pair is None or alike(one.text, pair.text) < _ALIKE:
            yield Moved(name, "", one.text)
        else:
            left.remove(pair)
            yield Moved(name, pair.text, one.text)
    yield from (Moved(name, one.text, "") for one in left)
