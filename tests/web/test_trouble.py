"""A page that cannot be shown says so in the desk's own clothes; it tells a stranger nothing, a program mere words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from starlette.testclient import TestClient

from pipeline.web.gate import HEADERS
from tests.desks import TRIAL, copied
from tests.web.conftest import Place, Served
from tests.web.teams import AS_A_BROWSER, Team, team_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AS_A_PROGRAM = {"accept": "*/*"}


@pytest.fixture
def team(drafted_home: Path, tmp_path: Path) -> Iterator[Team]:
    """A desk where people sign in, with a reviewer called ada."""
    with team_at(copied(drafted_home, tmp_path / "home")) as opened:
        opened.add("ada")
        yield opened


def is_a_page(text: str, title: str) -> bool:
    return f"<h1>{title}</h1>" in text and '<link rel="stylesheet"' in text and 'href="/">To the queue' in text


def test_an_address_that_is_none_is_a_page_that_leads_to_the_queue(place: Place) -> None:
    for path in ("/nothing", f"/paper/{TRIAL}/nothing/here", "/paper/"):
        answer = place.client.get(path)
        assert (answer.status_code, is_a_page(answer.text, "There is no such page")) == (404, True), path
        assert path not in answer.text


def test_a_paper_that_is_not_there_is_a_page_that_names_it(place: Place) -> None:
    answer = place.client.get("/paper/nobody-2020-nothing")
    assert (answer.status_code, "nobody-2020-nothing" in answer.text) == (404, True)
    assert is_a_page(answer.text, "This did not work")


def test_a_link_to_what_only_a_form_may_do_says_so_and_what_is_allowed(place: Place) -> None:
    answer = place.client.get(f"/paper/{TRIAL}/approve")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert is_a_page(answer.text, "This address takes no such request")


def test_what_is_too_large_or_comes_from_another_site_is_told_in_a_page_and_not_done(place: Place) -> None:
    form = place.form("edit", field="/summary/quick_summary/0", text="x" * 300_000)
    large = place.client.post(f"/paper/{TRIAL}/edit", data=form)
    assert (large.status_code, is_a_page(large.text, "That is too much at once")) == (413, True)
    foreign = place.client.post(f"/paper/{TRIAL}/edit", data={}, headers={"origin": "https://other.example"})
    assert (foreign.status_code, is_a_page(foreign.text, "This did not work")) == (403, True)


def test_under_another_name_the_desk_shows_no_page_at_all(place: Place) -> None:
    answer = place.client.get("/", headers={"host": "rebound.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "text/plain; charset=utf-8")


def failing(place: Place, monkeypatch: pytest.MonkeyPatch, **headers: str) -> tuple[int, str, dict[str, str]]:
    def fail(*_: object) -> NoReturn:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(place.desk.people, "called", fail)
    client = TestClient(place.client.app, raise_server_exceptions=False, cookies=place.client.cookies, headers=headers)
    answer = client.get(f"/paper/{TRIAL}")
    return answer.status_code, answer.text, dict(answer.headers)


def test_a_fault_of_the_desk_is_a_page_with_the_time_and_nothing_of_the_inside(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, text, headers = failing(place, monkeypatch, **AS_A_BROWSER)
    assert (status, is_a_page(text, "Something broke inside the desk")) == (500, True)
    assert place.desk.story.clock.now().strftime("%d %B %Y") in text
    assert "secret of the inside" not in text
    assert headers.items() >= HEADERS.items(), "the page is as guarded as any other"


def test_a_program_that_asks_is_answered_in_words_without_markup(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for path, status in (("/nothing", 404), ("/paper/nobody-2020-nothing", 404), (f"/paper/{TRIAL}/approve", 405)):
        answer = place.client.get(path, headers=AS_A_PROGRAM)
        assert (answer.status_code, "<" in answer.text) == (status, False), path
        assert answer.headers["content-type"].startswith("text/plain")
    status, text, _ = failing(place, monkeypatch, **AS_A_PROGRAM)
    assert (status, "<" in text) == (500, False)


def test_a_stranger_learns_nothing_from_what_cannot_be_shown(team: Team) -> None:
    stranger = team.browser()
    answer = stranger.get("/nothing")
    assert (answer.status_code, is_a_page(answer.text, "There is no such page")) == (404, True)
    assert "/people" not in answer.text
    assert 'action="/sign-out"' not in answer.text
    there, not_there = stranger.get(f"/paper/{TRIAL}"), stranger.get("/paper/nobody-2020-nothing")
    assert (there.status_code, not_there.status_code) == (303, 303), "which papers there are is not told"


def test_who_is_signed_in_keeps_their_way_about_on_such_a_page(team: Team) -> None:
    answer = team.signed_in("ada").get("/nothing")
    assert (answer.status_code, 'action="/sign-out"' in answer.text) == (404, True)


@pytest.mark.browser
def test_a_lost_page_is_shown_narrow_and_leads_back(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 600})
    page = context.new_page()
    page.goto(served.link)
    page.goto(f"{served.address}/paper/{TRIAL}/nothing/here")
    assert page.locator("h1").inner_text() == "There is no such page"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="To the queue").click()
    page.wait_for_load_state()
    assert page.url == f"{served.address}/"
    context.close()
