"""The picture in the README: the desk with the finished entry of `docs/` as a draft, one of its sentences told wrongly.

Usage: python -m tests.picture docs/desk.png
"""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from pipeline.desk.dossier import held
from pipeline.web.app import create_app
from pipeline.web.doors import LinkDoor
from pipeline.web.pictures import Pictures
from tests.desks import TRIAL, desk_of, draft_papers, put_draft
from tests.finished import WRONG, finished_entry
from tests.web.conftest import CHROMIUM, FLAGS, answering

__all__ = ["draw"]

_PAPER = Path(__file__).parent.parent / "inputs" / "trial-samplexine.pdf"


def draw(to: Path) -> None:
    """Write the picture, as a PNG."""
    with tempfile.TemporaryDirectory() as folder, desk_of(Path(folder)) as (desk, drawer), socket.socket() as bound:
        draft_papers(desk, _PAPER)
        one = held(desk, TRIAL)
        put_draft(desk, TRIAL, finished_entry(one.draft, one.document, wrong=True))
        bound.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{bound.getsockname()[1]}"
        person = desk.people.named("Robin Reviewer", desk.story.clock.now()).id
        door = LinkDoor(b"a secret of the picture", frozenset({host}), person)
        pictures = Pictures(Path(folder) / "outputs" / "pages", drawer)
        with answering(bound, create_app(desk, door, pictures)), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"http://{host}/in/{door.link}")
            page.goto(f"http://{host}/paper/{TRIAL}")
            wrong = page.get_by_text(WRONG).first
            wrong.click()
            page.wait_for_timeout(500)  # the passage scrolls into view
            wrong.evaluate("told => window.scrollBy(0, told.getBoundingClientRect().top - 90)")
            page.wait_for_timeout(500)
            page.screenshot(path=str(to))
            browser.close()
        pictures.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
