"""What is left out of a long paper first: every sentence has one kind, and the order in force is the measured one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.checks import check
from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import MadeBy
from pipeline.domain.report import Check, CheckStatus
from pipeline.prompting.numbered import number_sentences
from pipeline.prompting.omission import KINDS, ORDER, Kind, kinds_of
from tests.benchmarks import omission
from tests.benchmarks.facts import is_aside
from tests.benchmarks.planted import aside, load
from tests.making import document
from tests.unit.checks import making
from tests.unit.drafting.replies import invented_paper


def test_the_order_names_every_kind_once() -> None:
    assert sorted(ORDER) == sorted(KINDS)


def test_every_sentence_that_can_be_sent_has_one_kind_and_no_other_has_any() -> None:
    paper = invented_paper(long=True)
    kinds = kinds_of(paper)
    whole = number_sentences(paper, 1_000_000)
    assert {place + 1 for place in kinds} == whole.numbers
    assert Kind.INTRODUCTION_MIDDLE in kinds.values()
    assert list(kinds) == sorted(kinds)


def test_whatever_the_room_what_is_kept_is_never_less_wanted_than_what_went() -> None:
    paper = invented_paper(long=True)
    kinds = kinds_of(paper)
    for room in range(20, 1_200, 40):
        shown = {number - 1 for number in number_sentences(paper, room).numbers}
        kept = [ORDER.index(kinds[place]) for place in shown]
        gone = [ORDER.index(kind) for place, kind in kinds.items() if place not in shown]
        assert not kept or not gone or max(gone) <= min(kept), room


def test_the_start_of_a_kind_outlasts_its_end() -> None:
    paper = document([(Role.METHODS, Zone.BODY, "Methods", " ".join(f"Step {n} was done so." for n in range(9)))])
    kinds = kinds_of(paper)
    shown = number_sentences(paper, 60).numbers
    assert 0 < len(shown) < len(kinds)
    assert {place + 1 for place in list(kinds)[: len(shown)]} == shown


def _omissions(*not_seen: str) -> Check:
    draft = making.draft().model_copy(update={"made_by": MadeBy(kind="model", not_seen=not_seen)})
    (told,) = [one for one in check(draft, making.document()).checks if one.family == "O"]
    return told


def test_a_report_on_a_draft_whose_model_saw_a_part_says_so() -> None:
    assert "Methods (in part)" not in (_omissions("References", "Front matter").reason or "")
    told = _omissions("References", "Methods (in part)", "Back")
    assert told.status is CheckStatus.PARTLY
    assert "was not shown Methods (in part); Back" in (told.reason or "")


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("ATLAS_CORPUS"), reason="ATLAS_CORPUS does not name the folder of real papers")
def test_the_order_in_force_keeps_as_much_evidence_as_the_measured_one_and_more_than_cutting_from_the_end() -> None:
    corpus = Path(os.environ["ATLAS_CORPUS"])
    unseen = aside(corpus)
    papers = [
        omission.cited(one.stem, one.document, one.clean)
        for one in load(corpus)
        if one.stem not in unseen and not is_aside(one.stem)
    ]
    found = omission.densities(papers)
    measured = (*(kind for kind in KINDS if kind not in found), *sorted(found, key=lambda kind: found[kind][1]))
    for room in omission.ROOMS:
        in_force = omission.kept(papers, room, ORDER)
        assert in_force >= omission.kept(papers, room, measured) - 0.02
        assert in_force > omission.kept(papers, room, None)
