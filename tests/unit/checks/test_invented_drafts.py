"""What the rules see in invented summaries that went wrong, and what they leave alone in the right ones."""

from __future__ import annotations

import pytest

from pipeline.checks import check
from pipeline.domain.document import Document, Role
from pipeline.domain.report import Finding, Severity
from pipeline.profiles.loading import load_profile
from tests.unit.checks.invented_drafts import ASIDE, INVENTED, RESULTS, TRIALS, Told
from tests.unit.checks.making import document, draft, statement

# Nothing is asked of words alone here: a right line may be as short as its source, and then repeats it.
_COPIED = "L006"


@pytest.mark.parametrize("told", [told for told in (*INVENTED, *TRIALS) if not told.missed], ids=lambda told: told.name)
def test_rules_when_an_invented_line_says_otherwise_than_its_passage_then_asked_about(told: Told) -> None:
    assert _asked(told, told.wrong)


@pytest.mark.parametrize("told", [*INVENTED, *TRIALS], ids=lambda told: told.name)
def test_rules_when_an_invented_line_says_what_its_passage_says_then_left_alone(told: Told) -> None:
    assert [(finding.rule, finding.message) for finding in _asked(told, told.right)] == []


@pytest.mark.parametrize("told", [told for told in (*INVENTED, *TRIALS) if told.missed], ids=lambda told: told.name)
@pytest.mark.xfail(strict=True, reason="open defect: the rules do not see this yet")
def test_rules_when_the_error_is_one_they_cannot_see_then_known(told: Told) -> None:
    assert _asked(told, told.wrong)


@pytest.mark.parametrize(
    ("batch", "told_apart", "in_vain"), [(RESULTS, 0.77, 0.04), (ASIDE, 0.55, 0.10)], ids=["looked at", "only counted"]
)
def test_rules_when_lines_were_written_before_them_then_so_many_are_told_from_the_right_ones(
    batch: tuple[Told, ...], told_apart: float, in_vain: float
) -> None:
    right = [bool(_asked(told, told.right)) for told in batch]
    wrong = [bool(_asked(told, told.wrong)) for told in batch]
    assert sum(w and not r for w, r in zip(wrong, right, strict=True)) >= told_apart * len(batch)
    assert sum(right) <= in_vain * len(batch)


def _asked(told: Told, text: str) -> list[Finding]:
    checked = draft(
        statement(text, *told.quotes),
        section=told.section,
        study={"design": told.design, "n_total": None, "groups": []},
    )
    report = check(checked, _paper(told), profile=load_profile())
    return [
        finding
        for finding in report.findings
        if finding.severity is not Severity.NOTE
        and finding.field.startswith(f"/summary/{told.section}/0")
        and finding.rule != _COPIED
    ]


def _paper(told: Told) -> Document:
    """The invented paper with the passage in its results, or in its introduction where it is about other work."""
    role = Role.INTRODUCTION if told.kind == "misattributed" else Role.RESULTS
    return document(parts={role: f"Grip was measured twice. {told.quote}"})
