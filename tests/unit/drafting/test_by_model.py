"""Drafting with a model: what each kind of reply becomes, how often it is asked, and whose words the quotes are."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline.domain.draft import SECTION_NAMES, Badge, Basis, Design, Draft, Source
from pipeline.domain.exchange import Api, Completion, Finish, Verdict
from pipeline.drafting.by_model.classify import classify
from pipeline.drafting.by_model.drafter import ModelDrafter
from pipeline.errors import NoUsableReply, RequestTooLong
from pipeline.llm.scripted import ScriptedModel, chat_reply
from pipeline.profiles.loading import load_profile
from pipeline.prompting.bodies import Target
from pipeline.prompting.catalogue import find, load_catalogue
from tests.making import facts
from tests.unit.drafting.replies import answer, as_text, invented_paper, statement

SHOWN = frozenset(range(2, 11))
DOCUMENT = invented_paper()
FACTS = facts(n_total=23, badge=Badge.REQUIRED, reason="M_set")


def _completion(text: str, finish: Finish = Finish.STOP, refusal: str = "") -> Completion:
    return Completion(Api.CHAT, "{}", text, refusal, finish, None, "m", None, 0.1)


def _draft(model: ScriptedModel) -> Draft:
    drafter = ModelDrafter(
        model,
        find(load_catalogue(), "summarize"),
        load_profile("mecfs"),
        Target("http://localhost/v1", Api.CHAT, "invented-model"),
    )
    return asyncio.run(drafter.draft(DOCUMENT, FACTS, source=Source(file="paper.xml"), paper="p"))


@pytest.mark.parametrize(
    ("completion", "verdict"),
    [
        (_completion(as_text(answer())), Verdict.USABLE),
        (_completion(f"```json\n{as_text(answer())}\n```"), Verdict.USABLE),
        (_completion(f"<think>{{hm}}</think>Here it is: {as_text(answer())} Done."), Verdict.USABLE),
        (_completion(as_text({**answer(), "badge": "required"})), Verdict.USABLE),
        (_completion("", refusal="I cannot help with that."), Verdict.REFUSED),
        (_completion(as_text(answer()), Finish.LENGTH), Verdict.CUT_SHORT),
        (_completion("", Finish.FILTER), Verdict.FILTERED),
        (_completion("  \n"), Verdict.EMPTY),
        (_completion("Certainly! The paper is about sleep."), Verdict.NOT_JSON),
        (_completion(as_text(answer())[:-40]), Verdict.NOT_JSON),
        (_completion("[" * 100_000), Verdict.NOT_JSON),
        (_completion("{}"), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(design="a nice study"))), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(quick_summary=[]))), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(observed_findings=[]))), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(quick_summary=[statement(" ", 2)]))), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(quick_summary=[statement("x" * 900, 2)]))), Verdict.WRONG_SHAPE),
        (_completion(as_text(answer(quick_summary=[statement("It was seen.", 99)]))), Verdict.WRONG_SENTENCES),
        (_completion(as_text(answer(quick_summary=[statement("It was seen.")]))), Verdict.WRONG_SENTENCES),
        (_completion(as_text(answer(sentences=[12]))), Verdict.WRONG_SENTENCES),
    ],
)
def test_every_kind_of_reply_has_its_verdict(completion: Completion, verdict: Verdict) -> None:
    assert classify(completion, SHOWN).verdict is verdict


def test_an_editorial_needs_no_findings() -> None:
    told = answer(design="editorial", observed_findings=[])
    assert classify(_completion(as_text(told)), SHOWN).verdict is Verdict.USABLE


def test_a_usable_reply_becomes_a_draft_whose_quotes_are_the_papers_own_sentences() -> None:
    model = ScriptedModel([as_text(answer())])
    draft = _draft(model)
    finding = draft.summary.observed_findings[0]
    assert finding.text == "Patients slept 6.1 hours and controls 7.4 hours (p = 0.01)."
    assert [one.quote for one in finding.evidence] == [
        "Sleep lasted 6.1 h in patients and 7.4 h in controls (p = 0.01)."
    ]
    assert (draft.study.design, draft.study.n_total) == (Design.CASE_CONTROL, 23)
    assert [one.id for one in draft.study.case_definitions] == ["ccc2003"]
    assert draft.made_by is not None
    assert (draft.made_by.kind, draft.made_by.prompt, draft.made_by.lacks) == ("model", "summarize/2", ())
    assert draft.made_by.not_seen == ("References",)
    assert draft.made_by.completion
    assert len(model.asked) == 1


def test_the_badge_is_the_rules_whatever_the_model_says() -> None:
    draft = _draft(ScriptedModel([as_text({**answer(), "pem": {"badge": "not_required"}})]))
    assert (draft.pem.badge, draft.pem.reason) == (Badge.REQUIRED, "M_set")


def test_an_absence_names_where_the_model_looked() -> None:
    absent = statement("The paper names no funding.", basis="absence", stated_by="us")
    draft = _draft(ScriptedModel([as_text(answer(limitations=[absent]))]))
    (said,) = draft.summary.limitations
    assert said.basis is Basis.ABSENCE
    assert said.searched[:2] == ("Abstract", "Introduction")


def test_a_definition_that_is_not_in_the_profile_is_left_out_and_said() -> None:
    odd = [{"id": "best_criteria", "role": "entry", "sentences": [6]}]
    draft = _draft(ScriptedModel([as_text(answer(case_definitions=odd))]))
    assert draft.study.case_definitions == ()
    assert draft.made_by is not None
    assert "best_criteria" in draft.made_by.note


def test_a_reply_that_was_cut_short_is_asked_for_once_more_with_more_room() -> None:
    model = ScriptedModel([chat_reply(as_text(answer())[:300], finish="length"), as_text(answer())])
    assert _draft(model).made_by.lacks == ()  # type: ignore[union-attr]
    assert [request.most_output for request in model.asked] == [8_000, 16_000]


@pytest.mark.parametrize("wrong", ["no JSON", "", "{}", as_text(answer(quick_summary=[statement("Seen.", 99)]))])
def test_a_wrong_reply_is_repaired_once_and_told_what_was_wrong(wrong: str) -> None:
    model = ScriptedModel([wrong, as_text(answer())])
    assert _draft(model).made_by.lacks == ()  # type: ignore[union-attr]
    assert len(model.asked) == 2
    messages: Any = model.asked[1].body["messages"]
    assert "cannot be used" in messages[-1]["content"]


def test_a_reply_that_stays_cut_short_is_kept_as_far_as_it_goes_and_says_what_it_lacks() -> None:
    cut = as_text(answer())
    cut = cut[: cut.index('"inferred_conclusions"') + 40]
    draft = _draft(ScriptedModel([chat_reply(cut, finish="length")] * 2))
    assert draft.summary.observed_findings[0].evidence
    assert draft.summary.limitations == ()
    assert draft.made_by is not None
    assert draft.made_by.lacks[0].startswith("the model's answer was cut short")
    assert "limitations is missing" in draft.made_by.lacks


def test_what_cites_nothing_that_was_shown_is_lost_and_the_rest_is_kept() -> None:
    mixed = answer(observed_findings=[statement("Seen.", 7), statement("Not seen.", 99)], sentences=[2, 99])
    draft = _draft(ScriptedModel([as_text(mixed)] * 2))
    assert [one.text for one in draft.summary.observed_findings] == ["Seen."]
    assert draft.made_by is not None
    assert "observed_findings lost 1 of its statements" in draft.made_by.lacks


def test_of_two_unusable_replies_the_fuller_one_is_kept() -> None:
    draft = _draft(ScriptedModel([as_text(answer(does_not_prove=[])), "{}"]))
    assert draft.summary.quick_summary
    assert draft.made_by is not None
    assert "does_not_prove is missing" in draft.made_by.lacks


def test_damaged_facts_of_the_study_are_replaced_by_those_that_rules_read() -> None:
    draft = _draft(ScriptedModel([as_text(answer(design="nonsense", n_total=5))] * 2))
    assert (draft.study.design, draft.study.n_total) == (Design.CASE_CONTROL, 23)


@pytest.mark.parametrize(
    ("replies", "asked", "why"),
    [
        ([chat_reply(None, refusal="I cannot help with that.")], 1, "refused"),
        ([chat_reply("", finish="content_filter")], 1, "content filter"),
        (["no JSON", "still none"], 2, "no JSON"),
        (["", ""], 2, "empty"),
    ],
)
def test_a_reply_of_which_nothing_can_be_used_is_no_draft(replies: list[Any], asked: int, why: str) -> None:
    model = ScriptedModel(replies)
    with pytest.raises(NoUsableReply, match=why) as caught:
        _draft(model)
    assert len(model.asked) == asked
    assert caught.value.hint


def test_a_paper_that_is_too_long_for_the_server_is_asked_about_in_parts_that_fit() -> None:
    cites_little = answer(
        **{name: [statement("It was said.", 2)] for name in SECTION_NAMES}, case_definitions=[], sentences=[2]
    )
    model = ScriptedModel([RequestTooLong("too long"), as_text(cites_little)])
    draft = _draft(model)
    assert draft.made_by is not None
    assert len(draft.made_by.not_seen) > 1
    assert len(json.dumps(model.asked[1].body)) < len(json.dumps(model.asked[0].body))


def test_no_reply_of_any_shape_crashes_the_drafter() -> None:
    pieces = [
        answer(),
        {"study": 5},
        {"study": {"sentences": [[1]], "groups": 3}},
        {"quick_summary": [None, 1, {}]},
        [],
    ]
    for piece in pieces:
        for cut in (10, 200, 100_000):
            text = as_text(piece)[:cut]
            try:
                _draft(ScriptedModel([text, text]))
            except NoUsableReply:
                continue


def test_refusals_keep_their_words_short_of_the_draft() -> None:
    refused = replace(_completion(""), refusal="No.")
    assert classify(refused, SHOWN).problems == ("No.",)
