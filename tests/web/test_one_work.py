"""What a reviewer sees of a work's other faces: what changed, what belongs to it, what it may be, what came later."""

from __future__ import annotations

from dataclasses import replace

from pipeline.desk.dossier import held
from pipeline.desk.later import name_later
from pipeline.domain.draft import MadeBy
from pipeline.domain.link import PAPER, Link, LinkKind
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place

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
    assert f"atlas review same {TRIAL} {SURVEY}" in place.page(f"/paper/{TRIAL}")
    assert f"atlas review same {SURVEY} {TRIAL}" in place.page(f"/paper/{SURVEY}")
    place.desk.story.links.remove(replace(link))
    assert "may be the same work" not in place.page(f"/paper/{TRIAL}")


def test_a_later_study_stands_under_its_own_heading_and_in_the_history(place: Place) -> None:
    draft = held(place.desk, TRIAL).stored.digest
    name_later(place.desk, TRIAL, place.person, draft, SURVEY, found="contradicts", note="More <people>.")
    entry = place.page(f"/paper/{TRIAL}/entry")
    assert entry.index("Later Studies of the Same Question") > entry.index("Observed Findings")
    assert "it found otherwise. More &lt;people&gt;." in entry
    assert "named a later study of the same question" in place.page(f"/paper/{TRIAL}/history")
