"""A search that is left out must be one that would have found nothing."""

from __future__ import annotations

import re

import pytest

from pipeline.reading.design_signs import SIGNS
from pipeline.text.openings import openings_of, openings_of_words

_CUES = tuple(cue for signs in SIGNS.values() for cue in signs)
_SAID = (
    "we randomly assigned 40 patients to graded exercise or to usual care in a double-blind trial",
    "participants were followed for two years and asked again at six months",
    "we searched three databases and pooled the results of 12 trials in a meta-analysis",
    "interviews were recorded, transcribed and sorted into themes; a survey was sent to 200 members",
    "mice were injected with serum; cells of patients were cultured and stimulated with lps",
    "blood was drawn once from 23 cases and 17 healthy controls matched for age and sex",
    "this protocol describes a study that will compare two arms; recruitment starts in may",
    "a 34-year-old woman had been ill for three years; we describe one case",
    "we report the whole-genome association of 2,000 cases, and a model was trained to predict the illness",
    "the panel agreed on criteria; this letter replies to the authors; a correction to the article",
)


@pytest.mark.parametrize(
    ("source", "openings"),
    [
        (r"\b(?:mice|rats?)\b", {"mice", "rat"}),
        (r"\bwe (?:found|saw)|\bthey\b", {"we", "they"}),
        (r"\b(?:re|un)(?:test|seen)\w*", {"retes", "resee", "untes", "unsee"}),
        (r"\brandomi[sz]ed", {"rando"}),
        (r"\bcan't|\bx+ray|\bod?d", None),
        (r"\b(?:a|\d)bc", None),
        (r"\b(?:very )?ill", None),
        (r"mice|\brats", None),
        (r"\b(?:ill(?!\))|sick[)|(])", {"ill", "sick"}),
        (r"\b[abc]x", None),
    ],
)
def test_the_beginnings_are_those_that_the_pattern_spells_out(source: str, openings: set[str] | None) -> None:
    assert openings_of(source) == openings


@pytest.mark.parametrize("said", _SAID)
def test_a_cue_that_shows_is_never_left_out(said: str) -> None:
    words = openings_of_words(said)
    shown = [cue for cue in _CUES if cue.pattern.search(said)]
    assert shown
    for cue in shown:
        assert cue.openings is None or cue.openings & words, cue.pattern.pattern


def test_most_cues_are_left_out_of_a_sentence_that_shows_none_of_them() -> None:
    words = openings_of_words(_SAID[5])
    left_out = [cue for cue in _CUES if cue.openings is not None and cue.openings.isdisjoint(words)]
    assert len(left_out) > len(_CUES) / 2


def test_a_word_begins_after_whatever_a_pattern_takes_for_a_border() -> None:
    text = "non-blind (masked) é-rated 3arms/placebo"
    words = openings_of_words(text)
    for start in re.finditer(r"\b[a-z]", text):
        letters = re.compile(r"[a-z]{1,5}").match(text, start.start())
        assert letters is not None
        assert letters.group() in words
