"""What a number read from a text is: its kind, its values, its unit, what bounds it, and its role in time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.document import Span
from pipeline.text.units import Unit

__all__ = ["Kind", "Number", "Relation", "TimeRole"]


class Kind(StrEnum):
    """What a number is in its sentence."""

    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    RATIO = "ratio"  # "14 of 25", "1 in 5", "two thirds"
    RANGE = "range"
    INTERVAL = "interval"  # a confidence interval
    P_VALUE = "p_value"
    YEAR = "year"
    TIME = "time"  # a number with a unit of time; see `TimeRole`
    MULTIPLE = "multiple"  # "twice", "5-fold"
    ORDINAL = "ordinal"
    LABEL = "label"  # part of a name, a citation mark, the level of an interval


class Relation(StrEnum):
    """How the text bounds or blurs a number."""

    EQUAL = "equal"
    ABOUT = "about"
    ABOVE = "above"  # more than, at least, over
    BELOW = "below"  # fewer than, at most, almost


class TimeRole(StrEnum):
    """Whether a number with a unit of time is a point ("until week 16") or a length ("for 16 weeks")."""

    POINT = "point"
    UNTIL = "until"
    LENGTH = "length"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Number:
    """One number, or two that belong together (a ratio, a range, an interval).

    `values` are as printed, without sign; `places` their printed decimals. `spelled` is true for words. `noun` is the
    word that follows, in lower case, for people to recognise it by.
    """

    span: Span
    kind: Kind
    values: tuple[float, ...]
    places: tuple[int, ...]
    unit: Unit | None = None
    relation: Relation = Relation.EQUAL
    time: TimeRole | None = None
    spelled: bool = False
    noun: str = ""

    @property
    def is_share(self) -> bool:
        """Whether the unit is percent, alone or of a whole range."""
        return self.unit is not None and self.unit.dimension == "share"

    @property
    def is_quantity(self) -> bool:
        """Whether this number says how much or how many, and is not part of a name or an order."""
        return self.kind not in (Kind.LABEL, Kind.ORDINAL)
