"""Counts beside percentages that they do not make: 8 of 22 is 36 %, not 37 %.

Where the whole is printed beside the count, it is reckoned with that. Where it is not, a percentage counts as
impossible only if no whole number of people at all gives it; so missing answers, which make the whole smaller, raise
no alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.document import Cell, Span, Zone
from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.consistency.printed import Printed, printed
from pipeline.reading.counts import NUMBER, number_value
from pipeline.reading.grids import Grid, Row
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["is_possible", "shares_against_counts", "shares_in_tables"]

_WHOLE = r"\d{1,3}(?:,\d{3})+|\d+"
_PERCENT = r"(?P<percent>\d{1,3}(?:[.·]\d+)?)\s?(?:%|per ?cent\b)"
_OF = (
    rf"(?P<part>{NUMBER})\s?(?:/|of|out of|of the|out of the|of a total of)\s?(?P<whole>{_WHOLE})(?![\d.,/·]*\d"
    r"|\s?(?:%|mg|ml|min|years?|months?|weeks?|days?|h\b|points?))"
)
_COUNT_FIRST = regex(
    rf"(?<![\d.,/·-])(?<!\d )\b{_OF}(?:\s[\w/-]+){{0,4}}?\s?[(\[]\s?{_PERCENT}\s?(?=[)\];,])", re.IGNORECASE
)
_SHARE_FIRST = regex(
    rf"(?<![\d.,·~<>≤≥±-])(?<!\d )\b{_PERCENT}\s?[(\[,]\s?(?:n\s?=\s?)?{_OF}\s?(?=[)\];,]|$)", re.IGNORECASE
)
_PEOPLE_FIRST = regex(
    r"(?<![\d.,/·:-])(?<!of )(?<!of the )(?<!of all )(?<!of these )(?<!of our )"
    rf"\b(?P<part>{NUMBER})\s(?:[a-z][\w/-]+\s){{0,2}}?(?:patients?|participants?|people|persons?|adults?|wom[ae]n|m[ae]n"
    r"|children|individuals|subjects|controls|volunteers|respondents|cases|females?|males?)"
    rf"\s?[(\[]\s?{_PERCENT}\s?[)\]]",
    re.IGNORECASE,
)
_ABOUT = regex(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca\.?|nearly|almost|over|more than|less than"
    r"|at least|up to|under)|[~≈∼<>≤≥±])\s?$",
    re.IGNORECASE,
)
_CELL = regex(
    r"^(?P<part>\d{1,3}(?:,\d{3})+|\d+)\s?\(\s?(?P<percent>\d{1,3}(?:[.·]\d+)?)\s?(?P<sign>%?)\s?\)[ᵃ-ᶻ*†‡§∗]?$"
)
_WEIGHTED = regex(r"\bweight(?:ed|ing)|imput|\bwt\b", re.IGNORECASE)
_MOST = 5000


def shares_against_counts(paper: View) -> Iterator[Inconsistency]:
    """Each percentage in a sentence or row that the count beside it does not make."""
    for passage in paper.passages:
        if passage.zone is Zone.REFERENCES or "%" not in passage.text:
            continue
        for pattern in (_COUNT_FIRST, _SHARE_FIRST):
            for match in pattern.finditer(passage.text):
                if found := _of_a_whole(passage, match):
                    yield found
        for match in _PEOPLE_FIRST.finditer(passage.text):
            if found := _of_any_whole(passage, match):
                yield found


def shares_in_tables(grid: Grid) -> Iterator[Inconsistency]:
    """Each cell "count (percentage)" that no number of people in its column gives."""
    if _WEIGHTED.search(grid.caption):
        return
    for row in grid.rows:
        for cell in row.cells:
            if found := _cell(grid, row, cell):
                yield found


def is_possible(part: int, percent: Printed, *, least: int, most: int) -> bool:
    """Whether some whole number from `least` to `most`, of which `part` is a part, gives this percentage."""
    return any(percent.is_rounded(100 * part / whole) for whole in range(max(part, least, 1), most + 1))


def _of_a_whole(passage: Passage, match: re.Match[str]) -> Inconsistency | None:
    part, whole = number_value(match["part"]), int(match["whole"].replace(",", ""))
    percent = printed(match["percent"])
    if (
        part is None
        or not 0 < part <= whole
        or whole < 2
        or _ABOUT.search(passage.text[max(0, match.start("percent") - 20) : match.start("percent")])
    ):
        return None
    if _ABOUT.search(passage.text[max(0, match.start() - 20) : match.start()]) or percent.is_rounded(
        100 * part / whole
    ):
        return None
    says = f"{part:,} of {whole:,} is {_exact(part, whole, percent)} %, not {match['percent']} %."
    return _found(passage, match, says, ("part", "whole", "percent"))


def _of_any_whole(passage: Passage, match: re.Match[str]) -> Inconsistency | None:
    part, percent = number_value(match["part"]), printed(match["percent"])
    if part is None or not 1 < part < _MOST or percent.value <= 0 or percent.value > 100:
        return None
    if _ABOUT.search(passage.text[max(0, match.start() - 20) : match.start()]):
        return None
    most = int(100 * part / max(percent.low, 0.01)) + 2
    if is_possible(part, percent, least=part, most=most):
        return None
    says = f"{part:,} people are not {match['percent']} % of any number of people."
    return _found(passage, match, says, ("part", "percent"))


def _found(passage: Passage, match: re.Match[str], says: str, names: tuple[str, ...]) -> Inconsistency:
    figures = tuple(passage.locate(match.start(name), match.end(name)) for name in names)
    return Inconsistency(InconsistencyKind.SHARE, says, passage.span, figures)


def _cell(grid: Grid, row: Row, cell: Cell) -> Inconsistency | None:
    match = _CELL.match(grid.text(cell))
    column = next((one for one in grid.columns if one.index == cell.column), None)
    if match is None or column is None or not grid.is_share(row, column, match["sign"]):
        return None
    part, percent = int(match["part"].replace(",", "")), printed(match["percent"])
    if part < 1 or part > _MOST or not 0 < percent.value <= 100 or (column.size is not None and part > column.size):
        return None
    most = column.size or int(100 * part / max(percent.low, 0.01)) + 2
    if is_possible(part, percent, least=part, most=most):
        return None
    if column.size:
        whole = f"{part:,} of {column.size:,} is {_exact(part, column.size, percent)} %, not {match['percent']} %"
    else:
        whole = f"{part:,} is not {match['percent']} % of any number of people"
    says = f"In “{row.label}”, {whole}."
    return Inconsistency(InconsistencyKind.SHARE, says, row.span, (Span(cell.span.start, cell.span.end),))


def _exact(part: int, whole: int, percent: Printed) -> str:
    return f"{100 * part / whole:.{max(1, percent.places)}f}"
