"""N, numbers: each number of a statement is in its own evidence, with the same unit and the same place in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.draft import Statement
from pipeline.domain.report import Severity
from pipeline.text.numbers import Kind, Number, TimeRole, read
from pipeline.text.support import How, Support, supported
from pipeline.text.wording import PEOPLE

__all__ = ["FAMILY"]

_SMALL = 10
_MOST_SHOWN = 12


def _absent(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.ABSENT and not _is_loose(case, field, number):
            yield _hit(case, field, statement, number, "is not in the evidence of this statement")


def _loose_word(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.ABSENT and _is_loose(case, field, number):
            yield _hit(case, field, statement, number, "is not said in so many words in the evidence")


def _other_unit(case: Case) -> Iterator[Hit]:
    for field, statement, number, support in _judged(case):
        if support.how is How.OTHER_UNIT:
            text = _words(statement.text, number)
            message = f"“{text}”: the evidence has this figure with another meaning ({support.why})."
            yield Hit(field, message, (number.span.start, number.span.end), _nearest(case, field, number))


def _time_role(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        evidence = case.numbers_of(field)
        for number in read(statement.text):
            if number.kind is not Kind.TIME or number.time not in (TimeRole.LENGTH, TimeRole.UNTIL):
                continue
            roles = {other.time for other in evidence if other.kind is Kind.TIME and _same_time(number, other)}
            told = _words(statement.text, number)
            if number.time is TimeRole.LENGTH and roles and roles <= {TimeRole.POINT, TimeRole.UNTIL}:
                reason = f"“{told}” is told as a length of time; the evidence has it as a point in time"
            elif number.time is TimeRole.UNTIL and roles == {TimeRole.LENGTH}:
                reason = f"“{told}” is told as a point in time; the evidence has it as a length of time"
            else:
                continue
            yield Hit(field, f"{reason}.", (number.span.start, number.span.end), _nearest(case, field, number))


def _study_facts(case: Case) -> Iterator[Hit]:
    """Sizes against the study's own evidence, then against every other quote, then against sums of the groups."""
    study = case.draft.study
    quoted = case.numbers_of("/study") or tuple(n for numbers in case.quoted_numbers.values() for n in numbers)
    everywhere = tuple(n for numbers in case.quoted_numbers.values() for n in numbers)
    sizes = [group.n for group in study.groups if group.n is not None]
    if study.n_total is not None and not (
        _size_found(study.n_total, quoted)
        or _size_found(study.n_total, everywhere)
        or (len(sizes) > 1 and study.n_total == sum(sizes))
        or (not everywhere and _in_paper(case, study.n_total))
    ):
        yield Hit("/study/n_total", f"{study.n_total:,} people: this number is not in the evidence of the study facts.")
    for index, group in enumerate(study.groups):
        if group.n is None or _size_found(group.n, quoted) or _size_found(group.n, everywhere):
            continue
        if not everywhere and _in_paper(case, group.n):
            continue
        yield Hit(
            f"/study/groups/{index}/n",
            f"{group.n:,} in “{group.label}”: this number is not in the evidence of the study facts.",
        )


def _unquoted(case: Case) -> Iterator[Hit]:
    """Numbers of statements that rest on no passage: they should at least be in the draft's quotes or in the paper."""
    everywhere = tuple(n for numbers in case.quoted_numbers.values() for n in numbers)
    for field, statement in case.statements:
        if statement.evidence:
            continue
        for number in _checked(statement):
            if supported(number, everywhere).ok or _size_known(case, number):
                continue
            if not all(_in_paper(case, value) for value in number.values):
                message = f"“{_words(statement.text, number)}” is nowhere in the paper."
                yield Hit(field, message, (number.span.start, number.span.end))


def _judged(case: Case) -> Iterator[tuple[str, Statement, Number, Support]]:
    """Every number of every statement that has evidence, with how that evidence bears it out."""
    context = (*case.numbers_of("/study"), *_sizes(case))
    for field, statement in case.statements:
        evidence = case.numbers_of(field)
        for number in _checked(statement) if statement.evidence else ():
            yield field, statement, number, supported(number, evidence, context)


def _checked(statement: Statement) -> Iterator[Number]:
    for number in read(statement.text):
        one = number.spelled and number.kind is Kind.COUNT and number.values == (1.0,)
        if number.is_quantity and not one:
            yield number


def _sizes(case: Case) -> tuple[Number, ...]:
    study = case.draft.study
    sizes = [study.n_total, study.n_studies, *(group.n for group in study.groups)]
    return tuple(number for size in sizes if size is not None for number in read(f"{size} people"))


def _size_known(case: Case, number: Number) -> bool:
    return supported(number, _sizes(case)).ok


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
    there = sorted({_words(quote, other) for quote, other in _quoted(case, field)}, key=len)[:_MOST_SHOWN]
    beside = f"; it has {', '.join(there)}" if there else "; it has no numbers"
    return Hit(
        field,
        f"“{_words(statement.text, number)}” {says}{beside}.",
        (number.span.start, number.span.end),
        _nearest(case, field, number),
    )


def _quoted(case: Case, field: str) -> Iterator[tuple[str, Number]]:
    for cited in case.cited_by(field):
        for number in case.quoted_numbers[cited.evidence.quote]:
            if number.is_quantity:
                yield cited.evidence.quote, number


def _words(text: str, number: Number) -> str:
    return text[number.span.start : number.span.end]


def _nearest(case: Case, field: str, number: Number) -> str | None:
    """The quote to compare with: the one that holds the figure, else the first with numbers."""
    holding = [quote for quote, other in _quoted(case, field) if set(number.values) & set(other.values)]
    quotes = holding or [quote for quote, _ in _quoted(case, field)]
    return shown(quotes[0]) if quotes else None


FAMILY = Family(
    "N",
    "numbers",
    (
        Rule("N001", Severity.BLOCKING, "A number is not in the evidence", _absent),
        Rule("N002", Severity.WARNING, "A figure with another unit or meaning", _other_unit),
        Rule("N003", Severity.WARNING, "A point in time told as a length of time, or the reverse", _time_role),
        Rule("N005", Severity.WARNING, "A sample size is not in the evidence of the study facts", _study_facts),
        Rule("N006", Severity.WARNING, "A number without evidence is nowhere in the paper", _unquoted),
        Rule("N007", Severity.NOTE, "A small number in words is not said in the evidence", _loose_word),
    ),
    fields=("/summary", "/study/n_total", "/study/groups"),
)
