"""What is drafted although an atlas would not expect it is labelled."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Context
from pipeline.drafting.labels import about
from tests.making import document, facts, paper

PARTS = [(Role.RESULTS, Zone.BODY, "Results", "Something was found in ten people.")]


def test_a_published_study_of_the_illness_needs_no_label() -> None:
    assert about(document(PARTS), facts(context=Context.MECFS)) == ""


@pytest.mark.parametrize(
    ("context", "said"),
    [(Context.LONG_COVID, "long COVID"), (Context.ANIMAL, "animals"), (Context.NONE, "not about ME/CFS")],
)
def test_another_field_is_said(context: Context, said: str) -> None:
    assert said in about(document(PARTS), facts(context=context))


@pytest.mark.parametrize("title", ["Supplementary material for a study of sleep", "Additional file 2: tables"])
def test_a_supplement_is_said(title: str) -> None:
    assert "supplement" in about(document(PARTS, of=paper(title)), facts())


def test_a_retracted_preprint_is_never_silent() -> None:
    assert about(document(PARTS, of=paper(pub_status="retracted")), facts()) == "RETRACTED"
