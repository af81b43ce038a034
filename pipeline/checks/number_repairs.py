"""Numbers put right: the one figure of the evidence that stands where the statement's should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, bound_in
from pipeline.text.binding import Bound
from pipeline.text.numbers import Kind, Number
from pipeline.text.regex import regex
from pipeline.text.wording_repairs import put

__all__ = ["exchanged", "put_right", "until"]

_FOR = regex(r"\bfor $", re.IGNORECASE)
_LASTED = regex(r"\b(?:lasted|lasting|persisted|persisting|continued|held)\s$", re.IGNORECASE)


def put_right(case: Case, field: str, number: Number) -> str | None:
    """The statement at `field` with the figure of its evidence for `number`; None unless just one can be meant.

    That figure is of the same kind and unit and stands among words of the statement's figure, and no other such figure
    does. Where the statement tells it elsewhere, the two change places.
    """
    text = next(statement.text for place, statement in case.statements if place == field)
    claim = next((bound for bound in bound_in(text) if bound.number == number), None)
    told = {one.values: one for one in case.said_numbers[field] if one.values != number.values}
    if claim is None:
        return None
    fitting = [
        (len(bound.words & claim.words) + 2 * _same_sides(bound, claim), bound, quote)
        for bound, quote in _quoted(case, field)
        if _alike(bound.number, number) and bound.number.values != number.values
    ]
    near = {bound.number.values: (bound, quote) for shared, bound, quote in fitting if shared}
    if len(near) != 1:
        return None
    ((bound, quote),) = near.values()
    if (other := told.get(bound.number.values)) is not None:
        return exchanged(text, number, other)
    span = bound.number.span
    words = quote[span.start : span.end]
    return put(text, (number.span.start, number.span.end), words.lower() if bound.number.spelled else words)


def exchanged(text: str, first: Number, second: Number) -> str:
    """`text` with two numbers in each other's place."""
    one, other = sorted((first.span, second.span), key=lambda span: span.start)
    return (
        text[: one.start]
        + text[other.start : other.end]
        + text[one.end : other.start]
        + text[one.start : one.end]
        + text[other.end :]
    )


def until(text: str, number: Number) -> str | None:
    """`text` with "until week 16" for "for 16 weeks"; None where the number is not told so."""
    unit = re.search(r"[a-z]+$", text[number.span.start : number.span.end])
    before = text[: number.span.start]
    if unit is None or len(number.values) != 1:
        return None
    point = f"until {unit.group().rstrip('s')} {number.values[0]:g}"
    if length := _FOR.search(before):
        before = before[: length.start()]
    elif not _LASTED.search(before):
        return None
    return f"{before}{point}{text[number.span.end :]}"


def _quoted(case: Case, field: str) -> Iterator[tuple[Bound, str]]:
    for cited in case.cited_by(field):
        if cited.match.found:
            for bound in bound_in(cited.evidence.quote):
                yield bound, cited.evidence.quote


def _alike(first: Number, second: Number) -> bool:
    if first.kind is not second.kind or (first.unit is None) is not (second.unit is None):
        return False
    if first.unit is not None and second.unit is not None and first.unit.measured != second.unit.measured:
        return False
    return first.kind is not Kind.TIME or first.time is second.time


def _same_sides(first: Bound, second: Bound) -> int:
    return sum(first.sides[axis][0] is second.sides[axis][0] for axis in first.sides.keys() & second.sides.keys())
