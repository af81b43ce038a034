"""Whose each number of a row is, and which rows are left unread."""

from __future__ import annotations

import pytest

from pipeline.text.number_labels import labelled
from pipeline.text.wording_clauses import stem


def _labels(text: str) -> list[dict[tuple[float, ...], frozenset[str]]]:
    return [{one.values: one.label for one in row} for row in labelled(text)]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("There were 34 diaries from group K, 29 from group K+L.", ((34.0,), "k"), ((29.0,), "k+l")),
        ("Diaries were kept (K, n = 34; K+L, n = 29).", ((34.0,), "k"), ((29.0,), "k+l")),
        ("There were 1,420 people randomised to brestin, 610 to sham.", ((1420.0,), "brestin"), ((610.0,), "sham")),
        ("Tea fell by 6% (P = 0.01) and coffee by 13%.", ((6.0,), "tea"), ((13.0,), "coffee")),
        ("Pain was 13% lower and itch 15% lower.", ((13.0,), "pain"), ((15.0,), "itch")),
        ("Men and women slept 7 and 8 hours, respectively.", ((7.0,), "men"), ((8.0,), "women")),
        ("In the tea group fewer relapsed (8% versus 19%).", ((8.0,), "tea"), ((19.0,), "")),
        ("The wax (12.4 ± 3.1) was warmer than the mud (18.9 ± 4.4).", ((12.4,), "wax"), ((18.9,), "mud")),
        ("It fell from 52 to 48.", ((52.0,), "start"), ((48.0,), "end")),
    ],
)
def test_rows_when_print_tells_whose_each_number_is_then_labelled(
    text: str, one: tuple[tuple[float, ...], str], other: tuple[tuple[float, ...], str]
) -> None:
    rows = [row for row in _labels(text) if one[0] in row and other[0] in row]
    assert rows, _labels(text)
    for values, word in (one, other):
        wanted = {stem(word), word} if word else frozenset()
        assert bool(rows[0][values] & wanted) is bool(word)


def test_rows_when_numbers_stand_in_brackets_behind_others_then_they_share_the_labels() -> None:
    rows = _labels("18/20 (90%) and 15/21 (71%) children in the bath and salve groups respectively slept.")
    assert {(90.0,): frozenset({"bath"}), (71.0,): frozenset({"salve"})} in rows


@pytest.mark.parametrize(
    "text",
    [
        "Sleep lasted 7 hours.",
        "The count was 131 on admission, down from a count of 402 a week before.",
        "We asked 40 people in 3 towns.",
        "Seven and nine.",
    ],
)
def test_rows_when_print_leaves_open_whose_a_number_is_then_unread(text: str) -> None:
    assert labelled(text) == ()


def test_number_when_told_with_fewer_decimals_then_it_is_the_same_rounded() -> None:
    (row,) = labelled("Pain was 49.4% in K and 44.3% in L.")
    assert row[0].tells((49.0,), (0,))
    assert not row[0].tells((50.0,), (0,))
    assert not row[0].tells((49.5,), (1,))
