"""A team at a desk: accounts of every role, and browsers that sign in with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.desk.services import Desk
from pipeline.domain.account import Role
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.store.accounts import Accounts
from pipeline.web.app import create_app
from pipeline.web.doors import AccountDoor, Door, digest_of_secret
from pipeline.web.passwords import hashed
from pipeline.web.pictures import Pictures
from pipeline.wiring import Home, open_ledger
from tests.desks import TRIAL, desk_of

#: What a browser says that it wants: a page, and not the words alone.
AS_A_BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

__all__ = ["AS_A_BROWSER", "PASSWORD", "Team", "team_at"]

PASSWORD = "seven plain words in a row"


@dataclass
class Team:
    """A desk whose door is one for many."""

    desk: Desk
    ledger: Ledger
    door: Door
    pictures: Pictures

    @property
    def accounts(self) -> Accounts:
        return self.ledger.accounts

    def add(self, login: str, role: Role = Role.REVIEWER, *, password: str = PASSWORD, name: str = "") -> str:
        """Somebody with an account and a password; returns their id."""
        secret, now = f"invitation of {login}", self.desk.story.clock.now()
        digest, until = digest_of_secret(secret), now + timedelta(days=7)
        account = self.accounts.add(login, role, name=name, invitation=digest, until=until, now=now)
        if password:
            self.accounts.accept(digest, password=hashed(password), name=name, now=now)
        return account.person

    def browser(self, address: str = "127.0.0.1") -> TestClient:
        """A browser that nobody has signed in with yet."""
        app = create_app(self.desk, self.door, self.pictures)
        return TestClient(
            app, base_url="https://testserver", follow_redirects=False, client=(address, 50_000), headers=AS_A_BROWSER
        )

    def signed_in(self, login: str, password: str = PASSWORD) -> TestClient:
        """A browser in which somebody signed in."""
        opened = self.browser()
        answer = opened.post("/sign-in", data={"login": login, "password": password})
        assert answer.status_code == 303, answer.text
        return opened

    def form(self, browser: TestClient, **fields: str) -> dict[str, str]:
        """Fields of a form on the trial as this browser's page would send them."""
        page = browser.get(f"/paper/{TRIAL}")
        assert page.status_code == 200, page.text
        token = re.search(r'name="token" value="([^"]+)"', page.text)
        draft = self.desk.history.latest(TRIAL)
        assert token is not None
        assert draft is not None
        return {"token": token[1], "draft": draft.digest, **fields}


@contextmanager
def team_at(home: Path) -> Iterator[Team]:
    """The desk of a team in a home, with accounts over https."""
    with desk_of(home) as (desk, drawer), open_ledger(Home(home), load(home).settings) as ledger:
        pictures = Pictures(home / "outputs" / "pages", drawer)
        door = AccountDoor(
            b"a secret of the test",
            frozenset({"testserver"}),
            ledger.accounts,
            ledger.sign_ins,
            desk.story.clock.now,
            secure=True,
        )
        yield Team(desk, ledger, door, pictures)
        pictures.close()
