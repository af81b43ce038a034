"""The decision table row by row: each row's own case, with its badge and its reason code."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Badge, Connective
from pipeline.domain.paper import Paper
from pipeline.profiles.loading import load_profile
from pipeline.reading.badge_table import ROWS
from pipeline.reading.facts import read_facts
from pipeline.sources.assembly import Heading, Paragraph
from tests.unit.reading.passages import document, facts_of, methods, reference

R, N, U, X = Badge.REQUIRED, Badge.NOT_REQUIRED, Badge.UNCLEAR, Badge.NOT_APPLICABLE

CASES: tuple[tuple[int, str, Badge, tuple[str | None, ...]], ...] = (
    (1, "Patients met the Fukuda criteria.", N, ("O_set",)),
    (
        2,
        "Patients met the Fukuda criteria, and post-exertional malaise was mandatory as well.",
        R,
        ("explicit_add_on",),
    ),
    (3, "Patients had to fulfil both the Fukuda and the Canadian criteria.", R, ("and_contains_M",)),
    (4, "Patients fulfilled the Fukuda or the Canadian criteria.", N, ("or_contains_nonM",)),
    (5, "Patients met Fukuda; 71 % also fulfilled the Canadian criteria.", N, ("described_not_required",)),
    (6, "Patients met Fukuda. All patients turned out to have post-exertional malaise.", N, ("observed_only",)),
    (7, "Patients met the CCC, the ICC or the IOM criteria for ME/CFS.", R, ("all_M",)),
    (8, "Patients met the Canadian or the International Consensus Criteria.", R, ("all_M",)),
    (9, "Patients met the IOM criteria for ME/CFS.", R, ("M_set",)),
    (
        10,
        "The IOM criteria were adapted: patients had some of unrefreshing sleep, PEM or cognitive problems.",
        N,
        ("loosened",),
    ),
    (11, "Patients were diagnosed by NICE 2021.", R, ("M_set",)),
    (12, "Patients were diagnosed by NICE 2007.", N, ("E_set",)),
    (13, "Patients fulfilled the London criteria.", N, ("E_set",)),
    (14, "Patients had ME by the Ramsay definition.", R, ("M_set_old",)),
    (
        15,
        "Entry was by the Oxford criteria. A subgroup analysis was restricted to those meeting the Canadian criteria.",
        N,
        ("entry_rule_wins",),
    ),
    (16, "Cases were those with a self-reported diagnosis of CFS.", N, ("known_rule_no_PEM",)),
    (
        17,
        "A self-reported diagnosis of CFS sufficed, but only people who passed the DSQ-PEM screen were admitted.",
        R,
        ("explicit_add_on",),
    ),
    (18, "Patients with CFS were seen in our clinic.", U, ("no_set",)),
    (21, "Adults were chosen by Fukuda, adolescents by the Canadian criteria.", N, ("per_arm",)),
    (22, "Patients had post COVID-19 condition by the WHO definition.", N, ("A_set",)),
    (23, "Patients with long COVID were included if they met the IOM criteria for ME/CFS.", R, ("M_set",)),
    (24, "Serum came from donors who met the Canadian Consensus Criteria.", R, ("donor_rule",)),
    (25, "Mice were exercised on a wheel as a model of ME/CFS.", X, ("no_participants",)),
    (26, "This narrative review discusses autoimmunity in ME/CFS.", X, ("no_participants",)),
    (27, "We searched PubMed and Embase; two reviewers selected 20 trials in CFS.", X, ("review_rule",)),
    (28, "The expert panel issued a guideline on ME/CFS; recommendations were graded.", X, ("criteria_document",)),
    (29, "Adults who meet the Canadian criteria will be recruited and will be randomised.", R, ("planned",)),
    (
        30,
        (
            "Summary statistics of a genome-wide association study in the UK Biobank were used; cases reported "
            "CFS themselves."
        ),
        N,
        ("source_cohort", "known_rule_no_PEM"),
    ),
    (
        31,
        (
            "In this secondary analysis of an earlier trial, whose participants met the Oxford criteria, sleep "
            "was examined."
        ),
        N,
        ("parent_study",),
    ),
    (
        32,
        "Case definitions (Oxford, Fukuda and CCC) were compared in one sample of patients, all of whom met Oxford.",
        N,
        ("pool_rule", "or_contains_nonM"),
    ),
    (
        33,
        "Patients met the Fukuda criteria. Healthy controls with post-exertional malaise were excluded.",
        N,
        ("O_set",),
    ),
    (34, "Patients (Fukuda) with post-exertional malaise were excluded from the exercise trial.", N, ("pem_excluded",)),
    (35, "In the original article on CFS the name of an author was misspelt; it should read Roe.", X, ("inherit",)),
)


@pytest.mark.parametrize(("text", "badge", "reasons"), [pytest.param(*case[1:], id=f"row-{case[0]}") for case in CASES])
def test_each_row_of_the_table_gives_its_badge_and_reason(
    text: str, badge: Badge, reasons: tuple[str | None, ...]
) -> None:
    reading = facts_of(text).pem
    assert (reading.badge, reading.reason in reasons) == (badge, True), reading


def test_a_silent_abstract_is_unclear_and_provisional() -> None:  # row 19
    reading = facts_of("We measured cortisol in 40 patients with ME/CFS and 40 controls.", abstract_only=True).pem
    assert (reading.badge, reading.reason, reading.provisional) == (U, "abstract_silent", True)


def test_full_text_that_adds_pem_wins_over_the_abstract() -> None:  # row 20
    paper = document(
        Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT),
        Paragraph("Forty patients with CFS by the Fukuda definition were tested."),
        *methods("Post-exertional malaise was required of every patient."),
    )
    reading = read_facts(paper, load_profile("mecfs")).pem
    assert (reading.badge, reading.reason) == (R, "fulltext_over_abstract")


def test_every_row_number_of_the_published_table_is_in_the_code() -> None:
    there = {row.number for row in ROWS}
    by_other_rows = {19, 20}  # asked through the level of the source
    assert set(range(1, 36)) - there - by_other_rows == set()


@pytest.mark.parametrize("role", [Role.INTRODUCTION, Role.DISCUSSION, Role.CONCLUSIONS, Role.REFERENCES])
def test_a_sentence_outside_methods_and_abstract_never_gives_the_badge(role: Role) -> None:
    zone = Zone.REFERENCES if role is Role.REFERENCES else Zone.BODY
    paper = document(
        Heading("Elsewhere", role, zone),
        Paragraph("Patients had to fulfil the Canadian Consensus Criteria and PEM was mandatory."),
        *methods("Thirty patients with ME/CFS from our clinic were tested."),
        Heading("Results", Role.RESULTS),
        Paragraph("Grip strength was lower in patients."),
    )
    assert read_facts(paper, load_profile("mecfs")).pem.badge is U


def test_a_required_badge_points_at_the_sentence_that_demands_it() -> None:
    facts = facts_of("Age was recorded. PEM was compulsory for every case of ME/CFS. Blood was drawn.")
    paper = document(*methods("Age was recorded. PEM was compulsory for every case of ME/CFS. Blood was drawn."))
    assert [paper.slice(span) for span in facts.pem.passages] == ["PEM was compulsory for every case of ME/CFS."]


@pytest.mark.parametrize(
    ("author", "year", "badge"),
    [("Fukuda", 1994, N), ("Carruthers", 2003, R), ("Carruthers", 2011, R), ("Sharpe", 1991, N), ("Clayton", 2015, R)],
)
def test_a_bare_citation_is_resolved_through_the_reference_list(author: str, year: int, badge: Badge) -> None:
    paper = document(
        *methods("All patients met published criteria for ME/CFS [2]."),
        reference("1", "Roe", 1999),
        reference("2", author, year),
    )
    assert read_facts(paper, load_profile("mecfs")).pem.badge is badge


def test_a_citation_of_another_paper_names_no_set() -> None:
    paper = document(*methods("All patients met published criteria for ME/CFS [1]."), reference("1", "Roe", 1999))
    facts = read_facts(paper, load_profile("mecfs"))
    assert (facts.pem.badge, facts.connective) == (U, Connective.NONE)


@pytest.mark.parametrize(("year", "expected"), [(1992, "holmes1988"), (2008, "fukuda1994"), (2020, "fukuda1994")])
def test_cdc_criteria_without_a_year_are_read_by_the_year_of_the_paper(year: int, expected: str) -> None:
    facts = facts_of("Patients met the CDC criteria for CFS.", year=year)
    assert [one.id for one in facts.definitions] == [expected]


def test_a_paper_on_another_illness_has_no_badge_of_its_own() -> None:
    text = "Ninety patients with rheumatoid arthritis, diagnosed by a physician, rated their fatigue twice."
    paper = document(
        *methods(text), title="Fatigue in rheumatoid arthritis", paper=Paper(title="Fatigue in rheumatoid arthritis")
    )
    reading = read_facts(paper, load_profile("mecfs")).pem
    assert (reading.badge, reading.reason) == (X, "no_mecfs_cases")
