"""How the sets of criteria that one sentence names for entry are joined: all, any, or each for other people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.domain.draft import Connective
from pipeline.reading.criteria_names import Mention
from pipeline.text.regex import regex

__all__ = ["OTHER_PEOPLE", "joined_by"]

_AND_OR = regex(r"\band ?/ ?or\b|\bor both\b|\bor ?/ ?and\b", re.IGNORECASE)
_OR = regex(
    r"\b(?:or|either|ou|oder|eller|any of|any one of|one of (?:the )?(?:two|three|four|following)"
    r"|at least one|one or more|o bien|of ofwel|ofwel)\b|/",
    re.IGNORECASE,
)
_ALL_OF = regex(r"\b(?:all of the following|each of the following|all (?:two|three|four|the) \w+)\b", re.IGNORECASE)
_EITHER = regex(
    r"\b(?:either|any (?:one )?(?:of|from)|any|one of|at least one|one or more of|entweder|enten|soit)\b", re.IGNORECASE
)
_AND = regex(
    r"\b(?:and|both|plus|as well as|together with|et|und|og|och|y|en|in addition|additionally|also"
    r"|moreover|furthermore|besides|along with)\b|&|\+",
    re.IGNORECASE,
)
OTHER_PEOPLE = regex(
    r"\b(?:patients|participants|cases|subjects|people|adults|women|others|those|remainder|remaining|rest"
    r"|ones?|half|third|another|group|cohort|arm|children|adolescents|clinics?|sites?|cent(?:re|er)s?"
    r"|hospitals?)\b|\bthe (?:second|latter|former|other)\b|\bn ?= ?\d|\b(?:two|three|four|five|six|seven|eight"
    r"|nine|ten|(?!(?:19|20)\d\d\b)\d+)\b(?! (?:months|years|weeks|of|or))",
    re.IGNORECASE,
)
_ONLY_BOTH = regex(r"\b(?:only|those|just)\b[^.;]{0,40}\bboth\b", re.IGNORECASE)


def joined_by(entry: Sequence[Mention]) -> tuple[Connective, bool]:
    """How the entry sets of one sentence are joined, and whether different people were chosen by different sets."""
    text = entry[0].passage.text
    lead = text[max(0, entry[0].start - 60) : entry[0].start]
    if _ALL_OF.search(lead):
        return Connective.AND, False
    between = [text[left.end : right.start] for left, right in pairwise(entry)]
    tail = text[entry[-1].end : entry[-1].end + 25]
    if any(_AND_OR.search(piece) for piece in between) or re.match(r"[^.;]{0,15}\bor both\b", tail):
        return Connective.AND_OR, False
    if _ONLY_BOTH.search(text[entry[-1].end :]):
        return Connective.AND, False
    last = between[-1] if between else ""
    if any(_OR.search(piece) for piece in between) or _EITHER.search(lead):
        return Connective.OR, False
    if re.search(r"\bboth\b", lead, re.IGNORECASE) and any(_AND.search(piece) for piece in between):
        return Connective.AND, False
    if any(OTHER_PEOPLE.search(piece) for piece in between):
        return Connective.OR, True
    if any(_AND.search(piece) for piece in between) or re.search(r"\bboth\b|\ball of\b", lead):
        return Connective.AND, False
    return (Connective.UNKNOWN, False) if last else (Connective.AND, False)
