"""Marks: a text cut into pieces, each with the classes it is to be shown with. Pure; escaping is the template's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.text.numbers import Number, read
from pipeline.web.catalogue import SAY

__all__ = ["Mark", "Segment", "abbreviation_marks", "number_marks", "numbers_in", "segments"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open range of code points, the class it is shown with, and what it says on hover."""

    start: int
    end: int
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the classes of every mark that covers it; `classes` is empty for plain text."""

    text: str
    classes: str = ""
    title: str = ""


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """`text` cut wherever a mark begins or ends; together the pieces are the text, whatever the marks say."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    found: list[Segment] = []
    for start, end in pairwise(cuts):
        over = [mark for mark in inside if mark.start <= start and end <= mark.end]
        classes = " ".join(dict.fromkeys(mark.kind for mark in over))
        title = "; ".join(dict.fromkeys(mark.title for mark in over if mark.title))
        found.append(Segment(text[start:end], classes, title))
    return tuple(found)


def number_marks(text: str, other: str, *, alone: bool = False) -> tuple[Mark, ...]:
    """The numbers of `text` that `other` holds too; with `alone` also those that it does not, to be looked at.

    It compares printed values alone. Whether a number is borne out is for the rules to say.
    """
    elsewhere = {value for number in numbers_in(other) for value in number.values}
    found: list[Mark] = []
    for number in numbers_in(text):
        if not number.is_quantity:
            continue
        if set(number.values) <= elsewhere:
            found.append(Mark(number.span.start, number.span.end, "number"))
        elif alone:
            found.append(Mark(number.span.start, number.span.end, "number alone", SAY["statement"]["alone"]))
    return tuple(found)


def abbreviation_marks(text: str, known: Mapping[str, str]) -> tuple[Mark, ...]:
    """The first place of each abbreviation that the paper introduces and `text` does not spell out itself."""
    spelt = text.casefold()
    found: list[Mark] = []
    for short, long in known.items():
        at = _word(text, short)
        if at >= 0 and long.casefold() not in spelt:
            found.append(Mark(at, at + len(short), "abbr", f"{short}: {long}"))
    return tuple(found)


def _word(text: str, word: str) -> int:
    """Where `word` stands in `text` by itself; -1 where it does not."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        alone = not (at and text[at - 1].isalnum()) and not (end < len(text) and text[end].isalnum())
        if alone:
            return at
        at = text.find(word, at + 1)
    return -1


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of a text; a page asks for those of the same sentences again and again."""
    return read(text)
