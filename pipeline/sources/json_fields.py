"""Reading fields of JSON that somebody else wrote: the wrong type is a missing value, never an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.errors import UnreadableSource
from pipeline.sources.decoding import decode
from pipeline.text.regex import regex

__all__ = ["MAX_BYTES", "Fields", "load", "mappings", "text", "texts", "year_in"]

MAX_BYTES = 50 * 1024 * 1024

Fields = Mapping[str, Any]

_YEAR = regex(r"\b(?:1[5-9]|20)\d\d\b")


def load(content: bytes) -> object:
    """The JSON value of a file.

    Raises:
        UnreadableSource: `too_large`; `broken` when it is not JSON or nested too deeply.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableSource(
            "too_large",
            f"this JSON file has {len(content) // 1_000_000} MB, more than the {MAX_BYTES // 1_000_000} MB we read",
            hint="split the export into smaller files",
        )
    written = decode(content)
    try:
        return _value(written)
    except (ValueError, RecursionError):
        raise UnreadableSource(
            "broken", "this JSON file is damaged or cut off", hint="export the record again"
        ) from None


def _value(written: str) -> object:
    """One JSON value, or one on each line."""
    try:
        return json.loads(written)
    except ValueError:
        lines = [line for line in written.split("\n") if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]


def mappings(value: object) -> list[Fields]:
    """The objects of a list, or the one object itself; everything else is left out."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if isinstance(item, Mapping)]
    return []


def text(value: object) -> str:
    """One line of text: a string, a number, or the first such thing in a list; else empty."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Sequence):
        return next((found for item in value if (found := text(item))), "")
    return ""


def texts(value: object) -> tuple[str, ...]:
    """Every non-empty line of text in a list (or the one that stands for it)."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(found for item in value if (found := text(item)))
    return (found,) if (found := text(value)) else ()


def year_in(value: object) -> int | None:
    """The first year that a date in any form names, or None."""
    match = _YEAR.search(text(value))
    return int(match.group()) if match else None
