"""The two ends of one order: "highest with A and lowest with B", and whether another text has them exchanged."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems

__all__ = ["poles", "poles_turned"]

_POLE = regex(
    r"\b(?P<most>highest|strongest|largest|greatest|longest|best|most|biggest|oldest|fastest|heaviest)\b"
    r"|\b(?P<least>lowest|weakest|smallest|shortest|worst|(?<!at )least|fewest|youngest|slowest|lightest)\b",
    re.IGNORECASE,
)
_BORDER = regex(r"[.;:]\s|,\s|\s(?:and|but|while|whereas|then|followed by)\s", re.IGNORECASE)


@lru_cache(maxsize=4096)
def poles(text: str) -> dict[str, tuple[frozenset[str], tuple[int, int]]]:
    """The words that belong to "most" and to "least", each with its place; empty unless each is named once."""
    marks = list(_POLE.finditer(text))
    if {mark.lastgroup for mark in marks} != {"most", "least"} or len(marks) != 2:
        return {}
    first, second = marks
    named = stems(f"{first.group()} {second.group()}")
    parted = next((one for one in _BORDER.finditer(text, first.end(), second.start())), None)
    middle = parted.start() if parted else second.start()
    end = _BORDER.search(text, second.end())
    return {
        str(first.lastgroup): (stems(text[:middle]) - named, first.span()),
        str(second.lastgroup): (stems(text[middle : end.start() if end else len(text)]) - named, second.span()),
    }


def poles_turned(text: str, passage: str) -> tuple[int, int] | None:
    """The place of the first end that `text` gives to what `passage` has at the other one; None where it does not."""
    ours, theirs = poles(text), poles(passage)
    if not ours or not theirs:
        return None
    most, least = (ours[end][0] - ours[other][0] for end, other in (("most", "least"), ("least", "most")))
    top, bottom = (theirs[end][0] - theirs[other][0] for end, other in (("most", "least"), ("least", "most")))
    crossed, straight = len(most & bottom) + len(least & top), len(most & top) + len(least & bottom)
    return min(ours[end][1] for end in ours) if crossed > straight else None
