"""Numbers of a row told in each other's place: "31 in F" of "F, 35; F+A, 31". Part of family N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.checks.case import Case
from pipeline.checks.number_places import printed
from pipeline.checks.rule import Hit
from pipeline.text.number_labels import Labelled, labelled, words_of
from pipeline.text.numbers import Number
from pipeline.text.regex import regex
from pipeline.text.wording_definitions import without_definitions

__all__ = ["of_another_in_its_row"]

_COMPARES = regex(r"\b(?:than|compared|versus|vs|differ\w*|both|each|between)\b", re.IGNORECASE)
_BORDER = regex(r"[;:]\s|[,.]\s|\s(?:and|but|while|whereas|or)\s", re.IGNORECASE)


def of_another_in_its_row(case: Case) -> Iterator[Hit]:
    """A number with the label of its neighbour in the evidence."""
    for field, statement in case.statements:
        numbers = [one for one in case.said_numbers[field] if one.is_quantity]
        if not numbers:
            continue
        quotes = [case.spelled_out(cited.evidence.quote) for cited in case.cited_by(field)]
        rows = [row for quote in quotes for row in labelled(quote)]
        if not rows:
            continue
        text = without_definitions(statement.text)
        for number, rival in _crosswise(text, numbers, rows):
            told = printed(statement.text, number)
            message = f"“{told}” is told of “{', '.join(sorted(rival.label))}”; the evidence has another figure there."
            yield Hit(field, message, (number.span.start, number.span.end), _quote_of(quotes, rival))


def _crosswise(
    text: str, numbers: Sequence[Number], rows: Sequence[Sequence[Labelled]]
) -> Iterator[tuple[Number, Labelled]]:
    said = {one.values for one in numbers}
    told = {(one.values, one.start): one.label for row in labelled(text) for one in row}
    for row in rows:
        for first, second in combinations(row, 2):
            for ours, theirs in ((first, second), (second, first)):
                if ours.values not in said or ours.values == theirs.values:
                    continue
                number = next(one for one in numbers if one.values == ours.values)
                label = told.get((number.values, number.span.start))
                alone = label is None
                if label is None:
                    label = _around(text, number, numbers)
                own = frozenset().union(*(one.label for each in rows for one in each if one.values == ours.values))
                only = theirs.label - own
                if only and not label & own and (only <= label if alone else label & only):
                    yield number, theirs


def _around(text: str, number: Number, numbers: Sequence[Number]) -> frozenset[str]:
    """The words of the clause of a number that stands in no row; none where the clause compares."""
    starts = [match.end() for match in _BORDER.finditer(text, 0, number.span.start)]
    after = _BORDER.search(text, number.span.end)
    clause = text[starts[-1] if starts else 0 : after.start() if after else len(text)]
    others = [one for one in numbers if one is not number and one.span.start < len(text)]
    if _COMPARES.search(clause) or any(printed(text, one) in clause for one in others):
        return frozenset()
    return words_of(clause)


def _quote_of(quotes: Sequence[str], rival: Labelled) -> str:
    return next((quote for quote in quotes if any(rival in row for row in labelled(quote))), quotes[0])
