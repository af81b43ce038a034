"""What a number of a statement is held against: the single values of the evidence, and the verdict on one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.text.numbers import Kind, Number
from pipeline.text.units import Unit

__all__ = ["ABSENT", "Atom", "How", "Support", "atoms"]


class How(StrEnum):
    """In what way a number is borne out, best first, or why not."""

    EXACT = "exact"
    ROUNDED = "rounded"
    CONVERTED = "converted"
    SHARE = "share"
    COMPUTED = "computed"
    CONTRAST = "contrast"  # a difference or a complement: right only where the statement speaks of the rest or a change
    OTHER_UNIT = "other_unit"  # the figure is there, but it counts or measures something else
    ABSENT = "absent"


_RANK = {how: rank for rank, how in enumerate(How)}


@dataclass(frozen=True, slots=True)
class Support:
    """How a number is borne out; `why` is a few words for people ("4 of 11", "50 + 20")."""

    how: How
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether the evidence bears the number out (for `contrast`: if the statement speaks of the rest)."""
        return self.how not in (How.OTHER_UNIT, How.ABSENT)

    @property
    def rank(self) -> int:
        """0 for the best way of being borne out."""
        return _RANK[self.how]


ABSENT = Support(How.ABSENT)


@dataclass(frozen=True, slots=True)
class Atom:
    """One value of the evidence. Values of one ratio share `pair`; all others have their own."""

    value: float
    places: int
    unit: Unit | None
    kind: Kind
    noun: str
    pair: int
    spelled: bool = False

    @property
    def is_share(self) -> bool:
        """Whether this is a percentage."""
        return self.unit is not None and self.unit.dimension == "share"

    @property
    def is_count(self) -> bool:
        """Whether this is a plain whole number, alone or in a ratio."""
        return self.kind in (Kind.COUNT, Kind.RATIO) and self.unit is None and self.places == 0

    def shown(self) -> str:
        """The value as it is told to people."""
        unit = "" if self.unit is None else " %" if self.is_share else f" {self.unit.name}"
        noun = f" {self.noun}" if self.noun and self.unit is None else ""
        return f"{self.value:.{self.places}f}{unit}{noun}"


def atoms(numbers: Sequence[Number], *, names_too: bool = False) -> Iterator[Atom]:
    """Every value of `numbers`, in order; with `names_too` also those that are part of a name or an order."""
    for index, number in enumerate(numbers):
        if number.is_quantity or names_too:
            for value, places in zip(number.values, number.places, strict=True):
                yield Atom(value, places, number.unit, number.kind, number.noun, index, number.spelled)
