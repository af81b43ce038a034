"""A supplement is told from its paper."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.reading.supplements import is_supplement
from tests.making import document, paper

BODY = (Role.RESULTS, Zone.BODY, "Results", "More tables of sleep in ten people.")
ABSTRACT = (Role.SUMMARY, Zone.ABSTRACT, "Abstract", "We studied sleep.")


@pytest.mark.parametrize("title", ["Supplementary material for A study", "Additional file 2", "Supporting information"])
def test_a_document_that_opens_as_a_supplement_is_one(title: str) -> None:
    assert is_supplement(document([BODY], of=paper(title)))


def test_a_paper_about_supplements_is_a_paper() -> None:
    assert not is_supplement(document([ABSTRACT, BODY], of=paper("Supplementary oxygen for sleep: a trial")))
    assert not is_supplement(document([BODY], of=paper("Vitamin supplements and sleep")))
