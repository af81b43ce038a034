from __future__ import annotations

import time

import pytest

from pipeline.text.readability import grade, syllables
from pipeline.text.wording_claims import ADVICE, ADVOCACY, ASKS_RESEARCH, CAUSAL, DOUBT, FIRST, HYPE
from pipeline.text.wording_clauses import clauses, scope, stem
from pipeline.text.wording_comparison import sides_reversed
from pipeline.text.wording_direction import Way, flipped, ways
from pipeline.text.wording_entities import names
from pipeline.text.wording_null import NULL, OVERSTATED_NULL, null_by_figures
from pipeline.text.wording_plain import MACHINE_TALK
from pipeline.text.wording_population import widened
from pipeline.text.wording_things import things


def test_clauses_when_one_of_two_denies_then_only_that_one_is_negated() -> None:
    first, second = clauses("Grip was weaker in patients, but sleep was not affected.")
    assert (first.negated, second.negated) == (False, True)
    assert "sleep" in second.stems
    assert stem("affected") in scope(second)


@pytest.mark.parametrize("text", ["compared with no treatment", "whether or not it helps", "not only in women"])
def test_clauses_when_a_no_denies_nothing_then_not_negated(text: str) -> None:
    assert not any(clause.negated for clause in clauses(text))


def test_stem_when_words_mean_one_thing_then_one() -> None:
    assert stem("physicians") == stem("doctor")
    assert stem("gender") == stem("sex")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Grip rose.", Way.UP),
        ("VO2peak −13.8%", Way.DOWN),
        ("Symptoms eased.", Way.BETTER),
        ("The most helpful drug", Way.MOST),
        ("a positive correlation", Way.UP),
    ],
)
def test_ways_then_the_word_is_found(text: str, way: Way) -> None:
    assert way in ways(text)


def test_ways_when_a_larger_group_is_named_then_nothing_goes_up() -> None:
    assert Way.UP not in ways("in a second, larger group")


def test_flipped_when_the_word_before_the_same_noun_is_the_opposite_then_found() -> None:
    pair = flipped("The trials had a high risk of bias.", "Most trials had a low risk of bias and a high response.")
    assert pair is not None
    assert flipped("The trials had a low risk of bias.", "Most trials had a low risk of bias.") is None


def test_sides_when_named_in_reverse_then_true() -> None:
    assert sides_reversed("Grip was higher in women than in men", "Grip was lower in men than in women")
    assert not sides_reversed("Grip was lower in patients than in controls", "lower in patients compared to HCs")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("P = 0.41", True),
        ("P < 0.001", False),
        ("OR 1.2 (95% CI 0.8 to 1.7)", True),
        ("OR 1.9 (95% CI 1.2 to 2.7)", False),
        ("mean difference 0.3 (95% CI -0.1 to 0.7)", True),
        ("P = 0.41 and P = 0.001", None),
        ("no figures", None),
    ],
)
def test_figures_then_say_whether_nothing_was_found(text: str, verdict: bool | None) -> None:
    assert null_by_figures(text) is verdict


def test_null_words_then_a_careful_and_a_bold_no_are_told_apart() -> None:
    assert NULL.search("did not differ between groups")
    assert OVERSTATED_NULL.search("the drug has no effect")
    assert not OVERSTATED_NULL.search("no clear difference was seen")


@pytest.mark.parametrize(
    "text", ["leads to weak grip", "is caused by", "makes the gut less varied", "is due to stress"]
)
def test_causal_then_found(text: str) -> None:
    assert CAUSAL.search(text)


@pytest.mark.parametrize(
    "text", ["showed an abnormal result in ten", "the cause of the illness is unknown", "went with poor sleep"]
)
def test_causal_when_no_cause_is_told_then_not(text: str) -> None:
    assert not CAUSAL.search(text)


def test_doubt_when_likely_compares_then_no_doubt() -> None:
    assert DOUBT.search("this is likely to help")
    assert not DOUBT.search("women were more likely to relapse")


def test_praise_first_and_sides_then_found_and_plain_words_left_alone() -> None:
    assert HYPE.search("a game-changing result")
    assert FIRST.search("This was the first study of its kind")
    assert not FIRST.search("in the first week")
    assert ADVOCACY.search("rather than purely psychiatric")
    assert not HYPE.search("The study measured grip in 48 people.")


def test_advice_when_it_is_for_researchers_then_told_apart() -> None:
    assert ADVICE.search("Patients should ask their doctor for it.")
    assert ASKS_RESEARCH.search("should be tested in larger studies")
    assert not ADVICE.search("The higher share might have to do with hormones.")


def test_names_then_kinds_are_told_apart_and_common_ones_left_out() -> None:
    found = {
        name.text: name.kind for name in names("In ME/CFS, IL-8 and LPS rose after rituximab in Norway (DNA was kept).")
    }
    assert found == {"IL-8": "marker", "LPS": "acronym", "rituximab": "drug", "Norway": "place"}


def test_things_when_said_plainly_or_technically_then_one() -> None:
    assert set(things("gait speed")["measure"]) == set(things("how fast people walk")["measure"]) == {"walking"}


def test_widened_then_only_where_the_source_has_no_such_word() -> None:
    assert widened("in all patients with the illness", "in 48 patients")
    assert not widened("in all patients with the illness", "in every patient")


@pytest.mark.parametrize(
    "text", ["(section: observed_findings)", "As an AI I cannot", "Sure, here is the hedged version", '{"text": "x"']
)
def test_machine_talk_then_found(text: str) -> None:
    assert MACHINE_TALK.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Based on the provided text, sleep improved.",
        "The user asked for a short entry: sleep improved.",
        "I'm sorry, the abstract gives no numbers.",
        "Sleep improved (evidence 2).",
        "Sleep improved, and pain is set to null.",
        "Nothing is said of harms, so the observed findings section stays short.",
        "Sleep improved; let me know whether this is enough.",
        "The authors say that sleep may improve, keeping the hedge.",
    ],
)
def test_machine_talk_when_it_speaks_of_its_task_then_found(text: str) -> None:
    assert MACHINE_TALK.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "(I2 = 99.4%)",
        "P = 0.04",
        "n = 6",
        "in groups: patients and controls",
        "the output of work",
        "The information given to patients was short.",
        "Participants were given text messages every day.",
        "The passage of food through the gut took longer.",
        "Users of the app asked for fewer questions.",
        "People on the waiting list were sorry that they had to wait.",
        "It is not known whether this is true.",
    ],
)
def test_machine_talk_when_a_paper_says_it_then_not(text: str) -> None:
    assert not MACHINE_TALK.search(text)


@pytest.mark.parametrize(
    ("word", "count"), [("grip", 1), ("walked", 1), ("patient", 2), ("fatigue", 2), ("syllable", 3), ("medicine", 3)]
)
def test_syllables_then_as_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_when_words_are_short_then_low_and_for_too_few_words_none() -> None:
    easy = ["The team tested how hard people can squeeze with one hand and then they did it again."] * 3
    assert (value := grade(easy)) is not None
    assert value < 7
    assert grade(["Too few words."]) is None


def test_patterns_when_text_is_hostile_then_time_stays_short() -> None:
    begin = time.process_time()
    for text in ("a " * 8_000, "and is " * 3_000, "make the x " * 2_000, "(" * 8_000, "no " * 5_000, "CI " * 3_000):
        clauses(text)
        for pattern in (CAUSAL, HYPE, FIRST, ADVICE, NULL, MACHINE_TALK):
            pattern.search(text)
    assert time.process_time() - begin < 6
