"""The entry that this project started from: its errors against the record of its paper, retold in our own words.

A three-person series: relief held until certain weeks, one person improved late, the second drug helped one of two, and
the authors only suggest what it means. The entry tells each of these wrongly and adds a "first" of its own.
"""

from __future__ import annotations

import pytest

from pipeline.checks import check
from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.draft import Draft
from pipeline.domain.paper import Paper
from pipeline.domain.report import Finding, Severity
from pipeline.profiles.loading import load_profile
from pipeline.sources.assembly import Heading, Paragraph, assemble
from tests.unit.checks.making import statement

_IDEA = (
    "A patient with chronic fatigue syndrome (CFS) felt better for five months during and after chemotherapy for "
    "lymphoma, "
    "which led to the idea of testing depletion of B cells."
)
_ONSET = (
    "Patients 1 and 2 were clearly better from week 6, while patient 3 was slightly better from week 6 and "
    "markedly better only "
    "from week 26."
)
_UNTIL = "The improvement held until weeks 16, 18 and 44 after treatment."
_AGAIN = "All three were treated again at relapse, and all improved again."
_SECOND = "Patients 1 and 2 were then given weekly oral methotrexate, patient 1 with effect."
_SAFE = "No unexpected toxicity was seen."
_MEANS = "These observations suggest that B cells are involved in CFS, at least in a subset of patients."
_MORE = "The disease may be amenable to such treatment, and more systematic investigation is needed."


def _record() -> Document:
    parts = (
        ("Background", Role.INTRODUCTION, _IDEA),
        ("Case series", Role.RESULTS, " ".join((_ONSET, _UNTIL, _AGAIN, _SECOND, _SAFE))),
        ("Conclusion", Role.CONCLUSIONS, f"{_MEANS} {_MORE}"),
    )
    blocks = [block for name, role, text in parts for block in (Heading(name, role, Zone.ABSTRACT), Paragraph(text))]
    return assemble(
        blocks,
        paper=Paper(title="Depletion of B cells in chronic fatigue syndrome: a case series", year=2009),
        level=Level.ABSTRACT,
        source_digest="sha256:retold",
        reader="test/1",
        language="en",
    )


def _entry(*, right: bool = False) -> Draft:
    """What the seed says, in other words; or, `right`, what it should have said."""
    first = (
        "Three people with CFS were given a drug."
        if right
        else ("This study was the first to systematically test whether fewer B cells ease the illness.")
    )
    onset = (
        "Two of three improved from week 6, and one clearly from week 26."
        if right
        else ("All three patients improved, with onset at 6 weeks.")
    )
    length = (
        "Relief held until week 16 in one, week 18 in another and week 44 in the third."
        if right
        else ("Relief lasted 16, 18 and 44 weeks in the three patients.")
    )
    second = (
        "Of patients 1 and 2, who got methotrexate, patient 1 improved."
        if right
        else ("One patient (Patient 1) also improved with methotrexate.")
    )
    meaning = (
        "The authors suggest that B cells may be involved in CFS in some patients."
        if right
        else ("B cells are involved in the illness in at least a subset of patients.")
    )
    return Draft.model_validate(
        {
            "source": {"file": "record.xml"},
            "paper": {"title": "Depletion of B cells in chronic fatigue syndrome: a case series", "year": 2009},
            "made_by": {"kind": "model"},
            "study": {"design": "case_series", "n_total": 3},
            "pem": {"badge": "unclear", "reason": "abstract_silent"},
            "summary": {
                "why_it_matters": [statement(first, _IDEA)],
                "observed_findings": [
                    statement(onset, _ONSET),
                    statement(length, _UNTIL),
                    statement(second, _SECOND),
                ],
                "inferred_conclusions": [statement(meaning, _MEANS)],
            },
        }
    )


def _counted(draft: Draft) -> set[tuple[str, str]]:
    report = check(draft, _record(), profile=load_profile())
    return {(found.rule, found.field) for found in report.findings if _asks(found)}


def _asks(found: Finding) -> bool:
    return found.severity is not Severity.NOTE and found.rule[0] not in "CSOM"


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("W006", "/summary/why_it_matters/0"),
        ("P009", "/summary/observed_findings/0"),
        ("N003", "/summary/observed_findings/1"),
        ("O006", "/summary/observed_findings/2"),
        ("W002", "/summary/inferred_conclusions/0"),
    ],
)
def test_seed_entry_then_each_of_its_errors_is_found(rule: str, field: str) -> None:
    report = check(_entry(), _record(), profile=load_profile())
    counted = {(found.rule, found.field) for found in report.findings if found.severity is not Severity.NOTE}
    assert (rule, field) in counted


def test_seed_entry_when_told_rightly_then_nothing_is_asked() -> None:
    assert {found for found in _counted(_entry(right=True)) if found[1].startswith("/summary/")} == set()
