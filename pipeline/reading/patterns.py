"""Patterns that meet text in small letters: several times faster than matching without regard to case."""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["in_small_letters"]

_LETTERS = regex(r"\\.|[A-Z]")


def in_small_letters(pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""`pattern` with its letters small, but not those of classes such as `\W`; to be used on `text.lower()`."""
    return regex(_LETTERS.sub(_small, pattern), flags)


def _small(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("\\") else match[0].lower()
