"""The queue and the pages around it in a real browser: by keyboard, without JavaScript, narrow and dark."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.desk import remarking
from pipeline.desk.dossier import open_paper
from pipeline.domain.account import Role
from pipeline.domain.draft import MadeBy
from pipeline.domain.review import ReviewState
from pipeline.review import finding_key
from pipeline.settings import load
from pipeline.web.seeding import Seeding
from pipeline.wiring import Likeness, SeededDesks
from tests.desks import TRIAL, as_by_a_model, copied, put_draft
from tests.web.axe import violations
from tests.web.conftest import listening
from tests.web.teams import PASSWORD, Team, team_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SURVEY = "voorbeeld-2025-pacing-heart"
LOOKS = [(1280, "light"), (768, "dark"), (320, "light")]


@dataclass
class Open:
    """A team's desk that listens, and what seeds it."""

    team: Team
    address: str


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededDesks]:
    """The seeds, ready."""
    like = Likeness(MadeBy(kind="model", model="scripted"), "model/scripted", datetime(2026, 11, 1, tzinfo=UTC))
    made = SeededDesks(load(tmp_path_factory.mktemp("nothing")).settings, like)
    with ThreadPoolExecutor(1) as thread:  # a browser's driver runs a loop in this one
        thread.submit(made.prepare).result()
    yield made
    made.close()


@pytest.fixture
def desk(drafted_home: Path, tmp_path: Path, seeds: SeededDesks) -> Iterator[Open]:
    """The desk of an admin called root, with two clean drafts, an outage, and seeded drafts after each decision."""
    with team_at(copied(drafted_home, tmp_path / "team")) as team:
        team.add("root", Role.ADMIN, name="Ruth Example")
        team.add("a.long.name.to.sign.in.with@department-of-medicine.example.org", Role.EDITOR)
        now = team.desk.story.clock.now()
        team.ledger.cursors.advance("pubmed", date(2026, 11, 20), now - timedelta(hours=5))
        team.ledger.cursors.failed("Crossref: status", "Crossref did not answer within 30 seconds", now)
        ben = team.desk.people.named("Ben", now).id
        for paper in (TRIAL, SURVEY):
            put_draft(team.desk, paper, as_by_a_model(team.desk, paper, plain=paper == TRIAL))
            dossier = open_paper(team.desk, paper, ben)
            for key in {finding_key(finding, dossier.draft) for finding in dossier.report.findings}:
                remarking.dismiss(team.desk, paper, ben, dossier.now.draft, key, "of no weight here")
        seeding = Seeding(team.desk.people, team.ledger.measuring, every=1, timing=True, desks=seeds)
        with listening(team, seeding) as address:
            yield Open(team, address)


@contextmanager
def signed_in(browser: Browser, desk: Open, **how: Any) -> Iterator[Page]:
    """A page at the queue, signed in by keyboard. An error of a script fails the test."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{desk.address}/sign-in")
    page.get_by_label("Name").fill("root")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".drafts")
    yield page
    context.close()
    assert wrong == []


def is_kept_out(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [str(one["id"]) for one in violations(page)] + (["too wide"] if wide else [])


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_nobody_is_kept_out_of_the_queue_and_the_pages_around_it(
    browser: Browser, desk: Open, width: int, scheme: str
) -> None:
    look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "bypass_csp": True}
    with signed_in(browser, desk, **look) as page:
        for one in page.locator("main details").all():
            one.evaluate("it => { it.open = true }")
        assert is_kept_out(page) == [], "the queue"
        page.goto(f"{desk.address}/?by=age&sort=oldest&search=trial")
        assert is_kept_out(page) == [], "the queue, filtered"
        for paper in (TRIAL, SURVEY):
            page.goto(f"{desk.address}/paper/{paper}")
        page.locator(".more-acts summary").click()
        assert is_kept_out(page) == [], "what else can be done with a paper"
        page.goto(f"{desk.address}/ready")
        assert page.locator("input[type=checkbox]").count() == 2
        assert is_kept_out(page) == [], "what can be approved at once"
        page.locator("input[type=checkbox]").first.check()
        page.get_by_role("button", name="Approve the ticked").click()
        page.wait_for_selector("text=1 draft approved")
        page.wait_for_load_state()
        assert is_kept_out(page) == [], "what was approved at once"
        page.goto(f"{desk.address}/people")
        page.locator("summary").first.click()
        assert is_kept_out(page) == [], "people"
        page.locator("li").first.get_by_role("button", name="Make a new link").click()
        assert "/invited/" in page.locator("input.link").input_value()
        page.wait_for_load_state()
        assert is_kept_out(page) == [], "people, with a link"
        page.goto(f"{desk.address}/paper/{SURVEY}")
        page.locator("button[data-act=a]").click()
        page.wait_for_url(lambda url: SURVEY not in url)
        assert is_kept_out(page) == [], "a seeded draft"
        page.locator("button[data-act=a]").click()
        page.wait_for_url("**/seeded/**")
        assert is_kept_out(page) == [], "what it was"


def test_no_seeded_draft_keeps_anybody_out(browser: Browser, desk: Open, seeds: SeededDesks) -> None:
    look = {"viewport": {"width": 768, "height": 900}, "color_scheme": "dark", "bypass_csp": True}
    with signed_in(browser, desk, **look) as page:
        for paper in seeds.papers:
            page.goto(f"{desk.address}/paper/{paper}")
            assert page.locator(".statement").count() > 0
            assert is_kept_out(page) == [], paper


def test_two_drafts_are_approved_at_once_by_keyboard_alone(browser: Browser, desk: Open) -> None:
    with signed_in(browser, desk) as page:
        for paper in (TRIAL, SURVEY):
            page.goto(f"{desk.address}/paper/{paper}")
        page.goto(desk.address)
        page.get_by_role("link", name="2 drafts that you have opened").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/ready")
        for box in page.get_by_role("checkbox").all():
            box.focus()
            page.keyboard.press("Space")
        page.get_by_role("button", name="Approve the ticked").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=2 drafts approved")
    root = desk.team.accounts.get("root").person
    states = {open_paper(desk.team.desk, paper, root).review.state for paper in (TRIAL, SURVEY)}
    assert states == {ReviewState.APPROVED}


def test_everything_around_the_queue_works_without_javascript(browser: Browser, desk: Open) -> None:
    how = {"java_script_enabled": False, "viewport": {"width": 320, "height": 700}}
    with signed_in(browser, desk, **how) as page:
        page.get_by_role("link", name="longest waiting").click()
        assert "sort=oldest" in page.url
        page.goto(f"{desk.address}/people")
        page.get_by_label("Name to sign in with").fill("ada")
        page.get_by_role("button", name="Add them, and make a link").click()
        link = page.locator("input.link").input_value()
        page.goto(f"{desk.address}/paper/{TRIAL}")
        page.locator(".more-acts summary").click()
        page.get_by_role("button", name="Have it drafted anew").click()
        page.locator(".more-acts summary").click()
        page.get_by_role("button", name="Leave it as it is").click()
        page.goto(f"{desk.address}/ready")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Approve the ticked").click()
        page.get_by_role("button", name="Take it back").click()
        assert "1 approval taken back." in page.content()
        page.goto(link)
        assert "ada" in page.locator("main").inner_text()
