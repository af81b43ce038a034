"""Abbreviations and what the paper says they stand for.

The method is that of Schwartz and Hearst (Pac Symp Biocomput 2003:451-62): the long form stands before the bracket,
and its letters, read backwards, hold the short form's letters in order.
"""

from __future__ import annotations

from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["abbreviations"]

_BRACKET = regex(r"\((?P<short>[A-Za-zα-ω][\w/&+.-]{1,11})(?:[;,][^)]{0,40})?\)")
_EXPLAINED = regex(
    r"(?:^|[;.,]\s*)(?P<short>[A-Z][A-Za-z0-9/-]{1,9})\s*[:=,]\s*(?P<long>[a-z][\w ,/-]{3,60}?)(?=[;.]|$)"
)


def abbreviations(paper: View) -> dict[str, str]:
    """Short forms with their long forms as the paper introduces them; the first introduction holds."""
    found: dict[str, str] = {}
    for passage in paper.passages:
        if "(" not in passage.text:
            continue
        for match in _BRACKET.finditer(passage.text):
            short = match["short"]
            if short in found or not any(letter.isupper() for letter in short):
                continue
            long = _long_form(short, passage.text[: match.start()].rstrip())
            if long:
                found[short] = long
    return found


def _long_form(short: str, before: str) -> str:
    """The end of `before` that `short` abbreviates, or an empty string."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    window = before[-120:]
    at = len(window)
    for number, letter in enumerate(reversed(letters)):
        is_first = number == len(letters) - 1
        at -= 1
        while at >= 0 and (window[at].lower() != letter or (is_first and at > 0 and window[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = window[at:].strip()
    words = len(long.split())
    if words > len(letters) + 5 or len(long) <= len(short) or any(mark in long for mark in ".;()"):
        return ""
    return long
