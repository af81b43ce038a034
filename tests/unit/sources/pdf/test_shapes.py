from __future__ import annotations

from typing import Any

import pytest

from pipeline.sources.pdf.fonts import SignFonts
from pipeline.sources.pdf.mupdf import mupdf
from pipeline.sources.pdf.shapes import Glyph, is_prime, sign_of

FACES = ("helv", "tiro", "symb", "cour")
OTHERS = "0123456789#$%&()*,.:;!@^_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ×÷·•¼½µ°†‡αβ"


def drawn(character: str, face: str) -> str | None:
    """The sign that a character set in a face is taken for, stored as a control character."""
    font: Any = mupdf.Font(face)
    with mupdf.open() as document:
        page = document.new_page(width=100, height=100)
        writer = mupdf.TextWriter(page.rect)
        writer.append((40, 60), character, font=font, fontsize=9.5)
        writer.write_text(page)
        width = font.text_length(character, 9.5)
        span = {
            "font": "Sign",
            "size": 9.5,
            "text": "\x02",
            "bbox": (40, 50, 40 + width, 63),
            "origin": (40, 60),
            "flags": 0,
        }
        text = {
            "font": "Text",
            "size": 9.5,
            "text": "words before it",
            "bbox": (0, 50, 39, 63),
            "origin": (0, 60),
            "flags": 0,
        }
        repaired: str = SignFonts().repaired(page, [text, span])[1]["text"]
    return None if repaired == "\x02" else repaired


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("sign", list("=−+±<>≤≥"))
def test_shape_when_a_sign_is_drawn_then_it_is_told_in_every_usual_face(sign: str, face: str) -> None:
    assert drawn(sign, face) == sign


@pytest.mark.parametrize("face", FACES)
def test_shape_when_a_letter_or_digit_is_drawn_then_it_is_no_sign(face: str) -> None:
    font: Any = mupdf.Font(face)
    assert [one for one in OTHERS if font.has_glyph(ord(one)) and drawn(one, face) not in (None, "−", "-")] == []


def test_shape_when_nothing_is_drawn_then_nothing_is_told() -> None:
    assert sign_of(Glyph((), 48, 0)) is None


def test_repair_when_the_font_sets_words_too_then_its_digits_are_digits() -> None:
    fonts = SignFonts()
    fonts.learn([{"font": "Bold", "text": "Results of the test"}])
    spans = [{"font": "Text", "text": "see Table "}, {"font": "Bold", "text": "5"}]
    assert fonts.repaired(None, spans) == spans


def rows_of(*rows: str) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(mark == "#" for mark in row) for row in rows)


@pytest.mark.parametrize(
    ("name", "rows", "is_one"),
    [
        ("prime", ("...####", "...####", "..####.", "..###..", ".###...", ".##....", "##.....", "##....."), True),
        ("slash", ("....###", "....###", "...###.", "..###..", "..###..", ".###...", "###....", "###...."), False),
        ("tick", ("##.....", ".##....", ".###...", "..###..", "..####.", "...####", "...####", "...####"), False),
        ("bar", ("###", "###", "###", "###", "###", "###", "###", "###"), False),
        ("ring", ("..###..", ".#...#.", ".#...#.", "#.....#", "#.....#", ".#...#.", ".#...#.", "..###.."), False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_prime_when_a_stroke_tapers_to_its_foot_then_it_is_one(name: str, rows: tuple[str, ...], is_one: bool) -> None:
    assert is_prime(Glyph(rows_of(*rows), 20, 4)) is is_one, name
