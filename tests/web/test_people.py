"""The people of a desk, as its admins manage them in the browser; and that nobody else does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from pipeline.domain.account import Role
from pipeline.web.doors import HeaderDoor
from pipeline.web.people_page import PEOPLE_FORMS
from tests.desks import TRIAL, copied
from tests.web.conftest import Place
from tests.web.teams import Team, team_at


@pytest.fixture
def team(drafted_home: Path, tmp_path: Path) -> Iterator[Team]:
    """A desk with one admin, called root."""
    with team_at(copied(drafted_home, tmp_path / "home")) as opened:
        opened.add("root", Role.ADMIN)
        yield opened


def token(browser: TestClient) -> str:
    """The token of somebody's forms."""
    pages = browser.get("/").text + browser.get("/people").text
    found = re.search(r'name="token" value="([^"]+)"', pages)
    assert found is not None
    return found[1]


def send(browser: TestClient, act: str, **fields: str) -> tuple[int, str]:
    """The answer to one form of the people page."""
    answer = browser.post(f"/people/{act}", data={"token": token(browser), **fields})
    return answer.status_code, html.unescape(answer.text)


def link_in(page: str) -> str:
    """The path of the one-time link that a page shows."""
    found = re.search(r"https://testserver(/invited/[^\"]+)", page)
    assert found is not None, page
    return found[1]


def test_an_admin_adds_somebody_and_the_link_is_shown_once_and_works_once(team: Team) -> None:
    root = team.signed_in("root")
    assert '<a href="/people">People</a>' in root.get("/").text
    code, page = send(root, "add", login=" Ada@Example.org ", role="editor", name="Ada\n Example")
    assert (code, "ada@example.org is added" in page) == (200, True)
    link = link_in(page)
    assert "/invited/" not in root.get("/people").text
    assert "invited until" in root.get("/people").text
    chosen = {"password": "a long enough password", "again": "a long enough password", "name": "Ada Example"}
    assert team.browser().post(link, data=chosen).status_code == 303
    assert team.browser().get(link).status_code == 403
    account = team.accounts.get("ada@example.org")
    assert (account.role, account.name, account.ready) == (Role.EDITOR, "Ada Example", True)


def test_a_new_link_makes_the_one_before_worthless(team: Team) -> None:
    root = team.signed_in("root")
    first = link_in(send(root, "add", login="ada", role="reader")[1])
    second = link_in(send(root, "invite", login="ada")[1])
    assert team.browser().get(first).status_code == 403
    assert team.browser().get(second).status_code == 200


def test_a_role_counts_from_the_next_click_on(team: Team) -> None:
    team.add("ada", Role.ADMIN)
    root, ada = team.signed_in("root"), team.signed_in("ada")
    assert ada.get("/people").status_code == 200
    assert send(root, "role", login="ada", role="reader")[0] == 200
    assert ada.get("/people").status_code == 403
    assert '<a href="/people">' not in ada.get("/").text


def test_a_public_name_is_set_and_taken_out(team: Team) -> None:
    person = team.add("ada", name="Ada Example")
    root = team.signed_in("root")
    assert "ada stands in public as A. <b>Example" in send(root, "name", login="ada", name="A. <b>Example")[1]
    assert team.desk.people.names()[person] == "A. <b>Example"
    assert "<b>Example" not in root.get("/people").text
    send(root, "name", login="ada", name=" ")
    assert team.desk.people.names()[person] == ""


def test_sessions_are_ended_wherever_they_are(team: Team) -> None:
    team.add("ada")
    here, there = team.signed_in("ada"), team.signed_in("ada")
    root = team.signed_in("root")
    assert "signed in at 2 places" in root.get("/people").text
    assert "signed in at 2 places, and is not any more" in send(root, "sign-out", login="ada")[1]
    assert [here.get("/").status_code, there.get("/").status_code] == [303, 303]
    assert team.signed_in("ada").get("/").status_code == 200


@pytest.mark.parametrize(("forget", "name"), [("", "Ada Example"), ("yes", "")])
def test_an_account_is_closed_at_once_and_the_name_stays_unless_it_is_to_go(team: Team, forget: str, name: str) -> None:
    person = team.add("ada", name="Ada Example")
    ada, root = team.signed_in("ada"), team.signed_in("root")
    assert send(root, "remove", login="ada", **({"forget": forget} if forget else {}))[0] == 200
    assert ada.get("/").status_code == 303
    assert team.accounts.find("ada") is None
    assert team.desk.people.names()[person] == name


def test_the_last_admin_can_neither_be_removed_nor_be_made_less(team: Team) -> None:
    team.add("ada", Role.EDITOR)
    root = team.signed_in("root")
    for act, fields in (("remove", {}), ("role", {"role": "editor"})):
        code, page = send(root, act, login="root", **fields)
        assert (code, "root is the only admin" in page) == (400, True)
    assert send(root, "role", login="ada", role="admin")[0] == 200
    assert send(root, "remove", login="root")[0] == 303
    assert root.get("/people").status_code == 303
    assert [one.login for one in team.accounts.all()] == ["ada"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_but_an_admin_sees_the_page_or_gets_a_form_of_it_through(team: Team, role: Role) -> None:
    team.add("ada", role)
    team.add("ben")
    ada = team.signed_in("ada")
    assert ada.get("/people").status_code == 403
    before = team.accounts.all()
    for act in PEOPLE_FORMS:
        assert send(ada, act, login="ben", role="admin", name="x")[0] == 403, act
        assert send(ada, act, login="ada", role="admin", name="x")[0] == 403, act
    assert team.accounts.all() == before


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_not_approve_approves_nothing_at_once_either(team: Team, role: Role) -> None:
    team.add("ada", role)
    ada = team.signed_in("ada")
    expected = 403 if role is Role.READER else 200
    assert ada.get("/ready").status_code == expected
    for path in ("/ready", "/ready/undo"):
        assert ada.post(path, data={"token": token(ada), "ticked": f"{TRIAL} sha256:0"}).status_code == expected
        assert team.browser().post(path, data={"ticked": f"{TRIAL} sha256:0"}).status_code == 401
    assert team.desk.decisions.of(TRIAL) == ()


def test_a_stranger_and_a_form_without_its_token_change_nothing(team: Team) -> None:
    root = team.signed_in("root")
    before = team.accounts.all()
    for act in PEOPLE_FORMS:
        assert team.browser().post(f"/people/{act}", data={"login": "root"}).status_code == 401, act
        assert root.post(f"/people/{act}", data={"login": "root", "role": "reader"}).status_code == 403, act
    assert team.browser().get("/people").status_code == 303
    assert team.accounts.all() == before


@pytest.mark.parametrize(
    ("act", "fields", "told"),
    [
        ("add", {"login": "root", "role": "reader"}, "has an account already"),
        ("add", {"login": "two words", "role": "reader"}, "cannot be a name to sign in with"),
        ("add", {"login": "ada", "role": "king"}, "there is no role king"),
        ("role", {"login": "root"}, "there is no role"),
        ("invite", {"login": "nobody"}, "nobody has no account"),
        ("remove", {}, "has no account"),
        ("name", {"login": "\0"}, "has no account"),
    ],
)
def test_a_form_that_makes_no_sense_says_so_and_changes_nothing(
    team: Team, act: str, fields: dict[str, str], told: str
) -> None:
    before = team.accounts.all()
    code, page = send(team.signed_in("root"), act, **fields)
    assert (code, told in page) == (400, True)
    assert team.accounts.all() == before


def test_an_unknown_form_and_the_desk_of_one_person_have_no_such_page(team: Team, place: Place) -> None:
    assert send(team.signed_in("root"), "crown", login="root")[0] == 404
    assert place.client.get("/people").status_code == 404
    assert "/people" not in place.page("/")


def test_where_people_sign_on_elsewhere_an_admin_adds_them_without_a_link(team: Team) -> None:
    team.door = HeaderDoor(b"a secret", frozenset({"testserver"}), team.accounts, "x-user", frozenset({"10.0.0.1"}))
    browser = team.browser("10.0.0.1")
    browser.headers["x-user"] = "root"
    code, page = send(browser, "add", login="ada", role="reader")
    assert (code, "ada is added" in page) == (200, True)
    assert "/invited/" not in page
    browser.headers["x-user"] = "ada"
    assert browser.get("/").status_code == 200
    assert browser.get("/people").status_code == 403


_TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["ada", "reader", "\0", "\ud800", "x" * 600, "a\r\nb: c"]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(
        [*(f"/people/{act}" for act in PEOPLE_FORMS), "/ready", "/ready/undo", "/paper/x/redraft", "/paper/x/leave"]
    ),
    fields=st.dictionaries(st.sampled_from(["login", "role", "name", "forget", "ticked"]), _TEXTS, max_size=5),
)
def test_no_form_of_an_admin_whatever_it_holds_is_a_defect(team: Team, path: str, fields: dict[str, str]) -> None:
    root = team.signed_in("root")
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    answer = root.post(path, data={"token": token(root), **sent})
    assert answer.status_code < 500, (path, sent, answer.text[:500])
    assert team.accounts.get("root").role is Role.ADMIN
