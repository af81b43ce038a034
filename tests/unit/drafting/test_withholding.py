"""What may not be sent is known by every name it has."""

from __future__ import annotations

import pytest

from pipeline.drafting.withholding import NeverSend
from tests.making import document, paper

PAPER = paper(doi="10.5555/Private.1", pmid="123", licence="© 2020 The Invented Press. All rights reserved.")

DOCUMENT = document([], of=PAPER)


@pytest.mark.parametrize(
    "pattern",
    [
        "10.5555/private.1",
        "10.5555/*",
        "123",
        "doe-2020-sleep",
        "doe-*",
        "PRIVATE-*.pdf",
        "licence: all rights reserved",
        "licence:*invented*",
    ],
)
def test_a_paper_is_withheld_by_any_of_its_names_or_its_licence(pattern: str) -> None:
    never = NeverSend(("something else", pattern))
    assert never.pattern_for(DOCUMENT, paper="doe-2020-sleep", file="private-1.pdf") == pattern


@pytest.mark.parametrize("pattern", ["10.5555/private", "12", "private", "all rights reserved", "licence: cc by", ""])
def test_a_pattern_that_does_not_name_the_paper_withholds_nothing(pattern: str) -> None:
    never = NeverSend((pattern,))
    assert never.pattern_for(DOCUMENT, paper="doe-2020-sleep", file="private-1.pdf") is None


def test_a_paper_whose_licence_is_not_known_can_be_withheld_for_that() -> None:
    unknown = document([], of=paper())
    assert NeverSend(("licence: unknown",)).pattern_for(unknown, paper="doe", file="a.pdf")
