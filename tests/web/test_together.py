"""Several drafts approved at once: only what this person opened, as it was then, and without open findings."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from starlette.requests import Request

from pipeline.desk import correcting, remarking
from pipeline.desk.dossier import open_paper
from pipeline.domain.draft import Draft
from pipeline.domain.feed import KnownNotice
from pipeline.domain.review import Act, ReviewState
from pipeline.review import finding_key
from pipeline.store.feeds import Notices
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place

SURVEY = "voorbeeld-2025-pacing-heart"
FIELD = "/summary/observed_findings/0"


def clean(place: Place, paper: str = TRIAL) -> Draft:
    """A draft with no open finding: what the rules still remark is let stand with a reason."""
    put_draft(place.desk, paper, as_by_a_model(place.desk, paper, plain=paper == TRIAL))
    ben = place.desk.people.named("Ben", place.desk.story.clock.now()).id
    dossier = open_paper(place.desk, paper, ben)
    for key in {finding_key(finding, dossier.draft) for finding in dossier.report.findings}:
        remarking.dismiss(place.desk, paper, ben, dossier.now.draft, key, "of no weight here")
    return dossier.draft


def ticked(place: Place) -> list[str]:
    """What the page offers to tick."""
    return [html.unescape(one) for one in re.findall(r'name="ticked" value="([^"]+)"', place.page("/ready"))]


def token(place: Place) -> str:
    """The session's token, from a page that opens none of the papers here."""
    visitor = place.door.visitor(Request({"type": "http", "headers": [(b"cookie", _cookies(place).encode())]}))
    assert visitor is not None
    return visitor.token


def _cookies(place: Place) -> str:
    return "; ".join(f"{name}={value}" for name, value in place.client.cookies.items())


def sent(place: Place, *papers: str) -> str:
    """The page after these were ticked and sent."""
    answer = place.client.post("/ready", data={"token": token(place), "ticked": list(papers)})
    assert answer.status_code == 200, answer.text
    return answer.text


def state(place: Place, paper: str = TRIAL) -> ReviewState:
    return open_paper(place.desk, paper, place.person).review.state


def test_only_what_this_person_opened_is_offered_and_nothing_is_ticked_beforehand(place: Place) -> None:
    clean(place)
    clean(place, SURVEY)
    assert ticked(place) == []
    digest = clean(place).digest()
    assert ticked(place) == [], "what somebody else opened is not offered"
    place.page(f"/paper/{TRIAL}")
    assert ticked(place) == [f"{TRIAL} {digest}"]
    assert "checked" not in place.page("/ready")
    assert "You have not opened the evidence of 2 of its statements" in place.page("/ready")
    place.page(f"/paper/{SURVEY}")
    assert "2 drafts that you have opened have no open finding" in place.page("/")


def test_the_ticked_ones_are_approved_each_by_its_own_decision_on_its_exact_text(place: Place) -> None:
    for paper in (TRIAL, SURVEY):
        clean(place, paper)
        place.page(f"/paper/{paper}")
    offered = ticked(place)
    assert len(offered) == 2
    assert "2 drafts approved" in sent(place, *offered)
    for one in offered:
        paper, digest = one.split()
        last = place.desk.decisions.of(paper)[-1]
        assert (last.act, last.draft, last.person) == (Act.APPROVE, digest, place.person)
        assert isinstance(last.value, dict)
        assert last.value["together"] is True
        assert ("unopened" in last.value) is (paper == TRIAL), (
            "the other draft has no statement that rests on a passage"
        )
        assert state(place, paper) is ReviewState.APPROVED
    assert ticked(place) == []


def test_all_of_them_are_taken_back_at_once_and_what_was_decided_since_is_not(place: Place) -> None:
    for paper in (TRIAL, SURVEY):
        clean(place, paper)
        place.page(f"/paper/{paper}")
    shown = sent(place, *ticked(place))
    back = re.findall(r'name="ticked" value="([^"]+)"', shown)
    ben = place.desk.people.named("Ben", place.desk.story.clock.now()).id
    draft = open_paper(place.desk, SURVEY, ben).now.draft
    remarking.comment(place.desk, SURVEY, ben, draft, "", "Why so fast?")
    form = {"token": token(place), "ticked": back}
    told = place.client.post("/ready/undo", data=form).text
    assert "1 approval taken back" in told
    assert f"something else was decided on {SURVEY} since" in told
    assert state(place) is ReviewState.IN_REVIEW
    assert state(place, SURVEY) is ReviewState.APPROVED


def test_what_was_changed_after_it_was_opened_is_refused(place: Place) -> None:
    old = clean(place).digest()
    place.page(f"/paper/{TRIAL}")
    ben = place.desk.people.named("Ben", place.desk.story.clock.now()).id
    correcting.edit_text(place.desk, TRIAL, ben, old, FIELD, "By week 24 the groups no longer differed at all.")
    new = open_paper(place.desk, TRIAL, ben).now.draft
    assert ticked(place) == []
    for digest in (old, new):
        assert "was changed after you opened it" in sent(place, f"{TRIAL} {digest}")
    assert state(place) is not ReviewState.APPROVED
    assert "1 was changed after you opened it" in place.page("/ready")


@pytest.mark.parametrize("forged", ["nobody-2020-nothing sha256:0", "", " ", f"{TRIAL} ", f"{TRIAL} sha256:0", "\0 x"])
def test_a_forged_tick_approves_nothing(place: Place, forged: str) -> None:
    clean(place)
    assert "Left as" in sent(place, forged)
    assert state(place) is not ReviewState.APPROVED


def test_a_draft_with_an_open_finding_of_any_weight_is_not_offered_and_is_refused(place: Place) -> None:
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    dossier = open_paper(place.desk, TRIAL, place.person)
    assert dossier.report.findings, "the control: there is a finding"
    place.page(f"/paper/{TRIAL}")
    assert ticked(place) == []
    assert "1 more that you opened has open findings" in place.page("/ready")
    assert "open finding" in sent(place, f"{TRIAL} {dossier.now.draft}")
    assert state(place) is ReviewState.DRAFTED


def test_a_retraction_that_becomes_known_after_it_was_opened_stops_it(place: Place) -> None:
    digest = clean(place).digest()
    place.page(f"/paper/{TRIAL}")
    later = place.desk.story.clock.now() + timedelta(seconds=1)
    assert isinstance(place.desk.notices, Notices)
    place.desk.notices.add([KnownNotice(TRIAL, "retracted_by", "10.1000/x", "Retracted.", "Crossref", later)])
    assert "became known after you opened it" in sent(place, f"{TRIAL} {digest}")
    assert state(place) is ReviewState.IN_REVIEW


def test_the_form_needs_its_sessions_token(place: Place) -> None:
    digest = clean(place).digest()
    place.page(f"/paper/{TRIAL}")
    for path in ("/ready", "/ready/undo"):
        assert place.client.post(path, data={"token": "no", "ticked": f"{TRIAL} {digest}"}).status_code == 403
    assert state(place) is not ReviewState.APPROVED
