"""A true sentence in plain words, far from those of its passage, draws no warning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.checks import check
from pipeline.domain.document import Role
from pipeline.domain.report import Severity
from pipeline.profiles.loading import load_profile
from tests.unit.checks.making import document, draft, statement


@dataclass(frozen=True)
class Truth:
    """A right line of a summary with its passages."""

    design: str
    section: str
    quotes: tuple[str, ...]
    text: str


def _lines() -> Iterator[Truth]:
    records = Path(__file__).with_name("plain_truths.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    for record in records:
        head, *lines = record.strip().split("\n")
        design, section = head.split()
        quotes = tuple(line[2:] for line in lines if line.startswith("p "))
        for line in lines:
            if line.startswith("r "):
                yield Truth(design, section, quotes, line[2:])


@pytest.mark.parametrize("told", tuple(_lines()), ids=lambda told: str(told.text)[:60])
def test_rules_when_a_true_line_uses_its_own_words_then_left_alone(told: Truth) -> None:
    paper = document(parts={Role.RESULTS: " ".join(told.quotes)})
    study: dict[str, object] = {"design": told.design, "n_total": None, "groups": []}
    checked = draft(statement(told.text, *told.quotes), section=told.section, study=study)
    findings = check(checked, paper, profile=load_profile()).findings
    place = f"/summary/{told.section}/0"
    asked = [one for one in findings if one.severity is not Severity.NOTE and one.field.startswith(place)]
    assert [(one.rule, one.message) for one in asked] == []
