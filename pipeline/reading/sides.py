"""The two sides of a comparison and how a sentence names them: by words, by capitals, as the control."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["CONTROL_WORDS", "Side", "is_named_first", "nearest_side"]

CONTROL_WORDS = (
    r"(?:placebo|controls?|control group|comparators?|comparison group|usual care|standard (?:care|treatment|therapy)"
    r"|sham|conventional|no treatment|untreated|waiting list|vehicle|saline)"
)
"""Words for the side that was not treated, as a group of a pattern."""

_CONTROL = regex(rf"\b{CONTROL_WORDS}\b", re.IGNORECASE)
_SHORT = regex(r"\b[A-Z][A-Z0-9-]{1,7}\b|(?<=\()[A-Z](?= group\))")
_WORD = regex(r"\w+")
_WORDS_OF_A_NAME = 4


@dataclass(frozen=True, slots=True)
class Side:
    """How one side of a comparison may be named: by words of its own, by its letters, as a control."""

    words: frozenset[str]
    letters: frozenset[str]
    is_control: bool

    @classmethod
    def of(cls, side: str, other: str) -> Side:
        """The names of `side` that it does not share with `other`."""
        short = frozenset(_SHORT.findall(side)) | _initials(side)
        theirs = frozenset(_SHORT.findall(other)) | _initials(other)
        return cls(stems(side) - stems(other), short - theirs, _CONTROL.search(side) is not None)

    def score(self, text: str) -> int:
        """How strongly `text` names this side."""
        found = len(self.words & stems(text))
        found += sum(re.search(rf"\b{re.escape(one)}\b", text) is not None for one in self.letters)
        return found + (self.is_control and _CONTROL.search(text) is not None)


def _initials(side: str) -> frozenset[str]:
    """The capitals of a name: accelerated fractionation is written AF."""
    words = re.findall(r"[A-Za-z]+", side.partition("(")[0])
    if not 1 < len(words) <= _WORDS_OF_A_NAME:
        return frozenset()
    return frozenset({"".join(word[0] for word in words).upper()})


def nearest_side(clause: str, place: int, ours: Side, theirs: Side) -> Side | None:
    """The side whose name stands nearest to `place`, None where neither is named."""
    best: tuple[int, Side] | None = None
    for match in _WORD.finditer(clause):
        mine, other = ours.score(match[0]), theirs.score(match[0])
        if mine == other:
            continue
        distance = abs(match.start() - place)
        if best is None or distance < best[0]:
            best = (distance, ours if mine > other else theirs)
    return best[1] if best else None


def is_named_first(clause: str, ours: Side, theirs: Side) -> bool:
    """Whether the side of the intervention is named before the other."""
    for match in _WORD.finditer(clause):
        mine, other = ours.score(match[0]), theirs.score(match[0])
        if mine != other:
            return mine > other
    return True
