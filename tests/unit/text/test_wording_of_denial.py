from __future__ import annotations

import pytest

from pipeline.text.wording_clauses import scope, stem
from pipeline.text.wording_denial import meant, plainly


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Serum lithium was undetectable.", "Serum lithium was not found."),
        ("Smokers were not excluded.", "Smokers were included."),
        ("Smokers could not take part.", "Smokers were not included."),
        ("Sway was independent of age.", "Sway not depend on age."),
        ("Runners were not blinded to their shoes.", "Runners were know their shoes."),
        ("Sway stayed as it was.", "Sway not changed."),
    ],
)
def test_plainly_when_a_denial_hides_in_a_word_then_spelled_out_and_two_make_none(text: str, says: str) -> None:
    assert plainly(text) == says


@pytest.mark.parametrize("text", ["A bias could not be excluded.", "Sway was lower.", "Nobody knows why."])
def test_plainly_when_nothing_hides_then_as_it_is(text: str) -> None:
    assert plainly(text) == text


def test_meant_when_a_clause_is_spelled_out_then_its_place_and_words_are_those_printed() -> None:
    text = "Sway rose, but lithium was undetectable in runners."
    _, clause = meant(text)
    assert clause.negated
    assert text[clause.start :].startswith(clause.text)
    assert "undetectable" in clause.text


def test_scope_when_only_being_there_is_denied_then_the_thing_itself() -> None:
    (clause,) = meant("A rail was not included.")
    assert stem("rail") in scope(clause)
