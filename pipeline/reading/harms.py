"""Harms that a paper reports, or says it did not see."""

from __future__ import annotations

import re

from pipeline.domain.document import Role, Span, Zone
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["read_harms"]

_HARM = regex(
    r"\b(?:adverse (?:events?|effects?|reactions?|outcomes?)|side[ -]effects?|toxicit(?:y|ies)"
    r"|serious (?:adverse|events?)|SAEs?|harms?\b(?! reduction)|unwanted effects?|complications?|tolerated"
    r"|tolerability|hospitali[sz](?:ed|ations?)"
    r"|(?:withdrew|withdrawn|withdrawals?|discontinu\w+|dropped out|stopped) [^.]{0,40}\b(?:because of"
    r"|due to|owing to)|worsen(?:ed|ing) (?:of|after)|deteriorat\w+|relapsed? after|infusion reactions?"
    r"|deaths?|died)\b",
    re.IGNORECASE,
)
_PLACES = frozenset({Role.RESULTS, Role.SUMMARY, Role.CONCLUSIONS, Role.OTHER})


def read_harms(paper: View) -> tuple[Span, ...]:
    """Sentences of the results (body or abstract) that speak of harm, in reading order, at most twelve.

    Their absence means that the paper does not say, never that a treatment was safe.
    """
    own = [
        passage.span
        for passage in paper.running
        if passage.role in _PLACES and passage.zone is not Zone.CAPTION and _HARM.search(passage.text)
    ]
    return tuple(own)[:12]
