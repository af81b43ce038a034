"""Numbers of a row told in each other's place: "31 in F" of "F, 35; F+A, 31". Part of family N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from pipeline.checks.case import Case
from pipeline.checks.number_in_tables import quoted_rows
from pipeline.checks.number_places import printed
from pipeline.checks.rule import Hit
from pipeline.text.number_labels import Labelled, labelled, words_of
from pipeline.text.numbers import Number
from pipeline.text.regex import regex
from pipeline.text.wording_definitions import without_definitions

__all__ = ["of_another_in_its_row"]

_COMPARES = regex(r"\b(?:than|compared|versus|vs|differ\w*|both|each|between)\b", re.IGNORECASE)
# "Of the controls, 50 % ..." says whose the figure is.
_OPENING = regex(r"(?:of|among|in|for|with|on)\s[^,.;:\d]{2,60},\s", re.IGNORECASE)
_BORDER = regex(r"[;:]\s|[,.]\s|\s(?:and|but|while|whereas|or)\s", re.IGNORECASE)


def of_another_in_its_row(case: Case) -> Iterator[Hit]:
    """A number with the label of its neighbour in the evidence."""
    in_tables = quoted_rows(case)
    for field, statement in case.statements:
        numbers = [one for one in case.said_numbers[field] if one.is_quantity]
        if not numbers:
            continue
        quotes = [case.spelled_out(cited.evidence.quote) for cited in case.cited_by(field)]
        rows = [*(row for quote in quotes for row in labelled(quote)), *in_tables.get(field, ())]
        if not rows:
            continue
        text = without_definitions(statement.text)
        for told, rival in _crosswise(_told(text, numbers), rows):
            figure = text[told.start : told.end]
            right = " of ".join(f"{value:g}" for value in rival.values)
            message = f"“{figure}” is told of what the evidence has {right} for."
            yield Hit(field, message, (told.start, told.end), _quote_of(quotes, rival))


def _told(text: str, numbers: Sequence[Number]) -> list[tuple[Labelled, bool]]:
    """The numbers of a statement with their labels; true where one stands in no row and its whole clause labels it."""
    in_rows = [one for row in labelled(text) for one in row]
    places = {one.start for one in in_rows}
    alone = [
        Labelled(one.kind, one.values, one.places, _around(text, one, numbers), one.span.start, one.span.end)
        for one in numbers
        if one.span.start not in places
    ]
    return [*((one, False) for one in in_rows), *((one, True) for one in alone)]


def _crosswise(
    told: Sequence[tuple[Labelled, bool]], rows: Sequence[Sequence[Labelled]]
) -> Iterator[tuple[Labelled, Labelled]]:
    every = [one for row in rows for one in row]
    for one, alone in told:
        own = frozenset().union(*(other.label for other in every if other.tells(one.values, one.places)))
        if one.label & own:
            continue
        for row in rows:
            for ours, theirs in permutations(row, 2):
                if not ours.tells(one.values, one.places) or theirs.tells(one.values, one.places):
                    continue
                only = theirs.label - own
                if only and (only <= one.label if alone else one.label & only):
                    yield one, theirs


def _around(text: str, number: Number, numbers: Sequence[Number]) -> frozenset[str]:
    """The words of the clause of a number that stands in no row; none where the clause compares."""
    starts = [match.end() for match in _BORDER.finditer(text, 0, number.span.start)]
    after = _BORDER.search(text, number.span.end)
    begin = starts[-1] if starts else 0
    if begin and _OPENING.fullmatch(text, 0, begin):
        begin = 0
    clause = text[begin : after.start() if after else len(text)]
    others = [one for one in numbers if one is not number and one.kind is number.kind]
    if _COMPARES.search(clause) or any(printed(text, one) in clause for one in others):
        return frozenset()
    return words_of(clause)


def _quote_of(quotes: Sequence[str], rival: Labelled) -> str:
    return next((quote for quote in quotes if any(rival in row for row in labelled(quote))), quotes[0])
