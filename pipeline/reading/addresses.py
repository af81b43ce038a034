"""The address of a work: short, readable, and the same for the same first author, year and title."""

from __future__ import annotations

from collections.abc import Container

from pipeline.domain.paper import Paper
from pipeline.reading.works import family_of, words_of

__all__ = ["slug"]

_STOP = frozenset(
    "a an and are as at be by for from has have in into is it its of on or our that the their this to was were what "
    "which with".split()
)


def slug(paper: Paper, taken: Container[str], *, fallback: str = "paper") -> str:
    """A short address for a work: first author, year, two words of the title; `-2` and so on where it is taken."""
    author = (family_of(paper.authors[0]) if paper.authors else "") or "unknown"
    words = [word for word in words_of(paper.title) if word not in _STOP][:2] or words_of(fallback)[:3]
    parts = [author, str(paper.year or "undated"), *words] if paper.title else ["unread", *words_of(fallback)[:6]]
    base = "-".join(parts)[:60].strip("-") or "paper"
    name, count = base, 2
    while name in taken:
        name, count = f"{base}-{count}", count + 1
    return name
