"""The desk on a sample paper: a real ledger on both databases, a real draft, real decisions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.desk import correcting, deciding, remarking
from pipeline.desk.dossier import Dossier, open_paper, queue, row_now
from pipeline.desk.refreshing import refresh
from pipeline.desk.services import Desk
from pipeline.domain.desk import Filter
from pipeline.domain.draft import Badge, Basis
from pipeline.domain.feed import KnownNotice
from pipeline.domain.ledger import Owner
from pipeline.domain.review import ReviewState
from pipeline.domain.seen import statement_digest
from pipeline.drafting.files import as_bytes
from pipeline.errors import BlockingFindings, IllegalMove, StaleReview
from pipeline.intake import ingest
from pipeline.review import broken_link, finding_key
from pipeline.settings import load
from pipeline.store.feeds import Notices
from pipeline.wiring import Home, open_desk
from pipeline.workflow import due, one_paper

TRIAL = "specimen-2024-samplexine-fatigue"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request: pytest.FixtureRequest, tmp_path: Path, samples: Path) -> Iterator[Desk]:
    """A desk with the sample trial drafted."""
    flags = {}
    if request.param == "postgres":
        flags = {"store": {"url": request.getfixturevalue("postgres_schema")}}
    with open_desk(Home(tmp_path), load(tmp_path, flags).settings) as opened:
        draft_papers(opened, samples / "trial-samplexine.pdf")
        yield opened


def draft_papers(desk: Desk, *paths: Path) -> None:
    """Draft papers offline, as the command does."""

    async def draft_all() -> None:
        await ingest(paths, desk.story)
        for paper in due(desk.story.papers.all(), desk.story):
            await one_paper(paper, desk.story, Owner("test", 1, "now"))

    asyncio.run(draft_all())
    refresh(desk)


@pytest.fixture
def ada(desk: Desk) -> str:
    """The id of one reviewer."""
    return desk.people.named("Ada", desk.story.clock.now()).id


def opened(desk: Desk, person: str) -> Dossier:
    """The trial's dossier as it is now."""
    return open_paper(desk, TRIAL, person)


def reword(desk: Desk, person: str) -> None:
    """Put every sentence of the paper into other words."""
    for field, statement in opened(desk, person).draft.summary.statements():
        if statement.basis is Basis.SOURCE:
            dossier = opened(desk, person)
            correcting.edit_text(desk, TRIAL, person, dossier.now.draft, field, f"Here is {field} told plainly.")


def test_the_queue_shows_a_new_draft_with_its_findings(desk: Desk) -> None:
    page = queue(desk, Filter(), facets=("state", "design"))
    row = next(one for one in page.rows if one.paper == TRIAL)
    assert (page.total, row.state, row.design, row.badge) == (1, ReviewState.DRAFTED, "rct", "required")
    assert row.blocking == 1
    assert page.counts == {"state": {"drafted": 1}, "design": {"rct": 1}}
    assert queue(desk, Filter(search="samplexine fatigue")).total == 1
    assert queue(desk, Filter(search="100%_x")).total == 0
    assert queue(desk, Filter(state="approved")).total == 0


def test_an_offline_draft_cannot_be_approved_until_every_sentence_of_the_paper_is_reworded(
    desk: Desk, ada: str
) -> None:
    with pytest.raises(BlockingFindings, match="own words"):
        deciding.approve(desk, TRIAL, ada, opened(desk, ada).now.draft, "I like it")
    reword(desk, ada)
    dossier = opened(desk, ada)
    assert dossier.draft.made_by is not None
    assert dossier.draft.made_by.kind == "person"
    deciding.approve(desk, TRIAL, ada, dossier.now.draft, "compared with the passages")
    assert opened(desk, ada).review.state is ReviewState.APPROVED
    assert queue(desk, Filter(state="approved")).total == 1
    assert broken_link(desk.decisions.all()) is None


def test_an_edit_checks_the_new_words_and_a_number_that_is_not_in_the_passage_is_found(desk: Desk, ada: str) -> None:
    field = "/summary/observed_findings/1"
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, field, "Fatigue fell by 0.77 points.")
    report = opened(desk, ada).report
    assert [finding.rule for finding in report.findings if finding.field == field and "0.77" in finding.message]
    page = (desk.story.folder.path(TRIAL) / "draft.md").read_text(encoding="utf-8")
    assert "Fatigue fell by 0.77 points." in page


def test_two_people_at_one_draft_lose_nothing(desk: Desk, ada: str) -> None:
    ben = desk.people.named("Ben", desk.story.clock.now()).id
    seen_by_both = opened(desk, ada).now.draft
    assert [one.name for one in opened(desk, ben).viewers] == ["Ada"]
    correcting.edit_text(desk, TRIAL, ada, seen_by_both, "/summary/why_it_matters/0", "Sleep often fails to refresh.")
    with pytest.raises(StaleReview) as stale:
        correcting.edit_text(desk, TRIAL, ben, seen_by_both, "/summary/why_it_matters/0", "Other words.")
    assert stale.value.current == opened(desk, ben).now.draft
    assert opened(desk, ben).draft.summary.why_it_matters[0].text == "Sleep often fails to refresh."


def test_evidence_is_taken_from_the_paper_word_for_word_or_not_at_all(desk: Desk, ada: str) -> None:
    field = "/summary/observed_findings/0"
    dossier = opened(desk, ada)
    quote = next(
        dossier.document.slice(one.span)
        for one in dossier.document.sentences
        if "was no longer seen" in dossier.document.slice(one.span)
    )
    with pytest.raises(IllegalMove, match="do not stand in the paper") as refused:
        correcting.edit_evidence(desk, TRIAL, ada, dossier.now.draft, field, [quote.replace("week 20", "week 21")])
    assert "week 20" in refused.value.hint
    correcting.edit_evidence(desk, TRIAL, ada, dossier.now.draft, field, [quote])
    evidence = opened(desk, ada).draft.summary.observed_findings[0].evidence
    assert [(one.quote, one.page) for one in evidence] == [(quote, 1)]


def test_undo_gives_back_the_text_before_the_edit(desk: Desk, ada: str) -> None:
    before = opened(desk, ada)
    correcting.remove_statement(desk, TRIAL, ada, before.now.draft, "/summary/limitations/0")
    assert len(opened(desk, ada).draft.summary.limitations) == len(before.draft.summary.limitations) - 1
    deciding.undo(desk, TRIAL, ada, opened(desk, ada).now.draft)
    assert opened(desk, ada).draft == before.draft
    with pytest.raises(IllegalMove, match="undo"):
        deciding.undo(desk, TRIAL, ada, opened(desk, ada).now.draft)


def test_an_overridden_badge_stays_beside_the_computed_one(desk: Desk, ada: str) -> None:
    draft = opened(desk, ada).now.draft
    correcting.override_badge(desk, TRIAL, ada, draft, "unclear", "the appendix names another set")
    pem = opened(desk, ada).draft.pem
    assert pem.override is not None
    assert (pem.badge, pem.override.badge, pem.override.reason) == (
        Badge.REQUIRED,
        Badge.UNCLEAR,
        "the appendix names another set",
    )
    assert queue(desk, Filter(badge="unclear")).total == 1


def test_a_tick_stays_through_edits_of_other_sentences_and_goes_with_its_own(desk: Desk, ada: str) -> None:
    field, other = "/summary/observed_findings/0", "/summary/observed_findings/1"
    remarking.tick(desk, TRIAL, ada, opened(desk, ada).now.draft, field)
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, other, "Fatigue fell by 0.71 points.")
    assert len(opened(desk, ada).review.ticks) == 1
    dossier = opened(desk, ada)
    assert statement_digest(dossier.draft.summary.observed_findings[0]) in dossier.review.ticks
    correcting.edit_text(desk, TRIAL, ada, dossier.now.draft, field, "86 people finished week 16.")
    dossier = opened(desk, ada)
    assert statement_digest(dossier.draft.summary.observed_findings[0]) not in dossier.review.ticks


def test_a_dismissed_finding_is_gone_from_the_counts_and_comes_back_with_other_words(desk: Desk, ada: str) -> None:
    field = "/summary/observed_findings/1"
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, field, "Fatigue fell by 0.77 points.")
    dossier = opened(desk, ada)
    finding = next(one for one in dossier.report.findings if one.field == field and one.severity.value == "blocking")
    key = finding_key(finding, dossier.draft)
    blocking = queue(desk, Filter()).rows[0].blocking
    remarking.dismiss(desk, TRIAL, ada, dossier.now.draft, key, "the figure says so")
    assert queue(desk, Filter()).rows[0].blocking == blocking - 1
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, field, "Fatigue fell by 0.78 points.")
    assert queue(desk, Filter()).rows[0].blocking == blocking


def test_what_is_typed_is_kept_for_its_person_alone_and_forgotten_once_said(desk: Desk, ada: str) -> None:
    ben = desk.people.named("Ben", desk.story.clock.now()).id
    desk.people.keep(ada, TRIAL, "/summary/why_it_matters/0", "Half a senten", desk.story.clock.now())
    assert [one.text for one in opened(desk, ada).kept] == ["Half a senten"]
    assert opened(desk, ben).kept == ()
    text = "Half a sentence more."
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, "/summary/why_it_matters/0", text)
    assert opened(desk, ada).kept == ()


def test_what_the_draft_leaves_out_is_shown_and_can_become_a_statement(desk: Desk, ada: str) -> None:
    dossier = opened(desk, ada)
    assert dossier.left_out
    passage = dossier.left_out[0]
    correcting.add_statement(
        desk, TRIAL, ada, dossier.now.draft, "observed_findings", "A harm that was left out.", [passage.text]
    )
    after = opened(desk, ada)
    assert after.draft.summary.observed_findings[-1].text == "A harm that was left out."
    assert passage.text not in [one.text for one in after.left_out]


def test_a_returned_draft_says_why_and_an_excluded_one_is_not_worked_on(desk: Desk, ada: str) -> None:
    deciding.return_draft(desk, TRIAL, ada, opened(desk, ada).now.draft, "the arms are swapped")
    review = opened(desk, ada).review
    assert (review.state, review.why) == (ReviewState.RETURNED, "the arms are swapped")
    deciding.exclude(desk, TRIAL, ada, opened(desk, ada).now.draft, "an invented drug")
    with pytest.raises(IllegalMove):
        correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, "/summary/why_it_matters/0", "x")


def test_a_draft_made_anew_lapses_an_approval_and_what_reads_the_same_does_not(desk: Desk, ada: str) -> None:
    reword(desk, ada)
    deciding.approve(desk, TRIAL, ada, opened(desk, ada).now.draft, "compared")
    draft = opened(desk, ada).draft
    stored = desk.history.latest(TRIAL)
    assert stored is not None
    # The same words, read by a newer reader: nobody is asked again.
    newer = draft.model_copy(update={"source": draft.source.model_copy(update={"reader": "pdf/99"})})
    desk.story.drafts.put(
        TRIAL, newer.digest(), as_bytes(newer), stored.report, made_by="model/x", now=desk.story.clock.now()
    )
    assert opened(desk, ada).review.state is ReviewState.APPROVED
    changed = draft.model_copy(update={"paper": draft.paper.model_copy(update={"year": 1999})})
    desk.story.drafts.put(
        TRIAL, changed.digest(), as_bytes(changed), stored.report, made_by="model/x", now=desk.story.clock.now()
    )
    assert opened(desk, ada).review.state is ReviewState.LAPSED
    deciding.confirm(desk, TRIAL, ada, opened(desk, ada).now.draft, "the year is right now")
    assert opened(desk, ada).review.state is ReviewState.APPROVED


def test_a_paper_drafted_again_keeps_what_people_wrote(desk: Desk, ada: str) -> None:
    field = "/summary/why_it_matters/0"
    words = "Many people with the illness wake up tired, and no drug is licensed for it."
    correcting.edit_text(desk, TRIAL, ada, opened(desk, ada).now.draft, field, words)
    correcting.override_badge(desk, TRIAL, ada, opened(desk, ada).now.draft, "unclear", "the appendix differs")
    asyncio.run(one_paper(TRIAL, desk.story, Owner("test", 2, "now")))
    asyncio.run(one_paper(TRIAL, desk.story, Owner("test", 3, "now")))
    again = opened(desk, ada)
    assert again.draft.summary.why_it_matters[0].text == words
    assert again.draft.pem.override is not None
    assert again.machine is not None
    assert again.machine.summary.why_it_matters[0].text != words, "what the machine wrote is kept beside it"


def test_a_retraction_moves_the_paper_into_the_queue_of_lapsed_approvals(desk: Desk, ada: str) -> None:
    reword(desk, ada)
    deciding.approve(desk, TRIAL, ada, opened(desk, ada).now.draft, "compared")
    assert [row.paper for row in queue(desk, Filter(state="approved")).rows] == [TRIAL]
    now = desk.story.clock.now()
    notice = KnownNotice(TRIAL, "retracted_by", "10.1000/notice", "Retracted.", "Crossref", now)
    assert isinstance(desk.notices, Notices)
    desk.notices.add([notice])
    refresh(desk)
    (row,) = queue(desk, Filter(state="lapsed")).rows
    assert row.since == now
    assert queue(desk, Filter(state="approved")).total == 0


def test_a_row_that_was_worked_out_slowly_never_covers_a_decision(desk: Desk, ada: str) -> None:
    late = row_now(desk, TRIAL)
    deciding.return_draft(desk, TRIAL, ada, opened(desk, ada).now.draft, "the arms are swapped")
    desk.rows.put_missing(late)
    assert queue(desk, Filter(state="returned")).total == 1
