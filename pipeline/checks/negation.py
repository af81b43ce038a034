"""A “not” that was lost or added. Part of family D."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.checks.case import Case, numbers_in, shown
from pipeline.checks.effect_denied import effect_denied, tells_of_none
from pipeline.checks.left_out import told_of_those_left_out
from pipeline.checks.rule import Hit
from pipeline.checks.stated import DENYING, TELLING, stated
from pipeline.domain.draft import Statement
from pipeline.reading.significance import is_significant
from pipeline.text.numbers import Kind
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import BEING, Clause, claims, deed, scope, stem, stems
from pipeline.text.wording_definitions import without_definitions
from pipeline.text.wording_denial import meant
from pipeline.text.wording_null import NULL
from pipeline.text.wording_repairs import affirmed, denied

__all__ = ["negation"]

# The statement speaks of the paper: what it did, gave or left out.
_OF_THE_PAPER = regex(
    r"\b(?:the|this) (?:paper|study|trial|review|report|abstract|authors?)\b|\b(?:they|we|nobody|everyone)\b|\bhere\b",
    re.IGNORECASE,
)
# "people with A but not B": the clause leaves somebody out and denies nothing.
_AN_EXCEPTION = regex(r"[\s,]*(?:but|and|though)?\s*not\b(?!\s\w+(?:ed|ing)\b)", re.IGNORECASE)
_ONLY_WITHOUT = regex(r"^(?!.*\b(?:not|no|never|neither|nor|none)\b|.*n['’]t\b).*,\s?without\b", re.IGNORECASE)
_OPEN = regex(r"\b(?:whether|if)\b", re.IGNORECASE)
_FEW, _MANY = 8, 16
_CLOSE, _MOSTLY = 3, 0.7
# Whether a result is significant is for D003 to judge.
_SIGNIFICANCE = frozenset(
    stem(word) for word in "significant significantly significance statistical clear clearly".split()
)
_ILLNESS = frozenset(stem(word) for word in "illness ME/CFS CFS/ME CFS ME exists".split())
_PAIR, _BEGINNING = 2, 5
_NO_CLEAR = regex(
    r"\b(?:no|not|any|without)\b[^.;]{0,24}\b(?:clear(?:ly)?|significan(?:t(?:ly)?|ce)|certain|reliabl[ey])\b",
    re.IGNORECASE,
)
_ALL = regex(r"\b(?:all|every|everybody|everyone|each)\b", re.IGNORECASE)
_NOT_ALL = regex(
    r"\bnot\s(?:\w+\s)?(?:all|every|everybody|everyone|each)\b"
    r"|\b(?:some|few|many) (?:\w+ )?(?:did|were|had|have|do) not\b",
    re.IGNORECASE,
)
_SOME = regex(r"\b(?:some|several|many|most|a few) of (?:the|these|those|our|them)\b", re.IGNORECASE)
_NONE = regex(r"\bnone of (?:the|these|those|our|them)\b|\bnobody\b|\bno one\b", re.IGNORECASE)
_ALTERNATIVE = regex(r"\b(?:positive|negative|with|without|lacking|carrying|non-?carriers?|carriers?)\b", re.IGNORECASE)
_ABSENT = regex(r"\b(?:negative|without|lacking|lacked|non-?\w+|no)\b", re.IGNORECASE)


def negation(case: Case) -> Iterator[Hit]:
    """What the evidence denies told as so, what it says denied, or those with and those without exchanged."""
    for field, statement in stated(case, TELLING + DENYING):
        said, there = _said(without_definitions(statement.text)), _evidence_clauses(case, field)
        if hit := _not_all(case, field, statement):
            yield hit
        elif hit := _lost(field, said, there):
            yield replace(hit, repair=denied(statement.text, hit.span) if hit.span else None)
        elif hit := (
            _swapped_presence(case, field, statement)
            or told_of_those_left_out(case, field, statement.text)
            or effect_denied(case, field, statement.text)
        ):
            yield hit
        elif not _found_nothing(case, field, statement.text) and (
            hit := _added(field, said, there, closely=not field.startswith((*TELLING, "/summary/strengths/")))
        ):
            yield replace(hit, repair=affirmed(statement.text, hit.span) if hit.span else None)


def _said(text: str) -> tuple[Clause, ...]:
    """The clauses of a statement, those of each claim that it joins by themselves."""
    return tuple(
        replace(clause, start=clause.start + start) for start, claim in claims(text) for clause in meant(claim)
    )


def _not_all(case: Case, field: str, statement: Statement) -> Hit | None:
    """All or everybody, where the evidence says "not all" of the same."""
    quotes = case.quotes_of(field)
    some = _SOME.search(statement.text)
    if some and (none := _NONE.search(quotes)) and not _SOME.search(quotes) and not _NONE.search(statement.text):
        message = f"“{some.group()}”: the evidence says “{none.group()}”."
        return Hit(field, message, some.span(), shown(quotes))
    ours = _ALL.search(statement.text)
    if ours is None or _NOT_ALL.search(statement.text):
        return None
    for cited in case.cited_by(field):
        quote = cited.evidence.quote
        if (theirs := _NOT_ALL.search(quote)) and stems(statement.text) & stems(quote[theirs.end() :]):
            message = f"“{ours.group()}”: the evidence says “{shown(theirs.group())}”."
            return Hit(field, message, ours.span(), shown(quote))
    return None


def _lost(field: str, said: tuple[Clause, ...], there: tuple[Clause, ...]) -> Hit | None:
    """The evidence denies what the statement says."""
    for clause in there:
        if not clause.negated:
            continue
        denied = scope(clause) - _ILLNESS or scope(clause)
        for ours in said:
            shared = _both(ours.stems, denied) - _SIGNIFICANCE
            alone = len(said) == len(there) == 1
            if _ONLY_WITHOUT.search(clause.text) and 2 * len(shared) < len(denied):
                continue  # "…, without a rise in tone" denies the rise alone
            if (
                ours.plain
                and shared
                and _tells_the_same(ours, clause, alone=alone)
                and not any(one.negated and one.stems & denied for one in said)
            ):
                return _affirmation(field, ours, clause, shared)
            if (
                not shared
                or not ours.plain
                or _OPEN.search(ours.text)
                or any(one.negated and _both(one.stems, denied) for one in said)
            ):
                continue
            if any(shared <= one.stems for one in there if not one.negated):
                continue
            if len(shared) < _needed(clause, denied) or not _mostly(shared, ours, clause):
                continue
            return _affirmation(field, ours, clause, shared)
    return None


def _affirmation(field: str, ours: Clause, theirs: Clause, shared: frozenset[str]) -> Hit:
    begin = ours.start + len(ours.text) - len(ours.text.lstrip(" ,"))
    there, words = shown(theirs.text.strip(" ,")), ", ".join(sorted(shared))
    message = f"The evidence denies this (“{there}”); the statement affirms it: {words}."
    return Hit(field, message, (begin, ours.start + len(ours.text)), shown(theirs.text))


def _mostly(shared: frozenset[str], ours: Clause, theirs: Clause) -> bool:
    """Whether two clauses share enough to be of the same thing.

    Half of what is denied or of all that `ours` says, or the deed that is denied with something else.
    """
    own = ours.stems - BEING - _ILLNESS
    if 2 * len(shared) >= min(len(scope(theirs) - BEING) or 1, len(own)) or len(shared) > _CLOSE:
        return True
    told = len(_both(own, theirs.stems))
    return (told >= _PAIR and deed(theirs) in shared) or 2 * told > max(len(own), _PAIR)


def _needed(clause: Clause, denied: frozenset[str]) -> int:
    """How many words of what a clause denies must be told again: more, the longer the clause."""
    if len(clause.stems) > _MANY:
        return max(3, round(0.6 * len(denied)))
    return 2 if len(denied) > 4 else 1


def _added(field: str, said: tuple[Clause, ...], there: tuple[Clause, ...], *, closely: bool) -> Hit | None:
    """The statement denies what the evidence says; `closely` only where it denies a denial."""
    for ours in said:
        if not ours.negated or _AN_EXCEPTION.match(ours.text):
            continue
        if any(one.negated and len(_both(one.stems, scope(ours))) >= _PAIR for one in there):
            continue
        alike = [one for one in there if one.meaning or not closely]
        twin = max(alike, key=lambda clause: len(clause.stems & ours.stems), default=None)
        if twin is not None and twin.plain and _tells_the_same(ours, twin, alone=len(said) == len(there) == 1):
            return _denial(field, ours, twin)
        if closely or _OF_THE_PAPER.search(ours.text):
            continue
        denied = scope(ours) - _ILLNESS
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


def _tells_the_same(ours: Clause, theirs: Clause, *, alone: bool) -> bool:
    """Whether most of what a clause says is said by another; half is enough where each text is one clause."""
    shared = len(_both(ours.stems, theirs.stems))
    if alone and shared >= _PAIR and 2 * shared >= max(len(ours.stems), len(theirs.stems)):
        return True
    return shared >= _CLOSE and shared >= _MOSTLY * len(ours.stems)


def _both(first: frozenset[str], second: frozenset[str]) -> frozenset[str]:
    """The stems of `first` that `second` has too, or begins alike ("agreed", "agreement")."""
    begun = {stem[:_BEGINNING] for stem in second if len(stem) >= _BEGINNING}
    return frozenset(
        stem for stem in first if stem in second or (len(stem) >= _BEGINNING and stem[:_BEGINNING] in begun)
    )


def _found_nothing(case: Case, field: str, text: str) -> bool:
    """Whether a statement of no clear difference rests on evidence that found none."""
    quotes = case.quotes_of(field)
    if not _NO_CLEAR.search(text) and not tells_of_none(text):
        return False
    return NULL.search(quotes) is not None or is_significant(quotes) is False


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


def _evidence_clauses(case: Case, field: str) -> tuple[Clause, ...]:
    quotes = (cited.evidence.quote for cited in case.cited_by(field))
    # The cells of a table's row are no clauses that affirm or deny.
    return tuple(clause for quote in quotes if "\t" not in quote for clause in meant(quote))
