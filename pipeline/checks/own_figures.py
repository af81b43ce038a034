"""Figures of the paper that do not fit each other, beside the statement that quotes one of them. Part of family I."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.checks.case import Case, numbers_in, shown
from pipeline.checks.rule import Hit
from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.domain.report import Severity
from pipeline.text.regex import regex

__all__ = ["figures_at_odds", "only_in_abstract"]

_MOST_SHOWN = 12
_TOLD_ALREADY = regex(
    r"\b(?:(?:do(?:es)? not|did not|n['’]t) (?:match|fit|agree|add up)|disagree\w*|contradict\w*|inconsisten\w*"
    r"|misprint\w*|discrepan\w*|at odds|typo\w*)",
    re.IGNORECASE,
)


def figures_at_odds(case: Case) -> Iterator[Hit]:
    """Figures that contradict each other: a warning beside each statement that says one, else a note on the source."""
    return _told(case, lambda one: one.kind is not InconsistencyKind.ABSTRACT, Severity.WARNING)


def only_in_abstract(case: Case) -> Iterator[Hit]:
    """Figures of the abstract that the rest of the paper never prints."""
    return _told(case, lambda one: one.kind is InconsistencyKind.ABSTRACT, Severity.NOTE)


def _told(case: Case, is_meant: Callable[[Inconsistency], bool], weight: Severity) -> Iterator[Hit]:
    found = [one for one in (case.facts.inconsistencies if case.facts else ()) if is_meant(one)]
    for one in found[:_MOST_SHOWN]:
        words = shown(case.document.slice(one.passage))
        message = f"In the paper itself, figures do not fit: {one.says}" if weight is Severity.WARNING else one.says
        quoting = tuple(_quoting(case, one))
        for field, place, says_so in quoting:
            yield Hit(field, message, place, words, severity=Severity.NOTE if says_so else weight)
        if not quoting:
            yield Hit("/source", message, nearest=words)


def _quoting(case: Case, one: Inconsistency) -> Iterator[tuple[str, tuple[int, int], bool]]:
    """The statements that rest on this passage and say one of its doubtful figures, each with the figure's place.

    The last value is whether the statement says itself that figures do not fit.
    """
    doubtful = {
        value for span in one.figures for number in numbers_in(case.document.slice(span)) for value in number.values
    }
    for field, statement in case.statements:
        if not any(span.meets(one.passage) for cited in case.cited_by(field) for span in cited.match.spans):
            continue
        for number in case.said_numbers[field]:
            if doubtful & set(number.values):
                yield field, (number.span.start, number.span.end), _TOLD_ALREADY.search(statement.text) is not None
                break
