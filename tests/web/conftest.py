"""A desk on a copy of a drafted home, its pages over the real application, and a real browser where there is one."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pipeline.desk.services import Desk
from pipeline.web.app import create_app
from pipeline.web.doors import AccountDoor, LinkDoor
from pipeline.web.pictures import Pictures
from pipeline.web.seeding import Seeding
from tests.desks import TRIAL, copied, desk_of, draft_papers
from tests.web.teams import AS_A_BROWSER, Team

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def drafted_home(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """A home in which the sample trial and the sample survey are drafted."""
    home = tmp_path_factory.mktemp("drafted")
    with desk_of(home) as (desk, _):
        draft_papers(desk, samples / "trial-samplexine.pdf", samples / "survey-heart-rate-monitors.xml")
    return home


@dataclass
class Place:
    """A desk that is open: its services, who sits at it, and the application with its doors."""

    desk: Desk
    person: str
    door: LinkDoor
    client: TestClient
    pictures: Pictures

    def page(self, path: str) -> str:
        """The page at `path`, which must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, act: str, paper: str = TRIAL, **fields: str) -> dict[str, str]:
        """A form as the paper's page would send it."""
        page = self.page(f"/paper/{paper}")
        found = re.search(r'name="token" value="([^"]+)">\s*<input type="hidden" name="draft" value="([^"]+)"', page)
        assert found, f"{act}: the page has no form"
        return {"token": found[1], "draft": found[2], **fields}


@pytest.fixture
def place(drafted_home: Path, tmp_path: Path) -> Iterator[Place]:
    """The desk of one reviewer called Ada, signed in."""
    home = copied(drafted_home, tmp_path / "home")
    with desk_of(home) as (desk, drawer):
        person = desk.people.named("Ada", desk.story.clock.now()).id
        door = LinkDoor(b"a secret of the test", frozenset({"testserver"}), person)
        pictures = Pictures(home / "outputs" / "pages", drawer)
        client = TestClient(create_app(desk, door, pictures), follow_redirects=False, headers=AS_A_BROWSER)
        answer = client.get(f"/in/{door.link}")
        assert answer.status_code == 303
        yield Place(desk, person, door, client, pictures)
        pictures.close()


@dataclass
class Served:
    """A desk that listens on this machine."""

    desk: Desk
    person: str
    address: str
    link: str
    door: LinkDoor


@pytest.fixture
def served(drafted_home: Path, tmp_path: Path) -> Iterator[Served]:
    """The desk over real HTTP on a free port."""
    home = copied(drafted_home, tmp_path / "home")
    with desk_of(home) as (desk, drawer), socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        person = desk.people.named("Ada", desk.story.clock.now()).id
        door = LinkDoor(b"a secret of the test", frozenset({host}), person)
        pictures = Pictures(home / "outputs" / "pages", drawer)
        with answering(bound, create_app(desk, door, pictures)):
            yield Served(desk, person, f"http://{host}", f"http://{host}/in/{door.link}", door)
        pictures.close()


@contextmanager
def answering(bound: socket.socket, app: Starlette) -> Iterator[None]:
    """An application that answers on a socket."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield
    server.should_exit = True
    thread.join(timeout=10)


@contextmanager
def listening(team: Team, seeding: Seeding | None = None) -> Iterator[str]:
    """The desk of a team over real HTTP on a free port; yields its address."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        door = AccountDoor(
            b"a secret", frozenset({host}), team.accounts, team.ledger.sign_ins, team.desk.story.clock.now
        )
        with answering(bound, create_app(team.desk, door, team.pictures, seeding=seeding)):
            yield f"http://{host}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window; closed after a module, as its driver holds an event loop of its own."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed; .ci/run installs it where it may")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
