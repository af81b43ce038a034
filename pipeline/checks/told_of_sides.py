"""A comparison told the other way round than the evidence has it, in words or in figures. Part of family D."""

from __future__ import annotations

import re

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.domain.facts import Direction
from pipeline.reading.directions import Comparison, direction_of, less_is_better
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems
from pipeline.text.wording_marks import Axis
from pipeline.text.wording_repairs import turned
from pipeline.text.wording_results import Result, results
from pipeline.text.wording_results_compared import WHO

__all__ = ["told_of_sides"]

# "Fewer people felt better": so many are counted, whatever they felt.
_COUNTED = regex(
    r"\b(?:(?P<more>more)|fewer|less) (?:of the )?(?:people|patients|participants|women|men|children|adults|persons"
    r"|cases)\b",
    re.IGNORECASE,
)
_WITHOUT = stems("without")
_WAYS = {Direction.INCREASED: 1, Direction.DECREASED: -1}


def told_of_sides(case: Case, field: str, text: str) -> Hit | None:
    """The one comparison of two named sides that `text` tells, against what its quotes say of the same two sides."""
    told = results(text)
    if len(told) != 1:
        return None
    (ours,) = told
    asked, counted = _asked(ours, text), _COUNTED.search(text)
    if asked is None or (ours.several and counted is None):
        return None
    way = _way(ours, asked) if counted is None else 1 if counted["more"] else -1
    about = stems(asked.outcome) - WHO
    answers = []
    for cited in case.cited_by(field):
        quote = case.spelled_out(cited.evidence.quote)
        if (not about or about & stems(quote)) and _names_both(quote, asked):
            answers.append((direction_of(quote, asked), cited.evidence.quote))
    ways = {_WAYS.get(answer, 0) for answer, _ in answers if answer is not None}
    if ways != {-way}:
        return None
    place = ours.start, ours.end
    message = f"“{text[slice(*place)]}” goes another way than the evidence, by its words or figures for the two sides."
    return Hit(field, message, place, shown(answers[0][1]), repair=turned(text, place))


def _names_both(quote: str, asked: Comparison) -> bool:
    ours, theirs = asked.sides()
    return bool(ours.score(quote) and theirs.score(quote))


def _asked(told: Result, text: str) -> Comparison | None:
    """What is to be looked for in the evidence; None where a result does not compare two sides that it names."""
    if told.negated or told.second is None or not told.first.bare or not told.comparative:
        return None
    first, second = told.first.words - told.second.words - _WITHOUT, told.second.words - told.first.words - _WITHOUT
    if not first or not second:
        return None
    outcome = text[slice(*told.part)]
    for side in (told.first, told.second):
        outcome = outcome.replace(side.text, " ")
    return Comparison(outcome, told.first.text, told.second.text)


def _way(told: Result, asked: Comparison) -> int:
    """1 where a result says that there was more of the outcome, -1 where less."""
    if told.axis is Axis.AMOUNT:
        return told.way
    return -told.way if less_is_better(asked.outcome) else told.way
