"""Walks through the desk in a real browser: by keyboard, without JavaScript, narrow, dark, two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.desk import correcting, deciding, remarking
from pipeline.desk.dossier import open_paper
from pipeline.domain.account import Role
from pipeline.domain.review import ReviewState
from tests.desks import TRIAL, as_by_a_model, copied, put_draft
from tests.web.axe import violations
from tests.web.conftest import Served, listening
from tests.web.teams import PASSWORD, team_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SURVEY = "voorbeeld-2025-pacing-heart"
FIELD = "/summary/observed_findings/0"


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A signed-in page at the queue. A script error or a refused request of the page fails the test."""
    yield from _signed_in(browser, served)


def _signed_in(browser: Browser, served: Served, **how: Any) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("response", lambda answer: wrong.append(answer.url) if answer.status == 404 else None)
    opened.goto(served.link)
    yield opened
    context.close()
    expected = ("Failed to load resource", f"{served.address}/no")  # a conflict, and the page that is not there
    assert [line for line in wrong if not line.startswith(expected)] == []


def state(served: Served, paper: str = TRIAL) -> ReviewState:
    return open_paper(served.desk, paper, served.person).review.state


def test_a_draft_without_findings_takes_two_keys_from_the_queue_to_the_next_draft(page: Page, served: Served) -> None:
    put_draft(served.desk, TRIAL, as_by_a_model(served.desk))
    page.goto(f"{served.address}/?design=rct")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/**")
    # Only the trial is in this queue, so the next draft of the desk would be offered by an unfiltered queue.
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("a")
    page.wait_for_url(f"**/paper/{SURVEY}")
    assert state(served) is ReviewState.APPROVED


def test_one_key_takes_the_wording_that_a_finding_proves(page: Page, served: Served) -> None:
    draft = as_by_a_model(served.desk)
    right = draft.summary.observed_findings[0].text
    wrong = draft.summary.observed_findings[0].model_copy(update={"text": f"In sufferers of the illness: {right}"})
    put_draft(
        served.desk,
        TRIAL,
        draft.model_copy(update={"summary": draft.summary.model_copy(update={"observed_findings": (wrong,)})}),
    )
    page.goto(f"{served.address}/paper/{TRIAL}")
    assert page.locator("#s-2 .repair del").all_inner_texts() == ["sufferers", "of"]
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.wait_for_url("**#s-2")
    assert page.locator("#s-2 .repair").count() == 0
    said = page.locator("#s-2 .said").inner_text()
    assert "In people with the illness" in said
    person = served.desk.people.named("x", served.desk.story.clock.now()).id
    assert open_paper(served.desk, TRIAL, person).draft.summary.observed_findings[0].text.startswith("In people with")


def test_edit_by_keyboard_and_the_finding_goes_and_the_draft_is_approved(page: Page, served: Served) -> None:
    draft = as_by_a_model(served.desk)
    wrong = draft.summary.observed_findings[0].model_copy(
        update={"text": "By week 26, eight weeks after the last dose, the groups no longer differed."}
    )
    put_draft(
        served.desk,
        TRIAL,
        draft.model_copy(update={"summary": draft.summary.model_copy(update={"observed_findings": (wrong,)})}),
    )
    page.goto(f"{served.address}/paper/{TRIAL}")
    assert page.locator("#s-2 .finding.blocking").count() == 1
    page.keyboard.press("j")
    page.keyboard.press("e")
    area = page.locator("#s-2 .edit textarea[name=text]")
    assert area.evaluate("area => area === document.activeElement")
    area.fill("By week 24, eight weeks after the last dose, the groups no longer differed.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#s-2")
    assert page.locator("#s-2 .finding.blocking").count() == 0
    assert page.locator("#s-2.current").count() == 1
    page.keyboard.press("a")
    page.wait_for_url(f"**/paper/{SURVEY}")
    assert state(served) is ReviewState.APPROVED


def test_a_returned_draft_says_why_when_it_is_opened_again(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("r")
    page.keyboard.type("The arms are swapped")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/paper/{SURVEY}")
    page.goto(f"{served.address}/?state=returned")
    page.keyboard.press("Enter")
    page.wait_for_url("**/paper/**")
    assert "The arms are swapped" in page.locator(".head").inner_text()


def test_a_statement_shows_its_passage_and_a_box_shows_its_statement(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    lit = page.locator(".source rect.on").first
    box, pane = lit.bounding_box(), page.locator(".source").bounding_box()
    assert box is not None
    assert pane is not None
    assert pane["y"] <= box["y"] <= pane["y"] + pane["height"]
    page.locator("svg a[data-statement='5'] rect").first.click()
    assert page.locator("#s-5.current").count() == 1


def test_whoever_comes_to_a_statement_by_tab_sees_its_passage_and_what_abbreviations_mean(
    page: Page, served: Served
) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    abbreviation = page.locator(".statement .abbr").last
    abbreviation.focus()
    statement = page.locator(".statement.current")
    assert statement.locator(".abbr:focus").count() == 1
    number = statement.get_attribute("data-number")
    assert page.locator(f".source rect.on[data-number='{number}']").count() > 0
    shown = abbreviation.evaluate("one => getComputedStyle(one, '::after').content")
    assert (abbreviation.get_attribute("data-says") or "nothing") in shown


def test_a_key_pressed_while_typing_types(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("e")
    page.keyboard.type("asuk?")
    assert "asuk?" in page.locator("#s-1 .edit textarea[name=text]").input_value()
    assert page.url.endswith(TRIAL)


def test_single_keys_can_be_switched_off(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("?")
    page.get_by_label("Single keys do something").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("q")
    page.wait_for_timeout(200)
    assert page.url.endswith(TRIAL)


def test_what_is_typed_outlives_a_closed_tab(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("e")
    page.locator("#s-1 .edit textarea[name=text]").fill("Half a sentence that nobody saved")
    page.wait_for_selector("#s-1 .kept:has-text('kept')")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(f"{served.address}/paper/{TRIAL}")
    assert other.locator("#s-1 .edit textarea[name=text]").input_value() == "Half a sentence that nobody saved"


def test_two_people_meet_at_one_sentence_and_both_texts_are_shown(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}")
    ben = served.desk.people.named("Ben", served.desk.story.clock.now()).id
    draft = open_paper(served.desk, TRIAL, ben).now.draft
    correcting.edit_text(served.desk, TRIAL, ben, draft, "/summary/quick_summary/0", "What Ben wrote.")
    page.keyboard.press("e")
    page.locator("#s-1 .edit textarea[name=text]").fill("What Ada wrote.")
    page.get_by_role("button", name="Save and check").first.click()
    page.wait_for_selector("h1:has-text('Somebody else changed this draft')")
    assert "What Ben wrote." in page.content()
    page.get_by_role("button", name="Do mine on the draft as it is now").click()
    page.wait_for_url(f"**/paper/{TRIAL}#s-1")
    assert "What Ada wrote." in page.locator("#s-1 .said").inner_text()


def test_evidence_is_replaced_by_selecting_words_of_the_paper(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/paper/{TRIAL}?view=text")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.evaluate(
        """() => {
            const mark = document.querySelector('.text mark[data-number="7"]').lastChild;
            const range = document.createRange();
            range.selectNodeContents(mark);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Use as evidence").click()
    page.get_by_role("button", name="Save the evidence").first.click()
    page.wait_for_url("**#s-2")
    evidence = open_paper(served.desk, TRIAL, served.person).draft.summary.quick_summary[1].evidence
    assert [one.quote[:25] for one in evidence][1:] == ["The FSS score fell by 0.7"]


def test_everything_needed_works_without_javascript(browser: Browser, served: Served) -> None:
    for page in _signed_in(browser, served, java_script_enabled=False):
        page.goto(f"{served.address}/")
        page.get_by_role("link", name="Samplexine").click()
        page.locator("#s-2 summary", has_text="Edit").click()
        page.locator("#s-2 .edit textarea[name=text]").fill("Plain words without a script.")
        page.locator("#s-2").get_by_role("button", name="Save and check").click()
        assert "Plain words without a script." in page.locator("#s-2 .said").inner_text()
        page.locator("#s-2 .rests a").first.click()
        assert page.url.endswith("#ev-2-0")
        page.locator(".bar summary", has_text="Return").click()
        page.get_by_label("What is wrong").fill("Not plain enough")
        page.get_by_role("button", name="Return it").click()
        assert state(served) is ReviewState.RETURNED


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_the_window(browser: Browser, served: Served, width: int) -> None:
    for page in _signed_in(browser, served, viewport={"width": width, "height": 800}):
        for path in (
            "/",
            f"/paper/{TRIAL}",
            f"/paper/{TRIAL}?view=text",
            f"/paper/{TRIAL}/entry",
            f"/paper/{TRIAL}/history",
        ):
            page.goto(served.address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(browser: Browser, served: Served, scheme: str) -> None:
    """Axe on every page, and on a page that is known to be bad, so that a silent axe is not taken for a clean page."""
    draft = open_paper(served.desk, TRIAL, served.person).now.draft
    remarking.comment(served.desk, TRIAL, served.person, draft, FIELD, "is that so?")
    correcting.edit_text(served.desk, TRIAL, served.person, draft, FIELD, "Fatigue fell by 0.77 points.")
    for page in _signed_in(browser, served, color_scheme=scheme):
        for path in (
            "/",
            f"/paper/{TRIAL}",
            f"/paper/{TRIAL}?view=text",
            f"/paper/{TRIAL}/entry",
            f"/paper/{TRIAL}/history",
            "/no",
        ):
            page.goto(served.address + path)
            assert _violations(page) == [], path
        page.goto("about:blank")
        page.set_content("<p style='color:#ccc;background:#fff'>pale</p><img src='x'><input>")
        assert {"color-contrast", "image-alt", "label"} <= set(_violations(page))


def _violations(page: Page) -> list[str]:
    return [str(one["id"]) for one in violations(page)]


# ------------------------------------------------------------------------------------------------------------ a team


@pytest.mark.parametrize("width", [320, 1280])
def test_somebody_invited_sets_a_password_signs_out_and_in_again_and_approves(
    browser: Browser, drafted_home: Path, tmp_path: Path, width: int
) -> None:
    with team_at(copied(drafted_home, tmp_path / "team")) as team, listening(team) as address:
        team.add("ada", Role.READER, password="")
        put_draft(team.desk, TRIAL, as_by_a_model(team.desk))
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        page.goto(f"{address}/invited/invitation of ada")
        assert _violations(page) == []
        page.get_by_label("Your name in public").fill("Ada Example")
        page.get_by_label("Password, at least").fill(PASSWORD)
        page.get_by_label("The password again").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector(".drafts")
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{address}/paper/{TRIAL}")
        assert _violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/paper/{TRIAL}")
        page.keyboard.press("a")
        assert page.locator("#said").inner_text() == "That is not possible here."
        told = page.locator("#said").bounding_box()
        assert told is not None
        assert told["width"] > 100, "who looks at the page sees it too"
        team.accounts.set_role("ada", Role.REVIEWER)
        page.reload()
        page.keyboard.press("a")
        page.wait_for_url(f"**/paper/{SURVEY}")
        page.goto(f"{address}/account")
        assert _violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        context.close()
        assert "Ada Example" in team.desk.people.names().values()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_nothing_that_is_unfolded_on_the_page_keeps_anybody_out(
    browser: Browser, served: Served, scheme: str, width: int
) -> None:
    put_draft(served.desk, TRIAL, as_by_a_model(served.desk))

    def now() -> str:
        return open_paper(served.desk, TRIAL, served.person).now.draft

    deciding.approve(served.desk, TRIAL, served.person, now())
    correcting.edit_study(served.desk, TRIAL, served.person, now(), {"n_total": 95})
    correcting.edit_text(served.desk, TRIAL, served.person, now(), FIELD, "By week 26, the groups differed (FSS).")
    for page in _signed_in(browser, served, color_scheme=scheme, viewport={"width": width, "height": 900}):
        page.goto(f"{served.address}/paper/{TRIAL}")
        assert page.locator(".since").count() == 1
        page.evaluate("document.querySelectorAll('main details:not(.up)').forEach((one) => { one.open = true; })")
        assert _violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        rule = page.locator(".finding .says").first
        rule.focus()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")
        assert not rule.evaluate("one => one === document.activeElement")


def test_the_field_to_edit_in_is_never_under_the_bar(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    for _ in range(4):
        page.keyboard.press("j")
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
        field, bar = page.locator("*:focus").bounding_box(), page.locator(".bar").bounding_box()
        assert field is not None
        assert bar is not None
        assert 0 <= field["y"] < field["y"] + field["height"] <= bar["y"]
        page.evaluate("document.activeElement.blur()")
    context.close()


def test_on_a_narrow_screen_a_link_leads_back_from_the_passage_to_its_statement(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    back = page.get_by_role("link", name="Back to statement 2")
    assert page.evaluate("document.querySelector('#s-2').getBoundingClientRect().bottom") < 0
    back.click()
    top = page.evaluate("document.querySelector('#s-2').getBoundingClientRect().top")
    assert 0 <= top < 700
    context.close()


def test_who_may_not_approve_yet_is_told_why_by_the_key_and_on_a_narrow_screen(
    browser: Browser, served: Served
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}")
    assert page.get_by_text("Approval waits for plain words", exact=True).is_visible()
    page.keyboard.press("a")
    assert page.locator("#said").inner_text() == "That is not possible here. Approval waits for plain words."
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
