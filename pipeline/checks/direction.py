"""D, direction: up or down, yes or no, found or not found, as the statement's own evidence has it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.checks.case import Case, numbers_in, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.draft import Statement
from pipeline.domain.report import Severity
from pipeline.text.numbers import Kind
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import Clause, clauses, scope
from pipeline.text.wording_comparison import correlation_turned, sides_reversed
from pipeline.text.wording_direction import ANYWHERE, OPPOSITE, Way, flipped, one_sided, parts_turned, ways
from pipeline.text.wording_null import (
    EFFECT,
    NULL,
    NULL_TOLD,
    OVERSTATED_NULL,
    SIGNIFICANT,
    null_by_figures,
)
from pipeline.text.wording_population import FEW_OF_THEM, MOST_OF_THEM
from pipeline.text.wording_repairs import turned

__all__ = ["FAMILY"]

# Sections that tell what was found or concluded; the others speak of what is not known.
_TELLING = tuple(
    f"/summary/{name}/" for name in ("quick_summary", "why_it_matters", "observed_findings", "inferred_conclusions")
)
_DENYING = tuple(f"/summary/{name}/" for name in ("does_not_prove", "limitations", "strengths"))
_STANDING_ALONE = ANYWHERE | {
    Way.KNOWN,
    Way.BLIND,
    Way.YOUNG,
    Way.OLD,
    Way.ALIKE,
    Way.UNLIKE,
    Way.IN,
    Way.OUT,
    Way.KEPT,
    Way.GONE,
    Way.FIRST,
    Way.LAST,
}
_KINDS_OF_PEOPLE = frozenset({Way.YOUNG, Way.OLD})
# The statement speaks of the paper: what it did, gave or left out.
_OF_THE_PAPER = regex(
    r"\b(?:the|this) (?:paper|study|trial|review|report|abstract|authors?)\b|\b(?:they|we|nobody|everyone)\b|\bhere\b",
    re.IGNORECASE,
)
# "people with A but not B": the clause leaves somebody out and denies nothing.
_AN_EXCEPTION = regex(r"[\s,]*(?:but|and|though)?\s*not\b(?!\s\w+(?:ed|ing)\b)", re.IGNORECASE)
_FEW, _MANY = 8, 16
_HALF = 0.5
_CLOSE, _MOSTLY = 3, 0.7
_FROM_TO = regex(r"\bfrom\s[^;.]{0,40}?(\d[\d,.]*)[^;.\d]{0,30}\sto\s[^;.\d]{0,20}(\d[\d,.]*\d|\d)", re.IGNORECASE)
_RATIO_OF = regex(r"\b(?:a?OR|a?HR|RR|IRR|(?:odds|hazard|risk|rate) ratio|relative risk)\b[^\d;]{0,20}(\d+(?:\.\d+)?)")
_ALTERNATIVE = regex(r"\b(?:positive|negative|with|without|lacking|carrying|non-?carriers?|carriers?)\b", re.IGNORECASE)
_ABSENT = regex(r"\b(?:negative|without|lacking|lacked|non-?\w+|no)\b", re.IGNORECASE)
_SENTENCE_OPENS_BACK = regex(r"^(?:this|these|such|it|they|both)\b", re.IGNORECASE)


def _direction(case: Case) -> Iterator[Hit]:
    for field, statement in _stated(case, _TELLING + _DENYING):
        if hit := _flipped(case, field, statement.text):
            yield hit
            continue
        quotes = case.quotes_of(field)
        if place_of := correlation_turned(statement.text, quotes):
            message = (
                f"“{statement.text[slice(*place_of)]}” tells the correlation with the other sign than the evidence."
            )
            yield Hit(field, message, place_of, shown(quotes))
            continue
        if place_of := parts_turned(statement.text, quotes):
            message = f"“{statement.text[slice(*place_of)]}”: the evidence has the two sides the other way round."
            yield Hit(field, message, place_of, shown(quotes))
            continue
        passage = case.passage_of(field)
        ours = one_sided(statement.text)
        for way, place in ours.items():
            if way not in _STANDING_ALONE or _denied(statement.text, place):
                continue
            for text in (quotes, passage, _before(case, field)):
                theirs = {one for one, at in ways(text).items() if not _denied(text, at)}
                if way in theirs or OPPOSITE[way] in theirs:
                    break
            else:
                continue
            reversed_ = sides_reversed(statement.text, text)
            opposite = OPPOSITE[way] in theirs and way not in theirs
            same = way in theirs and OPPOSITE[way] not in theirs
            word = statement.text[slice(*place)]
            if opposite and not reversed_:
                if way not in _KINDS_OF_PEOPLE and _agrees_otherwise(ours, text, way):
                    continue
                there = text[slice(*ways(text)[OPPOSITE[way]])]
                message = f"“{word}” goes the other way than the evidence, which says “{there.strip()}”."
                yield Hit(field, message, place, shown(text), repair=turned(statement.text, place))
            elif same and reversed_ and way in (Way.UP, Way.DOWN):
                message = f"“{word}” is told of the other group than in the evidence."
                yield Hit(field, message, place, shown(text), repair=turned(statement.text, place))


def _flipped(case: Case, field: str, text: str) -> Hit | None:
    """A word that goes the other way than the quote's word of the same thing."""
    for cited in case.cited_by(field):
        quote = cited.evidence.quote
        pair = flipped(text, quote)
        if pair is None or sides_reversed(text, quote):
            continue
        ours, theirs = pair
        if _denied(text, (ours.start, ours.end)) is not _denied(quote, (theirs.start, theirs.end)):
            continue
        if any(flipped(text, other.evidence.quote) is None for other in case.cited_by(field) if other is not cited):
            continue
        word, there = text[ours.start : ours.end], quote[theirs.start : theirs.end]
        message = f"“{word}” goes the other way than the evidence, which says “{there.strip()}”."
        return Hit(field, message, (ours.start, ours.end), shown(quote), repair=turned(text, (ours.start, ours.end)))
    return None


def _negation(case: Case) -> Iterator[Hit]:
    for field, statement in _stated(case, _TELLING + _DENYING):
        said, there = clauses(statement.text), _evidence_clauses(case, field)
        hit = _lost(field, said, there) or _swapped_presence(case, field, statement)
        if hit is None and field.startswith(_TELLING):
            hit = _added(field, said, there)
        if hit is not None:
            yield hit


def _lost(field: str, said: tuple[Clause, ...], there: tuple[Clause, ...]) -> Hit | None:
    """The evidence denies what the statement says."""
    for clause in there:
        if not clause.negated:
            continue
        denied = scope(clause)
        for ours in said:
            shared = ours.stems & denied
            if ours.plain and shared and _tells_the_same(ours, clause) and not any(one.negated for one in said):
                return _affirmation(field, ours, clause, shared)
            if not shared or not ours.plain or any(one.negated and one.stems & denied for one in said):
                continue
            if any(shared <= other.stems for other in there if not other.negated):
                continue
            if len(shared) < _needed(clause, denied):
                continue
            return _affirmation(field, ours, clause, shared)
    return None


def _affirmation(field: str, ours: Clause, theirs: Clause, shared: frozenset[str]) -> Hit:
    begin = ours.start + len(ours.text) - len(ours.text.lstrip(" ,"))
    there, words = shown(theirs.text.strip(" ,")), ", ".join(sorted(shared))
    message = f"The evidence denies this (“{there}”); the statement affirms it: {words}."
    return Hit(field, message, (begin, ours.start + len(ours.text)), shown(theirs.text))


def _needed(clause: Clause, denied: frozenset[str]) -> int:
    """How many words of what a clause denies must be told again: more, the longer the clause."""
    if len(clause.stems) > _MANY:
        return max(3, round(0.6 * len(denied)))
    return 2 if len(denied) > 4 else 1


def _added(field: str, said: tuple[Clause, ...], there: tuple[Clause, ...]) -> Hit | None:
    """The statement denies what the evidence says."""
    for ours in said:
        if not ours.negated or _AN_EXCEPTION.match(ours.text):
            continue
        twin = max(there, key=lambda clause: len(clause.stems & ours.stems), default=None)
        if twin is not None and twin.plain and _tells_the_same(ours, twin):
            return _denial(field, ours, twin)
        if _OF_THE_PAPER.search(ours.text):
            continue
        denied = scope(ours)
        best = max((clause for clause in there), key=lambda clause: len(clause.stems & denied), default=None)
        if best is None or not best.plain or len(best.stems & denied) < (1 if len(best.stems) <= _FEW else 2):
            continue
        if any(one.soft and one.stems & denied for one in there):
            continue
        if any(one.negated and (one.stems & denied or scope(one) & ours.stems) for one in there):
            continue
        return _denial(field, ours, best)
    return None


def _denial(field: str, ours: Clause, theirs: Clause) -> Hit:
    begin = ours.start + len(ours.text) - len(ours.text.lstrip(" ,"))
    message = f"The statement denies what the evidence says (“{shown(theirs.text.strip(' ,'))}”)."
    return Hit(field, message, (begin, ours.start + len(ours.text)), shown(theirs.text))


def _tells_the_same(ours: Clause, theirs: Clause) -> bool:
    """Whether most of what a clause says is said by another."""
    shared = len(ours.stems & theirs.stems)
    return shared >= _CLOSE and shared >= _MOSTLY * len(ours.stems)


def _swapped_presence(case: Case, field: str, statement: Statement) -> Hit | None:
    """Two shares of people with and without something, told the other way round."""
    ours = _presence(statement.text)
    theirs = {key: value for cited in case.cited_by(field) for key, value in _presence(cited.evidence.quote).items()}
    shared = [key for key in ours if key in theirs]
    if len(shared) >= 2 and len({ours[key] for key in shared}) == 2 and all(ours[k] is not theirs[k] for k in shared):
        return Hit(field, "Those with and those without are told the other way round than in the evidence.")
    return None


def _presence(text: str) -> dict[tuple[float, ...], bool]:
    """For each "part of whole" of `text`, whether the words after it say that something is there."""
    found: dict[tuple[float, ...], bool] = {}
    numbers = [number for number in numbers_in(text) if number.kind is Kind.RATIO]
    for index, number in enumerate(numbers):
        end = numbers[index + 1].span.start if index + 1 < len(numbers) else len(text)
        after = text[number.span.end : end]
        if word := _ALTERNATIVE.search(after):
            found[number.values] = _ABSENT.match(word.group()) is None
    return found


def _not_significant(case: Case) -> Iterator[Hit]:
    for field, statement in _stated(case, _TELLING):
        quotes = case.quotes_of(field)
        null = NULL.search(quotes)
        by_figures = null_by_figures(quotes, numbers_in(quotes))
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


def _no_difference(case: Case) -> Iterator[Hit]:
    for field, statement in _stated(case, _TELLING):
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


def _against_figures(case: Case) -> Iterator[Hit]:
    for field, statement in _stated(case, _TELLING):
        if hit := _share_told(case, field, statement.text):
            yield hit
        told = one_sided(statement.text)
        way = next((one for one in (Way.UP, Way.DOWN) if one in told and not _denied(statement.text, told[one])), None)
        if way is None:
            continue
        if (match := _FROM_TO.search(statement.text)) and abs(match.start() - told[way][1]) < 40:
            begin, end = (float(value.replace(",", "").rstrip(".")) for value in match.groups())
            if begin != end and (end > begin) is not (way is Way.UP):
                message = f"“{statement.text[slice(*told[way])]}” does not fit “{shown(match.group())}”."
                yield Hit(field, message, told[way])
        quotes = case.quotes_of(field)
        ratios = [float(value) for value in _RATIO_OF.findall(quotes)]
        if len(ratios) == 1 and ratios[0] != 1 and not set(ways(quotes)) & {Way.UP, Way.DOWN}:
            more = re.search(r"\b(?:more|less|higher|lower|greater|smaller|raised|reduced)\b", statement.text)
            if more and (ratios[0] > 1) is not (way is Way.UP):
                message = f"A ratio of {ratios[0]:g} means {'more' if ratios[0] > 1 else 'less'}, not “{more.group()}”."
                yield Hit(field, message, more.span(), shown(quotes))


def _share_told(case: Case, field: str, text: str) -> Hit | None:
    """Most people, where every share of the evidence is below half; hardly anybody, where every one is above."""
    word = MOST_OF_THEM.search(text) or FEW_OF_THEM.search(text)
    if word is None or any(number.kind in (Kind.PERCENT, Kind.RATIO) for number in case.said_numbers[field]):
        return None
    shares = [
        number.values[0] / (100 if number.kind is Kind.PERCENT else number.values[1])
        for number in case.numbers_of(field)
        if number.kind in (Kind.PERCENT, Kind.RATIO)
    ]
    if not shares or MOST_OF_THEM.search(case.quotes_of(field)) or FEW_OF_THEM.search(case.quotes_of(field)):
        return None
    many = (MOST_OF_THEM.match(word.group()) is not None) is not _denied(text, word.span())
    if all(share < _HALF for share in shares) if many else all(share > _HALF for share in shares):
        told = ", ".join(f"{share:.0%}" for share in shares[:3])
        message = f"“{word.group()}” does not fit the figures of the evidence ({told})."
        return Hit(field, message, word.span(), shown(case.quotes_of(field)))
    return None


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


def _agrees_otherwise(ours: dict[Way, tuple[int, int]], text: str, way: Way) -> bool:
    """Whether another axis of the statement agrees with the evidence, so that the words may be of two things."""
    theirs = one_sided(text)
    return any(one in theirs for one in ours if one is not way and one in (Way.UP, Way.DOWN, Way.BETTER, Way.WORSE))


def _denied(text: str, place: tuple[int, int]) -> bool:
    """Whether the word at `place` stands in a clause that denies or doubts it."""
    for clause in clauses(text):
        if clause.start <= place[0] < clause.start + len(clause.text):
            return clause.negated
    return False


def _stated(case: Case, sections: tuple[str, ...]) -> Iterator[tuple[str, Statement]]:
    for field, statement in case.statements:
        if statement.evidence and field.startswith(sections):
            yield field, statement


def _before(case: Case, field: str) -> str:
    """The sentence before one that speaks back ("This difference ...")."""
    found: list[str] = []
    for cited in case.cited_by(field):
        for sentence in case.sentences_of(cited.match.spans[0])[:1] if cited.match.found else ():
            text = case.document.slice(sentence.span)
            at = bisect_left(case.document.sentence_starts, sentence.span.start)
            if _SENTENCE_OPENS_BACK.match(text) and at:
                found.append(case.document.slice(case.document.sentences[at - 1].span))
    return " ; ".join(found)


def _evidence_clauses(case: Case, field: str) -> tuple[Clause, ...]:
    return tuple(clause for cited in case.cited_by(field) for clause in clauses(cited.evidence.quote))


FAMILY = Family(
    "D",
    "direction and significance",
    (
        Rule("D001", Severity.WARNING, "Up is told as down, or the reverse", _direction),
        Rule("D002", Severity.WARNING, "A “not” was lost or added", _negation),
        Rule("D003", Severity.WARNING, "A result that is not significant is told as an effect", _not_significant),
        Rule("D004", Severity.WARNING, "“No difference was found” is told as “there is none”", _no_difference),
        Rule("D005", Severity.WARNING, "The words go another way than the figures", _against_figures),
    ),
    fields=("/summary",),
)
