"""Two ends of an order, before and after, first and second, and short forms written out."""

from __future__ import annotations

import pytest

from pipeline.text.spelling_out import spelled_out
from pipeline.text.wording_order import order_turned
from pipeline.text.wording_poles import poles_turned

_POLES = "The largest gain was seen in the walking group and the smallest in the waiting group."


def test_ends_when_told_of_each_other_then_found() -> None:
    assert poles_turned("The gain was smallest with walking and largest on the waiting list.", _POLES) is not None


@pytest.mark.parametrize(
    "text",
    [
        "The gain was largest with walking and smallest on the waiting list.",
        "The waiting list gained least, and walking most.",
        "The gain was largest with walking.",
    ],
)
def test_ends_when_told_as_they_are_or_only_one_is_told_then_left_alone(text: str) -> None:
    assert poles_turned(text, _POLES) is None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The groups were alike after the injection.", "Groups did not differ before the injection."),
        ("Redness had gone by the first visit.", "Redness was gone from baseline on at the second visit."),
        ("At baseline people slept badly.", "People slept badly following treatment."),
    ],
)
def test_order_when_turned_then_found(text: str, passage: str) -> None:
    assert order_turned(text, (passage,)) is not None


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("The groups were alike before the injection.", "Groups did not differ before the injection."),
        ("The groups were alike after the injection.", "Groups did not differ before or after the injection."),
        ("Redness had gone by the second visit.", "Redness was gone at the second visit."),
        ("After a walk they slept.", "Groups did not differ before the injection."),
    ],
)
def test_order_when_the_same_or_of_both_then_left_alone(text: str, passage: str) -> None:
    assert order_turned(text, (passage,)) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("AF helped more than UC.", "accelerated feeding helped more than usual care."),
        ("Accelerated feeding (AF) helped.", "Accelerated feeding helped."),
        ("AFP rose.", "AFP rose."),
        ("An AF-like course.", "An AF-like course."),
    ],
)
def test_short_forms_when_the_paper_explains_them_then_written_out(text: str, written: str) -> None:
    assert spelled_out(text, (("AF", "accelerated feeding"), ("UC", "usual care"))) == written


def test_short_forms_when_the_paper_explains_none_then_the_text_stays() -> None:
    assert spelled_out("AF helped.", ()) == "AF helped."
