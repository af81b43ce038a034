from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.align import Index, locate, nearest

PAGE = (
    "Forty people took part. Fatigue fell in 15 of 22 responders (68 %), a long-\nterm gain of 4.5 points; "
    "inflam-\nmation did not change. The dose was 10² units of CO₂ and −5 °C was kept. It did not help 1.5 of 11. "
    "The ﬁrst visit was “at home”. Fatigue fell again in 2019. "
    "VO₂ ₚₑₐₖ was 21 (P = 0.03ᵃ) and the p_PCS value fell. ʰShort form of the scale¹²."
)


@pytest.mark.parametrize(
    "quote",
    [
        "Fatigue fell in 15 of 22 responders (68 %)",
        "fatigue fell in 15 of 22 responders",
        "a long-term gain of 4.5 points",
        "a longterm gain of 4.5 points",
        "inflammation did not change",
        "inflam-\nmation did not change.",
        "in\u00adflammation did\u00a0not  change",
        "The first visit was \"at home\"",
        "“The first visit was ‘at home’.”",
        "-5 °C was kept",
        "units of CO2 and",
        "15 of 22 responders (68%)",
        "VO2peak was 21 (P = 0.03a)",
        "the pPCS value",
        "Short form of the scale",
        "Forty people took part,",
    ],
)  # fmt: skip
def test_locate_when_only_print_differs_then_found(quote: str) -> None:
    match = locate(quote, PAGE)
    assert match.found


@pytest.mark.parametrize(
    "quote",
    [
        "Fatigue fell in 16 of 22 responders (68 %)",
        "Fatigue rose in 15 of 22 responders",
        "inflammation did change",
        "The dose was 102 units",
        "The dose was 10 2 units",
        "5 of 11",
        "2 responders",
        "5 points",
        "5 °C was kept",
        "gain of 4",
        "a long-term gain … inflammation did not change",
        "atigue fell",
        "",
        " ",
    ],
)
def test_locate_when_a_word_a_digit_or_a_sign_differs_then_not_found(quote: str) -> None:
    found = locate(quote, PAGE)
    assert not found.found


def test_locate_when_passage_stands_twice_then_both_spans_of_the_original() -> None:
    spans = locate("fatigue fell", PAGE).spans
    assert [PAGE[span.start : span.end] for span in spans] == ["Fatigue fell", "Fatigue fell"]


def test_locate_when_hyphen_broken_then_span_holds_the_original_letters() -> None:
    (span,) = locate("inflammation did", PAGE).spans
    assert PAGE[span.start : span.end] == "inflam-\nmation did"


def test_nearest_when_a_digit_differs_then_passage_shown_and_not_equal() -> None:
    found = nearest("Fatigue fell in 16 of 22 responders (68 %)", PAGE)
    assert found is not None
    assert PAGE[found.span.start : found.span.end].startswith("Fatigue fell in 15 of 22")
    assert 0.9 < found.similarity < 1


def test_nearest_when_nothing_to_compare_then_none() -> None:
    assert nearest("", PAGE) is None
    assert nearest("words", " ") is None


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_locate_when_quote_is_cut_from_the_text_at_word_borders_then_found(text: str, first: int, last: int) -> None:
    words = text.split()
    quote = " ".join(words[min(first, last) : max(first, last)])
    if quote and quote.isascii() and quote[0].isalpha() and quote[-1].isalpha():
        assert locate(quote, " ".join(words)).found


def test_index_when_sixty_quotes_of_a_long_paper_then_fast() -> None:
    text = "".join(f"{PAGE} Line {number} ends.\n\n" for number in range(330))
    quotes = [
        f"points; inflammation did not change. The dose was 10² units of CO₂ and -5 °C {n}"[:-2] for n in range(60)
    ]
    best = min(_seconds(text, quotes) for _ in range(3))
    assert len(text) > 90_000
    assert best < 0.6, "processor time: 30 ms when each quote is looked up, seconds when the text is read for each"


def _seconds(text: str, quotes: list[str]) -> float:
    begin = time.process_time()
    index = Index(text)
    assert all(index.locate(quote).found for quote in quotes)
    return time.process_time() - begin
