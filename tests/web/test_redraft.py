"""A new draft asked for at the desk: queued by an editor, drafted by the next run, and nothing lost meanwhile."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.desk import correcting, deciding
from pipeline.desk.dossier import open_paper
from pipeline.desk.refreshing import refresh
from pipeline.domain.account import Role
from pipeline.domain.ledger import Owner, PaperState
from pipeline.domain.review import ReviewState
from pipeline.workflow import brought_to_its_end, next_paper
from tests.desks import TRIAL, as_by_a_model, copied, put_draft
from tests.web.teams import Team, team_at

OWNER = Owner("test", 1, "now")
MINE = "By week 24 the groups were alike again."


@pytest.fixture
def team(drafted_home: Path, tmp_path: Path) -> Iterator[Team]:
    """A desk with an editor called ed."""
    with team_at(copied(drafted_home, tmp_path / "home")) as opened:
        opened.add("ed", Role.EDITOR)
        yield opened


def state(team: Team) -> PaperState:
    return team.desk.story.papers.get(TRIAL).state


def drafted_by_the_next_run(team: Team) -> str | None:
    """What a worker does: takes the paper that is due, and drafts it."""

    async def work() -> str | None:
        paper = await next_paper(team.desk.story, OWNER)
        if paper is not None:
            await brought_to_its_end(paper, team.desk.story, OWNER)
        return paper

    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(asyncio.run, work()).result()
    refresh(team.desk)
    return found


def test_an_editor_has_a_paper_drafted_anew_and_peoples_sentences_stay(team: Team) -> None:
    person = team.add("ada")
    digest = put_model_draft(team)
    correcting.edit_text(team.desk, TRIAL, person, digest, "/summary/observed_findings/0", MINE)
    deciding.approve(team.desk, TRIAL, person, open_paper(team.desk, TRIAL, person).now.draft, "compared")
    ed = team.signed_in("ed")
    answer = ed.post(f"/paper/{TRIAL}/redraft?design=rct", data=team.form(ed))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/paper/{TRIAL}?design=rct")
    assert state(team) is PaperState.WAITING
    assert "It waits to be drafted anew" in ed.get(f"/paper/{TRIAL}").text
    assert open_paper(team.desk, TRIAL, person).review.state is ReviewState.APPROVED, "nothing is lost before"
    assert drafted_by_the_next_run(team) == TRIAL
    after = open_paper(team.desk, TRIAL, person)
    assert MINE in [one.text for one in after.draft.summary.observed_findings]
    assert after.review.state is ReviewState.LAPSED
    assert drafted_by_the_next_run(team) is None


def put_model_draft(team: Team) -> str:
    put_draft(team.desk, TRIAL, as_by_a_model(team.desk))
    return open_paper(team.desk, TRIAL, team.accounts.get("ed").person).now.draft


def test_what_was_asked_for_can_be_taken_back(team: Team) -> None:
    put_model_draft(team)
    ed = team.signed_in("ed")
    ed.post(f"/paper/{TRIAL}/redraft", data=team.form(ed))
    assert ed.post(f"/paper/{TRIAL}/leave", data=team.form(ed)).status_code == 303
    assert state(team) is PaperState.DRAFTED
    assert drafted_by_the_next_run(team) is None


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER])
def test_only_an_editor_asks_for_a_new_draft(team: Team, role: Role) -> None:
    team.add("ada", role)
    ada, ed = team.signed_in("ada"), team.signed_in("ed")
    assert "/redraft" not in ada.get(f"/paper/{TRIAL}").text
    for act in ("redraft", "leave"):
        assert ada.post(f"/paper/{TRIAL}/{act}", data=team.form(ada)).status_code == 403
        assert ed.post(f"/paper/{TRIAL}/{act}", data={"token": "no"}).status_code == 403
        assert team.browser().post(f"/paper/{TRIAL}/{act}").status_code == 401
    assert state(team) is PaperState.DRAFTED


def test_a_paper_that_somebody_drafts_just_now_or_that_is_not_here_is_refused(team: Team) -> None:
    ed = team.signed_in("ed")
    form = team.form(ed)
    now = team.desk.story.clock.now()
    assert team.desk.story.queue.claim(TRIAL, Owner("elsewhere", 1, "now"), now, 60)
    for act in ("redraft", "leave"):
        answer = ed.post(f"/paper/{TRIAL}/{act}", data=form)
        assert (answer.status_code, "at work on" in answer.text) == (400, True)
    assert ed.post("/paper/nobody-2020-nothing/redraft", data=form).status_code == 404
    assert re.search("no paper is called", ed.post("/paper/nobody-2020-nothing/leave", data=form).text)
