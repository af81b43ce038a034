"""A result that is not significant told as an effect, or as proof of none. Part of family D."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.checks.case import Case, numbers_in, shown
from pipeline.checks.rule import Hit
from pipeline.checks.stated import TELLING, stated
from pipeline.reading.direction_words import DIFFERENCE_WAS_NOT
from pipeline.text.numbers import Kind, Number
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import claims, clauses, stems
from pipeline.text.wording_null import EFFECT, NULL, NULL_TOLD, OVERSTATED_NULL, SIGNIFICANT, null_by_figures

__all__ = ["no_difference", "not_significant"]

_BEFORE_IT = 60
_CALLED = regex(r"\b(?:non-?)?(?:statistically |statistical )?significan(?:t|tly|ce)\b(?! level)", re.IGNORECASE)
_NOT_CALLED = regex(
    r"\b(?:not|no|none|nor|neither|never|nothing|without|lack\w*|fail\w*|n['’]t)\b[^.;,]{0,90}$|\bnon-?\w*\s?\w*$",
    re.IGNORECASE,
)
_SURELY = regex(
    r"\b(?:clearly|significantly|markedly|definitely)\b[^.;]{0,30}?\b(?:higher|lower|more|less|fewer|better|worse)\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = regex(
    r"(?:\b(?:not|no|none|nor|neither|never|nobody)\b|n['’]t\b)[^.;,]{0,60}$", re.IGNORECASE
)  # without a comma between: "no marker predicted the response"
_WITHOUT = regex(r",\s(?=without\b)", re.IGNORECASE)
_NONE_BETWEEN = regex(r"\b(?:no|without)\b[^.;]{0,30}\bdifferences?\b[^.;]{0,60}\b(?:between|among)\b", re.IGNORECASE)
_BOTH_GROUPS = regex(r"\b(?:both|all|each|either|two) (?:of the )?(?:\w+ )?(?:groups?|arms?)\b", re.IGNORECASE)
_OF_GROUPS = regex(r"\b(?:than|compared|versus|vs|groups?|arms?|more|less|fewer)\b", re.IGNORECASE)
_BOTH = regex(
    r"\b(?:in|on|for|after|with|at) (?:both|all|each|every|either)\b|^both\b|\bboth (?:\w+ ){1,4}and\b", re.IGNORECASE
)


def not_significant(case: Case) -> Iterator[Hit]:
    """An effect told of evidence that found none beyond chance."""
    for field, statement in stated(case, TELLING):
        quotes = case.quotes_of(field)
        if hit := _against_its_own_figure(field, statement.text) or _significance_turned(field, statement.text, quotes):
            yield hit
            continue
        null = NULL.search(quotes)
        by_figures = null_by_figures(quotes, numbers_in(quotes))
        if null is not None and (hit := _all_alike(field, statement.text, quotes)):
            yield hit
            continue
        significant = any(SIGNIFICANT.search(clause.text) for clause in clauses(quotes) if not clause.negated)
        if by_figures is False or (significant and by_figures is None and null is None):
            continue
        if null is None and not by_figures and not _each_in_the_other(case, field, statement.text):
            continue
        if NULL_TOLD.search(statement.text) or not (effect := EFFECT.search(statement.text)):
            continue
        if _DENIED_BEFORE.search(statement.text, 0, effect.start()):
            continue
        anaphoric = DIFFERENCE_WAS_NOT.search(quotes) is not None
        if (
            null is not None
            and not by_figures
            and not anaphoric
            and _finds_something_else(quotes, statement.text, effect.end())
        ):
            continue
        if (
            not by_figures
            and EFFECT.search(NULL.sub(" ", quotes))
            and _NONE_BETWEEN.search(quotes)
            and not _OF_GROUPS.search(_BOTH_GROUPS.sub(" ", statement.text))
        ):
            continue  # "it fell in both groups; there was no difference between them" is told of the fall alone
        why = f"“{null.group()}”" if null else "P value or interval includes no effect"
        message = f"“{effect.group()}” tells an effect; in the evidence it is not significant ({why})."
        yield Hit(field, message, effect.span(), shown(quotes))


def _against_its_own_figure(field: str, text: str) -> Hit | None:
    """An effect told beside a P value of the statement itself that is above the usual bound."""
    for start, claim in claims(text):
        values = [one for one in numbers_in(claim) if one.kind is Kind.P_VALUE]
        effect = _SURELY.search(claim)
        if effect is None or NULL_TOLD.search(claim) or len(values) != 1 or null_by_figures(claim) is not True:
            continue
        place = effect.start() + start, effect.end() + start
        told = claim[slice(*_span(values[0]))]
        return Hit(field, f"“{effect.group()}” tells an effect beside “{told}”, which is not significant.", place)
    return None


def _span(number: Number) -> tuple[int, int]:
    return number.span.start, number.span.end


def _significance_turned(field: str, text: str, quotes: str) -> Hit | None:
    """Significant told of what the evidence calls not significant, or the reverse; only where it says one thing."""
    said = {_is_denied(one) for one in _calls(text)}
    there = {_is_denied(one) for one in _calls(quotes)}
    if len(said) != 1 or len(there) != 1 or said == there:
        return None
    by_figures = null_by_figures(quotes)
    if by_figures is (True in said):
        return None
    word = _CALLED.search(text)
    if word is None:
        return None
    says = "is not significant" if True in there else "is significant"
    return Hit(field, f"“{word.group()}”: in the evidence this {says}.", word.span(), shown(quotes))


def _calls(text: str) -> list[str]:
    """The words up to each time that a text calls something significant or not."""
    return [text[max(0, match.start() - _BEFORE_IT) : match.end()] for match in _CALLED.finditer(text)]


def _is_denied(words: str) -> bool:
    return _NOT_CALLED.search(words) is not None


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


def _finds_something_else(quotes: str, text: str, behind: int) -> bool:
    """Whether the evidence also tells an effect, in a clause of its own that is closer to the statement.

    What stands behind the word for the effect counts first: it is mostly the thing that was affected.
    """
    own = clauses(text)
    words = frozenset().union(*(clause.stems for clause in own)) if own else frozenset()
    thing = stems(text[behind:])
    best = {True: (0, 0), False: (0, 0)}
    for part in (part for clause in clauses(quotes) for part in _WITHOUT.split(clause.text)):
        null = NULL.search(part) is not None
        if null or EFFECT.search(part):
            best[null] = max(best[null], (len(stems(part) & thing), len(stems(part) & words)))
    return best[False] > best[True]
