"""What people wrote outlives a draft made anew, as long as the paper still bears it out."""

from __future__ import annotations

import pytest

from pipeline.domain.draft import (
    Badge,
    Design,
    Draft,
    DraftPaper,
    Evidence,
    MadeBy,
    Pem,
    PemOverride,
    Source,
    Statement,
    Study,
    Summary,
)
from pipeline.drafting.carrying import carried_over
from pipeline.text.align import Index

PAPER = "Grip fell by 13.8% in patients. Sleep did not change. Two people fainted. Most patients were women."


def _said(text: str, *quotes: str) -> Statement:
    return Statement(text=text, evidence=tuple(Evidence(quote=quote) for quote in quotes))


def _draft(*findings: Statement, n_total: int | None = 48, year: int = 2020, **pem: object) -> Draft:
    return Draft(
        source=Source(file="a.pdf"),
        paper=DraftPaper(title="Grip", year=year),
        made_by=MadeBy(kind="model"),
        study=Study(design=Design.COHORT, n_total=n_total),
        pem=Pem(badge=Badge.UNCLEAR, **pem),
        summary=Summary(observed_findings=findings),
    )


GRIP, SLEEP = "Grip fell by 13.8% in patients.", "Sleep did not change."
MACHINE = _draft(_said("Grip fell.", GRIP), _said("Sleep was the same.", SLEEP))
FRESH = _draft(
    _said("Grip strength went down.", GRIP),
    _said("Sleep was the same.", SLEEP),
    _said("Two fainted.", "Two people fainted."),
)


def _texts(draft: Draft) -> list[str]:
    return [one.text for one in draft.summary.observed_findings]


@pytest.fixture
def index() -> Index:
    return Index(PAPER)


def test_a_sentence_that_a_person_wrote_stays_and_the_fresh_one_on_its_passage_gives_way(index: Index) -> None:
    current = _draft(_said("Grip fell by about a seventh.", GRIP), _said("Sleep was the same.", SLEEP))
    merged = carried_over(FRESH, current, MACHINE, index)
    assert _texts(merged) == ["Grip fell by about a seventh.", "Sleep was the same.", "Two fainted."]


def test_a_sentence_whose_passage_is_gone_gives_way_to_the_fresh_one() -> None:
    current = _draft(_said("Grip fell by about a seventh.", GRIP))
    corrected = Index(PAPER.replace("13.8", "18.3"))
    assert _texts(carried_over(FRESH, current, MACHINE, corrected))[0] == "Grip strength went down."


def test_a_sentence_that_a_person_removed_does_not_come_back_and_one_they_added_stays(index: Index) -> None:
    current = _draft(_said("Grip fell.", GRIP), _said("Most were women.", "Most patients were women."))
    merged = carried_over(FRESH, current, MACHINE, index)
    assert "Sleep was the same." not in _texts(merged)
    assert "Most were women." in _texts(merged)


def test_an_override_and_a_corrected_fact_stay_and_facts_nobody_touched_are_the_fresh_ones(index: Index) -> None:
    override = PemOverride(badge=Badge.REQUIRED, reason="the appendix", by="p-1", at="2026-01-01")
    current = _draft(*MACHINE.summary.observed_findings, n_total=47, override=override)
    fresh = FRESH.model_copy(
        update={"study": Study(design=Design.CASE_CONTROL, n_total=48), "paper": DraftPaper(title="Grip", year=2021)}
    )
    merged = carried_over(fresh, current, MACHINE, index)
    assert (merged.study.design, merged.study.n_total, merged.paper.year) == (Design.CASE_CONTROL, 47, 2021)
    assert merged.pem.override == override


def test_without_a_persons_hand_the_fresh_draft_is_what_it_was(index: Index) -> None:
    assert carried_over(FRESH, MACHINE, MACHINE, index) == FRESH


def test_a_badge_that_followed_from_corrected_criteria_stays_while_its_sentence_stands_in_the_paper(
    index: Index,
) -> None:
    said = (Evidence(quote=SLEEP),)
    current = MACHINE.model_copy(update={"pem": Pem(badge=Badge.NOT_REQUIRED, reason="O_set", evidence=said)})
    assert carried_over(FRESH, current, MACHINE, index).pem == current.pem
    assert carried_over(FRESH, current, MACHINE, Index(PAPER.replace(SLEEP, ""))).pem == FRESH.pem
