"""Figures of the abstract that the rest of the paper never prints, rounded or not.

Such a figure may be right; but whoever quotes it cannot look it up in text, tables or captions, and abstracts are known
to hold figures of an earlier state (Pitkin et al. 1999, "Accuracy of data in abstracts of published research
articles", JAMA 281).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.domain.document import Role, Zone
from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.passages import Passage, View
from pipeline.text.numbers import Kind, Number, Relation, read
from pipeline.text.regex import regex

__all__ = ["abstract_against_body"]

_FIGURE = regex(r"\d{1,3}(?:[,\u202f\u2009\u00a0’' ]\d{3})+(?!\d)(?:[.·]\d+)?|\d+(?:[.·]\d+)?|(?<![\w.])[.·]\d+")
_LEAST_BODY = 4000  # letters: less is no paper that could hold every figure of its abstract
_LEAST_COUNT = 20
_JUDGED = frozenset({Kind.COUNT, Kind.DECIMAL, Kind.PERCENT})
_NOT_OWN = frozenset({Role.INTRODUCTION, Role.OBJECTIVE})
_CONTENTS = regex(r"(?:\. ){4}|\.{5}")
_KNOWN = regex(r"\b(?:affect(?:s|ing)|worldwide|prevalence of|estimated|known|previous(?:ly)?|recent(?:ly)?)\b")


def abstract_against_body(paper: View) -> Iterator[Inconsistency]:
    """Each figure of the abstract's own results that stands nowhere else in a paper read whole."""
    elsewhere = " ".join(
        passage.text
        for passage in paper.passages
        if passage.zone not in (Zone.ABSTRACT, Zone.REFERENCES, Zone.FRONT) and passage.role is not Role.TITLE
    )
    if len(elsewhere) < _LEAST_BODY:
        return
    values = sorted({_value(match.group()) for match in _FIGURE.finditer(elsewhere)})
    for passage in paper.abstract:
        if passage.role in _NOT_OWN or _CONTENTS.search(passage.text) or _KNOWN.search(passage.text):
            continue
        numbers = read(passage.text)
        for number in numbers:
            if _is_judged(number, numbers) and not _stands(number.values[0], number.places[0], values):
                yield _found(passage, number)


def _value(figure: str) -> float:
    return float("".join(letter for letter in figure.replace("·", ".") if letter in "0123456789."))


def _is_judged(number: Number, beside: Sequence[Number]) -> bool:
    """Whether a figure is exact enough to be looked up: not round, small or bounded, and no sum of its neighbours."""
    if number.kind not in _JUDGED or number.spelled or number.relation is not Relation.EQUAL:
        return False
    value, places = number.values[0], number.places[0]
    if places == 0 and (number.kind is Kind.PERCENT or value < _LEAST_COUNT):
        return False
    counts = [one.values[0] for one in beside if one is not number and one.kind is Kind.COUNT]
    return not any(a + b == value for at, a in enumerate(counts) for b in counts[at + 1 :])


def _stands(value: float, places: int, values: Sequence[float]) -> bool:
    """Whether the value, a more exact one that rounds to it or one digit less of it stands elsewhere."""
    for slack in (0.5 * 10.0**-places, 0.5 * 10.0 ** (1 - places) if places else 0.0):
        at = bisect_left(values, value - slack - 1e-9)
        if at < len(values) and values[at] <= value + slack + 1e-9 and (slack < 0.5 or not places):
            return True
    return False


def _found(passage: Passage, number: Number) -> Inconsistency:
    words = passage.text[number.span.start : number.span.end]
    says = f"The abstract prints {words}; the rest of the paper does not."
    place = passage.locate(number.span.start, number.span.end)
    return Inconsistency(InconsistencyKind.ABSTRACT, says, passage.span, (place,))
