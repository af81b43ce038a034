"""What changed between two versions of an entry, statement by statement and word by word, for people to compare. Pure.

Statements are paired within their section: by the same words, then by likeness, then by place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.draft import SECTION_NAMES, Draft, Statement
from pipeline.drafting.changes import what_facts_changed
from pipeline.text.align import alike
from pipeline.text.difference import Piece, difference

__all__ = ["Changed", "Differences", "differences"]

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one statement: its words, and the words of its evidence; empty for what stayed as it was."""

    words: tuple[Piece, ...] = ()
    evidence: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that changed: statements by their field, those taken out (section, words), facts as plain lines."""

    statements: Mapping[str, Changed] = field(default_factory=dict)
    removed: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed that a reader would see."""
        return bool(self.statements or self.removed or self.facts)


def differences(before: Draft, now: Draft) -> Differences:
    """What a person sees in `now` that was otherwise in `before`."""
    changed: dict[str, Changed] = {}
    removed: list[tuple[str, str]] = []
    for name in SECTION_NAMES:
        old, new = before.summary.section(name), now.summary.section(name)
        pairs = _paired(old, new)
        removed += [(name, one.text) for at, one in enumerate(old) if at not in pairs.values()]
        for at, one in enumerate(new):
            there = old[pairs[at]] if at in pairs else None
            words = difference(there.text if there else "", one.text) if not there or there.text != one.text else ()
            quotes = _quotes(there) if there else ""
            evidence = difference(quotes, _quotes(one)) if there and quotes != _quotes(one) else ()
            if words or evidence:
                changed[f"/summary/{name}/{at}"] = Changed(words, evidence)
    return Differences(changed, tuple(removed), what_facts_changed(now, before))


def _paired(old: tuple[Statement, ...], new: tuple[Statement, ...]) -> dict[int, int]:
    """For each new statement that was there before, by its place: the place where it was."""
    pairs: dict[int, int] = {}
    left = dict(enumerate(old))
    for at, one in enumerate(new):
        same = next((place for place, other in left.items() if other.text == one.text), None)
        if same is not None:
            pairs[at] = same
            del left[same]
    for at, one in enumerate(new):
        if at in pairs or not left:
            continue
        nearest = max(left, key=lambda place: alike(one.text, left[place].text))
        if alike(one.text, left[nearest].text) >= _ALIKE:
            pairs[at] = nearest
            del left[nearest]
    if len(old) == len(new):
        pairs |= {at: at for at in range(len(new)) if at not in pairs and at in left}
    return pairs


def _quotes(statement: Statement) -> str:
    return " … ".join(one.quote for one in statement.evidence)
