"""Means of whole numbers that no such numbers give: the GRIM test.

Source: Brown & Heathers 2017, "The GRIM Test", Soc Psychol Personal Sci 8. A mean of n whole numbers, times n, is a
whole number. It tells something only where n is smaller than the printed precision, and only of what is counted one by
one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pipeline.domain.facts import Inconsistency, InconsistencyKind
from pipeline.reading.consistency.printed import Printed, printed
from pipeline.reading.grids import Grid
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["is_possible_mean", "means_in_tables", "means_in_text"]

_COUNTED = regex(
    r"\bnumbers? of (?!(?:cells|copies|reads|colonies|counts|leu|lymph|platelets|packets|hours|minutes|years|months"
    r"|weeks)\b)[a-z]|\bno\. of [a-z]",
    re.IGNORECASE,
)
_RATE = regex(r"\bper\b|/\s?(?:day|week|month|year|h\b|min)|average|weighted|adjusted|%", re.IGNORECASE)
_MEAN_CELL = regex(r"^(?P<mean>\d{1,3}[.·]\d{2,})\s?(?:±|\()\s?\d")
_MEANS = regex(r"\bmean\b|±", re.IGNORECASE)
_IN_TEXT = regex(
    r"\bmean (?P<what>numbers? of (?:[a-z-]+ ){1,4})(?:was|were|of|=)\s(?P<mean>\d{1,3}[.·]\d{2,})"
    r"[^.;\d]{0,30}\(?\s?n\s?=\s?(?P<n>\d{1,3})\b",
    re.IGNORECASE,
)


def is_possible_mean(mean: Printed, people: int) -> bool:
    """Whether whole numbers of so many people can have this mean; True where the precision cannot tell."""
    if people >= 10**mean.places:
        return True
    total = mean.value * people
    return any(mean.is_rounded(whole / people) for whole in (math.floor(total), math.ceil(total)))


def means_in_text(paper: View) -> Iterator[Inconsistency]:
    """Each mean number of something, with its n beside it, that no whole numbers give."""
    for passage in paper.passages:
        for match in _IN_TEXT.finditer(passage.text):
            if not is_possible_mean(printed(match["mean"]), int(match["n"])):
                place = passage.locate(match.start("mean"), match.end("mean"))
                yield Inconsistency(
                    InconsistencyKind.MEAN, _says(match["mean"], int(match["n"])), passage.span, (place,)
                )


def means_in_tables(grid: Grid) -> Iterator[Inconsistency]:
    """Each mean number of something in a column of known size that no whole numbers give."""
    for row in grid.rows:
        if not _COUNTED.search(row.label) or _RATE.search(row.label):
            continue
        for cell in row.cells:
            column = next((one for one in grid.columns if one.index == cell.column), None)
            match = _MEAN_CELL.match(grid.text(cell))
            if column is None or not column.size or match is None or "median" in row.label.lower():
                continue
            if not _MEANS.search(f"{row.label} {column.head} {grid.caption} {grid.text(cell)}"):
                continue
            if not is_possible_mean(printed(match["mean"]), column.size):
                says = f"In “{row.label}”, {_says(match['mean'], column.size)}"
                yield Inconsistency(InconsistencyKind.MEAN, says, row.span, (cell.span,))


def _says(mean: str, people: int) -> str:
    return f"a mean of {mean} cannot come from whole numbers of {people} people."
