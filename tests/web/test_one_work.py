"""What a reviewer sees of a work's other faces: what changed, what belongs to it, what it may be, what came later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.desk.dossier import held, queue
from pipeline.desk.later import name_later
from pipeline.desk.services import Desk
from pipeline.domain.account import Role
from pipeline.domain.desk import Filter
from pipeline.domain.draft import MadeBy
from pipeline.domain.link import PAPER, Link, LinkKind
from tests.desks import TRIAL, as_by_a_model, copied, put_draft
from tests.web.conftest import Place
from tests.web.teams import team_at

SURVEY = "voorbeeld-2025-pacing-heart"


def test_a_draft_made_from_the_article_lists_what_changed_against_its_preprint(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    told = ("the article of this preprint was published", "participants: 52, before <40>")
    made_by = MadeBy(kind="model", model="scripted", anew=told)
    put_draft(place.desk, TRIAL, draft.model_copy(update={"made_by": made_by}))
    shown = place.page(f"/paper/{TRIAL}")
    assert "The article of this preprint was published" in shown
    assert "participants: 52, before &lt;40&gt;" in shown


def test_other_publications_of_a_work_are_listed_and_shown_as_readers_will_see_them(place: Place) -> None:
    now = place.desk.story.clock.now()
    place.desk.story.links.add([Link(TRIAL, LinkKind.PREPRINT, "doi", "10.1101/2023.01.01.1", "Crossref", now)])
    assert "doi:10.1101/2023.01.01.1 (Crossref)" in place.page(f"/paper/{TRIAL}")
    assert "Preprint: 10.1101/2023.01.01.1" in place.page(f"/paper/{TRIAL}/entry")


def test_a_paper_that_may_be_the_same_work_is_a_question_on_both_pages(place: Place) -> None:
    now = place.desk.story.clock.now()
    link = Link(TRIAL, LinkKind.MAYBE_SAME, PAPER, SURVEY, "title and authors", now)
    place.desk.story.links.add([link])
    assert f'name="other" value="{SURVEY}"' in place.page(f"/paper/{TRIAL}")
    assert f'name="other" value="{TRIAL}"' in place.page(f"/paper/{SURVEY}")
    place.desk.story.links.remove(replace(link))
    assert "may be the same work" not in place.page(f"/paper/{TRIAL}")


def test_a_later_study_stands_under_its_own_heading_and_in_the_history(place: Place) -> None:
    draft = held(place.desk, TRIAL).stored.digest
    name_later(place.desk, TRIAL, place.person, draft, SURVEY, found="contradicts", note="More <people>.")
    entry = place.page(f"/paper/{TRIAL}/entry")
    assert entry.index("Later Studies of the Same Question") > entry.index("Observed Findings")
    assert "it found otherwise. More &lt;people&gt;." in entry
    assert "named a later study of the same question" in place.page(f"/paper/{TRIAL}/history")


def ask(desk: Desk) -> None:
    now = desk.story.clock.now()
    desk.story.links.add([Link(TRIAL, LinkKind.MAYBE_SAME, PAPER, SURVEY, "title and authors", now)])


def test_two_works_are_told_apart_in_the_browser_and_nobody_is_asked_again(place: Place) -> None:
    ask(place.desk)
    answer = place.client.post(f"/paper/{TRIAL}/different?design=rct", data=place.form("different", other=SURVEY))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/paper/{TRIAL}?design=rct")
    for paper in (TRIAL, SURVEY):
        assert "may be the same work" not in place.page(f"/paper/{paper}")
    assert {row.paper for row in queue(place.desk, Filter()).rows} == {TRIAL, SURVEY}


def test_one_work_is_one_paper_from_then_on_and_the_queue_has_it_once(place: Place) -> None:
    ask(place.desk)
    answer = place.client.post(f"/paper/{TRIAL}/same", data=place.form("same", other=SURVEY))
    left = answer.headers["location"].removeprefix("/paper/")
    assert (answer.status_code, left in {TRIAL, SURVEY}) == (303, True)
    assert place.desk.story.papers.taken([TRIAL, SURVEY]) == {left}
    assert [row.paper for row in queue(place.desk, Filter()).rows] == [left]
    assert "may be the same work" not in place.page(f"/paper/{left}")


def test_papers_that_nobody_asked_about_can_be_said_to_be_one_work_too(place: Place) -> None:
    assert "The same work as another paper?" in place.page(f"/paper/{TRIAL}")
    assert place.client.post(f"/paper/{TRIAL}/same", data=place.form("same", other=TRIAL)).status_code == 400
    missing = place.client.post(f"/paper/{TRIAL}/same", data=place.form("same", other="nobody-2020-nothing"))
    assert (missing.status_code, "nobody-2020-nothing" in missing.text) == (404, True)
    assert place.client.post(f"/paper/{TRIAL}/same", data=place.form("same", other=f" {SURVEY} ")).status_code == 303


def test_only_an_editor_says_which_papers_are_one_work(drafted_home: Path, tmp_path: Path) -> None:
    with team_at(copied(drafted_home, tmp_path / "home")) as team:
        ask(team.desk)
        team.add("ada", Role.REVIEWER)
        team.add("ed", Role.EDITOR)
        ada, ed = team.signed_in("ada"), team.signed_in("ed")
        shown = ada.get(f"/paper/{TRIAL}").text
        assert "Only an editor says which papers are one work" in shown
        assert f'action="/paper/{TRIAL}/same"' not in shown
        for act in ("same", "different"):
            assert ada.post(f"/paper/{TRIAL}/{act}", data=team.form(ada, other=SURVEY)).status_code == 403
            assert ed.post(f"/paper/{TRIAL}/{act}", data={"token": "no", "other": SURVEY}).status_code == 403
        assert team.desk.story.papers.taken([TRIAL, SURVEY]) == {TRIAL, SURVEY}
        assert ed.post(f"/paper/{TRIAL}/different", data=team.form(ed, other=SURVEY)).status_code == 303


def test_a_later_study_from_elsewhere_is_named_with_its_title_in_the_browser(place: Place) -> None:
    told = {"study": "10.5555/later", "title": "A later <trial>", "found": "agrees", "note": "Twice as many."}
    assert place.client.post(f"/paper/{TRIAL}/later", data=place.form("later", **told)).status_code == 303
    assert "A later &lt;trial&gt;" in place.page(f"/paper/{TRIAL}/entry")
    away = place.form("not_later", study="10.5555/later")
    assert place.client.post(f"/paper/{TRIAL}/not_later", data=away).status_code == 303
    assert "A later" not in place.page(f"/paper/{TRIAL}/entry")
