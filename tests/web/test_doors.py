"""Doors of a team: passwords, sessions, roles, invitations, the header of a server in front, and where to listen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.desk.dossier import open_paper
from pipeline.domain.account import MAY, Role, login_problem
from pipeline.domain.review import Act, ReviewState
from pipeline.errors import ConfigurationError
from pipeline.settings import DeskSettings
from pipeline.web.acts import FORMS
from pipeline.web.doors import HeaderDoor, digest_of_secret
from pipeline.web.passwords import hashed, password_problem, same
from pipeline.web.serving import place_of
from pipeline.web.sign_in import inside
from tests.desks import TRIAL, copied
from tests.web.teams import PASSWORD, Team, team_at

FIELD = "/summary/observed_findings/0"
COOKIE = "__Host-atlas_desk"


@pytest.fixture
def team(drafted_home: Path, tmp_path: Path) -> Iterator[Team]:
    """A desk with accounts, and nobody in it yet."""
    with team_at(copied(drafted_home, tmp_path / "home")) as opened:
        yield opened


# ------------------------------------------------------------------------------------------------- signing in and out


def test_nobody_sees_anything_before_signing_in_and_comes_back_to_where_they_wanted(team: Team) -> None:
    team.add("ada")
    browser = team.browser()
    sent = browser.get(f"/paper/{TRIAL}?view=text")
    assert (sent.status_code, sent.headers["location"]) == (303, f"/sign-in?to=%2Fpaper%2F{TRIAL}%3Fview%3Dtext")
    page = browser.get(sent.headers["location"])
    action = re.search(r'action="([^"]+)"', page.text)
    assert action is not None
    welcome = browser.post(action[1], data={"login": "Ada ", "password": PASSWORD})
    assert (welcome.status_code, welcome.headers["location"]) == (303, f"/paper/{TRIAL}?view=text")
    assert browser.get(f"/paper/{TRIAL}").status_code == 200
    for path in ("/", f"/paper/{TRIAL}/page/1.png", f"/paper/{TRIAL}/file", f"/paper/{TRIAL}/history", "/account"):
        assert team.browser().get(path).status_code == 303, path


def test_the_cookie_is_kept_from_scripts_from_other_sites_and_from_plain_http(team: Team) -> None:
    team.add("ada")
    answer = team.browser().post("/sign-in", data={"login": "ada", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert part in cookie
    assert "domain" not in cookie.lower()


def test_neither_cookies_nor_passwords_stand_in_the_database(team: Team, tmp_path: Path) -> None:
    team.add("ada")
    browser = team.signed_in("ada")
    secret = browser.cookies[COOKIE]
    held = b"".join(file.read_bytes() for file in (tmp_path / "home" / "outputs").glob("atlas.db*"))
    assert secret.encode() not in held
    assert PASSWORD.encode() not in held
    assert digest_of_secret(secret).encode() in held


@pytest.mark.parametrize(
    ("login", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("ben", PASSWORD), ("", ""), ("ada", "\0é" * 9)]
)
def test_a_wrong_password_an_unknown_name_and_a_pending_invitation_are_answered_alike(
    team: Team, login: str, password: str
) -> None:
    team.add("ada")
    team.add("ben", password="")
    answer = team.browser().post("/sign-in", data={"login": login, "password": password})
    assert answer.status_code == 403
    assert "Name and password do not fit together." in answer.text
    assert "set-cookie" not in answer.headers


def test_guessing_is_stopped_and_the_right_password_does_not_help_then(team: Team) -> None:
    team.add("ada")
    guesser = team.browser("192.0.2.1")
    codes = [guesser.post("/sign-in", data={"login": "ada", "password": str(n)}).status_code for n in range(8)]
    assert codes == [403] * 6 + [429] * 2
    late = guesser.post("/sign-in", data={"login": "ada", "password": PASSWORD})
    assert late.status_code == 429
    assert 0 < int(late.headers["retry-after"]) <= 900


def test_failed_sign_ins_are_counted_by_all_processes_of_the_desk_and_survive_a_restart(
    team: Team, tmp_path: Path
) -> None:
    team.add("ada")
    first = team.browser("192.0.2.1")
    for number in range(3):
        assert first.post("/sign-in", data={"login": "ada", "password": f"one {number}"}).status_code == 403
    with team_at(tmp_path / "home") as other:
        second = other.browser("192.0.2.1")
        codes = [
            second.post("/sign-in", data={"login": "ada", "password": f"two {number}"}).status_code
            for number in range(4)
        ]
        assert codes == [403] * 3 + [429]
    with team_at(tmp_path / "home") as again:
        late = again.browser("192.0.2.1").post("/sign-in", data={"login": "ada", "password": PASSWORD})
        assert late.status_code == 429
        elsewhere = again.browser("198.51.100.7").post("/sign-in", data={"login": "ada", "password": PASSWORD})
        assert elsewhere.status_code == 303


def test_what_was_typed_at_the_door_is_not_kept_where_it_could_be_read(team: Team, tmp_path: Path) -> None:
    team.browser().post("/sign-in", data={"login": "my-secret-typed-in-the-wrong-field", "password": "x"})
    held = b"".join(file.read_bytes() for file in (tmp_path / "home" / "outputs").glob("atlas.db*"))
    assert b"my-secret-typed" not in held


def test_signing_in_always_begins_a_new_session_and_ends_the_one_before(team: Team) -> None:
    team.add("ada")
    browser = team.browser()
    browser.cookies.set(COOKIE, "chosen by somebody else")
    browser.post("/sign-in", data={"login": "ada", "password": PASSWORD})
    first = browser.cookies.get(COOKIE, domain="testserver.local") or browser.cookies[COOKIE]
    assert first != "chosen by somebody else"
    second = team.signed_in("ada")
    second.post("/sign-in", data={"login": "ada", "password": PASSWORD})
    fixed = team.browser()
    assert fixed.get("/", headers={"cookie": f"{COOKIE}=chosen by somebody else"}).status_code == 303


def test_signing_out_ends_the_session_on_the_server_and_needs_the_token(team: Team) -> None:
    team.add("ada")
    browser = team.signed_in("ada")
    cookie = {"cookie": f"{COOKIE}={browser.cookies[COOKIE]}"}
    assert browser.post("/sign-out", data={}).status_code == 403
    assert browser.post("/sign-out", data=team.form(browser)).status_code == 303
    assert team.browser().get("/", headers=cookie).status_code == 303


def test_a_form_sent_after_the_session_ended_gives_back_what_was_typed(team: Team) -> None:
    team.add("ada")
    browser = team.signed_in("ada")
    form = team.form(browser, field=FIELD, text="Half an hour of <b>thought</b>.")
    team.accounts.set_password("ada", hashed("another long password"))
    answer = browser.post(f"/paper/{TRIAL}/edit", data=form)
    assert answer.status_code == 401
    assert "Half an hour of &lt;b&gt;thought&lt;/b&gt;." in answer.text


def test_one_persons_token_is_of_no_use_in_anothers_session(team: Team) -> None:
    team.add("ada", Role.EDITOR)
    team.add("ben", Role.EDITOR)
    form = team.form(team.signed_in("ada"), reason="x")
    assert team.signed_in("ben").post(f"/paper/{TRIAL}/return", data=form).status_code == 403
    assert open_paper(team.desk, TRIAL, team.add("eve")).review.state is ReviewState.DRAFTED


# --------------------------------------------------------------------------------------------------------------- roles


def test_every_form_belongs_to_an_act_and_every_role_has_more_than_the_one_before() -> None:
    assert set(FORMS.values()) == set(Act)
    assert MAY[Role.READER] < MAY[Role.REVIEWER] < MAY[Role.EDITOR] <= MAY[Role.ADMIN]
    assert MAY[Role.REVIEWER].isdisjoint({Act.EXCLUDE, Act.INCLUDE, Act.WITHDRAW, Act.OVERRIDE, Act.ASSIGN})


@pytest.mark.parametrize("role", list(Role))
def test_nobody_does_by_a_forged_form_what_their_role_may_not(team: Team, role: Role) -> None:
    person = team.add("ada", role)
    browser = team.signed_in("ada")
    form = team.form(browser, field=FIELD, text="Plain words.", reason="why", badge="unclear", key="x", seq="1")
    for name, act in FORMS.items():
        answer = browser.post(f"/paper/{TRIAL}/{name}", data=form)
        assert (answer.status_code == 403) is (act not in MAY[role]), (name, answer.status_code)
    if role is Role.READER:
        assert open_paper(team.desk, TRIAL, person).review.history == ()


def test_a_page_offers_what_the_role_may_do(team: Team) -> None:
    for role in Role:
        team.add(role.value, role)
    shown = {role: team.signed_in(role.value).get(f"/paper/{TRIAL}").text for role in Role}
    assert "/edit" not in shown[Role.READER]
    assert "Save and check" not in shown[Role.READER]
    assert "Save and check" in shown[Role.REVIEWER]
    assert "Override the badge" not in shown[Role.REVIEWER]
    assert "Override the badge" in shown[Role.EDITOR]


def test_another_role_counts_from_the_next_click_and_a_closed_account_is_out_at_once(team: Team) -> None:
    team.add("ada", Role.EDITOR)
    browser = team.signed_in("ada")
    form = team.form(browser, reason="not ours")
    team.accounts.set_role("ada", Role.REVIEWER)
    assert browser.post(f"/paper/{TRIAL}/exclude", data=form).status_code == 403
    team.accounts.remove("ada")
    assert browser.get("/").status_code == 303
    assert browser.post("/sign-in", data={"login": "ada", "password": PASSWORD}).status_code == 403


# --------------------------------------------------------------------------------------- invitations and one's account


def test_an_invitation_sets_the_password_and_the_public_name_once(team: Team) -> None:
    team.add("ada", password="")
    browser = team.browser()
    path = "/invited/invitation of ada"
    assert "Welcome to the desk" in browser.get(path).text
    short = browser.post(path, data={"name": "Ada", "password": "short", "again": "short"})
    assert short.status_code == 400
    assert "at least 10 characters" in short.text
    differ = browser.post(path, data={"name": "Ada", "password": PASSWORD, "again": PASSWORD + "x"})
    assert "The two passwords differ." in differ.text
    done = browser.post(path, data={"name": "Dr <b>Ada</b>\n", "password": PASSWORD, "again": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert "<b>Ada" not in browser.get("/account").text
    assert team.browser().get(path).status_code == 403
    assert team.browser().post(path, data={"password": "x" * 20, "again": "x" * 20}).status_code == 403
    assert team.signed_in("ada").get("/").status_code == 200


def test_an_old_or_replaced_or_guessed_invitation_opens_nothing(team: Team) -> None:
    team.add("ada", password="")
    now = team.desk.story.clock.now()
    team.accounts.invite("ada", digest_of_secret("newer"), now + timedelta(days=1))
    team.add("ben", password="")
    team.accounts.invite("ben", digest_of_secret("old"), now - timedelta(seconds=1))
    for secret in ("invitation of ada", "old", "guess", "%00", "x" * 3000):
        assert team.browser().get(f"/invited/{secret}").status_code == 403
    assert team.browser().get("/invited/newer").status_code == 200


def test_a_changed_password_ends_every_other_session(team: Team) -> None:
    team.add("ada")
    here, elsewhere = team.signed_in("ada"), team.signed_in("ada")
    form = {"token": team.form(here)["token"], "password": "quite another one", "again": "quite another one"}
    assert here.post("/account", data={**form, "old": "wrong"}).status_code == 400
    assert here.post("/account", data={**form, "old": PASSWORD, "token": "no"}).status_code == 403
    assert here.post("/account", data={**form, "old": PASSWORD}).status_code == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/").status_code == 303
    team.signed_in("ada", "quite another one")


def test_a_public_name_can_be_taken_out_and_colleagues_still_know_who_it_was(team: Team) -> None:
    person = team.add("ada", name="Ada Example")
    browser = team.signed_in("ada")
    browser.post("/account", data={"token": team.form(browser)["token"], "name": ""})
    assert team.desk.people.names()[person] == ""
    assert team.desk.people.called()[person] == "ada"


@pytest.mark.parametrize(
    ("to", "where"),
    [
        ("/paper/x?view=text", "/paper/x?view=text"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nset-cookie: a=b", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_signing_in_never_leads_out_of_the_desk(to: str, where: str) -> None:
    assert inside(to) == where


def test_signing_in_from_another_site_is_refused(team: Team) -> None:
    team.add("ada")
    form = {"login": "ada", "password": PASSWORD}
    answer = team.browser().post("/sign-in", data=form, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


_TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["ada", PASSWORD, "\0", "\ud800", "x" * 600, "a\r\nb: c"]))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/sign-in", "/sign-in?to=", "/invited/newer", "/account", "/sign-out"]),
    fields=st.dictionaries(
        st.sampled_from(["login", "password", "again", "old", "name", "token", "to"]), _TEXTS, max_size=6
    ),
    cookie=_TEXTS,
)
def test_no_form_at_the_door_whatever_it_holds_is_a_defect(
    team: Team, path: str, fields: dict[str, str], cookie: str
) -> None:
    if team.accounts.find("ada") is None:
        team.add("ada", password="")
        team.accounts.invite("ada", digest_of_secret("newer"), team.desk.story.clock.now() + timedelta(days=1))
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    held = cookie.encode("ascii", "replace").decode().replace("\0", "").replace("\r", "").replace("\n", "")
    answer = team.browser().post(path, data=sent, headers={"cookie": f"{COOKIE}={held}"})
    assert answer.status_code < 500, (path, sent, answer.text[:500])


# ----------------------------------------------------------------------------------------------------------- passwords


def test_a_password_is_known_again_and_no_other_is() -> None:
    stored = hashed("correct horse battery")
    assert stored.startswith("scrypt$15$8$1$")
    assert same("correct horse battery", stored)
    assert not same("correct horse batterz", stored)
    assert not same("", stored)
    assert not same("correct horse battery", None)
    assert hashed("correct horse battery") != stored


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "ada ada ada ada", "x" * 501])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    assert password_problem(password, "ada")


@given(st.text(max_size=30))
def test_a_name_to_sign_in_with_is_plain(login: str) -> None:
    if not login_problem(login):
        assert re.fullmatch(r"[a-z0-9._@+-]{1,60}", login)


# -------------------------------------------------------------------------------------------- the header of a server


@pytest.fixture
def signed_on(team: Team) -> Team:
    """A desk that believes the header of the server at 10.0.0.1."""
    team.door = HeaderDoor(
        b"a secret", frozenset({"testserver"}), team.accounts, "x-signed-on", frozenset({"10.0.0.1"})
    )
    team.add("ada", password="")
    return team


def test_a_header_is_believed_from_the_named_address_only(signed_on: Team) -> None:
    given = {"x-signed-on": "ada"}
    assert signed_on.browser("10.0.0.1").get("/", headers=given).status_code == 200
    for address in ("127.0.0.1", "10.0.0.2", "10.0.0.1.evil.example"):
        assert signed_on.browser(address).get("/", headers=given).status_code == 401
        forwarded = {**given, "x-forwarded-for": "10.0.0.1", "forwarded": "for=10.0.0.1"}
        assert signed_on.browser(address).get("/", headers=forwarded).status_code == 401


def test_no_header_two_headers_and_a_stranger_are_nobody(signed_on: Team) -> None:
    browser = signed_on.browser("10.0.0.1")
    assert browser.get("/").status_code == 401
    assert browser.get("/", headers=[("x-signed-on", "ada"), ("x-signed-on", "ada")]).status_code == 401
    stranger = browser.get("/", headers={"x-signed-on": "eve"})
    assert stranger.status_code == 401
    assert "no account at this desk" in stranger.text
    assert browser.get("/sign-in").status_code == 404
    assert browser.get("/account", headers={"x-signed-on": "ada"}).status_code == 404


def test_forms_of_people_who_signed_on_elsewhere_carry_a_token_too(signed_on: Team) -> None:
    browser = signed_on.browser("10.0.0.1")
    browser.headers["x-signed-on"] = "ada"
    form = signed_on.form(browser, reason="the arms are swapped")
    assert browser.post(f"/paper/{TRIAL}/return", data={**form, "token": ""}).status_code == 403
    assert browser.post(f"/paper/{TRIAL}/return", data=form).status_code == 303


# ------------------------------------------------------------------------------------------------------ where to listen


@pytest.mark.parametrize(
    ("settings", "anybody", "why"),
    [
        ({"listen": "0.0.0.0"}, True, "needs to know who they are"),
        ({"listen": "192.0.2.1"}, False, "needs to know who they are"),
        ({"public": "https://desk.example.org"}, True, "needs to know who they are"),
        ({"sign_in": "accounts"}, False, "nobody has an account"),
        ({"sign_in": "accounts", "listen": "0.0.0.0"}, True, "in the open"),
        ({"sign_in": "accounts", "listen": "::", "public": "http://desk.example.org"}, True, "in the open"),
        ({"sign_in": "header", "header": "x-user"}, True, "believe a header from anybody"),
        ({"sign_in": "header", "proxies": ("127.0.0.1",)}, True, "believe a header from anybody"),
        ({"sign_in": "accounts", "public": "desk.example.org"}, True, "no address of a desk"),
        ({"listen": "everywhere"}, True, "no address"),
    ],
)
def test_the_desk_refuses_to_listen_where_it_would_let_in_somebody_unknown(
    settings: dict[str, object], anybody: bool, why: str
) -> None:
    with pytest.raises(ConfigurationError, match=why):
        place_of(DeskSettings.model_validate(settings), port=1, anybody=anybody)


def test_the_desk_answers_under_its_public_name_alone() -> None:
    settings = DeskSettings(sign_in="accounts", listen="0.0.0.0", public="https://desk.example.org/")
    place = place_of(settings, port=8788, anybody=True)
    assert (place.address, place.hosts) == ("https://desk.example.org", frozenset({"desk.example.org"}))
    alone = place_of(DeskSettings(), port=8788, anybody=False)
    assert alone.hosts == {"127.0.0.1:8788", "localhost:8788"}
