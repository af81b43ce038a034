from __future__ import annotations

import pytest

from pipeline.text.wording_marks import Axis
from pipeline.text.wording_results import results
from pipeline.text.wording_results_compared import compared


def test_results_when_a_sentence_tells_two_then_each_has_its_own_words_and_both_the_frame() -> None:
    first, second = results("On day two, heart rate fell in patients, while effort rose.")
    assert (first.way, second.way) == (-1, 1)
    assert "effort" in second.words - first.words
    assert "two" not in first.words | second.words
    assert first.frame == second.frame != frozenset()


def test_results_when_a_part_has_no_subject_then_it_has_the_one_before() -> None:
    _, second = results("Grey matter was reduced in the insula and increased in the putamen.")
    assert {"grey", "putame"} <= second.words


@pytest.mark.parametrize(
    ("text", "way", "axis"),
    [
        ("Sway declined less in the active arm.", 1, Axis.AMOUNT),
        ("The rise was smaller after rest.", -1, Axis.AMOUNT),
        ("The longer they rested, the lower was their sway.", -1, Axis.AMOUNT),
        ("The odds of a fall were 0.62 with rails.", -1, Axis.AMOUNT),
        ("Titres waned more slowly in runners.", 1, Axis.SPEED),
        ("Those with milder illness improved more.", -1, Axis.VALUE),
    ],
)
def test_results_when_two_words_go_some_way_then_their_product(text: str, way: int, axis: Axis) -> None:
    assert [(one.way, one.axis) for one in results(text)] == [(way, axis)]


@pytest.mark.parametrize(
    "text",
    ["On this scale a lower score means better balance.", "The most commonly used aid was a rail.", "He fell ill."],
)
def test_results_when_words_only_define_or_describe_then_none(text: str) -> None:
    assert results(text) == ()


@pytest.mark.parametrize(
    ("text", "passage", "agrees"),
    [
        ("Sway fell more in patients than in controls.", "Sway declined less in controls than in patients.", True),
        ("Sway fell less in patients than in controls.", "Sway declined less in controls than in patients.", False),
        ("Runners had more iron than walkers.", "Iron of runners exceeded that of walkers.", True),
        ("Walkers had more iron than runners.", "Iron of runners exceeded that of walkers.", False),
        ("Balance was better with the drug than with placebo.", "The difference in balance favoured placebo.", False),
        ("Quality of life was better than in lupus.", "Quality of life was lower than in lupus.", False),
        ("Patients with more pain slept worse.", "Pain was negatively associated with sleep quality.", True),
    ],
)
def test_compared_when_sides_or_words_differ_then_the_meaning_decides(text: str, passage: str, agrees: bool) -> None:
    (found,) = compared(text, [passage])
    assert found.agrees is agrees


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Sleep got worse.", "Balance improved after recovery."),
        ("At six months, balance was better.", "At six months, pain scores were higher."),
        ("Iron was lower in men.", "Iron did not rise in men."),
    ],
)
def test_compared_when_the_thing_is_another_or_denied_then_nothing_is_said(text: str, passage: str) -> None:
    assert list(compared(text, [passage])) == []
