"""On which side of a comparison a number stands: women or men, ill or healthy, treated or not, early or late."""

from __future__ import annotations

from pipeline.text.regex import in_small_letters, small

__all__ = ["SIDES", "names_the_well", "side_words"]

SIDES = (
    (
        in_small_letters(r"\b(?:wom[ae]n|females?|girls?)\b"),
        in_small_letters(r"\b(?:m[ae]n|males?|boys?)\b"),
    ),
    (
        in_small_letters(
            r"\b(?:long covid|cases?|patients?"
            r"|(?<!not )(?<!n['’]t )ill\b(?! (?:health|effects))|(?:ME/)?CFS|ME)(?!-free)\b"
            r"|\b(?:people|those|adults|women|men|children) with (?!out\b)(?:the |long |this )?(?:illness"
            r"|disease|ME|CFS|covid)"
        ),
        in_small_letters(
            r"(?<!\bno )(?<!\bwithout )(?<!\bwithout a )"
            r"\b(?:healthy|controls?|HCs?|unaffected|well people|people who (?:are|were) well|not ill"
            r"|without (?:the )?(?:illness|disease|ME/CFS|CFS))\b"
        ),
    ),
    (
        in_small_letters(
            r"\b(?:(?:on|with|to|of|got|took|received|given) (?:the )?(?:active |study |real )?(?:drug|medicine"
            r"|treatment"
            r"|intervention)|treated|active (?:group|arm|drug|treatment)|intervention (?:group|arm)"
            r"|drug (?:group|arm))\b"
        ),
        in_small_letters(
            r"(?<!\bno )(?<!\bwithout )(?<!\bwithout a )"
            r"\b(?:placebo|sham|dummy|usual care|waiting[ -]list|untreated|control (?:group|arm)"
            r"|comparison (?:group|arm))\b"
        ),
    ),
    (
        in_small_letters(
            r"\b(?:baseline|(?:months?|weeks?|days?|visits?|times?) 0"
            r"|at (?:the )?(?:very )?(?:start|beginning|outset|entry|enrol\w+)|initially|at first"
            r"|pre-?(?:treatment|test)|before (?:treatment|therapy|the (?:treatment|trial|study|intervention)))\b"
        ),
        in_small_letters(
            r"\b(?:follow-?up|at (?:the )?(?:end|discharge|exit)|afterwards?|later|in the end|finally"
            r"|post-?(?:treatment|test)"
            r"|(?:at|after|by) (?:about )?(?:\w+ )?(?:weeks?|months?|years?|days)(?! 0\b)(?: \d+)?"
            r"|after (?:about )?\d+"
            r"|after (?:treatment|therapy|the (?:treatment|trial|study|intervention)))\b"
        ),
    ),
    (
        in_small_letters(r"\b(?:mild(?:ly)?|moderate(?:ly)?)\b"),
        in_small_letters(r"\b(?:severe(?:ly)?|house-?bound|bed-?bound)\b"),
    ),
    (
        in_small_letters(r"\b(?:first (?:day|test|visit|round|dose|survey|half)|day (?:1|one))\b"),
        in_small_letters(r"\b(?:second (?:day|test|visit|round|dose|survey|half)|day (?:2|two))\b"),
    ),
)
"""Pairs of words for the two sides of a comparison, for texts in small letters."""


_ILL_OR_WELL = SIDES[1]


def names_the_well(text: str) -> bool:
    """Whether a text speaks of those who are not ill: controls, healthy people."""
    return _ILL_OR_WELL[1].search(small(text)) is not None


def side_words(text: str) -> dict[int, tuple[bool, str]]:
    """For each pair of `SIDES` of which `text` names just one side: whether it is the first, and the words for it."""
    found: dict[int, tuple[bool, str]] = {}
    low = small(text)
    for index, (one, other) in enumerate(SIDES):
        first, second = one.search(low), other.search(low)
        named = first or second
        if named is not None and (first is None or second is None):
            found[index] = (first is not None, text[slice(*named.span())])
    return found
