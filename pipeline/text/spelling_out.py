"""Short forms of a text replaced by what the paper says they stand for: "AF" becomes "accelerated fractionation"."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["spelled_out"]


def spelled_out(text: str, abbreviations: tuple[tuple[str, str], ...]) -> str:
    """`text` with each short form replaced by its long one; `abbreviations` are pairs of (short, long).

    "Accelerated fractionation (AF)" loses its bracket. Two texts that name one thing in two ways can then be compared.
    """
    pattern = _pattern(abbreviations)
    if pattern is None:
        return text
    meanings = dict(abbreviations)
    return pattern.sub(lambda match: "" if match["aside"] else meanings[match["short"]], text)


@lru_cache(maxsize=64)
def _pattern(abbreviations: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    shorts = sorted((re.escape(short) for short, _ in abbreviations), key=len, reverse=True)
    if not shorts:
        return None
    any_of = "|".join(shorts)
    return re.compile(rf"(?P<aside>\s?\((?:{any_of})\))|(?<![\w/-])(?P<short>{any_of})(?![\w-])")
