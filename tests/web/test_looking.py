"""Evidence that was never opened is said at approval; the server notes what was opened, for those very words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline.desk import correcting, deciding
from pipeline.desk.dossier import open_paper
from pipeline.desk.looking import looked_by
from pipeline.domain.review import Act, ReviewState
from pipeline.web.catalogue import numbers_of
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place, Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEVER = "You have not opened the evidence of"
LINK = re.compile(r'href="(/paper/[^"]+/passage/ev-(\d+)-0[^"]*)"')


def links(place: Place) -> dict[str, str]:
    """Where each statement's first passage is opened, by the statement's number."""
    shown = place.page(f"/paper/{TRIAL}")
    return {number: where.replace("&amp;", "&") for where, number in LINK.findall(shown)}


def said(place: Place) -> str:
    found = re.search(r'id="unopened"[^>]*>([^<]*)<', place.page(f"/paper/{TRIAL}"))
    assert found
    return found[1]


@pytest.fixture
def drafted(place: Place) -> Place:
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    return place


def test_the_page_says_whose_evidence_was_never_opened_until_it_is(drafted: Place) -> None:
    assert said(drafted) == f"{NEVER} any statement in the paper."
    there = links(drafted)
    answer = drafted.client.get(there["2"])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/paper/{TRIAL}#ev-2-0")
    assert said(drafted) == f"{NEVER} statement 1 in the paper."
    drafted.client.get(there["1"])
    assert said(drafted) == ""


def test_what_was_opened_holds_for_those_words_and_that_person_alone(drafted: Place) -> None:
    for where in links(drafted).values():
        drafted.client.get(where)
    form = drafted.form("edit", field="/summary/quick_summary/0", text="Other words about the trial.")
    drafted.client.post(f"/paper/{TRIAL}/edit", data=form)
    assert said(drafted) == f"{NEVER} statement 1 in the paper."
    ben = drafted.desk.people.named("Ben", drafted.desk.story.clock.now()).id
    assert open_paper(drafted.desk, TRIAL, ben).looked == frozenset()


def test_an_approval_is_not_stopped_and_the_history_tells_what_was_never_opened(drafted: Place) -> None:
    drafted.client.get(links(drafted)["1"])
    drafted.client.post(f"/paper/{TRIAL}/approve", data=drafted.form("approve"))
    review = open_paper(drafted.desk, TRIAL, drafted.person).review
    assert review.state is ReviewState.APPROVED
    (approval,) = [one for one in review.history if one.act is Act.APPROVE]
    assert isinstance(approval.value, dict)
    assert approval.value["unopened"] == ["/summary/observed_findings/0"]
    assert "without having opened the evidence of 1 of its statements" in drafted.page(f"/paper/{TRIAL}/history")


def test_the_history_tells_of_an_approval_at_the_terminal_what_was_not_to_be_seen_there(drafted: Place) -> None:
    now = open_paper(drafted.desk, TRIAL, drafted.person).now.draft
    looked = looked_by(drafted.desk, TRIAL, drafted.person, at_terminal=True)
    deciding.approve(drafted.desk, TRIAL, drafted.person, now, looked=looked)
    told = drafted.page(f"/paper/{TRIAL}/history")
    assert "approved, at the terminal, where no page of the paper is shown, without having opened" in told
    deciding.undo(drafted.desk, TRIAL, drafted.person, now)
    drafted.client.post(f"/paper/{TRIAL}/approve", data=drafted.form("approve"))
    assert drafted.page(f"/paper/{TRIAL}/history").count("at the terminal") == 1


def test_nothing_is_noted_of_a_link_from_elsewhere_a_made_up_digest_or_a_form_without_its_token(drafted: Place) -> None:
    where = links(drafted)["1"]
    drafted.client.get(where, headers={"sec-fetch-site": "cross-site"})
    drafted.client.get(f"/paper/{TRIAL}/passage/ev-1-0?statement=sha256:made-up")
    sent = {"token": drafted.form("x")["token"], "statement": "sha256:made-up"}
    assert drafted.client.post(f"/paper/{TRIAL}/looked", data=sent).status_code == 409
    digest = where.partition("statement=")[2].replace("%3A", ":")
    assert drafted.client.post(f"/paper/{TRIAL}/looked", data={"statement": digest}).status_code == 403
    assert open_paper(drafted.desk, TRIAL, drafted.person).looked == frozenset()
    assert drafted.client.post(f"/paper/{TRIAL}/looked", data={**sent, "statement": digest}).status_code == 204
    assert len(open_paper(drafted.desk, TRIAL, drafted.person).looked) == 1


def test_a_passage_inside_another_keeps_its_place_in_the_text(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    part = draft.summary.quick_summary[0].evidence[0]
    inner = part.model_copy(update={"quote": part.quote.partition(",")[2].strip()})
    both = draft.summary.observed_findings[0].model_copy(update={"evidence": (inner, part)})
    changed = draft.summary.model_copy(update={"observed_findings": (both,)})
    put_draft(place.desk, TRIAL, draft.model_copy(update={"summary": changed}))
    shown = place.page(f"/paper/{TRIAL}?view=text")
    assert [shown.count(f'id="{anchor}"') for anchor in ("ev-1-0", "ev-2-0", "ev-2-1")] == [1, 1, 1]


@pytest.mark.parametrize(("numbers", "told"), [((), ""), ((3,), "3"), ((1, 2), "1, 2"), ((1, 4, 5, 6, 9), "1, 4–6, 9")])
def test_numbers_are_listed_as_people_list_them(numbers: tuple[int, ...], told: str) -> None:
    assert numbers_of(numbers) == told


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_opening_evidence_in_a_browser_is_told_to_the_server(browser: Browser, served: Served, script: bool) -> None:
    put_draft(served.desk, TRIAL, as_by_a_model(served.desk))
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    assert page.locator("#unopened").inner_text() == f"{NEVER} any statement in the paper."
    if script:
        with page.expect_response("**/looked"):
            page.keyboard.press("j")
        page.wait_for_function("document.getElementById('unopened').textContent.includes('statement 1 ')")
    else:
        page.locator("#s-2 .rests a").first.click()
        assert page.url.endswith("#ev-2-0")
    page.reload()
    assert page.locator("#unopened").inner_text() == f"{NEVER} statement 1 in the paper."
    context.close()


@pytest.mark.browser
def test_on_a_narrow_screen_the_link_to_a_passage_goes_to_the_passage(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.locator("#s-3 .rests a").first.click()
    place = "document.querySelector('rect[data-number=\"3\"]').getBoundingClientRect()"
    page.wait_for_function(f"0 <= {place}.top && {place}.bottom <= innerHeight")
    context.close()


def test_a_person_who_confirms_is_held_to_the_same(drafted: Place) -> None:
    person = drafted.person
    now = open_paper(drafted.desk, TRIAL, person).now.draft
    deciding.approve(drafted.desk, TRIAL, person, now)
    correcting.edit_text(drafted.desk, TRIAL, person, now, "/summary/quick_summary/0", "Other words.")
    drafted.client.post(f"/paper/{TRIAL}/confirm", data=drafted.form("confirm"))
    last = open_paper(drafted.desk, TRIAL, person).review.history[-1]
    assert isinstance(last.value, dict)
    assert len(last.value["unopened"] or ()) == 2  # type: ignore[arg-type]
