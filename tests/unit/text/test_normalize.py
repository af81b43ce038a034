from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.normalize import normalize

_ODD = st.sampled_from(list("aB1 \n\t-–−·.,ﬁﬀ…²₂\u00ad\u200b\u00a0\u0301’“éßİµ"))
_TEXT = st.one_of(st.text(max_size=60), st.lists(_ODD, max_size=60).map("".join))


@given(_TEXT, st.booleans())
def test_normalize_on_any_text_then_map_is_monotone_and_inside(text: str, fold: bool) -> None:
    level = normalize(text, fold_case=fold)
    ranges = [(level.start(index), level.end(index)) for index in range(len(level.text))]
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(ranges))


@given(_TEXT)
def test_normalize_on_any_text_then_letters_and_digits_come_back_from_their_own_place(text: str) -> None:
    level = normalize(text)
    for index, letter in enumerate(level.text):
        if letter.isascii() and letter.isalnum():
            origin = text[level.start(index) : level.end(index)]
            assert letter in normalize(origin).text


@given(st.text(alphabet="abc XYZ 0123.,;()", max_size=60))
def test_normalize_on_plain_text_then_only_runs_of_blanks_change(text: str) -> None:
    level = normalize(text).text
    assert level.split() == text.split()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("10² CO₂", "10² CO₂"),
        ("0·03", "0.03"),
        ("a · b", "a · b"),
        ("−5 to –3", "-5 to -3"),
        ("inflam-\nmation", "inflammation"),
        ("inflam-  \n  mation", "inflammation"),
        ("inflam-\n\nmation", "inflam- mation"),
        ("short-term", "shortterm"),
        ("short- term", "shortterm"),
        ("pre- and post-test", "pre- and posttest"),
        ("pre-\nand post-test", "pre- and posttest"),
        ("COVID-\n19", "COVID-19"),
        ("10-\n12", "10-12"),
        ("ex\u00adample", "example"),
        ("ex\u00ad\nample", "example"),
        ("eﬃcacy ﬁrst", "efficacy first"),
        ("e\u0301t", "ét"),
        ("a\u200bb", "ab"),
        ("a \u00a0\n b", "a b"),
        ("“so”", "'so'"),
        ("5 µg", "5 μg"),
    ],
)
def test_normalize_on_print_then_level(text: str, level: str) -> None:
    assert normalize(text).text == level


def test_normalize_when_case_folded_then_offsets_hold_even_where_letters_grow() -> None:
    level = normalize("İx Straße", fold_case=True)
    assert level.text == "İx straße"
    assert level.span(3, 9).start == 3
