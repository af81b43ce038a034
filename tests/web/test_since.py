"""What changed since the machine's draft, since another person's version, and since an approval that lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.desk import correcting, deciding
from pipeline.desk.differences import differences
from pipeline.desk.dossier import open_paper
from pipeline.domain.draft import Draft, Evidence, Statement, Summary
from pipeline.domain.review import ReviewState
from pipeline.text.difference import Change
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIELD = "/summary/quick_summary/0"
OTHER = "/summary/observed_findings/0"


def now(place: Place | Served) -> str:
    return open_paper(place.desk, TRIAL, place.person).now.draft


def with_findings(draft: Draft, *texts: str) -> Draft:
    found = tuple(Statement(text=text) for text in texts)
    return draft.model_copy(update={"summary": Summary(observed_findings=found)})


@pytest.fixture
def plain(place: Place) -> Place:
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    return place


def test_a_statement_that_moved_is_not_taken_for_a_changed_one(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    before = with_findings(draft, "Fatigue fell by 0.7 points.", "Nobody was harmed.")
    after = with_findings(draft, "A quite other result.", "Fatigue fell by 0.9 points.", "Nobody was harmed.")
    found = differences(before, after)
    assert set(found.statements) == {"/summary/observed_findings/0", "/summary/observed_findings/1"}
    pieces = found.statements["/summary/observed_findings/1"].words
    assert [(one.change, one.text) for one in pieces if one.change is not Change.SAME] == [
        (Change.REMOVED, "0.7"),
        (Change.ADDED, "0.9"),
    ]
    assert found.removed == ()
    assert differences(after, before).removed == (("observed_findings", "A quite other result."),)


def test_other_evidence_under_the_same_words_is_a_change(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    first = draft.summary.quick_summary[0]
    other = first.model_copy(update={"evidence": (Evidence(quote="Other words."),)})
    changed = draft.model_copy(update={"summary": draft.summary.model_copy(update={"quick_summary": (other,)})})
    found = differences(draft, changed).statements[FIELD]
    assert found.words == ()
    assert found.evidence
    assert not differences(draft, draft)


def test_the_page_shows_what_changed_since_the_version_of_another_person(plain: Place) -> None:
    ben = plain.desk.people.named("Ben", plain.desk.story.clock.now()).id
    correcting.edit_text(plain.desk, TRIAL, ben, now(plain), FIELD, "Ben wrote that a drug was tested.")
    assert "Changed from the version of" not in plain.page(f"/paper/{TRIAL}")
    for text in ("Ada wrote a draft.", "Ada wrote that a drug was tested."):
        correcting.edit_text(plain.desk, TRIAL, plain.person, now(plain), FIELD, text)
    shown = plain.page(f"/paper/{TRIAL}")
    assert "Changed from the version of Ben, " in shown
    assert "<del>Ben</del><ins>Ada</ins> wrote that a drug was tested." in shown
    assert "Changed from the machine&#39;s draft" in shown


def test_a_lapsed_approval_shows_the_difference_and_still_holds_confirms_it(plain: Place) -> None:
    deciding.approve(plain.desk, TRIAL, plain.person, now(plain))
    correcting.edit_study(plain.desk, TRIAL, plain.person, now(plain), {"n_total": 95})
    correcting.edit_text(plain.desk, TRIAL, plain.person, now(plain), FIELD, "This trial tested something else.")
    shown = plain.page(f"/paper/{TRIAL}?state=lapsed")
    assert "Changed since Ada approved it, " in shown
    assert "participants: 95, before 96" in shown
    assert "<ins>something" in shown
    plain.client.post(f"/paper/{TRIAL}/confirm", data=plain.form("confirm"))
    assert open_paper(plain.desk, TRIAL, plain.person).review.state is ReviewState.APPROVED


def test_an_approval_that_holds_again_shows_no_difference(plain: Place) -> None:
    deciding.approve(plain.desk, TRIAL, plain.person, now(plain))
    old = now(plain)
    correcting.edit_text(plain.desk, TRIAL, plain.person, old, OTHER, "Other words.")
    assert open_paper(plain.desk, TRIAL, plain.person).review.state is ReviewState.LAPSED
    deciding.undo(plain.desk, TRIAL, plain.person, now(plain))
    assert "Changed since" not in plain.page(f"/paper/{TRIAL}")


@pytest.mark.browser
def test_one_key_says_that_a_lapsed_approval_still_holds(browser: Browser, served: Served) -> None:
    put_draft(served.desk, TRIAL, as_by_a_model(served.desk))
    deciding.approve(served.desk, TRIAL, served.person, now(served))
    correcting.edit_text(served.desk, TRIAL, served.person, now(served), FIELD, "This trial tested a drug.")
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/?state=lapsed")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/**")
    assert "Changed since Ada approved it" in page.locator(".since h2").inner_text()
    page.keyboard.press("h")
    page.wait_for_url(lambda address: TRIAL not in address)
    assert open_paper(served.desk, TRIAL, served.person).review.state is ReviewState.APPROVED
    context.close()
