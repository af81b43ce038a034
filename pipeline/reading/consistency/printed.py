"""A figure as it is printed: its value, and all that it may have been before it was rounded."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.text.regex import regex

__all__ = ["FIGURE", "Printed", "printed"]

FIGURE = r"(?:[-−–]\s?)?(?:\d{1,3}(?:,\d{3})+(?:[.·]\d+)?|\d+(?:[.·]\d+)?|[.·]\d+)"
"""A figure with its sign; a point may open it (".03")."""

_DIGITS = regex(r"\d")


@dataclass(frozen=True, slots=True)
class Printed:
    """`low` to `high` holds everything that is printed as `value` with `places` digits after the point."""

    value: float
    places: int

    @property
    def low(self) -> float:
        """The smallest value that may have been rounded to this."""
        return self.value - 0.5 * 10.0**-self.places

    @property
    def high(self) -> float:
        """The largest value that may have been rounded to this."""
        return self.value + 0.5 * 10.0**-self.places

    def is_rounded(self, exact: float) -> bool:
        """Whether `exact` may be printed so, rounded or cut off."""
        unit = 10.0**-self.places
        return self.low - 1e-9 <= exact <= self.high + 1e-9 or self.value <= exact + 1e-9 < self.value + unit


def printed(text: str) -> Printed:
    """The figure `text`. Raises ValueError where it holds no digit."""
    if not _DIGITS.search(text):
        raise ValueError(f"no figure in {text!r}")
    plain = text.replace("·", ".").replace("−", "-").replace("–", "-").replace(" ", "").replace(",", "")
    return Printed(float(plain), len(plain.partition(".")[2]))
