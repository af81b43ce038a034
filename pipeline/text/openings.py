"""With which letters a word must begin for a pattern to match there.

A text is asked once how its words begin; a pattern none of whose beginnings is among them cannot match and need not be
searched for. What a pattern can begin with is read off its source, and where that says too little, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.regex import regex

__all__ = ["openings_of", "openings_of_words"]

_LETTERS = 5
_BORDER = r"\b"
_REPEATED = ("?", "*", "+", "{")
_BEGINNING = regex(rf"\b[a-z]{{1,{_LETTERS}}}")
_PIECE = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def openings_of_words(text: str) -> frozenset[str]:
    """The first one to five letters of every word of `text`, which is in small letters."""
    found = set(_BEGINNING.findall(text))
    return frozenset(word[:length] for word in found for length in range(1, _LETTERS + 1))


def openings_of(source: str) -> frozenset[str] | None:
    """Letters of which a word begins with one wherever the pattern `source` matches; None where that is not known."""
    branches = list(_branches(source))
    if not all(branch.startswith(_BORDER) for branch in branches):
        return None
    found = frozenset(one for branch in branches for one in _openings(branch.removeprefix(_BORDER), _LETTERS))
    return None if "" in found else found


def _openings(branch: str, letters: int) -> Iterator[str]:
    """The first letters that `branch` asks for, at most so many; fewer where a sign follows that may be several."""
    if branch.startswith("(?:"):
        end = _end_of_group(branch)
        if not branch.startswith(_REPEATED, end):
            for inner in _branches(branch[3 : end - 1]):
                yield from _openings(inner + branch[end:], letters)
            return
    elif letters and "a" <= branch[:1] <= "z" and not branch.startswith(_REPEATED, 1):
        yield from (branch[0] + rest for rest in _openings(branch[1:], letters - 1))
        return
    yield ""


def _branches(source: str) -> Iterator[str]:
    """The alternatives of `source`, without those inside its groups."""
    depth = begin = 0
    for piece in _PIECE.finditer(source):
        depth += (piece.group() == "(") - (piece.group() == ")")
        if piece.group() == "|" and depth == 0:
            yield source[begin : piece.start()]
            begin = piece.end()
    yield source[begin:]


def _end_of_group(source: str) -> int:
    """Where the group that `source` begins with ends."""
    depth = 0
    for piece in _PIECE.finditer(source):
        depth += (piece.group() == "(") - (piece.group() == ")")
        if depth == 0:
            return piece.end()
    return len(source)
