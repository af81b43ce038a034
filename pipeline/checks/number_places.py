"""Where the numbers of a statement and of its quotes stand, for findings to name."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.text.numbers import Number

__all__ = ["nearest_of", "place", "printed", "quoted"]


def quoted(case: Case, field: str) -> Iterator[tuple[str, Number]]:
    """Every quantity in the quotes of the statement at `field`, with its quote."""
    for cited in case.cited_by(field):
        for number in case.quoted_numbers[cited.evidence.quote]:
            if number.is_quantity:
                yield cited.evidence.quote, number


def printed(text: str, number: Number) -> str:
    """A number as it is printed."""
    return text[number.span.start : number.span.end]


def place(number: Number) -> tuple[int, int]:
    """The half-open range of code points of a number."""
    return number.span.start, number.span.end


def nearest_of(case: Case, field: str, number: Number) -> str | None:
    """The quote to compare with: the one that holds the figure, else the first with numbers."""
    holding = [quote for quote, other in quoted(case, field) if set(number.values) & set(other.values)]
    quotes = holding or [quote for quote, _ in quoted(case, field)]
    return shown(quotes[0]) if quotes else None
