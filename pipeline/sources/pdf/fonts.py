"""Fonts that lie about signs: a lone character of a face of its own is compared with the shape it draws.

Journals set signs from special fonts whose codes are digits, letters or control characters, so that "P = 0.01" is
stored as "P 5 0.01". The drawn shape proves the sign; without proof the character stays, and `quality` judges the page.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.sources.pdf.mupdf import mupdf, pixels_of
from pipeline.sources.pdf.shapes import Glyph, is_prime, sign_of
from pipeline.text.regex import regex

__all__ = ["SignFonts"]

_EM = 48.0
_DOUBTFUL = regex(
    "[0-9#$%&()*,.:;!@^_A-Za-z¼½¾ÐÞðþ\x01-\x1f\ufffd"
    "\u2423-\u244a\u2af9-\u2c7f"  # where the glyph numbers of a common sign font land
    "\ue000-\uf8ff\U000f0000-\U000ffffd]"
)
_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U000ffffd]")  # means nothing outside its font
_SLANTED = regex(r"ital|obliq|[.-](?:B?I|It)\b", re.IGNORECASE)
_RUNNING = regex(r"\w\w|\d[.,]\d")
_MOST = 24

_Span = dict[str, Any]


class SignFonts:
    """What the fonts of one file were found to draw: (font, character) to sign, or None where the shape proves none."""

    def __init__(self) -> None:
        self.signs: dict[tuple[str, str], str | None] = {}
        self.unproven: set[int] = set()
        """0-based pages on which a lone character stands where it cannot be meant, and its shape is of no sign."""
        self.of_text: set[str] = set()
        """Fonts that set words or numbers; their characters are taken at their word."""

    def learn(self, spans: list[_Span]) -> None:
        """Remember which fonts set words or numbers; signs stand alone."""
        known = self.of_text
        for span in spans:
            if span["font"] not in known and len(span["text"]) > 1 and _RUNNING.search(span["text"]):
                known.add(span["font"])

    def repaired(self, page: Any, spans: list[_Span]) -> list[_Span]:
        """The spans of one line with lone characters replaced by the sign that they draw."""
        changed: list[_Span] | None = None
        for number, span in enumerate(spans):
            text = span["text"]
            bare = text.strip(" \u00a0")
            if len(bare) != 1 or span["font"] in self.of_text or _is_slanted(span) or not _DOUBTFUL.match(bare):
                continue
            if not _on_line(span, spans):
                continue
            sign = self._sign(page, span, bare)
            if sign == "−" and _joins(spans, number):
                sign = "–"
            if sign is None and _breaks_word(spans, number, bare):
                self.unproven.add(page.number)
            if sign is not None and sign != bare:
                changed = list(spans) if changed is None else changed
                changed[number] = {**span, "text": text.replace(bare, sign)}
        return spans if changed is None else changed

    def _sign(self, page: Any, span: _Span, character: str) -> str | None:
        key = (span["font"], character)
        if key not in self.signs:
            if len(self.signs) >= _MOST:  # a file of nothing but odd fonts is not worth the time
                return None
            glyph = _glyph(page, span)
            sign = sign_of(glyph)
            if sign is None and _PRIVATE.match(character) and is_prime(glyph):
                sign = "′"
            self.signs[key] = sign
        return self.signs[key]


def _is_slanted(span: _Span) -> bool:
    """Whether the face is an italic, by its flag or its name: it sets variables, not signs."""
    return bool(span["flags"] & 2) or _SLANTED.search(span["font"]) is not None


def _breaks_word(spans: list[_Span], number: int, character: str) -> bool:
    """Whether a capital, digit or sign stands right behind a small letter of a word that goes on, as in "SowiNski"."""
    odd = character.isupper() or character.isdecimal() or not character.isprintable() or character == "\ufffd"
    if not odd or number in (0, len(spans) - 1) or spans[number]["text"] != character:
        return False
    before, after = spans[number - 1]["text"], spans[number + 1]["text"]
    return bool(before[-2:].isalpha() and before[-1:].islower() and after[:2].isalpha() and after[:1].islower())


def _joins(spans: list[_Span], number: int) -> bool:
    """Whether the stroke stands between two words or numbers without a space, as that of a range does."""
    if number == 0 or number == len(spans) - 1 or spans[number]["text"] != spans[number]["text"].strip():
        return False
    before, after = spans[number - 1]["text"], spans[number + 1]["text"]
    return bool(before[-1:].isalnum() and after[:1].isalnum())


def _on_line(span: _Span, spans: list[_Span]) -> bool:
    """Whether the character stands on the line among text of another font, in its size; a private one also above it."""
    others = [other for other in spans if other["font"] != span["font"] and other["text"].strip()]
    if not others:
        return False
    main = max(others, key=lambda other: len(other["text"]))
    size: float = main["size"]
    above: float = main["origin"][1] - span["origin"][1]
    if _PRIVATE.match(span["text"].strip()):
        return -0.2 * size < above < 0.7 * size and 0.4 * size < float(span["size"]) < 1.4 * size
    return abs(above) < 0.2 * size and 0.75 * size < float(span["size"]) < 1.4 * size


def _glyph(page: Any, span: _Span) -> Glyph:
    """The ink of the span, drawn with `_EM` pixels to the type size; nothing where the page is turned or blank."""
    size: float = span["size"]
    x0, _, x1, _ = span["bbox"]
    base: float = span["origin"][1]
    zoom = _EM / max(size, 1)
    clip = mupdf.Rect(x0, base - 0.95 * size, x1, base + 0.3 * size)
    if page.rotation or clip.is_empty:
        return Glyph((), _EM, 0)
    pixels = pixels_of(page, matrix=mupdf.Matrix(zoom, zoom), clip=clip)
    samples: bytes = pixels.samples
    rows = [samples[y * pixels.stride : y * pixels.stride + pixels.width] for y in range(pixels.height)]
    if not samples or max(samples) - min(samples) < 90:
        return Glyph((), _EM, 0)
    paper = sorted(samples)[len(samples) // 2]
    middle = (max(samples) + min(samples)) / 2
    ink = [[(value < middle) == (paper > middle) for value in row] for row in rows]
    inked = [number for number, row in enumerate(ink) if any(row)]
    columns = [x for x in range(len(ink[0])) if any(row[x] for row in ink)]
    kept = tuple(tuple(row[columns[0] : columns[-1] + 1]) for row in ink[inked[0] : inked[-1] + 1])
    bottom = base * zoom - (pixels.y + inked[-1] + 1)
    return Glyph(kept, _EM, bottom)
