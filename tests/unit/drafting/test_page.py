"""The page of a draft shows everything and runs nothing."""

from __future__ import annotations

from pipeline.domain.document import Role, Zone
from pipeline.domain.draft import Source
from pipeline.domain.report import Check, CheckStatus, Finding, Report, Severity
from pipeline.drafting.offline import draft_offline
from pipeline.drafting.page import draft_page
from pipeline.text.markdown import escape
from tests.making import document, facts, paper

SOURCE = Source(file="paper.xml")
HOSTILE = "<script>alert(1)</script> [click](javascript:x) *bold* `code`"


def _page(title: str = "A quiet title") -> str:
    source = document(
        [
            (Role.RESULTS, Zone.BODY, "Results", "Pain was lower in 12 patients than in 11 controls (p = 0.02)."),
            (Role.CONCLUSIONS, Zone.BODY, "Conclusions", "We conclude that pain may be lower in this small group."),
        ],
        of=paper(title, doi="10.5555/<odd>(1)"),
    )
    draft = draft_offline(source, facts(), source=SOURCE)
    report = Report(
        draft_digest=draft.digest(),
        rules_version="1",
        checks=(
            Check(family="E", name="evidence", status=CheckStatus.RAN),
            Check(family="W", name="wording", status=CheckStatus.NOT_RUN, reason="not built yet"),
        ),
        findings=(
            Finding(
                rule="N001",
                severity=Severity.BLOCKING,
                field="/summary/observed_findings/0",
                message="12 is not there",
                nearest="eleven",
            ),
        ),
    )
    return draft_page(draft, report, about_badge="What the badge means.", paper_id="doe-2020-x")


def test_page_has_the_sections_of_an_entry_in_their_order() -> None:
    page = _page()
    titles = [
        "## Quick Summary",
        "## Observed Findings",
        "## Inferred Conclusions",
        "## What This Study Does Not Prove",
        "## About the PEM badge",
    ]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)


def test_page_shows_the_quote_with_its_section_and_the_finding_beneath_its_statement() -> None:
    lines = _page().partition("## Observed Findings")[2].splitlines()
    statement = next(index for index, line in enumerate(lines) if line.startswith("- Pain was lower"))
    assert "“Pain was lower in 12 patients" in lines[statement + 1]
    assert "(Results)" in lines[statement + 1]
    assert "blocking N001" in lines[statement + 2]
    assert "eleven" in lines[statement + 2]


def test_page_says_that_it_is_generated_unapproved_and_what_was_not_checked() -> None:
    page = _page()
    assert "Generated. Changes made here are lost" in page
    assert "No person has approved it" in page
    assert "W wording: not built yet" in page


def test_a_hostile_title_is_shown_and_does_nothing() -> None:
    page = _page(HOSTILE)
    assert "<script>" not in page
    assert "[click](" not in page
    assert escape(HOSTILE) in page


def test_an_odd_doi_stays_one_link() -> None:
    assert "(https://doi.org/10.5555/%3Codd%3E%281%29)" in _page()
