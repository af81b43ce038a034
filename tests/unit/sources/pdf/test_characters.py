from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sources.pdf.characters import INVISIBLE, clean, decode_tags, lowered, plain, raised


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("e\ufb03cient \ufb01bres", "efficient fibres"),
        ("12\u202f% of\u00a042", "12 % of 42"),
        ("co\u00adoperate", "cooperate"),
        ("zero\u200bwidth", "zerowidth"),
        ("non\u2011fatal", "non-fatal"),
        ("Charit´e and Delbr¨uck", "Charité and Delbrück"),
        ("Caix`as", "Caixàs"),
        ("Franc¸ois", "François"),
        ("\U0001d443 = 0.01", "P = 0.01"),
        ("37∘C", "37°C"),
        ("r= 0.5", "r = 0.5"),
        ("a  b", "a b"),
    ],
)
def test_clean_when_a_file_stores_type_then_the_meant_characters_come_out(stored: str, meant: str) -> None:
    assert clean(stored) == meant


def test_clean_when_signs_carry_meaning_then_they_stay() -> None:
    assert clean("−0.5 to 10² ± ½ µg ≤ 3×10⁶") == "−0.5 to 10² ± ½ µg ≤ 3×10⁶"


def test_clean_when_a_soft_hyphen_ends_the_line_then_it_says_that_the_word_goes_on() -> None:
    assert clean("impor\u00ad") == "impor\u00ad"


def test_clean_when_a_control_character_stands_for_a_sign_then_it_shows_as_unknown() -> None:
    assert clean("5.2 \x06 1.1") == "5.2 \ufffd 1.1"


def test_raised_when_digits_are_raised_then_they_cannot_join_a_value() -> None:
    assert "10" + raised("2") == "10²"
    assert raised(" 12,13 ") == " ¹²,¹³ "
    assert lowered("2") == "₂"


def test_raised_when_an_ordinal_is_raised_then_it_stays_plain() -> None:
    assert "5" + raised("th") == "5th"


def test_plain_when_a_title_holds_lowered_digits_then_they_are_put_on_the_line() -> None:
    assert plain("VO₂peak and 10²") == "VO2peak and 102"


def test_decode_tags_when_tag_characters_spell_an_order_then_it_can_be_read() -> None:
    assert decode_tags("".join(chr(0xE0000 + ord(letter)) for letter in "obey")) == "obey"


# What PDFs really hold, far more often than any character at all would bring it.
_TROUBLE = st.text(
    alphabet="abzAZıé 0159.=<>±≤¼∘°CF´`ˆ˜¨¸˛-‐‑−–…²₂[],;"
    "\u00ad\u200b\u202e\ufb01\ufb03\u2009\u00a0\t\x02\U0001d400\U000e0041",
    max_size=16,
)


@pytest.mark.parametrize(("stored", "meant"), [("ˆ  A", "Â"), ("¨ \u2009a", "ä"), ("i˛`A", "įÀ")])
def test_clean_when_an_accent_stands_apart_from_its_letter_then_they_are_joined_at_once(
    stored: str, meant: str
) -> None:
    assert clean(stored) == meant


@given(st.text(max_size=60) | _TROUBLE)
@settings(max_examples=400)
def test_clean_when_given_anything_then_it_is_stable_and_keeps_digits_and_letters(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not INVISIBLE.search(once)
    assert "  " not in once
    assert [c for c in text if c in "0123456789"] == [c for c in once if c in "0123456789"] or any(
        0x1D7CE <= ord(c) <= 0x1D7FF for c in text
    )
