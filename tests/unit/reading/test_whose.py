"""Whose result a passage tells: as its own words name it, or not said at all."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Group
from pipeline.reading.whose import Whose, whose
from tests.making import document, facts, span_of

ARMS = (Group(label="samplexine", n=49), Group(label="placebo", n=47))
SIDES = (Group(label="people with CFS", n=62), Group(label="sedentary healthy controls", n=58))


def told(text: str, groups: tuple[Group, ...], n_total: int | None = None, role: Role = Role.RESULTS) -> Whose:
    held = document([(role, Zone.BODY, "Results", text)])
    return whose(held, facts(), groups, n_total, span_of(held, text))


@pytest.mark.parametrize(
    ("text", "groups", "named"),
    [
        ("Fatigue fell by 0.7 points with samplexine and by 0.2 with placebo.", ARMS, [49, 47]),
        ("Fatigue fell by 0.7 points with samplexine.", ARMS, [49]),
        ("In this placebo-controlled part, 12 scores fell.", ARMS, []),
        ("A sample of 12 scores fell.", ARMS, []),
        ("Levels were 14.2 in people with CFS and 11.6 in controls.", SIDES, [62, 58]),
        ("Levels in CFS patients were 14.2.", SIDES, [62]),
        ("The severity of CFS was 14.2.", SIDES, []),
        ("A control visit took 14 minutes.", SIDES, []),
        ("In an exercise test with 18 controls, levels did not change.", SIDES, []),
        ("Fatigue fell by 0.7 points with samplexine.", ARMS[:1], []),
    ],
)
def test_a_group_is_named_by_its_name_and_by_nothing_like_it(
    text: str, groups: tuple[Group, ...], named: list[int]
) -> None:
    assert [one.n for one in told(text, groups).groups] == named


@pytest.mark.parametrize(
    ("text", "everybody"),
    [
        ("The response rate was 55% (22 of 40 patients).", 40),
        ("The response rate was 55% (22 of 39 patients).", None),
        ("The score was 40 points.", None),
    ],
)
def test_everybody_is_counted_where_the_passage_counts_them(text: str, everybody: int | None) -> None:
    assert told(text, (), 40).everybody == everybody


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The score rose from 33.0 at baseline to 51.5 at 18 months.", ("at baseline", "at 18 months")),
        ("It lasted until weeks 14, 19 and 30 after the start.", ("until weeks 14, 19 and 30 after the start",)),
        ("Three scores fell at week 24, eight weeks after the last dose.",
         ("at week 24, eight weeks after the last dose",)),
        ("They had taken 40 mg for 8 weeks.", ()),
    ],
)  # fmt: skip
def test_points_in_time_are_given_in_the_words_of_the_passage_and_lengths_are_none(
    text: str, times: tuple[str, ...]
) -> None:
    assert told(text, ()).times == times


def test_nothing_is_said_of_a_passage_that_tells_no_result() -> None:
    text = "We gave samplexine or placebo for 16 weeks until week 16."
    assert not told(text, ARMS, role=Role.METHODS)
    assert not told("Samplexine eases fatigue.", ARMS, role=Role.INTRODUCTION)
