"""The two sides of a comparison and how a sentence names them: by words, by capitals, as the control."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["CONTROL_WORDS", "Comparison", "Side", "is_named_first", "nearest_side"]

CONTROL_WORDS = (
    r"(?:placebo|controls?|control group|comparators?|comparison group|usual care|standard (?:care|treatment|therapy)"
    r"|sham|conventional|no treatment|untreated|waiting list|vehicle|saline)"
)
"""Words for the side that was not treated, as a group of a pattern."""

_CONTROL = regex(rf"\b{CONTROL_WORDS}\b", re.IGNORECASE)
_TREATED = regex(
    r"(?<![\w-])(?:intervention|treatment|experimental|active|treated)[ -](?:groups?|arms?|participants|patients"
    r"|children|women|men|subjects)\b|\bthe (?:intervention|experimental)\b",
    re.IGNORECASE,
)
_SHORT = regex(r"\b[A-Z][A-Z0-9-]{1,7}\b|(?<=\()[A-Z](?= group\))")
# "dexamethasone (group D)": a group that is called by a letter or a number
_LETTERED = regex(r"\b(?:groups?|arm)\s(?P<letter>[A-Z]|[IVX]{1,4}|\d)\b", re.IGNORECASE)
_WORD = regex(r"\w+")
_WORDS_OF_A_NAME = 4


@dataclass(frozen=True, slots=True)
class Side:
    """How one side of a comparison may be named: by its own words or letters, as a lettered group, by its part."""

    words: frozenset[str]
    letters: frozenset[str]
    groups: frozenset[str]
    is_control: bool
    is_treated: bool

    @classmethod
    def of(cls, side: str, other: str, *, treated: bool) -> Side:
        """The names of `side` that it does not share with `other`; `treated` is the side that is asked about."""
        short = frozenset(_SHORT.findall(side)) | _initials(side)
        theirs = frozenset(_SHORT.findall(other)) | _initials(other)
        by_name = _CONTROL.search(side) is not None
        return cls(
            stems(side) - stems(other),
            short - theirs,
            frozenset(_LETTERED.findall(side)) - frozenset(_LETTERED.findall(other)),
            is_control=by_name or (not treated and _CONTROL.search(other) is None),
            is_treated=treated and not by_name,
        )

    def places(self, text: str) -> list[int]:
        """Where `text` names this side."""
        found = [match.start() for match in _WORD.finditer(text) if self.words & stems(match[0])]
        found += [match.start() for one in self.letters for match in re.finditer(rf"\b{re.escape(one)}\b", text)]
        found += [match.start() for match in _LETTERED.finditer(text) if match["letter"] in self.groups]
        if self.is_control:
            found += [match.start() for match in _CONTROL.finditer(text)]
        if self.is_treated:
            found += [match.start() for match in _TREATED.finditer(text)]
        return found

    def score(self, text: str) -> int:
        """How strongly `text` names this side."""
        found = len(self.words & stems(text))
        found += sum(re.search(rf"\b{re.escape(one)}\b", text) is not None for one in self.letters)
        found += any(match["letter"] in self.groups for match in _LETTERED.finditer(text))
        found += self.is_treated and _TREATED.search(text) is not None
        return found + (self.is_control and _CONTROL.search(text) is not None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked: an outcome, and the two sides, either of which may be empty."""

    outcome: str
    intervention: str = ""
    comparator: str = ""

    def sides(self) -> tuple[Side, Side]:
        """How the intervention and how the comparator may be named."""
        return (
            Side.of(self.intervention, self.comparator, treated=True),
            Side.of(self.comparator, self.intervention, treated=False),
        )


def _initials(side: str) -> frozenset[str]:
    """The capitals of a name: accelerated fractionation is written AF."""
    words = re.findall(r"[A-Za-z]+", side.partition("(")[0])
    if not 1 < len(words) <= _WORDS_OF_A_NAME:
        return frozenset()
    return frozenset({"".join(word[0] for word in words).upper()})


def nearest_side(clause: str, place: int, ours: Side, theirs: Side) -> Side | None:
    """The side whose name stands nearest to `place`, None where neither is named."""
    mine, other = ours.places(clause), theirs.places(clause)
    if not mine and not other:
        return None
    if not mine or not other:
        return ours if mine else theirs
    return ours if min(abs(at - place) for at in mine) <= min(abs(at - place) for at in other) else theirs


def is_named_first(clause: str, ours: Side, theirs: Side) -> bool:
    """Whether the side of the intervention is named before the other."""
    mine, other = ours.places(clause), theirs.places(clause)
    return not other or (bool(mine) and min(mine) <= min(other))
