"""The desk's pages and forms over the real application, without a browser."""

from __future__ import annotations

import html

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.desk import correcting
from pipeline.desk.dossier import open_paper
from pipeline.domain.review import ReviewState
from pipeline.web.pictures import Wanted
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.web.conftest import Place

FIELD = "/summary/observed_findings/0"
HOSTILE = "<script>alert(1)</script>\"' onmouseover=x {{ 7*7 }} ]]>"


def state(place: Place) -> ReviewState:
    return open_paper(place.desk, TRIAL, place.person).review.state


def test_the_queue_links_to_the_draft_and_its_filters_narrow_it(place: Place) -> None:
    assert f'href="/paper/{TRIAL}"' in place.page("/")
    assert f'href="/paper/{TRIAL}?design=rct"' in place.page("/?design=rct")
    assert TRIAL not in place.page("/?design=survey")
    assert "No draft fits" in place.page("/?search=nothing+like+it")


def test_the_paper_shows_each_sentence_with_its_passage_page_and_box(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}")
    dossier = open_paper(place.desk, TRIAL, place.person)
    for _, statement in dossier.draft.summary.statements():
        for evidence in statement.evidence:
            assert html.escape(evidence.quote, quote=False)[:12] in shown
    assert 'id="ev-1-0"' in shown
    assert "<rect" in shown
    assert "page 1" in shown


def test_the_text_of_the_paper_holds_the_same_anchors_as_the_pages(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}?view=text")
    assert '<mark id="ev-2-0" data-number="2">' in shown


def test_a_paper_without_pages_shows_its_text(place: Place) -> None:
    shown = place.page("/paper/voorbeeld-2025-pacing-heart")
    assert 'class="text"' in shown
    assert "Original PDF" not in shown


def test_an_edit_is_saved_checked_and_shown_with_what_changed(place: Place) -> None:
    form = place.form("edit", field=FIELD, text="Fatigue fell by 0.77 points.", place="s-6")
    answer = place.client.post(f"/paper/{TRIAL}/edit", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/paper/{TRIAL}#s-6")
    shown = place.page(f"/paper/{TRIAL}")
    assert "Fatigue fell by" in shown
    assert "0.77" in shown
    assert "<del>" in shown
    assert "finding blocking" in shown


def test_a_clean_draft_is_approved_and_the_next_draft_opens(place: Place) -> None:
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    answer = place.client.post(f"/paper/{TRIAL}/approve", data=place.form("approve", reason="compared"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/paper/voorbeeld-2025-pacing-heart")
    assert state(place) is ReviewState.APPROVED


def test_an_offline_draft_has_no_button_to_approve_and_a_forged_form_is_refused(place: Place) -> None:
    assert 'action="/paper/' + TRIAL + '/approve"' not in place.page(f"/paper/{TRIAL}")
    answer = place.client.post(f"/paper/{TRIAL}/approve", data=place.form("approve", reason="please"))
    assert answer.status_code == 409
    assert "own words" in answer.text
    assert state(place) is ReviewState.DRAFTED


def test_a_conflict_shows_both_texts_and_keeps_what_was_typed(place: Place) -> None:
    form = place.form("edit", field=FIELD, text="My words about week 16.")
    ben = place.desk.people.named("Ben", place.desk.story.clock.now()).id
    correcting.edit_text(place.desk, TRIAL, ben, form["draft"], FIELD, "Ben's words about week 16.")
    answer = place.client.post(f"/paper/{TRIAL}/edit", data=form)
    assert answer.status_code == 409
    assert "My words about week 16." in answer.text
    assert "Ben&#39;s words about week 16." in answer.text
    kept = open_paper(place.desk, TRIAL, place.person).kept
    assert [one.text for one in kept] == ["My words about week 16."]
    again = place.form("edit", field=FIELD, text="My words about week 16.")
    assert place.client.post(f"/paper/{TRIAL}/edit", data=again).status_code == 303
    assert open_paper(place.desk, TRIAL, place.person).kept == ()


def test_evidence_that_is_not_in_the_paper_is_refused_with_the_nearest_passage(place: Place) -> None:
    form = place.form("evidence", field=FIELD)
    form["quote"] = "Of 96 participants randomised (49 samplexine, 47 placebo), 87 completed week 16."
    answer = place.client.post(f"/paper/{TRIAL}/evidence", data=form)
    assert answer.status_code == 400
    assert "do not stand in the paper" in answer.text
    assert "86 completed week 16" in answer.text


def test_what_is_being_typed_is_kept_and_offered_again(place: Place) -> None:
    form = place.form("keep", field=FIELD, text="Half a sent")
    assert place.client.post(f"/paper/{TRIAL}/keep", data=form).status_code == 200
    shown = place.page(f"/paper/{TRIAL}")
    assert "You had typed this and not saved it." in shown
    assert ">Half a sent</textarea>" in shown


def test_the_history_says_who_did_what_and_what_changed(place: Place) -> None:
    place.client.post(f"/paper/{TRIAL}/edit", data=place.form("edit", field=FIELD, text="Plain words."))
    place.client.post(f"/paper/{TRIAL}/return", data=place.form("return", reason="the arms are swapped"))
    shown = place.page(f"/paper/{TRIAL}/history")
    assert "Ada" in shown
    assert "the arms are swapped" in shown
    assert "<ins>" in shown
    place.client.post(f"/paper/{TRIAL}/study", data=place.form("study", design="cohort", n_total="7"))
    facts = place.page(f"/paper/{TRIAL}/history").split("the study facts")[1].split("</li></ul>")[0]
    assert "design: a cohort study" in facts
    assert "participants: 7, before" in facts
    assert "n_total" not in facts


def test_groups_are_corrected_added_and_taken_out_in_the_browser(place: Place) -> None:
    before = open_paper(place.desk, TRIAL, place.person).draft.study.groups
    assert f'name="group-{len(before)}" value=""' in place.page(f"/paper/{TRIAL}")
    rows = {
        "group-0": " patients with  ME/CFS ",
        "n-0": "14",
        "group-1": "",
        "n-1": "3",
        "group-2": "<healthy>",
        "n-2": "",
    }
    assert place.client.post(f"/paper/{TRIAL}/study", data=place.form("study", **rows)).status_code == 303
    groups = open_paper(place.desk, TRIAL, place.person).draft.study.groups
    assert [(one.label, one.n) for one in groups] == [("patients with ME/CFS", 14), ("<healthy>", None)]
    assert "groups: patients with ME/CFS 14, &lt;healthy&gt;" in place.page(f"/paper/{TRIAL}/history")
    gone = {f"group-{row}": "" for row in range(3)}
    assert place.client.post(f"/paper/{TRIAL}/study", data=place.form("study", **gone)).status_code == 303
    assert open_paper(place.desk, TRIAL, place.person).draft.study.groups == ()


def test_the_pages_of_the_next_paper_are_drawn_while_this_one_is_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Wanted] = []
    monkeypatch.setattr(place.pictures, "ahead", asked.extend)
    digest = place.desk.story.papers.get(TRIAL).primary.digest
    place.page("/paper/voorbeeld-2025-pacing-heart")
    assert [(one.digest, one.page) for one in asked] == [(digest, 1), (digest, 2)]


def test_a_badge_without_a_passage_does_not_point_at_one(place: Place) -> None:
    assert "Computed from the passages below" in place.page(f"/paper/{TRIAL}")
    place.client.post(f"/paper/{TRIAL}/study", data=place.form("study", design="narrative_review"))
    shown = place.page(f"/paper/{TRIAL}")
    assert "Computed from the passages below" not in shown
    why = shown.split("no passage stands for it: ")[1].split("</p>")[0]
    assert "narrative review, editorial, letter, opinion" in why.removesuffix(".").split(" / ")


def test_a_design_is_named_in_plain_words_and_in_the_field_s_own(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}")
    assert ">case control: a comparison of people who have the illness with people who do not<" in shown
    assert ">a cohort study<" in shown


def test_the_entry_is_shown_as_readers_will_see_it(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}/entry")
    assert "Observed Findings" in shown
    assert "once a person has approved it" in shown


def test_a_page_of_the_paper_is_drawn_once_and_comes_from_the_disk_after_that(place: Place) -> None:
    first = place.client.get(f"/paper/{TRIAL}/page/1.png")
    assert first.status_code == 200
    assert first.content.startswith(b"\x89PNG")
    assert place.client.get(f"/paper/{TRIAL}/page/1.png").content == first.content
    assert place.client.get(f"/paper/{TRIAL}/page/99.png").status_code == 404
    assert place.client.get("/paper/voorbeeld-2025-pacing-heart/page/1.png").status_code == 404


# ------------------------------------------------------------------------------------------------------ hostile text


def test_text_of_a_paper_or_a_model_is_never_markup(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    first = draft.summary.quick_summary[0].model_copy(update={"text": HOSTILE})
    hostile = draft.model_copy(
        update={
            "paper": draft.paper.model_copy(update={"title": HOSTILE, "journal": HOSTILE}),
            "summary": draft.summary.model_copy(update={"quick_summary": (first,)}),
        }
    )
    put_draft(place.desk, TRIAL, hostile)
    place.client.post(
        f"/paper/{TRIAL}/comment", data=place.form("comment", field="/summary/quick_summary/0", text=HOSTILE)
    )
    place.client.post(f"/paper/{TRIAL}/return", data=place.form("return", reason=HOSTILE))
    pages = ("/", "/?search=" + "<script>alert(1)</script>", f"/paper/{TRIAL}", f"/paper/{TRIAL}?view=text")
    for path in (*pages, f"/paper/{TRIAL}/entry", f"/paper/{TRIAL}/history"):
        shown = place.page(path)
        assert "<script>alert" not in shown
        assert "onmouseover=x" not in shown.replace(html.escape(HOSTILE), "").replace("&#39; onmouseover=x", "")
        assert "49" not in shown.split("<title>")[1].split("</title>")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/paper/../../etc/passwd",
        "/paper/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/paper/x/page/..%2f1.png",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/paper/" + "a" * 3000,
        "/paper/%00",
    ],
)
def test_no_path_leads_out_of_the_desk(place: Place, path: str) -> None:
    answer = place.client.get(path)
    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text
    assert "create_app" not in answer.text


# ------------------------------------------------------------------------------------------------------------- doors


def test_nobody_comes_in_without_the_link_and_the_link_opens_once(place: Place) -> None:
    place.client.cookies.clear()
    assert place.client.get("/").status_code == 401
    assert place.client.get(f"/in/{place.door.link}").status_code == 403
    assert place.client.get("/in/guess").status_code == 403


def test_a_cookie_that_somebody_made_up_or_changed_opens_nothing(place: Place) -> None:
    cookie = place.client.cookies["atlas_desk"]
    place.client.cookies.clear()
    for forged in ("", "x", cookie[:-2], "e30." + cookie.split(".", 1)[1]):
        answer = place.client.get("/", headers={"cookie": f"atlas_desk={forged}"})
        assert answer.status_code == 401, forged


def test_a_form_without_the_sessions_token_does_nothing(place: Place) -> None:
    form = place.form("return", reason="x")
    for token in ("", "0" * 64, "é"):
        answer = place.client.post(f"/paper/{TRIAL}/return", data={**form, "token": token})
        assert answer.status_code == 403
    assert state(place) is ReviewState.DRAFTED


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"host": "evil.example"},
        {"host": "testserver.evil.example"},
        {"host": ""},
    ],
)
def test_a_form_from_another_site_or_under_another_name_is_refused(place: Place, headers: dict[str, str]) -> None:
    answer = place.client.post(f"/paper/{TRIAL}/return", data=place.form("return", reason="x"), headers=headers)
    assert answer.status_code in {403, 421}
    assert state(place) is ReviewState.DRAFTED


def test_a_page_asked_for_under_another_name_is_not_given(place: Place) -> None:
    assert place.client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_a_body_larger_than_the_desk_takes_is_refused(place: Place) -> None:
    form = place.form("edit", field=FIELD, text="x" * 400_000)
    assert place.client.post(f"/paper/{TRIAL}/edit", data=form).status_code == 413


def test_every_answer_forbids_what_a_page_of_the_desk_never_needs(place: Place) -> None:
    for path in ("/", f"/paper/{TRIAL}", "/static/desk.js", "/nowhere", f"/paper/{TRIAL}/page/1.png"):
        headers = place.client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in place.client.get(f"/paper/{TRIAL}/file").headers["content-security-policy"]


_ACTS = st.sampled_from(
    "edit evidence add remove study cite badge tick untick dismiss restore comment resolve approve confirm return "
    "include withdraw assign undo keep nothing".split()
)
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [FIELD, "/summary/x/0", "/summary/strengths/999", "rct", "required", "-1", "9" * 11, "\0", "\ud800"]
    ),
)
_NAMES = st.sampled_from(
    "field text reason section quote badge design n_total year doi key seq to place connective title basis".split()
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(act=_ACTS, fields=st.dictionaries(_NAMES, _TEXTS, max_size=6))
def test_no_form_whatever_it_holds_is_a_defect(place: Place, act: str, fields: dict[str, str]) -> None:
    sent = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    answer = place.client.post(f"/paper/{TRIAL}/{act}", data={**place.form(act), **sent})
    assert answer.status_code < 500, (act, sent, answer.text[:500])


@pytest.mark.parametrize("odd", ["²", "٣", "9" * 5000, "-1", "2024.5", "\x00"])
def test_a_number_that_is_none_costs_an_empty_answer_and_no_page(place: Place, odd: str) -> None:
    assert place.client.get("/", params={"year": odd}).status_code == 200
    answer = place.client.post(
        "/paper/x/edit", content=b"a=b", headers={b"content-length": odd.encode("latin-1", "replace")}
    )
    assert answer.status_code in {400, 403, 404, 413}


def test_beside_a_quote_stands_whose_result_it_is_where_its_words_say_so(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}")
    assert "<dt>Arms it names</dt><dd>samplexine (n = 49), placebo (n = 47)</dd>" in shown
    assert "<dt>When</dt><dd>from week 8; until week 20; at week 24, eight weeks after the last dose</dd>" in shown
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    rests = place.page(f"/paper/{TRIAL}").split('id="s-1"')[1].split('id="s-2"')[0]
    assert 'class="whose"' not in rests


def test_a_later_study_is_named_at_the_desk_and_taken_away_again(place: Place) -> None:
    given = {"study": "10.5555/later.2026.1", "found": "contradicts", "note": "with more people"}
    assert place.client.post(f"/paper/{TRIAL}/later", data=place.form("later", **given)).status_code == 303
    shown = html.unescape(place.page(f"/paper/{TRIAL}"))
    assert "doi:10.5555/later.2026.1: with more people" in shown
    assert "it found otherwise" in shown
    again = place.form("not_later", study="10.5555/later.2026.1")
    assert place.client.post(f"/paper/{TRIAL}/not_later", data=again).status_code == 303
    assert open_paper(place.desk, TRIAL, place.person).review.later == ()
