"""The roles of an abstract's sentences by the shipped model, on invented abstracts and at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

import pytest

from pipeline.domain.document import Role
from pipeline.reading.role_cues import CUES
from pipeline.reading.role_model import ROLES, RoleModel, features, likeliest, shipped_model

_WHY, _AIM, _HOW, _FOUND, _SO = ROLES

_TRIAL = (
    ("Tiredness after a fever of unknown cause is common and often long.", _WHY),
    ("We aimed to determine whether zelomab shortens it.", _AIM),
    ("Eighty adults were randomly assigned to zelomab or placebo for eight weeks.", _HOW),
    ("The primary outcome was the fatigue score at week eight.", _HOW),
    ("Fatigue was lower with zelomab than with placebo (4.1 vs 5.2; p=0.01).", _FOUND),
    ("Three participants in each group reported nausea.", _FOUND),
    ("Zelomab may shorten tiredness after a fever; larger trials are needed.", _SO),
)
_SURVEY = (
    ("Little is known about how people pace themselves.", _WHY),
    ("The purpose of this study was to explore pacing in daily life.", _AIM),
    ("We interviewed 24 people and analysed the interviews by theme.", _HOW),
    ("Of 24 people, 18 (75%) rested before every walk.", _FOUND),
    ("Pacing should be taught early.", _SO),
)


@pytest.mark.parametrize("abstract", [_TRIAL, _SURVEY])
def test_an_abstract_without_headings_is_told_sentence_by_sentence(abstract: tuple[tuple[str, Role], ...]) -> None:
    told = likeliest(shipped_model(), [text for text, _ in abstract])
    assert _opened(told) == _opened(role for _, role in abstract)


def _opened(roles: Iterable[Role]) -> list[Role]:
    """Aims as background: half of the abstracts that the model knows label them so, and drafts treat both alike."""
    return [_WHY if role is _AIM else role for role in roles]


def test_nothing_and_one_sentence_have_roles_too() -> None:
    assert likeliest(shipped_model(), []) == ()
    assert len(likeliest(shipped_model(), ["Tiredness is common."])) == 1


def test_figures_are_alike_to_the_model_and_places_are_not() -> None:
    first, second = features(["Of 24, 18 walked.", "Of 31, 7 walked."])
    assert {one for one in first if one[0] not in "@<>"} == {one for one in second if one[0] not in "@<>"}
    assert "@first 0" in first
    assert "@last 0" in second


def test_words_and_the_order_of_the_story_decide_together() -> None:
    even = tuple(tuple(0.0 for _ in ROLES) for _ in range(len(ROLES) + 1))
    words = RoleModel({"#": (0.0,) * 5, "yes": (0.0, 0.0, 0.0, 2.0, 0.0)}, even)
    assert likeliest(words, ["yes", "yes"]) == (_FOUND, _FOUND)
    forbidden = (*even[:3], (0.0, 0.0, 0.0, -9.0, 0.0), *even[4:])
    assert likeliest(RoleModel(words.weights, forbidden), ["yes", "yes"]) != (_FOUND, _FOUND)


def test_the_shipped_weights_are_small_fit_the_code_and_hold_no_sentence() -> None:
    model = shipped_model()
    assert resources.files("pipeline.reading").joinpath("role_weights.json").stat().st_size < 5_000_000  # type: ignore[attr-defined]
    assert {len(row) for row in model.weights.values()} | {len(row) for row in model.transitions} == {len(ROLES)}
    assert len(model.transitions) == len(ROLES) + 1
    cues = [int(name[1:]) for name in model.weights if re.fullmatch(r"#\d+", name)]
    assert cues
    assert max(cues) < len(CUES)
    assert max(name.count(" ") for name in model.weights) == 1
