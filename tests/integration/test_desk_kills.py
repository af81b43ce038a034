"""The desk is killed again and again while somebody edits: what was acknowledged is there, and the chain holds."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from pipeline.desk.dossier import open_paper
from pipeline.review import broken_link
from tests.acceptance.terminal import environment
from tests.desks import TRIAL, desk_of, draft_papers

FIELD = "/summary/observed_findings/0"


class _Desk:
    """`atlas review` in a process of its own, and one reviewer's session with it."""

    def __init__(self, home: Path, **env: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "review", "--port", "0", "--no-browser", "--home", str(home)],
            cwd=home,
            env=environment({"PYTHONUNBUFFERED": "1", **env}),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        address = urlsplit(self.process.stdout.readline().strip())
        self.host = f"{address.hostname}:{address.port}"
        self.cookie = self._ask("GET", address.path)[1].split(";")[0]

    def edit(self, text: str) -> bool:
        """Edit the one sentence as the page's form does; whether the desk acknowledged it."""
        page = self._ask("GET", f"/paper/{TRIAL}")[2]
        found = re.search(r'name="token" value="([^"]+)">\s*<input type="hidden" name="draft" value="([^"]+)"', page)
        assert found
        form = {"token": found[1], "draft": found[2], "field": FIELD, "text": text}
        return self._ask("POST", f"/paper/{TRIAL}/edit", urlencode(form))[0] == 303

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        headers = {"cookie": getattr(self, "cookie", "")}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection(self.host, timeout=120)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheader("set-cookie", ""), answer.read().decode()

    def end(self) -> None:
        """Take leave of the process, which is dead or dies now."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def _killed(home: Path, samples: Path, times: int) -> None:
    chance = random.Random(7)
    with desk_of(home) as (desk, _):
        draft_papers(desk, samples / "trial-samplexine.pdf")
    acknowledged: list[str] = []
    for round_ in range(times):
        running = _Desk(home)
        killer = threading.Timer(chance.random() * 0.8, running.process.kill)  # SIGKILL
        try:
            for number in range(1000):
                text = f"Round {round_}, words {number}."
                if running.edit(text):
                    acknowledged.append(text)
                if not number:
                    killer.start()
        except (OSError, HTTPException):
            pass  # the desk is gone in the middle of a question, which is the point
        killer.cancel()
        running.end()
        with desk_of(home) as (desk, _):
            decisions = desk.decisions.of(TRIAL)
            assert broken_link(desk.decisions.all()) is None
            texts = [
                line
                for stored in desk.history.history(TRIAL)
                for line in re.findall(r"Round \d+, words \d+\.", stored.body.decode())
            ]
            assert set(acknowledged) <= set(texts), "an edit that was acknowledged is lost"
            assert len(decisions) >= len(acknowledged)
            if acknowledged:
                person = desk.people.named("x", desk.story.clock.now()).id
                now = open_paper(desk, TRIAL, person).draft.summary.observed_findings[0].text
                assert now == texts[-1]
    assert len(acknowledged) >= times


def test_no_acknowledged_edit_is_lost_when_the_desk_is_killed(tmp_path: Path, samples: Path) -> None:
    _killed(tmp_path, samples, 4)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_acknowledged_edit_is_lost_in_a_hundred_kills(tmp_path: Path, samples: Path) -> None:
    _killed(tmp_path, samples, 100)


def test_the_desk_ends_in_order_when_it_is_asked_to_and_leaves_no_seeded_drafts_behind(
    tmp_path: Path, samples: Path
) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    scratch.mkdir()
    home.mkdir()
    (home / "atlas.toml").write_text("[desk]\nseeded = 20\n", encoding="utf-8")
    with desk_of(home) as (desk, _):
        draft_papers(desk, samples / "survey-heart-rate-monitors.xml")
    running = _Desk(home, TMPDIR=str(scratch))
    try:
        assert list(scratch.iterdir()), "the control: the seeded drafts lie there while it runs"
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0
        assert list(scratch.iterdir()) == []
    finally:
        running.end()
