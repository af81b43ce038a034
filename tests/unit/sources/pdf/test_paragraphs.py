from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sources.pdf.paragraphs import Vocabulary, join, sliced, vocabulary_of
from pipeline.sources.pdf.widths import edges_of
from tests.unit.sources.pdf.lines import line

NOTHING = Vocabulary(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the meas-", "urement was", "the measurement was"),
        ("a follow-", "up of ten", "a follow-up of ten"),
        ("with COVID-", "19 and", "with COVID-19 and"),
        ("of IL-", "6 and", "of IL-6 and"),
        ("by Epstein-", "Barr virus", "by Epstein-Barr virus"),
        ("both pre-", "and post-test", "both pre- and post-test"),
        ("from 2010–", "2012 on", "from 2010–2012 on"),
        ("was impor\u00ad", "tant here", "was important here"),
        ("values of −", "3.5 were", "values of − 3.5 were"),
        ("it was", "seen", "it was seen"),
    ],
)
def test_join_when_a_line_ends_in_a_hyphen_then_the_word_is_whole(first: str, second: str, joined: str) -> None:
    assert join([line(first), line(second, y0=112)], NOTHING).text == joined


def test_join_when_the_paper_writes_the_word_with_a_hyphen_then_the_hyphen_stays() -> None:
    words = vocabulary_of([line("a well known wheel-chair user"), line("another line")])
    assert join([line("in a wheel-"), line("chair today", y0=112)], words).text == "in a wheel-chair today"


def test_vocabulary_when_a_word_is_cut_at_a_line_end_then_its_halves_are_no_words() -> None:
    words = vocabulary_of([line("they improve-"), line("ment in all")])
    assert "ment" not in words.words
    assert "improve" not in words.words


def test_join_when_pieces_stand_on_one_row_then_no_hyphen_is_dropped() -> None:
    assert join([line("range 3-"), line("Arm", x0=300)], NOTHING).text == "range 3- Arm"


def test_join_when_lines_are_joined_then_every_character_keeps_its_line() -> None:
    first, second = line("One sentence ends. Another is cut be-"), line("tween lines.", y0=112)
    running = join([first, second], NOTHING)
    assert [running.text[piece.start : piece.end] for piece in running.pieces] == [
        "One sentence ends. Another is cut be",
        "tween lines.",
    ]
    assert [piece.box.y0 for piece in running.pieces] == [100, 112]


@given(st.integers(0, 40), st.integers(0, 40))
def test_sliced_when_any_part_is_taken_then_boxes_stay_within_the_line(start: int, end: int) -> None:
    whole = join([line("A first sentence here. And one more."), line("Then the last.", y0=112)], NOTHING)
    part = sliced(whole, min(start, end), max(start, end))
    assert part.text == whole.text[min(start, end) : max(start, end)].strip()
    for piece in part.pieces:
        assert 50 <= piece.box.x0 <= piece.box.x1
        assert 0 <= piece.start < piece.end <= len(part.text)


def test_edges_when_runs_have_known_places_then_characters_between_them_rise() -> None:
    item = line("wide WWW and iii. Next")._replace(stops=((0, 50.0), (17, 120.0), (17, 126.0), (22, 160.0)), x1=160.0)
    edges = edges_of(item)
    assert len(edges) == len(item.text) + 1
    assert list(edges) == sorted(edges)
    assert (edges[0], edges[17], edges[-1]) == pytest.approx((50.0, 126.0, 160.0))
