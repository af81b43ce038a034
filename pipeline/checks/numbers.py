"""N, numbers: each number of a statement is in its own evidence, with the same unit and the same place in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.checks.case import Case
from pipeline.checks.number_attached import attached
from pipeline.checks.number_places import nearest_of, place, printed, quoted
from pipeline.checks.number_repairs import put_right, until
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.draft import Statement
from pipeline.domain.report import Severity
from pipeline.text.numbers import Kind, Number, TimeRole, read
from pipeline.text.regex import regex
from pipeline.text.support import How, Support, supported
from pipeline.text.wording import CONTRAST, PEOPLE

__all__ = ["FAMILY"]

_SMALL = 10
_MOST_OF = 0.8
_LASTED = regex(
    r"\b(?:lasted|lasting|lasts|went on for|continued for)(?: for)?\s(?:[\d.]+(?:,| and|, and"
    r"|,? or)\s)*$",
    re.IGNORECASE,
)
_SOME_DAY = regex(r"\b(?:may|might|could|will|would) (?:\w+ )?one day$", re.IGNORECASE)
_MOST_SHOWN = 12
# Sections that speak about the findings: a number quoted elsewhere in the draft is known to them.
_LOOKING_BACK = tuple(
    f"/summary/{name}/"
    for name in ("why_it_matters", "remaining_questions", "does_not_prove", "strengths", "limitations")
)


def _absent(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.ABSENT and not _is_loose(case, field, number) and not _is_median(case, field, number):
            hit = _hit(case, field, statement, number, "is not in the evidence of this statement")
            yield replace(hit, repair=put_right(case, field, number))


def _loose_word(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.ABSENT and _is_loose(case, field, number):
            yield _hit(case, field, statement, number, "is not said in so many words in the evidence")


def _other_unit(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.OTHER_UNIT:
            text = printed(statement.text, number)
            message = f"“{text}”: the evidence has this figure with another meaning ({support.why})."
            yield Hit(field, message, place(number), nearest_of(case, field, number))


def _time_role(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        evidence = case.numbers_of(field)
        for number in case.said_numbers[field]:
            role = _role(statement.text, number)
            if number.kind is not Kind.TIME or role not in (TimeRole.LENGTH, TimeRole.UNTIL):
                continue
            roles = {other.time for other in evidence if other.kind is Kind.TIME and _same_time(number, other)}
            told = printed(statement.text, number)
            if role is TimeRole.LENGTH and roles and roles <= {TimeRole.POINT, TimeRole.UNTIL}:
                reason = f"“{told}” is told as a length of time; the evidence has it as a point in time"
            elif role is TimeRole.UNTIL and roles == {TimeRole.LENGTH}:
                reason = f"“{told}” is told as a point in time; the evidence has it as a length of time"
            else:
                continue
            repair = until(statement.text, number) if roles == {TimeRole.UNTIL} else None
            yield Hit(field, f"{reason}.", place(number), nearest_of(case, field, number), repair=repair)


def _role(text: str, number: Number) -> TimeRole | None:
    """The role of a time; in a list, that of its first ("lasted 16, 18 and 44 weeks")."""
    in_list = number.time is TimeRole.UNSAID and _LASTED.search(text, 0, number.span.start)
    return TimeRole.LENGTH if in_list else number.time


def _study_facts(case: Case) -> Iterator[Hit]:
    """Sizes against the evidence of the study facts; where that has none, against every quote, then the paper."""
    study = case.draft.study
    own = case.numbers_of("/study")
    sizes = [group.n for group in study.groups if group.n is not None]
    adds_up = len(sizes) > 1 and len(sizes) == len(study.groups) and study.n_total == sum(sizes)
    if study.n_total is not None and not adds_up and not _size_borne_out(case, study.n_total, own):
        yield Hit("/study/n_total", f"{study.n_total:,} people: this number is not in the evidence of the study facts.")
    for index, group in enumerate(study.groups):
        if group.n is None or _is_printed(group.n, _everywhere(case)) or _size_borne_out(case, group.n, own):
            continue
        yield Hit(
            f"/study/groups/{index}/n",
            f"{group.n:,} in “{group.label}”: this number is not in the evidence of the study facts.",
        )


def _groups_add_up(case: Case) -> Iterator[Hit]:
    study = case.draft.study
    sizes = [group.n for group in study.groups if group.n is not None]
    if (
        study.n_total is not None
        and len(sizes) > 1
        and len(sizes) == len(study.groups)
        and not _reaches(sizes, study.n_total)
    ):
        shown_sum = " + ".join(f"{size:,}" for size in sizes)
        yield Hit("/study", f"The groups add up to {sum(sizes):,} ({shown_sum}), the total is {study.n_total:,}.")


def _reaches(sizes: list[int], total: int) -> bool:
    """Whether all groups make the total, or the first of them do and the others divide nearly the same people again."""
    again = [sum(sizes[at:]) for at in range(2, len(sizes) - 1) if sum(sizes[:at]) == total]
    return sum(sizes) == total or any(_MOST_OF * total <= others <= total for others in again)


def _everywhere(case: Case) -> tuple[Number, ...]:
    return tuple(number for numbers in case.quoted_numbers.values() for number in numbers)


def _size_borne_out(case: Case, size: int, own: tuple[Number, ...]) -> bool:
    counted = [number for number in own if number.kind in (Kind.COUNT, Kind.RATIO)]
    if counted:
        return _size_found(size, own)
    everywhere = _everywhere(case)
    return _is_printed(size, everywhere) if everywhere else _in_paper(case, size)


def _is_printed(size: int, numbers: tuple[Number, ...]) -> bool:
    return any(size in number.values for number in numbers if number.kind in (Kind.COUNT, Kind.RATIO))


def _unquoted(case: Case) -> Iterator[Hit]:
    """Numbers of statements that rest on no passage: they should at least be in the draft's quotes or in the paper."""
    everywhere = _everywhere(case)
    for field, statement in case.statements:
        if statement.evidence:
            continue
        for number in _checked(case, field):
            if supported(number, everywhere).ok or _size_known(case, number):
                continue
            if not all(_in_paper(case, value) for value in number.values):
                message = f"“{printed(statement.text, number)}” is nowhere in the paper."
                yield Hit(field, message, place(number))


@lru_cache(maxsize=1)
def _judged(case: Case) -> tuple[tuple[str, Statement, Number, Support], ...]:
    """Every number of every statement that has evidence, with how that evidence bears it out."""
    return tuple(_judging(case))


def _judging(case: Case) -> Iterator[tuple[str, Statement, Number, Support]]:
    context = (*case.numbers_of("/study"), *_sizes(case))
    for field, statement in case.statements:
        evidence = case.numbers_of(field)
        for number in _checked(case, field) if statement.evidence else ():
            support = supported(number, evidence, context)
            if support.how is How.ABSENT and field.startswith(_LOOKING_BACK):
                known = supported(number, _everywhere(case))
                support = known if known.how in (How.EXACT, How.ROUNDED) else support
            if support.how is How.CONTRAST and not CONTRAST.search(statement.text):
                support = Support(How.ABSENT)
            yield field, statement, number, support


def _checked(case: Case, field: str) -> Iterator[Number]:
    text = next(statement.text for place, statement in case.statements if place == field)
    for number in case.said_numbers[field]:
        if _SOME_DAY.search(text, 0, number.span.end):
            continue
        one = number.spelled and number.kind is Kind.COUNT and number.values == (1.0,)
        if number.is_quantity and not one:
            yield number


def _sizes(case: Case) -> tuple[Number, ...]:
    study = case.draft.study
    sizes = [study.n_total, study.n_studies, *(group.n for group in study.groups)]
    return tuple(number for size in sizes if size is not None for number in read(f"{size} people"))


def _size_known(case: Case, number: Number) -> bool:
    return supported(number, _sizes(case)).ok


def _is_median(case: Case, field: str, number: Number) -> bool:
    """Whether "half of them" tells the median that the evidence gives."""
    return number.kind is Kind.RATIO and number.values == (1.0, 2.0) and "median" in case.quotes_of(field).lower()


def _is_loose(case: Case, field: str, number: Number) -> bool:
    """Whether this is a small number in words that merely counts what the text names ("two other markers").

    It is none if the evidence counts the same thing otherwise: "four patients" where the quote has "six patients".
    """
    if not (number.spelled and number.kind in (Kind.COUNT, Kind.MULTIPLE) and max(number.values) <= _SMALL):
        return False
    if number.unit is not None and number.kind is Kind.COUNT:
        return False
    return not any(
        other.kind in (Kind.COUNT, Kind.RATIO) and _same_noun(number.noun, other.noun)
        for other in case.numbers_of(field)
    )


def _same_noun(first: str, second: str) -> bool:
    if not first or not second:
        return False
    if PEOPLE.fullmatch(first) and PEOPLE.fullmatch(second):
        return True
    return first.rstrip("s") == second.rstrip("s")


def _same_time(first: Number, second: Number) -> bool:
    if first.unit is None or second.unit is None:
        return False
    return any(
        abs(a * first.unit.factor - b * second.unit.factor) < 0.01 * a * first.unit.factor
        for a in first.values
        for b in second.values
    )


def _size_found(size: int, numbers: tuple[Number, ...]) -> bool:
    (claim,) = read(f"{size} people")
    return supported(claim, numbers).ok


def _in_paper(case: Case, value: float) -> bool:
    """Whether the paper prints this value anywhere, in digits or as a word."""
    printed = f"{value:,.6f}".rstrip("0").rstrip(".")
    spellings = {printed, printed.replace(",", ""), printed.replace(",", " ")}
    pattern = "|".join(re.escape(spelling) for spelling in spellings)
    if re.search(rf"(?<![\d.,])(?:{pattern})(?![\d]|[.,]\d)", case.document.text):
        return True
    return value <= _SMALL or any(value in number.values for number in read(case.document.text))


def _hit(case: Case, field: str, statement: Statement, number: Number, says: str) -> Hit:
    there = sorted(dict.fromkeys(printed(quote, other) for quote, other in quoted(case, field)), key=len)[:_MOST_SHOWN]
    beside = f"; it has {', '.join(there)}" if there else "; it has no numbers"
    return Hit(
        field,
        f"“{printed(statement.text, number)}” {says}{beside}.",
        place(number),
        nearest_of(case, field, number),
    )


FAMILY = Family(
    "N",
    "numbers",
    (
        Rule("N001", Severity.BLOCKING, "A number is not in the evidence", _absent),
        Rule("N002", Severity.WARNING, "A figure with another unit or meaning", _other_unit),
        Rule("N003", Severity.WARNING, "A point in time told as a length of time, or the reverse", _time_role),
        Rule("N004", Severity.WARNING, "A number is attached to something else", attached),
        Rule("N005", Severity.WARNING, "A sample size is not in the evidence of the study facts", _study_facts),
        Rule("N006", Severity.WARNING, "A number without evidence is nowhere in the paper", _unquoted),
        Rule("N007", Severity.NOTE, "A small number in words is not said in the evidence", _loose_word),
        Rule("N008", Severity.WARNING, "The groups do not add up to the total", _groups_add_up, reads_words=False),
    ),
    fields=("/summary", "/study/n_total", "/study/groups"),
)
