"""Signs that a font stores as other characters: repaired where the drawn shape proves them, distrusted elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.domain.document import Document
from pipeline.sources.pdf import PdfReader
from tests.lying import lying_page

LINES = [
    "The invented walking test was given to 42 people on two days in one clinic.",
    "The distance was 410 ± 25 m on the first day and 295 ± 31 m on the second (P = 0.003).",
    "Values below −0.5 were seen in people aged ≥ 60 years, and P < 0.05 was called significant.",
    "Nobody aged ≤ 17 years took part, and the heart rate at rest was > 50 beats a minute.",
]


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as shared:
        yield shared


def read(reader: PdfReader, path: Path) -> Document:
    return reader.read(path, digest="sha256:0")


@pytest.mark.parametrize(
    "stored",
    [
        {"=": "5", "±": "6", "−": "2", "<": ",", ">": ".", "≤": "#", "≥": "$"},
        {"=": "\u00bc", "±": "\x06", "−": "\x02", "<": "\x01", ">": "\x03", "≤": "\ue001", "≥": "\ue002"},
        {"=": "\u2afd", "±": "\u2afe", "−": "\u2afa", "<": "\u2b0d", ">": "\u2b0e", "≤": "\u2c55", "≥": "\u2c56"},
    ],
    ids=["digits", "controls", "glyph numbers"],
)
def test_signs_when_a_font_stores_them_as_other_characters_then_the_drawn_shape_decides(
    stored: dict[str, str], reader: PdfReader, tmp_path: Path
) -> None:
    document = read(reader, lying_page(tmp_path / "lies.pdf", LINES, stored))
    for line in LINES:
        assert line in " ".join(document.text.split())
    assert document.quality.unreliable_pages == ()


def test_signs_when_a_range_is_drawn_as_a_stroke_then_it_is_a_range(reader: PdfReader, tmp_path: Path) -> None:
    lines = [*LINES[:1], "They were 17−65 years old, and the change was −3 m in the first of the two weeks."]
    text = read(reader, lying_page(tmp_path / "lies.pdf", lines, {"−": "e"})).text
    assert "17–65 years" in text
    assert "was −3 m" in text


def test_signs_when_a_private_character_draws_a_prime_then_it_is_one(reader: PdfReader, tmp_path: Path) -> None:
    lines = [*LINES[:1], "The primer was 5′-ACGT-3′ for everybody, and no other one was used in the test."]
    assert lines[1] in read(reader, lying_page(tmp_path / "lies.pdf", lines, {"′": "\ue020"})).text


def test_signs_when_a_private_character_draws_a_slash_then_it_is_no_prime(reader: PdfReader, tmp_path: Path) -> None:
    lines = [*LINES[:1], "The share was 5⁄7 for everybody, and no other one was seen in all of the test."]
    assert "5\ue0207" in read(reader, lying_page(tmp_path / "lies.pdf", lines, {"⁄": "\ue020"})).text


def test_signs_when_the_shape_is_of_no_sign_then_the_character_stays(reader: PdfReader, tmp_path: Path) -> None:
    lines = [*LINES[:1], "The sum Σ of all steps was counted for everybody who took part in the test."]
    text = read(reader, lying_page(tmp_path / "lies.pdf", lines, {"Σ": "S"})).text
    assert "The sum S of all steps" in text


def test_signs_when_no_shape_proves_them_then_no_number_of_the_page_is_trusted(
    reader: PdfReader, tmp_path: Path
) -> None:
    lines = [*LINES[:1], "The first value was P Σ 0.01, the second one P Σ 0.20, and the last one was P Σ 0.50."]
    document = read(reader, lying_page(tmp_path / "lies.pdf", lines, {"Σ": "5"}))
    assert document.quality.unreliable_pages == (1,)
    assert [warning.code for warning in document.warnings if warning.code == "unreliable_text"]


def test_letters_when_a_font_draws_others_than_it_stores_then_the_page_is_not_trusted(
    reader: PdfReader, tmp_path: Path
) -> None:
    lines = [*LINES[:1], "The second author of this invented paper is called MichaΣek Sample in all its copies."]
    document = read(reader, lying_page(tmp_path / "lies.pdf", lines, {"Σ": "B"}))
    assert document.quality.unreliable_pages == (1,)


def test_signs_when_the_font_tells_the_truth_then_nothing_changes(reader: PdfReader, tmp_path: Path) -> None:
    text = " ".join(
        read(reader, lying_page(tmp_path / "true.pdf", LINES, {sign: sign for sign in "=±−<>≤≥"})).text.split()
    )
    for line in LINES:
        assert line in text
