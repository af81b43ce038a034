"""A result that is not significant told as an effect, or as proof of none. Part of family D."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.checks.case import Case, numbers_in, shown
from pipeline.checks.rule import Hit
from pipeline.checks.stated import TELLING, stated
from pipeline.text.numbers import Kind
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import clauses
from pipeline.text.wording_null import EFFECT, NULL, NULL_TOLD, OVERSTATED_NULL, SIGNIFICANT, null_by_figures

__all__ = ["no_difference", "not_significant"]

_BOTH = regex(
    r"\b(?:in|on|for|after|with|at) (?:both|all|each|every|either)\b|^both\b|\bboth (?:\w+ ){1,4}and\b", re.IGNORECASE
)


def not_significant(case: Case) -> Iterator[Hit]:
    """An effect told of evidence that found none beyond chance."""
    for field, statement in stated(case, TELLING):
        quotes = case.quotes_of(field)
        null = NULL.search(quotes)
        by_figures = null_by_figures(quotes, numbers_in(quotes))
        if null is not None and (hit := _all_alike(field, statement.text, quotes)):
            yield hit
            continue
        significant = any(SIGNIFICANT.search(clause.text) for clause in clauses(quotes) if not clause.negated)
        if by_figures is False or (significant and by_figures is None):
            continue
        if null is None and not by_figures and not _each_in_the_other(case, field, statement.text):
            continue
        if NULL_TOLD.search(statement.text) or not (effect := EFFECT.search(statement.text)):
            continue
        if null is not None and not by_figures and _finds_something_else(quotes, statement.text):
            continue
        why = f"“{null.group()}”" if null else "P value or interval includes no effect"
        message = f"“{effect.group()}” tells an effect; in the evidence it is not significant ({why})."
        yield Hit(field, message, effect.span(), shown(quotes))


def _all_alike(field: str, text: str, quotes: str) -> Hit | None:
    """An effect told of both or of all, where the evidence found one in some and none in another."""
    every = _BOTH.search(text)
    if every is None or NULL_TOLD.search(text) or not EFFECT.search(text) or _BOTH.search(quotes):
        return None
    told = [
        NULL.search(clause.text) for clause in clauses(quotes) if NULL.search(clause.text) or EFFECT.search(clause.text)
    ]
    if all(told) or not any(told):
        return None
    null = next(one for one in told if one)
    message = f"“{every.group()}”: in the evidence it is not so for one of them (“{null.group()}”)."
    return Hit(field, message, every.span(), shown(quotes))


def no_difference(case: Case) -> Iterator[Hit]:
    """“There is none” told of evidence that only found none."""
    for field, statement in stated(case, TELLING):
        quotes = case.quotes_of(field)
        over = OVERSTATED_NULL.search(statement.text)
        if over is None or OVERSTATED_NULL.search(quotes):
            continue
        if (
            NULL.search(quotes)
            or null_by_figures(quotes, numbers_in(quotes))
            or re.search(r"\b(?:no|not|without)\b", quotes)
        ):
            message = f"“{over.group()}”: that no difference was found does not show that there is none."
            yield Hit(field, message, over.span(), shown(quotes))


def _each_in_the_other(case: Case, field: str, text: str) -> bool:
    """Whether two values that the statement compares each lie in the interval of the other."""
    if not re.search(r"\b(?:than|compared|versus)\b", text):
        return False
    quoted = [
        (cited.evidence.quote, number)
        for cited in case.cited_by(field)
        for number in case.quoted_numbers[cited.evidence.quote]
        if number.kind is not Kind.LABEL
    ]
    intervals: dict[float, tuple[float, float]] = {}
    for (quote, estimate), (other, interval) in itertools.pairwise(quoted):
        near = quote is other and interval.span.start - estimate.span.end < 16
        if near and interval.kind is Kind.INTERVAL and len(interval.values) == 2 and len(estimate.values) == 1:
            intervals[estimate.values[0]] = (interval.values[0], interval.values[1])
    told = [number.values[0] for number in case.said_numbers[field] if number.values[0] in intervals]
    if len(told) != 2:
        return False
    first, second = told
    return intervals[first][0] < second < intervals[first][1] and intervals[second][0] < first < intervals[second][1]


def _finds_something_else(quotes: str, text: str) -> bool:
    """Whether the evidence also tells an effect, in a clause of its own that is closer to the statement."""
    own = clauses(text)
    words = frozenset().union(*(clause.stems for clause in own)) if own else frozenset()
    best = {True: 0, False: 0}
    for clause in clauses(quotes):
        null = NULL.search(clause.text) is not None
        if null or EFFECT.search(clause.text):
            best[null] = max(best[null], len(clause.stems & words))
    return best[False] > best[True]
