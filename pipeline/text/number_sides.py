"""On which side of a comparison a number stands: women or men, ill or healthy, treated or not, early or late."""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["SIDES", "side_words"]

SIDES = (
    (
        regex(r"\b(?:wom[ae]n|females?|girls?)\b", re.IGNORECASE),
        regex(r"\b(?:m[ae]n|males?|boys?)\b", re.IGNORECASE),
    ),
    (
        regex(
            r"\b(?:cases?|patients?|(?<!not )(?<!n['’]t )ill\b(?! (?:health|effects))|(?:ME/)?CFS|ME)(?!-free)\b"
            r"|\b(?:people|those|adults|women|men|children) with (?!out\b)(?:the |long |this )?(?:illness"
            r"|disease|ME|CFS|covid)",
            re.IGNORECASE,
        ),
        regex(
            r"\b(?:healthy|controls?|HCs?|unaffected|well people|people who (?:are|were) well|not ill"
            r"|without (?:the )?(?:illness|disease|ME/CFS|CFS))\b",
            re.IGNORECASE,
        ),
    ),
    (
        regex(
            r"\b(?:(?:on|with|to|of|got|took|received|given) (?:the )?(?:active |study |real )?(?:drug|medicine"
            r"|treatment"
            r"|intervention)|treated|active (?:group|arm|drug|treatment)|intervention (?:group|arm)"
            r"|drug (?:group|arm))\b",
            re.IGNORECASE,
        ),
        regex(
            r"\b(?:placebo|sham|dummy|usual care|waiting[ -]list|untreated|control (?:group|arm)"
            r"|comparison (?:group|arm))\b",
            re.IGNORECASE,
        ),
    ),
    (
        regex(
            r"\b(?:baseline|at (?:the )?(?:very )?(?:start|beginning|outset|entry|enrol\w+)|initially|at first"
            r"|pre-?(?:treatment|test)|before (?:treatment|therapy|the (?:treatment|trial|study|intervention)))\b",
            re.IGNORECASE,
        ),
        regex(
            r"\b(?:follow-?up|at (?:the )?end|afterwards?|later|in the end|finally|post-?(?:treatment|test)"
            r"|(?:at|after|by) (?:about )?(?:\w+ )?(?:weeks?|months?|years?|days)(?: \d+)?"
            r"|after (?:treatment|therapy|the (?:treatment|trial|study|intervention)))\b",
            re.IGNORECASE,
        ),
    ),
    (
        regex(r"\b(?:mild(?:ly)?|moderate(?:ly)?)\b", re.IGNORECASE),
        regex(r"\b(?:severe(?:ly)?|house-?bound|bed-?bound)\b", re.IGNORECASE),
    ),
    (
        regex(r"\b(?:first (?:day|test|visit|round|dose|survey|half)|day (?:1|one))\b", re.IGNORECASE),
        regex(r"\b(?:second (?:day|test|visit|round|dose|survey|half)|day (?:2|two))\b", re.IGNORECASE),
    ),
)
"""Pairs of words for the two sides of a comparison."""


def side_words(text: str) -> dict[int, tuple[bool, str]]:
    """For each pair of `SIDES` of which `text` names just one side: whether it is the first, and the words for it."""
    found: dict[int, tuple[bool, str]] = {}
    for index, (one, other) in enumerate(SIDES):
        first, second = one.search(text), other.search(text)
        named = first or second
        if named is not None and (first is None or second is None):
            found[index] = (first is not None, named.group())
    return found
