"""Where long words of the samples may be broken at a line's end: a list of words, so that no library decides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

__all__ = ["hyphenated", "load_words"]

_SOFT = "\N{SOFT HYPHEN}"
_WORD = re.compile(r"[A-Za-z]{7,}")


def load_words(path: Path) -> dict[str, str]:
    """Each word of the file (one a line, points marked with `-`) with soft hyphens at its points."""
    lines = path.read_text(encoding="utf-8").split()
    return {line.replace("-", ""): line.replace("-", _SOFT) for line in lines}


def hyphenated(text: str, words: Mapping[str, str]) -> str:
    """`text` with soft hyphens in every word of the list, its capitals kept."""
    return _WORD.sub(lambda match: _broken(match[0], words), text)


def _broken(word: str, words: Mapping[str, str]) -> str:
    found = words.get(word.lower(), word)
    return word[0] + found[1:] if found.lower().replace(_SOFT, "") == word.lower() else word
