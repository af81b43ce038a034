"""Numbers that belong together: a list with one unit, "14 of 25", "0.48 to 0.97"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.domain.document import Span
from pipeline.text.number_kinds import Kind, Number
from pipeline.text.regex import regex

__all__ = ["joined", "with_shared_units"]

_CI_BEFORE = regex(r"(?:\bCI|[Ii]nterval|\bCrI)\)?[\s:,=(\[of]*$")
_OF = regex(
    r"\s?\(?(?:(?:[A-Za-z][\w/'’-]*\s){0,4}?(?:out of|of|among|in|per)(?: every| each| about| a total of)?"
    r"(?: the| these| those| all| our| its| their| his)*\s|/)",
    re.IGNORECASE,
)
# "two groups of 198 people" are two and 198, not a share.
_PACKS = regex(
    r"\b(?:groups?|arms?|sets?|batches|teams?|cohorts?|rounds?|courses?|doses?|cycles?|series|samples?|clusters?|blocks?|pairs?"
    r"|periods?|blends?|lists?)\sof\b",
    re.IGNORECASE,
)
_TO = regex(r"\s?(?:%\s?)?(?:–|—|-|−|‑|\bto\b|;|,|\band\b|\bor\b)\s?(?:-\sto\s|at most\s)?")
_LIST = regex(r"(?:\s?(?:,|;|–|—|-|−|±|/)\s?(?:and\s|or\s)?|-?\s(?:and|or|to|vs\.?|versus|±|compared with|against)\s)")


def with_shared_units(text: str, atoms: list[Number]) -> list[Number]:
    """Numbers of a list get the unit that is printed only once, after the last: "70, 75 and 72 %"."""
    shared = list(atoms)
    for index in range(len(shared) - 2, -1, -1):
        number, following = shared[index], shared[index + 1]
        if number.unit is not None or following.unit is None or number.kind not in (Kind.COUNT, Kind.DECIMAL):
            continue
        if _LIST.fullmatch(text, number.span.end, following.span.start):
            kind = following.kind if following.kind in (Kind.PERCENT, Kind.TIME, Kind.MULTIPLE) else number.kind
            shared[index] = replace(number, unit=following.unit, kind=kind, time=following.time)
    return shared


def joined(text: str, atoms: list[Number]) -> list[Number]:
    """Pairs made one: "14 of 25" is a ratio, "0.48 to 0.97" after "CI" an interval."""
    pairs: list[Number] = []
    for number in atoms:
        last = pairs[-1] if pairs else None
        pair = _pair(text, last, number) if last is not None else None
        if pair is not None:
            pairs[-1] = pair
        else:
            pairs.append(number)
    return pairs


def _pair(text: str, first: Number, second: Number) -> Number | None:
    if not (first.is_quantity and second.is_quantity) or len(first.values) > 1 or len(second.values) > 1:
        return None
    between = (first.span.end, second.span.start)
    whole = replace(
        first,
        span=Span(first.span.start, second.span.end),
        values=first.values + second.values,
        places=first.places + second.places,
        noun=second.noun,
    )
    plain = (Kind.COUNT, Kind.DECIMAL)
    if (
        first.kind in plain
        and first.unit is None
        and second.kind is Kind.COUNT
        and second.unit is None
        and 0 <= first.values[0] <= second.values[0]
        and second.values[0] >= 2
        and _OF.fullmatch(text, *between)
        and not _PACKS.search(text, *between)
    ):
        return replace(whole, kind=Kind.RATIO)
    if first.kind is second.kind and first.kind in (*plain, Kind.PERCENT) and _TO.fullmatch(text, *between):
        if _CI_BEFORE.search(text[max(0, first.span.start - 24) : first.span.start]):
            return replace(whole, kind=Kind.INTERVAL, unit=first.unit or second.unit)
        if text[between[0] : between[1]].strip() in ("–", "—", "-", "−", "‑", "to"):
            return replace(whole, kind=Kind.RANGE, unit=first.unit or second.unit)
    return None
