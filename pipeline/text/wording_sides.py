"""The two sides of a result: of whom or what a word that goes some way is told, and with whom it compares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.number_sides import SIDES
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["AGAINST", "NOT_THE_THING", "Side", "sides", "stems_of"]


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side of a comparison, and the kinds of people or times that it names.

    `bare`: they name the side alone, and not what was measured. `text` is the side as printed.
    """

    words: frozenset[str]
    kinds: frozenset[str]
    bare: bool = False
    text: str = ""


_TIME = regex(
    r"\b(?P<figure>\d+)\s?-?(?P<unit>h|hours?|min|minutes?|days?|weeks?|wk|months?|years?|yr)\b", re.IGNORECASE
)
AGAINST = regex(
    r"(?<!-)\b(?:than(?!-| (?:\d|one\b|two\b|three\b|half\b|a (?:third|quarter|half|fifth)))|compared (?:with|to)"
    r"|in comparison (?:with|to)|versus|vs\.?"
    r"|relative to|in contrast to|as opposed to|exceed(?:ed|s)|surpass(?:ed|es)|outperform(?:ed|s)|lag(?:ged|s)? behind"
    r"|inferior to|superior to|twice (?:that|those)|half (?:that|those)|over(?=\s(?:the|a|usual|sham|placebo)\b))\b",
    re.IGNORECASE,
)
"""Words between the two sides of a comparison."""

_FAVOURED = regex(r"\b(?:in favou?r of|favou?r(?:ed|s|ing))\b", re.IGNORECASE)
_FAVOURED_OVER = regex(r"\b(?:over|rather than|than|against|to|and not)\b", re.IGNORECASE)
_NAMES_SECOND = regex(
    r"\s*(?:(?:in|among|for|with|of|those|the|an?|on|by|after|at|did|who|people|patients)\s)*(?:[\w/’'-]+\s?){1,5}?"
    r"(?=\s?(?:(?:up|at|after|during|by|from|over|until|when|for|on|yet|but|with its|did|does|was|were|had)\b"
    r"|[,;:(.]|$))",
    re.IGNORECASE,
)
_ON_AVERAGE = regex(r"\s(?:on average|in total|overall|at first|in general)\b", re.IGNORECASE)
_IN_WHOM = regex(r"\s*(in|with|among|for|after|on|by|under|during|of)\b", re.IGNORECASE)
_IN_WHOM_AT = regex(r"\b(in|with|among|for|after|on|by|under|during|of)\b")
NOT_THE_THING = frozenset(
    """score scores level levels rate rates value values number amount reporte tell measur express compar versus taken
    together overal averag felt became grew went seen heal likely likel further much many expect predic""".split()
)
"""Stems of words that do not say what was measured, nor in whom."""


def sides(text: str, part: tuple[int, int], shared: str, marked: tuple[int, int]) -> tuple[Side, Side | None]:
    """The side that a result is told of, and the one it is compared with, None where it is compared with none.

    `part` is the place of its words in `text`, `marked` that of those that go some way; `shared` are the words that it
    shares with its neighbours.
    """
    whole = text[part[0] : part[1]]
    if favoured := _FAVOURED.search(whole):
        after = whole[favoured.end() :]
        turn = _FAVOURED_OVER.search(after)
        if turn is None:
            return _side(after), None
        return _side(after[: turn.start()]), _side(after[turn.end() :])
    if turn := AGAINST.search(whole):
        second = _second(whole[turn.end() :])
        between = text[marked[1] : part[0] + turn.start()]
        told_of = _told_of(text[part[0] : marked[0]], between, second)
        return _side(told_of or whole[: turn.start()], bare=bool(told_of)), _side(second, bare=True)
    if turn := AGAINST.search(shared):
        second, behind = _second(shared[turn.end() :]), text[marked[1] : part[1]]
        told_of = _told_of(text[part[0] : marked[0]], behind, second) if stems_of(behind) else ""
        side = _side(told_of, bare=True) if told_of else _side(f"{whole} {shared[: turn.start()]}")
        return side, _side(second, bare=True)
    return _side(f"{whole} {shared}"), None


def _told_of(before: str, between: str, second: str) -> str:
    """The side that a word is told of, without what was measured; empty where print leaves it open.

    `before` stands before the word, `between` it and "than", `second` after that: "higher in A than in B" tells of
    what follows the word, "A had a higher rate than B" of what stands before it.
    """
    between = _ON_AVERAGE.sub(" ", between)
    behind = _IN_WHOM.match(second)
    if behind is not None and (places := [one for one in _IN_WHOM_AT.finditer(between) if one[1] == behind[1].lower()]):
        return between[places[-1].start() :]
    if _IN_WHOM.match(between):
        return between
    return before if not _IN_WHOM_AT.search(between) and stems_of(before) else ""


def _second(text: str) -> str:
    """What follows "than", as far as it names the second side and not when, how long or how much."""
    named = _NAMES_SECOND.match(text)
    return named.group() if named else text


def _side(text: str, *, bare: bool = False) -> Side:
    kinds = {
        f"{axis}{'ab'[at]}" for axis, pair in enumerate(SIDES) for at, kind in enumerate(pair) if kind.search(text)
    }
    times = {f"{match['figure']}{match['unit'][0].lower()}" for match in _TIME.finditer(text)}
    return Side((stems_of(text) - NOT_THE_THING) | times, frozenset(kinds), bare, text.strip())


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text, those of both halves of a hyphened word."""
    return stems(text.replace("-", " "))
