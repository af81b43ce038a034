"""Which way an outcome went, against whom, and beyond chance or not, from invented sentences."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role
from pipeline.domain.facts import Direction, OutcomeReading
from pipeline.reading.directions import Comparison, direction_in_text, direction_of
from pipeline.reading.outcomes import read_outcomes
from pipeline.reading.passages import view
from pipeline.reading.significance import intervals, is_significant, p_values
from pipeline.sources.assembly import Heading, Paragraph
from tests.unit.reading.passages import document, facts_of

_UP, _DOWN, _NONE = Direction.INCREASED, Direction.DECREASED, Direction.NO_DIFFERENCE
_DRUG = Comparison("pain", "zelomab", "placebo")

CLEAR = (
    ("Pain was lower with zelomab than with placebo (p = 0.01).", _DOWN),
    ("Pain was higher with placebo than with zelomab (p = 0.01).", _DOWN),
    ("Compared with placebo, zelomab lowered pain significantly.", _DOWN),
    ("Pain improved more with zelomab than with placebo (P < 0.001).", _DOWN),
    ("The decrease of pain was greater with zelomab than with placebo (p=0.02).", _DOWN),
    ("The decrease of pain was smaller with zelomab than with placebo (p=0.02).", _UP),
    ("Pain did not differ between the groups (p = 0.40).", _NONE),
    ("Pain was lower with zelomab than with placebo (p = 0.40).", _NONE),
    ("Pain fell more with zelomab, but this difference was not statistically significant.", _NONE),
    ("Pain eased in both groups (p < 0.001).", _NONE),
    ("The hazard ratio for pain was 0.60 (95% CI 0.40 to 0.90).", _DOWN),
    ("The hazard ratio for pain was 0.80 (95% CI 0.50 to 1.30).", _NONE),
    ("Pain was reported by 12% with zelomab and 31% with placebo (p = 0.003).", _DOWN),
    ("Pain\n12\n31\n0.003", _DOWN),
    ("Pain\n12\n15\n0.63", _NONE),
)


@pytest.mark.parametrize(("sentence", "right"), CLEAR)
def test_the_direction_is_that_of_the_side_that_was_treated(sentence: str, right: Direction) -> None:
    assert direction_of(sentence, _DRUG) is right


def test_a_good_outcome_that_improves_goes_up() -> None:
    assert direction_of("Walking distance improved (p = 0.01).", Comparison("walking distance")) is _UP


def test_a_side_is_known_by_its_capitals() -> None:
    asked = Comparison("tube feeding", "conventional fractionation", "accelerated fractionation")
    assert direction_of("Patients given AF had tube feeding more often than those given CF (p<0.001).", asked) is _DOWN


def test_a_sentence_that_tells_nothing_of_the_kind_gives_none() -> None:
    assert direction_of("Pain was rated each evening on a ten-point scale.", _DRUG) is None


def test_in_a_whole_text_the_sentence_about_the_outcome_answers() -> None:
    sentences = (
        "Sleep was better with zelomab than with placebo (p = 0.01).",
        "Pain was higher with zelomab than with placebo (p = 0.02).",
        "No difference was seen in weight.",
    )
    assert direction_in_text(sentences, _DRUG) is _UP


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("(p = 0.049)", True),
        ("(P = .05)", False),
        ("(p < 0.001)", True),
        ("(p > 0.05)", False),
        ("(p < 0.1)", None),
        ("(NS)", False),
        ("mean difference 1.2 (95% CI −0.4 to 2.8)", False),
        ("mean difference 1.2 (95% CI 0.4 to 2.8)", None),
        ("odds ratio 1.8 (95% CI 1.1 to 2.9)", True),
        ("a trend towards less pain", False),
        ("significantly less pain", True),
        ("less pain", None),
    ],
)
def test_chance_is_judged_by_figures_first_and_words_second(text: str, right: bool | None) -> None:
    assert is_significant(text) is right


def test_p_values_and_intervals_are_read_with_their_signs() -> None:
    assert p_values("p < 0.001 and P = 0·34") == (("<", 0.001), ("=", 0.34))
    assert intervals("95% CI −0.4 to 2.8") == ((-0.4, 2.8),)


def test_facts_hold_the_outcomes_of_the_results_with_their_figures() -> None:
    facts = facts_of(
        "METHODS: Forty patients with CFS were randomised to zelomab or placebo. RESULTS: Fatigue was lower with "
        "zelomab than with placebo (mean difference 3.1; 95% CI 1.0 to 5.2; p = 0.004).",
        abstract_only=True,
    )
    (outcome,) = facts.outcomes
    assert (outcome.direction, outcome.outcome, outcome.against) == (_DOWN, "Fatigue", "placebo")
    assert (outcome.interval, outcome.p, outcome.significant) == ((1.0, 5.2), "p = 0.004", True)


def test_a_plan_has_no_outcomes() -> None:
    facts = facts_of("We will randomise 40 patients with CFS to zelomab or placebo. Fatigue will be lower (p < 0.05).")
    assert not facts.outcomes


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead, patients were asked whether their pain had improved or worsened.",
        "Ten patients were excluded or declined to take part.",
        "She had fewer attacks since she became ill.",
        "Supplementary Figure 1 shows the course of pain, which improved.",
        "The changes of pain are shown in Figure 2, with lower values at the end.",
    ],
)
def test_a_sentence_that_points_asks_or_tells_of_people_is_no_outcome(sentence: str) -> None:
    assert outcomes_of(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Pain was lower with zelomab than with placebo.", "Pain"),
        ("Among 22 responders, pain fell from 6.0 to 3.1 (p < 0.001).", ""),
        ("Patients with the allele (n = 12) had significantly less pain than those without it.", ""),
    ],
)
def test_an_outcome_is_what_was_measured_and_never_the_people(sentence: str, outcome: str) -> None:
    assert [one.outcome for one in outcomes_of(sentence)] == [outcome]


def outcomes_of(sentence: str) -> tuple[OutcomeReading, ...]:
    paper = document(Heading("Results", Role.RESULTS), Paragraph(sentence))
    return read_outcomes(view(paper))
