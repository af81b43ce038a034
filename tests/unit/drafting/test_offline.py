"""The offline draft: every statement stands in the paper or says what else it rests on."""

from __future__ import annotations

import json

import pytest

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.draft import Badge, Basis, Context, Design, Draft, Source
from pipeline.domain.facts import Facts
from pipeline.drafting.offline import draft_offline
from pipeline.drafting.passages import as_statement_text
from tests.making import document, facts, paper, span_of

SOURCE = Source(file="paper.xml")
PARTS = [
    (
        Role.SUMMARY,
        Zone.ABSTRACT,
        "Abstract",
        (
            "It is not known why sleep is poor in this invented illness, and no treatment is established. "
            "The aim of this study was to compare sleep in patients and controls. "
            "Sleep was recorded in 12 patients and 11 controls for two weeks. "
            "Total sleep time was lower in patients than in controls (6.1 h versus 7.4 h, p = 0.01). "
            "There was no significant difference in the number of awakenings (p = 0.44). "
            "These findings suggest that sleep may be shorter in this illness."
        ),
    ),
    (Role.INTRODUCTION, Zone.BODY, "Introduction", "Others reported shorter sleep in 90 % of patients [3]."),
    (Role.METHODS, Zone.BODY, "Methods", "Twelve patients and eleven controls were recruited in one clinic in 2019."),
    (
        Role.RESULTS,
        Zone.BODY,
        "Results",
        (
            "Total sleep time was 6.1 h in patients and 7.4 h in controls (p = 0.01) (Figure 2). "
            "Two patients withdrew because of side effects of the adhesive. Data are shown in Table 1."
        ),
    ),
    (
        Role.DISCUSSION,
        Zone.BODY,
        "Discussion",
        (
            "Our sample was small, and sleep was recorded at home. "
            "Future studies should test whether the difference is seen in larger groups of patients."
        ),
    ),
]


@pytest.fixture
def source() -> Document:
    return document(PARTS)


@pytest.fixture
def read(source: Document) -> Facts:
    return facts(
        n_total=23,
        groups=(("patients", 12), ("controls", 11)),
        sample=(span_of(source, "Sleep was recorded in 12 patients and 11 controls for two weeks."),),
        limitations=(span_of(source, "Our sample was small, and sleep was recorded at home."),),
    )


@pytest.fixture
def draft(source: Document, read: Facts) -> Draft:
    return draft_offline(source, read, source=SOURCE)


def test_every_quote_is_the_documents_own_text_and_every_other_statement_says_its_basis(
    source: Document, draft: Draft
) -> None:
    for field, statement in draft.summary.statements():
        assert statement.evidence or statement.basis is not Basis.SOURCE, field
        for evidence in statement.evidence:
            assert evidence.quote in source.text, field


def test_findings_come_from_results_and_never_from_the_introduction(draft: Draft) -> None:
    quotes = [evidence.quote for found in draft.summary.observed_findings for evidence in found.evidence]
    assert any("6.1 h versus 7.4 h" in quote for quote in quotes)
    assert not any("Others reported" in quote for quote in quotes)


def test_findings_hold_the_null_result_and_the_harm(draft: Draft) -> None:
    texts = " ".join(found.text for found in draft.summary.observed_findings)
    assert "no significant difference in the number of awakenings" in texts
    assert "withdrew because of side effects" in texts


def test_the_same_result_in_abstract_and_body_is_told_once(draft: Draft) -> None:
    assert sum("7.4 h" in found.text for found in draft.summary.observed_findings) == 1


def test_conclusions_and_limits_are_said_to_be_the_authors(draft: Draft) -> None:
    assert draft.summary.inferred_conclusions[0].text.startswith("The authors write: “These findings suggest")
    assert draft.summary.limitations[0].stated_by == "authors"


def test_open_questions_are_found(draft: Draft) -> None:
    assert "larger groups of patients" in draft.summary.remaining_questions[0].text


def test_it_says_that_it_is_extractive(draft: Draft) -> None:
    assert draft.made_by is not None
    assert draft.made_by.kind == "offline"
    assert "Extractive" in draft.made_by.note


def test_does_not_prove_names_the_design_the_number_and_the_missing_definition(draft: Draft) -> None:
    texts = " ".join(statement.text for statement in draft.summary.does_not_prove)
    assert "does not show what came first" in texts
    assert "Only 23 people took part" in texts
    assert "does not say by which definition" in texts


def test_a_case_series_of_three_is_told_to_have_no_comparison_group(source: Document) -> None:
    made = draft_offline(source, facts(Design.CASE_SERIES, n_total=3), source=SOURCE)
    texts = [statement.text for statement in made.summary.does_not_prove]
    assert "no comparison group" in texts[0]
    assert "Only 3 people" in texts[1]


def test_a_protocol_has_no_findings(source: Document) -> None:
    made = draft_offline(source, facts(Design.PROTOCOL, n_total=90), source=SOURCE)
    assert [found.basis for found in made.summary.observed_findings] == [Basis.DESIGN_RULE]
    assert "reports none" in made.summary.observed_findings[0].text
    assert "are to take part" in made.summary.quick_summary[0].text


def test_silence_is_said_with_where_we_looked() -> None:
    silent = document([(Role.METHODS, Zone.BODY, "Methods", "Ten people were asked about sleep in a small survey.")])
    made = draft_offline(silent, facts(), source=SOURCE)
    for section in (made.summary.observed_findings, made.summary.remaining_questions, made.summary.limitations):
        assert section[0].basis is Basis.ABSENCE
        assert section[0].searched == ("Methods",)


def test_an_abstract_alone_is_said_to_be_all_that_was_read() -> None:
    made = draft_offline(document(PARTS[:1], level=Level.ABSTRACT), facts(), source=SOURCE)
    assert any("Only the abstract was read" in found.text for found in made.summary.limitations)


def test_long_covid_is_not_told_as_mecfs(source: Document) -> None:
    made = draft_offline(source, facts(badge=Badge.NOT_REQUIRED, context=Context.LONG_COVID), source=SOURCE)
    assert any("had long COVID" in statement.text for statement in made.summary.does_not_prove)


def test_the_same_document_gives_the_same_bytes(source: Document, read: Facts) -> None:
    one, two = (draft_offline(source, read, source=SOURCE).model_dump_json() for _ in range(2))
    assert one == two


def test_the_format_survives_a_round_trip(draft: Draft) -> None:
    body = draft.model_dump_json(by_alias=True)
    assert json.loads(body)["schema"] == "atlas.draft/1"
    assert Draft.model_validate_json(body).digest() == draft.digest()


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Sleep was short [3, 4–6].", "Sleep was short."),
        ("Sleep was short (Fig. 2).", "Sleep was short."),
        ("Sleep was short (see Table 1) in 12 people.", "Sleep was short in 12 people."),
        ("RESULTS: Sleep was short.", "Sleep was short."),
        ("A dose of 10² units was given.", "A dose of 10² units was given."),
        ("Sleep was short.³ ⁴", "Sleep was short."),
        ("¹² Sleep was short in patients¹³⁻¹⁵ and others.", "Sleep was short in patients and others."),
        ("The index was 24 kg/m² and χ² was 4.", "The index was 24 kg/m² and χ² was 4."),
        ("A rate of 5 min⁻¹ over 3 m² was seen.", "A rate of 5 min⁻¹ over 3 m² was seen."),
        ("Binding of [ ¹¹ C]DTBZ and [¹⁸F]FDG fell.", "Binding of [ ¹¹ C]DTBZ and [¹⁸F]FDG fell."),
        ("Use of VO₂ and R² was common.", "Use of VO₂ and R² was common."),
        ("Sleep was short (n = 12).", "Sleep was short (n = 12)."),
    ],
)
def test_statement_text_loses_pointers_and_keeps_values(printed: str, told: str) -> None:
    assert as_statement_text(printed) == told


def test_no_title_and_no_authors_do_not_stop_a_draft() -> None:
    bare = document(PARTS, of=paper("", authors=()))
    assert draft_offline(bare, facts(), source=SOURCE).paper.title == ""


def test_a_review_tells_no_argued_mechanism_as_observed() -> None:
    argued = document(
        [
            (
                Role.RESULTS,
                Zone.BODY,
                "Muscle",
                (
                    "Higher sodium favours calcium overload and lowers the energy supply of the pump. "
                    "In one study of 40 patients, calcium was higher than in controls (p = 0.02)."
                ),
            )
        ]
    )
    made = draft_offline(argued, facts(Design.NARRATIVE_REVIEW), source=SOURCE)
    texts = [found.text for found in made.summary.observed_findings]
    assert len(texts) == 1
    assert "In one study of 40 patients" in texts[0]


def test_a_table_of_contents_is_never_a_finding() -> None:
    listed = document([(Role.RESULTS, Zone.BODY, "", "Immune cells are altered in patients . . . . . . . . 604 2.3.")])
    made = draft_offline(listed, facts(), source=SOURCE)
    assert made.summary.observed_findings[0].basis is Basis.ABSENCE
