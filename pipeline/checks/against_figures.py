"""Words that go another way than the figures beside them. Part of family D."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Hit
from pipeline.checks.stated import TELLING, denied_at, stated
from pipeline.text.number_labels import labelled, words_of
from pipeline.text.numbers import Kind
from pipeline.text.regex import regex
from pipeline.text.wording import NEGATION
from pipeline.text.wording_direction import Way, one_sided, ways
from pipeline.text.wording_population import FEW_OF_THEM, MOST_OF_THEM

__all__ = ["against_figures"]

_HALF = 0.5
_HALF_IN_PERCENT = 50
_NEAR = 24
_FROM_TO = regex(r"\bfrom\s[^;.]{0,40}?(\d[\d,.]*)[^;.\d]{0,30}\sto\s[^;.\d]{0,20}(\d[\d,.]*\d|\d)", re.IGNORECASE)
_RATIO_OF = regex(r"\b(?:a?OR|a?HR|RR|IRR|(?:odds|hazard|risk|rate) ratio|relative risk)\b[^\d;]{0,20}(\d+(?:\.\d+)?)")


def against_figures(case: Case) -> Iterator[Hit]:
    """Words that say more or most where the figures of the statement, or of its evidence, say less; and the reverse."""
    for field, statement in stated(case, TELLING):
        if hit := _share_told(case, field, statement.text):
            yield hit
        told = one_sided(statement.text)
        way = next(
            (one for one in (Way.UP, Way.DOWN) if one in told and not denied_at(statement.text, told[one])), None
        )
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


def _says_most(word: re.Match[str]) -> bool:
    found = MOST_OF_THEM.search(word.string)
    return found is not None and found.start() == word.start()


def _of_one_label(case: Case, field: str, text: str, word: re.Match[str]) -> Hit | None:
    """Most, told of what has the smaller of two shares in the evidence: "most chose A" of "A 18 %, B 68 %"."""
    told = words_of(text)
    for row in (row for cited in case.cited_by(field) for row in labelled(cited.evidence.quote)):
        if any(one.kind is not Kind.PERCENT for one in row):
            continue
        named = [one.values[0] for one in row if one.label & told]
        most = max(one.values[0] for one in row)
        if len(named) == 1 and _says_most(word) and named[0] < _HALF_IN_PERCENT < most:
            message = f"“{word.group()}” does not fit the figure of the evidence ({named[0]:g} %)."
            return Hit(field, message, word.span(), shown(case.quotes_of(field)))
    return None


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
    if hit := _of_one_label(case, field, text, word):
        return hit
    if not shares or MOST_OF_THEM.search(case.quotes_of(field)) or FEW_OF_THEM.search(case.quotes_of(field)):
        return None
    # "Few did, with no clear difference" denies nothing.
    about = text[: word.start()].rpartition(",")[2][-_NEAR:] + text[word.start() :].partition(",")[0]
    many = _says_most(word) is not (NEGATION.search(about) is not None)
    if all(share < _HALF for share in shares) if many else all(share > _HALF for share in shares):
        told = ", ".join(f"{share:.0%}" for share in shares[:3])
        message = f"“{word.group()}” does not fit the figures of the evidence ({told})."
        return Hit(field, message, word.span(), shown(case.quotes_of(field)))
    return None
