"""No word of the prompts' invented paper passes into an entry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.domain.answer import ANSWER_NAME
from pipeline.domain.document import Role
from pipeline.domain.report import Severity
from pipeline.prompting.catalogue import load_catalogue
from tests.unit.checks.making import document, draft, found, statement

_PROMPTS = Path(__file__).resolve().parents[3] / "prompts"
_STATEMENT = re.compile(r'\{"text": "([^"]+)"')
_SENTENCE = re.compile(r"^\[\d+\] (.+)$", re.MULTILINE)


def _example() -> list[str]:
    """What the worked examples of all shipped prompts for drafting say, the invented paper and its entry."""
    catalogue = load_catalogue(_PROMPTS)
    texts = [text for prompt in catalogue.prompts if prompt.schema == ANSWER_NAME for _, text in prompt.blocks]
    return sorted({line for text in texts for line in _STATEMENT.findall(text) + _SENTENCE.findall(text)})


def test_prompts_then_hold_an_example_to_guard_against() -> None:
    assert len(_example()) > 15


@pytest.mark.parametrize("line", _example())
def test_draft_when_it_repeats_a_line_of_the_example_then_flagged(line: str) -> None:
    assert found("I005", draft(statement(line)))


def test_draft_when_it_repeats_an_invented_name_in_other_words_then_approval_is_stopped() -> None:
    (finding,) = found("I005", draft(statement("Less of the protein quorinase was seen in those who rested.")))
    assert finding.severity is Severity.BLOCKING
    assert finding.span == (20, 29)


def test_draft_when_groups_carry_an_invented_name_then_flagged() -> None:
    groups = {"groups": [{"label": "low quorinase", "n": 3}], "n_total": 3}
    assert found("I005", draft(study=groups))


def test_draft_when_the_paper_itself_says_a_line_of_the_example_then_silent() -> None:
    line = "One volunteer fainted after the blood was taken."
    paper = document(parts={Role.RESULTS: line})
    assert found("I005", draft(statement(line, line)), paper) == ()
