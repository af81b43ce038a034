"""What helps to judge a statement: the order by harm, and one line on what the rules looked for and did not find."""

from __future__ import annotations

from dataclasses import replace

from pipeline.checks import FAMILIES, check
from pipeline.desk.dossier import open_paper
from pipeline.domain.document import Box, Role, Zone
from pipeline.domain.draft import SECTION_NAMES, Basis, Evidence, Statement, Summary
from pipeline.domain.report import Check, CheckStatus
from pipeline.text.align import Index
from pipeline.web.catalogue import SAY, place_of
from pipeline.web.view.harm import SECTIONS_BY_HARM, by_harm
from pipeline.web.view.looked_for import looked_for, why_not
from pipeline.web.view.page import paper_view
from pipeline.web.view.sheets import sheets
from pipeline.web.view.statements import placed
from tests.desks import TRIAL, as_by_a_model, put_draft
from tests.making import document, span_of
from tests.web.conftest import Place

HARM = "Two people fainted."
FIGURE = "Grip fell by 13.8% in patients."
PLAIN = "Sleep did not change."
PAPER = document([(Role.RESULTS, Zone.BODY, "Results", f"{PLAIN} {FIGURE} {HARM}")])


def said(quote: str) -> Statement:
    return Statement(text="Said.", evidence=(Evidence(quote=quote),))


def test_harms_are_judged_first_then_figures_and_running_text_keeps_its_order() -> None:
    found = [said(PLAIN), said(FIGURE), said(HARM)]
    index, harms = Index(PAPER.text), (span_of(PAPER, HARM),)
    assert by_harm("observed_findings", found, harms, index) == (2, 1, 0)
    assert by_harm("quick_summary", found, harms, index) == (0, 1, 2)


def test_every_section_is_judged_and_none_twice() -> None:
    assert sorted(SECTIONS_BY_HARM) == sorted(SECTION_NAMES)


def test_numbers_count_in_the_order_of_judging_and_each_statement_keeps_its_field(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}")
    harm = shown.index("Adverse events occurred")
    assert harm < shown.index("Of 96 participants", shown.index('id="observed_findings"'))
    assert shown.index('id="limitations"') < shown.index('id="why_it_matters"')


def test_a_statement_says_what_was_not_found_and_what_was_not_looked_for(place: Place) -> None:
    dossier = open_paper(place.desk, TRIAL, place.person)
    report = check(dossier.draft, dossier.document, profile=None)
    with_passage = looked_for(report, (), has_evidence=True)
    assert {"E", "N", "D"} <= {letter for letter, _ in with_passage.clean}
    alone = looked_for(report, (), has_evidence=False)
    assert not {"E", "N", "D", "V"} & {letter for letter, _ in alone.clean}
    found = report.findings[0]
    assert found.rule[0] not in {letter for letter, _ in looked_for(report, (found,), has_evidence=True).clean}
    assert all(why for _, why in with_passage.skipped)
    shown = place.page(f"/paper/{TRIAL}")
    assert "Looked for and not found:" in shown
    assert "Nothing found is no proof." in shown


def test_the_page_can_say_of_every_family_of_rules_what_it_is_known_to_miss() -> None:
    assert {family.letter for family in FAMILIES} == set(SAY["misses"])


def test_the_history_calls_places_of_a_draft_as_people_do() -> None:
    assert place_of("/summary/observed_findings/0") == "Observed Findings, 1"
    assert place_of("/summary/observed_findings/-") == "Observed Findings"
    assert [place_of(one) for one in ("/study", "/pem", "")] == ["the study facts", "the badge", ""]


def test_why_rules_did_not_look_is_said_without_codes_and_settings() -> None:
    def said(reason: str) -> str:
        return why_not(Check(family="P", status=CheckStatus.PARTLY, reason=reason))

    assert said("the sentences are the paper's own: P004, P008 did not run") == "the sentences are the paper's own"
    assert said("no second model was asked (verifier.name)") == "no second model was asked"


def test_numbers_of_passages_that_begin_on_one_line_stand_beside_each_other(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    same = draft.summary.quick_summary[0].evidence
    other = draft.summary.observed_findings[0].model_copy(update={"evidence": same})
    changed = draft.summary.model_copy(update={"observed_findings": (other,)})
    put_draft(place.desk, TRIAL, draft.model_copy(update={"summary": changed}))
    view = paper_view(open_paper(place.desk, TRIAL, place.person))
    first, second = (one for sheet in view.pages for one in sheet.overlays if one.first)
    assert first.box == second.box
    assert first.left - second.left > 8


def test_the_number_of_a_passage_that_begins_amid_a_line_covers_no_word_before_it(place: Place) -> None:
    """As where a heading stands before the line above: the column begins further left than the lines over the box."""
    put_draft(place.desk, TRIAL, as_by_a_model(place.desk))
    dossier = open_paper(place.desk, TRIAL, place.person)
    sections = paper_view(dossier).sections
    (_, _, span), *_ = placed(sections)
    cited = dossier.document.sentences_in(span)[0]
    above, before, *_ = (one for one in dossier.document.sentences if one != cited)
    lines = {cited: Box(1, 300, 100, 400, 110), above: Box(1, 120, 85, 400, 95), before: Box(1, 60, 100, 298, 110)}
    boxed = [replace(one, boxes=(lines[one],) if one in lines else ()) for one in dossier.document.sentences]
    overlay = next(
        one
        for sheet in sheets(replace(dossier.document, sentences=tuple(boxed)), sections)
        for one in sheet.overlays
        if one.first
    )
    assert (overlay.box, overlay.left) == (lines[cited], 60)


def test_what_stands_in_the_way_of_an_offline_draft_is_said_once_at_the_top(place: Place) -> None:
    shown = place.page(f"/paper/{TRIAL}").split('class="badge-box"')[0]
    assert "reword them before approval" in shown
    assert "Put each into plain words" not in shown


def test_a_draft_that_rests_on_no_passage_is_not_called_compared(place: Place) -> None:
    draft = as_by_a_model(place.desk)
    alone = Statement(text="It comments on other work.", basis=Basis.DESIGN_RULE)
    summary = Summary(does_not_prove=(alone,))
    put_draft(place.desk, TRIAL, draft.model_copy(update={"summary": summary}))
    tally = place.page(f"/paper/{TRIAL}").split('class="quiet tally"')[1].split("</span>")[0]
    assert "no statement rests on a passage" in tally
    assert "all compared" not in tally
