"""Accounts of a team, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.account import Account, Role
from pipeline.errors import Conflict, NotFound
from pipeline.store import Ledger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def _ada(ledger: Ledger, invitation: str = "sha256:invitation") -> Account:
    return ledger.accounts.add("ada", Role.REVIEWER, name="Ada", invitation=invitation, until=NOW + WEEK, now=NOW)


def test_account_when_added_then_it_is_invited_and_cannot_sign_in_yet(ledger: Ledger) -> None:
    account = _ada(ledger)
    assert (account.login, account.name, account.role, account.ready) == ("ada", "Ada", Role.REVIEWER, False)
    assert ledger.accounts.all() == (account,)
    assert ledger.accounts.password("ada") is None
    assert ledger.accounts.invited("sha256:invitation", NOW) == account
    assert ledger.accounts.invited("sha256:invitation", NOW + WEEK) is None


def test_name_when_it_is_taken_then_no_second_account_or_person_is_made(ledger: Ledger) -> None:
    _ada(ledger)
    with pytest.raises(Conflict, match="has an account already"):
        _ada(ledger, "sha256:other")
    assert len(ledger.people.names()) == 1


def test_invitation_when_two_accept_it_at_once_then_one_does(ledger: Ledger) -> None:
    _ada(ledger)

    def accept(number: int) -> bool:
        given = f"scrypt${number}"
        return ledger.accounts.accept("sha256:invitation", password=given, name="Ada", now=NOW) is not None

    with ThreadPoolExecutor(8) as threads:
        accepted = list(threads.map(accept, range(8)))
    assert sum(accepted) == 1
    assert ledger.accounts.password("ada") == f"scrypt${accepted.index(True)}"


def test_session_when_it_ends_then_it_is_nobodys(ledger: Ledger) -> None:
    account = _ada(ledger)
    for digest, until in (("one", WEEK), ("two", WEEK), ("short", timedelta(hours=1))):
        ledger.accounts.begin(digest, account.person, now=NOW, until=NOW + until)
    ledger.accounts.end("one")
    assert ledger.accounts.signed_in("one", NOW) is None
    assert ledger.accounts.signed_in("short", NOW + timedelta(hours=1)) is None
    assert ledger.accounts.signed_in("two", NOW) == account


def test_role_and_password_when_changed_then_sessions_know(ledger: Ledger) -> None:
    account = _ada(ledger)
    ledger.accounts.begin("one", account.person, now=NOW, until=NOW + WEEK)
    ledger.accounts.set_role("ada", Role.EDITOR)
    seen = ledger.accounts.signed_in("one", NOW)
    assert seen is not None
    assert seen.role is Role.EDITOR
    ledger.accounts.set_password("ada", "scrypt$new")
    assert ledger.accounts.signed_in("one", NOW) is None
    assert ledger.accounts.password("ada") == "scrypt$new"


def test_account_when_removed_then_the_person_stays_and_the_way_in_is_gone(ledger: Ledger) -> None:
    account = _ada(ledger)
    ledger.accounts.begin("one", account.person, now=NOW, until=NOW + WEEK)
    ledger.accounts.remove("ada")
    assert ledger.accounts.signed_in("one", NOW) is None
    assert ledger.people.names() == {account.person: "Ada"}
    for act in (
        lambda: ledger.accounts.get("ada"),
        lambda: ledger.accounts.remove("ada"),
        lambda: ledger.accounts.set_role("ada", Role.ADMIN),
        lambda: ledger.accounts.invite("ada", "x", NOW),
    ):
        with pytest.raises(NotFound, match="has no account"):
            act()


def test_person_without_a_public_name_is_called_by_their_account_among_colleagues(ledger: Ledger) -> None:
    account = _ada(ledger)
    ledger.accounts.set_name(account.person, "")
    ben = ledger.people.named("Ben", NOW)
    assert ledger.people.called() == {account.person: "ada", ben.id: "Ben"}
    assert [one.name for one in ledger.people.see(ben.id, "paper", NOW, 60)] == []
    ledger.people.see(account.person, "paper", NOW, 60)
    assert [one.name for one in ledger.people.see(ben.id, "paper", NOW, 60)] == ["ada"]


def test_admin_when_they_are_the_last_one_then_they_stay_even_if_two_leave_at_once(ledger: Ledger) -> None:
    for login in ("ada", "ben"):
        ledger.accounts.add(login, Role.ADMIN, name="", invitation=login, until=NOW + WEEK, now=NOW)
        ledger.accounts.accept(login, password="scrypt$", name="", now=NOW)

    def leave(login: str) -> bool:
        try:
            ledger.accounts.remove(login)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(leave, ("ada", "ben"))) == [False, True]
    (left,) = ledger.accounts.all()
    with pytest.raises(Conflict, match="is the only admin"):
        ledger.accounts.set_role(left.login, Role.EDITOR)
    ledger.accounts.set_role(left.login, Role.ADMIN)


def test_admin_when_the_other_one_cannot_sign_in_yet_then_they_stay(ledger: Ledger) -> None:
    ledger.accounts.add("ada", Role.ADMIN, name="", invitation="a", until=NOW + WEEK, now=NOW)
    ledger.accounts.accept("a", password="scrypt$", name="", now=NOW)
    ledger.accounts.add("ben", Role.ADMIN, name="", invitation="b", until=NOW + WEEK, now=NOW)
    with pytest.raises(Conflict, match="only admin"):
        ledger.accounts.remove("ada")
    ledger.accounts.remove("ben")


def test_sessions_when_all_are_ended_then_the_account_stays(ledger: Ledger) -> None:
    account = _ada(ledger)
    for digest in ("one", "two"):
        ledger.accounts.begin(digest, account.person, now=NOW, until=NOW + WEEK)
    assert ledger.accounts.sessions(NOW) == {account.person: 2}
    assert ledger.accounts.end_all("ada") == 2
    assert ledger.accounts.sessions(NOW) == {}
    assert ledger.accounts.find("ada") == account
    with pytest.raises(NotFound):
        ledger.accounts.end_all("nobody")
