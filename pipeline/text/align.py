"""Where a quote stands in a text: exactly, or not at all.

A quote counts as found only if it is equal to the text after normalisation. Likeness decides nothing, because at any
useful threshold it accepts a changed digit or a lost "not"; it only serves to show the nearest passage to a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from rapidfuzz import fuzz

from pipeline.domain.document import Span
from pipeline.text.normalize import Normalized, normalize
from pipeline.text.regex import regex

__all__ = ["Index", "Match", "Nearest", "alike", "locate", "nearest"]

_LETTERLESS = regex(r"\W+")
_MOST_PLACES = 1000
_LONGEST_COMPARED = 2000


@dataclass(frozen=True, slots=True)
class Match:
    """The places of a quote in the original text, in order; none where it does not stand there word for word."""

    spans: tuple[Span, ...]

    @property
    def found(self) -> bool:
        """Whether the quote stands in the text."""
        return bool(self.spans)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage that comes closest, and how close: 0 is nothing alike, 1 is equal."""

    span: Span
    similarity: float


@dataclass(frozen=True)
class Index:
    """A text made ready for many look-ups: normalised once, searched often."""

    original: str

    @cached_property
    def _normalized(self) -> Normalized:
        return normalize(self.original, fold_case=True)

    @cached_property
    def _squeezed(self) -> _Squeezed:
        return _squeeze(self._normalized.text)

    def locate(self, quote: str) -> Match:
        """Every place where `quote` stands exactly, after normalisation and whatever its case.

        Quotation marks around the quote and a last full stop or comma are not held against it. Where blanks alone
        differ ("VO 2 peak"), or raised and lowered digits after a letter are set on the line ("CO2"), it is found too;
        a digit never merges with another.
        """
        for needle in _needles(quote):
            if spans := tuple(self._exact(needle)):
                return Match(spans)
        for needle in _needles(quote):
            if spans := tuple(self._without_blanks(needle)):
                return Match(spans)
        return Match(())

    def nearest(self, quote: str) -> Nearest | None:
        """The passage most like `quote`, widened to whole words; None where either is empty."""
        needle = normalize(quote, fold_case=True).text.strip()[:_LONGEST_COMPARED]
        if not needle or not self._normalized.text.strip():
            return None
        found = fuzz.partial_ratio_alignment(needle, self._normalized.text)
        if found is None or found.dest_start >= found.dest_end:
            return None
        span = self._normalized.span(found.dest_start, found.dest_end)
        return Nearest(_whole_words(self.original, span), found.score / 100)

    def _exact(self, needle: str) -> Iterator[Span]:
        for start in _places(needle, self._normalized.text):
            span = self._normalized.span(start, start + len(needle))
            if _stands_alone(self.original, span):
                yield span

    def _without_blanks(self, needle: str) -> Iterator[Span]:
        squeezed = _squeeze(needle).text
        for start in _places(squeezed, self._squeezed.text):
            inner = self._squeezed.span(start, start + len(squeezed))
            span = self._normalized.span(inner.start, inner.end)
            if _stands_alone(self.original, span):
                yield span


def locate(quote: str, text: str) -> Match:
    """Every place of `quote` in `text`; see `Index.locate`. For many quotes keep one `Index`."""
    return Index(text).locate(quote)


def nearest(quote: str, text: str) -> Nearest | None:
    """The passage of `text` most like `quote`; see `Index.nearest`."""
    return Index(text).nearest(quote)


def alike(first: str, second: str) -> float:
    """How alike two short texts are, case and punctuation apart: 0 is not at all, 1 is equal."""
    a, b = (_LETTERLESS.sub(" ", normalize(text, fold_case=True).text).strip() for text in (first, second))
    return fuzz.ratio(a, b) / 100


def _needles(quote: str) -> Iterator[str]:
    """The ways to spell a quote that count as the same words: as it is, without its quotation marks, its last stop."""
    plain = normalize(quote, fold_case=True).text.strip()
    tried = [plain]
    tried.append(plain.strip("' "))
    tried.append(tried[-1].rstrip(".,;: "))
    yield from dict.fromkeys(needle for needle in tried if needle)


def _places(needle: str, text: str) -> Iterator[int]:
    start = text.find(needle)
    for _ in range(_MOST_PLACES):
        if start < 0 or not needle:
            return
        yield start
        start = text.find(needle, start + len(needle))


def _stands_alone(text: str, span: Span) -> bool:
    """Whether the span begins and ends at the border of a word and of a number ("5 of 11" is not in "1.5 of 11")."""
    first, last = text[span.start], text[span.end - 1]
    before = text[max(0, span.start - 2) : span.start]
    after = text[span.end : span.end + 2]
    if before and first.isalnum() and before[-1].isalnum() and not (first.isalpha() and _is_raised(before[-1])):
        return False
    if after and last.isalnum() and after[0].isalnum() and not (last.isalpha() and _is_raised(after[0])):
        return False
    if first.isdigit() and before:
        if before[-1] in ".,·" and before[:-1].isdigit():
            return False
        if before[-1] in "-−–" and not before[:-1].isalnum():
            return False
    return not (last.isdigit() and len(after) == 2 and after[0] in ".,·" and after[1].isdigit())


def _is_raised(letter: str) -> bool:
    """Whether this is a raised letter or digit: after or before a word, the mark of a footnote or a citation."""
    return letter in "¹²³" or unicodedata.category(letter) == "Lm" or "⁰" <= letter <= "ⁿ"


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉₋₊", "0123456789-+0123456789-+")
_SMALL_LETTER = regex(r"[ʰ-ʸˠ-ˣᴬ-ᵪᵸᶛ-ᶿⁱⁿₐ-ₜⱼⱽ]")
# A run of raised or lowered digits may be set on the line only where it cannot join a number.
_SMALL = regex(r"[⁰-⁹¹²³⁻⁺₀-₊](?<![\d.,⁰-₎¹²³].)[⁰-⁹¹²³⁻⁺₀-₊]*(?!\d)")


def _on_the_line(match: re.Match[str]) -> str:
    """A raised or lowered letter as a plain one; letters, unlike digits, cannot join a number."""
    letter = match.group()
    plain = unicodedata.normalize("NFKC", letter).lower()
    return plain if len(plain) == 1 else letter


# What is dropped: blanks, except between digits, and the marks of a lowered letter ("p_PCS"). Their own letter comes
# first, because only then the search leaps from one to the next.
_KEPT_BLANK = regex(r" (?=[\d.,])(?<=[\d.,] )")
_LOWERING = regex(r"[_^](?<=[^\W\d_].)(?=\w)")


@dataclass(frozen=True)
class _Squeezed:
    """A text without blanks and with small digits made plain, and the way back, worked out when it is asked for."""

    level: str

    @cached_property
    def text(self) -> str:
        """What is left of `level`."""
        borders = [0, *self._kept, len(self.level)]
        pieces = (_LOWERING.sub("", self.level[start:end]) for start, end in pairwise(borders))
        return " ".join([piece.replace(" ", "") for piece in pieces])

    def span(self, start: int, end: int) -> Span:
        """The range of `level` that `text[start:end]`, which must not be empty, stands for."""
        return self._way_back.span(start, end)

    @cached_property
    def _kept(self) -> list[int]:
        return [match.start() for match in _KEPT_BLANK.finditer(self.level)]

    @cached_property
    def _way_back(self) -> Normalized:
        # Most blanks are dropped, and there are many: a plain split finds them faster than any pattern.
        blanks = set(list(accumulate([len(word) + 1 for word in self.level.split(" ")], initial=-1))[1:-1])
        marks = (match.start() for match in _LOWERING.finditer(self.level))
        dropped = sorted(blanks.difference(self._kept).union(marks))
        starts = (0, *[place + 1 for place in dropped])
        at = tuple([start - before for before, start in enumerate(starts)])
        return Normalized(self.text, at, starts, (*dropped, len(self.level)))


def _squeeze(text: str) -> _Squeezed:
    level = _SMALL.sub(lambda match: match.group().translate(_RAISED), text)
    return _Squeezed(_SMALL_LETTER.sub(_on_the_line, level))


def _whole_words(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
