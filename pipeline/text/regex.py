"""Regular expressions that are compiled when they are first used.

The readings and the rules hold hundreds of them, and compiling them all takes a second, which a command that only lists
what there is should not pay. After its first use a pattern is as fast as any: its methods are the compiled ones.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any, cast

__all__ = ["any_case", "any_word", "in_small_letters", "regex", "small"]


_ATTRIBUTES = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags")


class _Pattern:
    """Stands in for a compiled pattern until somebody asks it for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags
        self.pattern = source  # at hand without compiling, so that patterns can be joined as they are defined

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern; from now on all of them are at hand without this detour."""
        compiled = re.compile(self._source, self._flags)
        for method in _ATTRIBUTES:
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `source`, compiled at its first use. Raises re.error then, for a source that is no pattern."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


_CAPITAL = re.compile(r"\\.|\(\?P|[A-Z]")


def in_small_letters(source: str) -> re.Pattern[str]:
    """The pattern `source` for texts that went through `small`: two to three times as fast as one that ignores case."""
    return regex(_lowered(source))


def _lowered(source: str) -> str:
    return _CAPITAL.sub(lambda found: found.group() if found.group()[0] in "\\(" else found.group().lower(), source)


def small(text: str) -> str:
    """`text` in small letters, with every place as it was: a letter whose small form is longer stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


# The three letters that a pattern which ignores case takes for an i or an s, and that `small` leaves as they are.
_ODD_TWINS = regex("[\u0130\u0131\u017f]")


class _AnyCase:
    """A pattern that ignores case, looked up in small letters first: most texts hold nothing of it."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._full, self._small = regex(source, flags | re.IGNORECASE), regex(_lowered(source), flags)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._full, name)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if not text.isascii() and _ODD_TWINS.search(text):
            return self._full.search(text, start, end)
        found = self._small.search(small(text), start, end)
        return found and self._full.match(text, found.start(), end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if not text.isascii() and _ODD_TWINS.search(text):
            yield from self._full.finditer(text, start, end)
            return
        for found in self._small.finditer(small(text), start, end):
            if match := self._full.match(text, found.start(), end):
                yield match


def any_case(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern `source`, ignoring case, for a long list of words that few texts hold: several times as fast then.

    It never matches nothing. Raises re.error at its first use, for a source that is no pattern.
    """
    return cast("re.Pattern[str]", _AnyCase(source, flags))


def any_word(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """Whether any of `patterns` stands in a text, as one pattern that asks only once whether a word begins here.

    Raises ValueError for a pattern that does not begin with the border of a word; each must be one such branch.
    """
    branches: list[str] = []
    for pattern in patterns:
        if not pattern.pattern.startswith(_BEGINS):
            raise ValueError(f"the pattern {pattern.pattern!r} does not begin with {_BEGINS}")
        branches.append(pattern.pattern.removeprefix(_BEGINS))
    return regex(rf"{_BEGINS}(?:{'|'.join(branches)})")


_BEGINS = r"\b"
