"""Where sentences begin and end."""

from __future__ import annotations

import re

from pipeline.domain.document import Span

__all__ = ["split"]

_END = re.compile(r"[.!?][\])”\"’']*\s+(?=[A-Z“\"(\[])")


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text` as spans without surrounding white space; together they hold every other character."""
    spans: list[Span] = []
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        piece = text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece.rstrip())
        if right > left:
            spans.append(Span(start + left, start + right))
        start = end
    return tuple(spans)
