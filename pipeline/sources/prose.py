"""Whether a text is prose at all: not code, not a table, not a log or a configuration."""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["is_prose"]

_WORD = regex(r"[^\W\d_]{2,}")
_CODE = regex(
    r"^\s*(?:import\s+\w|from\s+[\w.]+\s+import\b|def\s+\w+\(|class\s+\w+[(:]|#include\b|function\s*\w*\(|var\s+\w+\s*=|"
    r"const\s+\w+\s*=|return\b.*;|if\s*\(.*\)\s*\{?$|for\s*\(.*\)|public\s|private\s|SELECT\s.*\sFROM\s|<\?php|#!/|"
    r"\$ \w|[}\])]+[;,]?$|//|/\*|@\w+\(|\w+\(.*\);?$)|[;{]\s*$",
    re.IGNORECASE,
)
_SETTING = regex(r"^\s*(?:-\s+)?[\w.\"'/-]+\s*[:=](?:\s|$)|^\s*-\s+[\w.\"'/-]+\s*:?$|^\s*\[[\w. -]+\]\s*$")
# Lines that state facts about a paper are neither for nor against.
_FACT = regex(
    r"^\W*(?:doi|pmid|pmcid|title|authors?|journal|year|volume|issue|pages?|date|url|retrieved|licen[cs]e)\s*:|"
    r"^\s*(?:https?://|10\.\d{4,9}/)\S+\s*$",
    re.IGNORECASE,
)
_STAMP = regex(r"^\W*\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\W*\d\d:\d\d:\d\d|^\w{3} +\d+ \d\d:\d\d:\d\d")
_SAMPLE = 400
# Scripts without spaces between words: a run of letters is a phrase.
_UNSPACED = regex(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{4,}")


def is_prose(text: str) -> bool:
    """Whether the text, or the most of it, is written in sentences for people.

    There is no least length: a title with one sentence is prose.
    """
    stated = [line for line in text.split("\n") if line.strip()][:_SAMPLE]
    lines = [line for line in stated if not _FACT.match(line)]
    if not lines:
        return any(_WORD.search(line) for line in stated)
    letters = sum(character.isalpha() or character.isspace() for line in lines for character in line)
    characters = sum(map(len, lines))
    if letters < 0.55 * characters or text.count("\ufffd") > 0.02 * len(text):
        return False
    if not any(_speaks(line) for line in lines) and (len(lines) > 3 or not _WORD.search(text)):
        return False
    odd = sum(len(line) for line in lines if _is_odd(line))
    return odd <= 0.4 * characters


def _speaks(line: str) -> bool:
    """Whether a line holds a few words in a row."""
    return len(_WORD.findall(line)) >= 3 or bool(_UNSPACED.search(line))


def _is_odd(line: str) -> bool:
    """Whether a line is code, a setting, a log entry or a row of a table rather than words."""
    words = len(_WORD.findall(line))
    if _STAMP.match(line) or line.count("\t") >= 3 or (line.count(",") >= 4 and line.count(", ") * 2 < line.count(",")):
        return True
    if words >= 8 and re.search(r"[a-z] [a-z]", line):
        return False
    return bool(_CODE.search(line)) or (words < 5 and bool(_SETTING.match(line)))
