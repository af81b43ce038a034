"""A right number told of something else than in the evidence. Part of family N."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.case import Case, bound_in
from pipeline.checks.number_labelled import of_another_in_its_row
from pipeline.checks.number_places import nearest_of, place, printed, quoted
from pipeline.checks.number_repairs import exchanged, put_right
from pipeline.checks.rule import Hit
from pipeline.text.binding import Bound, counts_another, of_another, of_others, on_other_side, swapped
from pipeline.text.number_bases import based, turned_round
from pipeline.text.number_roles import Part, clash, of_all, parts_of, wholes
from pipeline.text.number_sides import names_the_well
from pipeline.text.numbers import Kind
from pipeline.text.regex import regex

__all__ = ["attached"]

# "58 people with ME/CFS", "58 patients"
_ILL = regex(
    r"\s(?:patients\b|cases\b|(?:people|adults|women|men|children|persons|individuals|participants)"
    r" (?:with|who had|suffering from) (?!and\b|or\b)[\w/-]+)",
    re.IGNORECASE,
)


def _swapped(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        claims = bound_in(statement.text)
        passages = [bound for cited in case.cited_by(field) for bound in bound_in(cited.evidence.quote)]
        for first, second in swapped(claims, passages):
            one, other = printed(statement.text, first.number), printed(statement.text, second.number)
            message = f"“{one}” and “{other}” seem to have changed places against the evidence."
            repair = exchanged(statement.text, first.number, second.number)
            yield Hit(field, message, place(first.number), nearest_of(case, field, first.number), repair=repair)
        for claim in claims:
            if why := _misplaced(printed(statement.text, claim.number), claim, passages):
                right = put_right(case, field, claim.number)
                yield Hit(field, why, place(claim.number), nearest_of(case, field, claim.number), repair=right)


def _misplaced(told: str, claim: Bound, passages: Sequence[Bound]) -> str | None:
    """Why a number is told of something else than in the evidence; None where it is not, or print leaves it open."""
    if sides := on_other_side(claim, passages):
        return f"“{told}” is told of “{sides[0]}”; the evidence has it of “{sides[1]}”."
    if other := of_another(claim, passages) or of_others(claim, passages):
        return f"“{told}” is told of what the evidence has beside {other.number.values[0]:g}."
    if rival := counts_another(claim, passages):
        what = "people" if "people" in claim.counted else claim.number.noun or "this"
        return f"“{told}” counts {what}; the evidence has {rival.number.values[0]:g} there."
    return None


def _other_part(case: Case) -> Iterator[Hit]:
    """A total told as a number for each, an average as a total, a start as an end, a share of some as one of all."""
    total = case.draft.study.n_total
    for field, statement in case.statements:
        there = list(quoted(case, field))
        shares = {
            values: whole
            for quote in {quote for quote, _ in there}
            for values, whole in wholes(quote, case.quoted_numbers[quote]).items()
        }
        for number in case.said_numbers[field]:
            if not number.is_quantity:
                continue
            told = printed(statement.text, number)
            said = parts_of(statement.text, number)
            same = [parts_of(quote, other) for quote, other in there if set(number.values) & set(other.values)]
            if total is not None and number.values == (float(total),) and len(case.draft.study.groups) != 1:
                same = [parts | {Part.TOTAL} for parts in same]
            if parts := clash(said, same):
                message = f"“{told}” is told as {parts[0]}; in the evidence it is {parts[1]}."
                yield Hit(field, message, place(number), nearest_of(case, field, number))
            whole = shares.get(number.values)
            if whole is not None and total is not None and whole < total and of_all(statement.text, number):
                message = f"“{told}” is told as a share of all; in the evidence it is one of {whole:g}."
                yield Hit(field, message, place(number), nearest_of(case, field, number))


def _everybody_as_patients(case: Case) -> Iterator[Hit]:
    """The number of all who took part, controls too, told as a number of patients."""
    study = case.draft.study
    controls = [group for group in study.groups if names_the_well(group.label) and group.n]
    if study.n_total is None or not controls or sum(group.n or 0 for group in study.groups) != study.n_total:
        return
    for field, statement in case.statements:
        if names_the_well(statement.text):
            continue
        for number in case.said_numbers[field]:
            ill = _ILL.match(statement.text, number.span.end)
            if ill is not None and number.kind is Kind.COUNT and number.values == (float(study.n_total),):
                told = printed(statement.text, number)
                message = f"“{told}{ill.group()}”: {told} counts everybody, the {controls[0].label} too."
                yield Hit(field, message, (number.span.start, ill.end()))


def _of_the_others(case: Case) -> Iterator[Hit]:
    """A share of those with one thing told as a share of those with the other."""
    for field, statement in case.statements:
        passages = [
            one
            for cited in case.cited_by(field)
            for one in based(cited.evidence.quote, case.quoted_numbers[cited.evidence.quote])
        ]
        for claim in based(statement.text, case.said_numbers[field]) if passages else ():
            if turned_round(claim, passages):
                told = printed(statement.text, claim.number)
                message = f"“{told}” is told as a part of those of whom the evidence tells the other way round."
                yield Hit(field, message, place(claim.number), nearest_of(case, field, claim.number))


def attached(case: Case) -> Iterator[Hit]:
    """Numbers in each other's place, of another side, part, group or whole than in the evidence; each place once."""
    said: set[tuple[str, tuple[int, int] | None]] = set()
    for find in (_swapped, _other_part, _of_the_others, _everybody_as_patients, of_another_in_its_row):
        for hit in find(case):
            if hit.span is None or (hit.field, hit.span) not in said:
                said.add((hit.field, hit.span))
                yield hit
