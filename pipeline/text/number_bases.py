"""Of whom a share is told, and what of them: "of those who smoke, 20 % run" is not "of those who run, 20 % smoke"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.text.numbers import Kind, Number
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["Based", "based", "turned_round"]


@dataclass(frozen=True, slots=True)
class Based:
    """A share or a count with the stems of those it is a part of and of what is told of that part."""

    number: Number
    whole: frozenset[str]
    told: frozenset[str]


_BEFORE = regex(r"\b(?:of|among|in)\s(?P<whole>[^,;.]{3,90}),\s(?:only\s|about\s|some\s|another\s)?$", re.IGNORECASE)
_AFTER = regex(
    r"\s(?:\w+\s){0,2}?(?:of\s)?(?:the\s|those\s|all\s|people\s|patients\s|participants\s)*"
    r"(?P<whole>(?:who|with|whose)\s[^,;.]{3,70}?)"
    r"\s(?:also\s|still\s|had\s|have\s|met\s|reported\s|showed\s|were\s|was\s|felt\s|developed\s)+(?P<told>[^,;.]{3,70})",
    re.IGNORECASE,
)
_END = regex(r"[,;.]\s|[,;.]$|$")
_KINDS = frozenset({Kind.PERCENT, Kind.RATIO, Kind.COUNT})


def based(text: str, numbers: Sequence[Number]) -> Iterator[Based]:
    """The numbers of `text` that are told as parts of somebody, where words on both sides say of whom and what."""
    for number in numbers:
        if number.kind not in _KINDS:
            continue
        if before := _BEFORE.search(text, 0, number.span.start):
            end = _END.search(text, number.span.end)
            told = text[number.span.end : end.start() if end else len(text)]
            yield _parted(number, before["whole"], told)
        elif after := _AFTER.match(text, number.span.end):
            yield _parted(number, after["whole"], after["told"])


def turned_round(claim: Based, passages: Sequence[Based]) -> bool:
    """Whether `claim` is told of those of whom every passage with its figure tells the other, and the reverse."""
    same = [one for one in passages if claim.number.values[0] == one.number.values[0]]
    return bool(same) and all(
        bool(claim.whole & one.told and claim.told & one.whole)
        and not (claim.whole & one.whole or claim.told & one.told)
        for one in same
    )


def _parted(number: Number, whole: str, told: str) -> Based:
    first, second = stems(whole), stems(told)
    return Based(number, first - second, second - first)
