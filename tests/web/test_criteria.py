"""The criteria on the page: what the rules read stands beside them; the badge follows from what a person corrects."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from pipeline.desk import correcting
from pipeline.desk.dossier import open_paper
from pipeline.domain.draft import Badge, Connective, Context, DefinitionRole, Draft
from pipeline.errors import IllegalMove
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def draft_of(place: Place | Served) -> Draft:
    return open_paper(place.desk, TRIAL, place.person).draft


def corrected(place: Place, **fields: str) -> Draft:
    quote = draft_of(place).pem.evidence[0].quote
    form = place.form("criteria", **{"quote": quote, "role-0": "entry", **fields})
    answer = place.client.post(f"/paper/{TRIAL}/criteria", data=form)
    assert answer.status_code == 303, answer.text
    return draft_of(place)


def test_what_the_rules_computed_and_read_stands_beside_the_form(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}").split('class="criteria"')[1].split("</details>")[0]
    facts = open_paper(place.desk, TRIAL, place.person).facts
    document = open_paper(place.desk, TRIAL, place.person).document
    assert "the rules compute:" in shown
    assert html.escape(document.slice(facts.pem.passages[0]), quote=False)[:60] in html.unescape(shown)
    assert all(html.escape(one.verbatim) in shown for one in facts.definitions)


def test_the_badge_follows_from_the_sets_a_person_says_by_the_same_table(place: Place) -> None:
    draft = corrected(place, **{"set-0": "fukuda1994", "words-0": "the 1994 criteria", "connective": "SINGLE"})
    assert (draft.pem.badge, draft.pem.reason) == (Badge.NOT_REQUIRED, "O_set")
    assert [one.id for one in draft.study.case_definitions] == ["fukuda1994"]
    draft = corrected(place, **{"set-0": "ccc2003", "connective": "SINGLE"})
    assert (draft.pem.badge, draft.pem.reason) == (Badge.REQUIRED, "M_set")
    two = {"set-0": "ccc2003", "set-1": "fukuda1994", "role-1": "entry"}
    assert corrected(place, **two, connective="OR").pem.badge is Badge.NOT_REQUIRED
    assert corrected(place, **two, connective="AND").pem.badge is Badge.REQUIRED
    assert draft_of(place).study.connective is Connective.AND


def test_a_set_for_a_subgroup_alone_decides_nothing(place: Place) -> None:
    draft = corrected(place, **{"set-0": "oxford1991", "set-1": "ccc2003", "role-1": "subgroup"})
    assert draft.pem.badge is Badge.NOT_REQUIRED
    assert [one.role for one in draft.study.case_definitions] == [DefinitionRole.ENTRY, DefinitionRole.SUBGROUP]


def test_a_claim_without_a_sentence_is_none(place: Place) -> None:
    assert corrected(place, **{"set-0": "ccc2003", "quote": ""}).pem.badge is Badge.UNCLEAR


def test_a_sentence_that_is_not_in_the_paper_and_a_set_that_is_none_are_refused(place: Place) -> None:
    before = draft_of(place)
    for fields in ({"set-0": "ccc2003", "quote": "Everybody had to have it."}, {"set-0": "made-up"}):
        form = place.form("criteria", **{"quote": before.pem.evidence[0].quote, **fields})
        assert place.client.post(f"/paper/{TRIAL}/criteria", data=form).status_code == 400
    assert draft_of(place) == before


def test_an_override_stays_beside_a_badge_that_is_computed_again(place: Place) -> None:
    now = open_paper(place.desk, TRIAL, place.person).now.draft
    correcting.override_badge(place.desk, TRIAL, place.person, now, "unclear", "the appendix says otherwise")
    draft = corrected(place, **{"set-0": "oxford1991"})
    assert draft.pem.badge is Badge.NOT_REQUIRED
    assert draft.pem.override is not None
    assert draft.pem.override.badge is Badge.UNCLEAR


def restudied(place: Place, **fields: str) -> Draft:
    answer = place.client.post(f"/paper/{TRIAL}/study", data=place.form("study", **fields))
    assert answer.status_code == 303, answer.text
    return draft_of(place)


def test_the_badge_follows_from_a_corrected_design_and_comes_back_with_it(place: Place) -> None:
    before = draft_of(place)
    assert (before.pem.badge, before.study.case_definitions != ()) == (Badge.REQUIRED, True)
    review = restudied(place, design="narrative_review")
    assert (review.pem.badge, review.pem.reason) == (Badge.NOT_APPLICABLE, "no_participants")
    assert (review.pem.evidence, review.study.case_definitions) == ((), ())
    assert restudied(place, design=before.study.design.value) == before


def test_the_badge_follows_from_a_corrected_context_which_a_later_design_leaves_alone(place: Place) -> None:
    assert restudied(place, context="none").pem.reason == "no_mecfs_cases"
    other = restudied(place, design="cohort", context="none")
    assert (other.pem.badge, other.study.context) == (Badge.NOT_APPLICABLE, Context.NONE)
    assert restudied(place, context="mecfs").pem.badge is Badge.REQUIRED


def test_a_context_that_followed_from_a_wrong_design_is_read_again(place: Place) -> None:
    before = draft_of(place)
    animals = restudied(place, design="animal", context=str(before.study.context))
    assert animals.study.context is Context.ANIMAL
    assert restudied(place, design=before.study.design.value, context="animal") == before


def test_a_fact_that_the_badge_does_not_hang_on_leaves_it_alone(place: Place) -> None:
    before = draft_of(place)
    assert restudied(place, n_total="4711").pem == before.pem


def test_criteria_that_a_person_corrected_outlive_a_corrected_design(place: Place) -> None:
    corrected(place, **{"set-0": "oxford1991", "connective": "SINGLE"})
    cohort = restudied(place, design="cohort")
    assert (cohort.pem.badge, cohort.pem.reason) == (Badge.NOT_REQUIRED, "A_set")
    assert restudied(place, design="guideline").pem.badge is Badge.NOT_APPLICABLE
    again = restudied(place, design="cohort")
    assert (again.pem, again.study.case_definitions) == (cohort.pem, cohort.study.case_definitions)


def test_criteria_that_were_undone_are_read_from_the_paper_again(place: Place) -> None:
    corrected(place, **{"set-0": "oxford1991", "connective": "SINGLE"})
    assert place.client.post(f"/paper/{TRIAL}/undo", data=place.form("undo")).status_code == 303
    assert restudied(place, design="cohort").pem.badge is Badge.REQUIRED


def test_an_override_stays_beside_a_badge_that_a_corrected_design_computes_again(place: Place) -> None:
    now = open_paper(place.desk, TRIAL, place.person).now.draft
    correcting.override_badge(place.desk, TRIAL, place.person, now, "unclear", "the appendix says otherwise")
    draft = restudied(place, design="guideline")
    assert draft.pem.badge is Badge.NOT_APPLICABLE
    assert draft.pem.override is not None
    assert draft.pem.override.badge is Badge.UNCLEAR


def test_criteria_are_not_changed_behind_their_sentences(place: Place) -> None:
    now = open_paper(place.desk, TRIAL, place.person).now.draft
    with pytest.raises(IllegalMove, match="not corrected by themselves"):
        correcting.edit_study(place.desk, TRIAL, place.person, now, {"connective": "OR"})


@pytest.mark.browser
def test_criteria_are_corrected_in_a_browser_without_a_script(browser: Browser, served: Served) -> None:
    put_draft(served.desk, TRIAL, as_by_a_model(served.desk))
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.locator(".criteria > summary").click()
    page.locator(".criteria select[name=set-0]").select_option("fukuda1994")
    page.get_by_role("button", name="Save and compute the badge again").click()
    page.wait_for_load_state()
    assert page.locator("#badge-title").inner_text() == "PEM not required"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
