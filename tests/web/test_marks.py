"""Marks: pieces that together are the text, whatever is marked in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.marks import Mark, abbreviation_marks, number_marks, segments

KNOWN = {"FSS": "Fatigue Severity Scale", "PEM": "post-exertional malaise", "CFS": "chronic fatigue syndrome"}


def test_an_abbreviation_is_explained_where_it_first_stands_by_itself() -> None:
    text = "The mFSSa and the FSS: FSS fell."
    assert abbreviation_marks(text, KNOWN) == (Mark(18, 21, "abbr", "FSS: Fatigue Severity Scale"),)


def test_an_abbreviation_that_the_sentence_spells_out_needs_no_explaining() -> None:
    assert abbreviation_marks("Post-exertional malaise (PEM) was common.", KNOWN) == ()


def test_the_end_of_a_longer_abbreviation_is_another_word() -> None:
    assert abbreviation_marks("MECFS is long.", KNOWN) == ()


@given(
    st.text(alphabet="FSS PEM CF 0.7,", max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=4),
)
def test_the_pieces_are_the_text(text: str, ranges: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "x") for start, end in ranges]
    marks += [*number_marks(text, "0.7", alone=True), *abbreviation_marks(text, KNOWN)]
    assert "".join(piece.text for piece in segments(text, marks)) == text
