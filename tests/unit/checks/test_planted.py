"""What the rules promise on reviewed drafts of real papers; `tests/benchmarks/rules.py` prints the whole table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.planted import load
from tests.benchmarks.rules import score


@pytest.mark.corpus
@pytest.mark.slow
def test_rules_on_planted_errors_then_found_and_harmless_rewordings_left_alone(corpus: Path) -> None:
    result = score(load(corpus))
    assert result.total["number_change"] >= 20
    assert result.share("quote_altered") >= 0.95
    assert result.share("number_change") >= 0.95
    for kind in ("pem_wrong", "leak", "hype_or_advice", "study_wrong", "significance"):
        assert result.share(kind) >= 0.9, kind
    assert sum(result.found[kind] for kind in result.total if kind != "neutral") >= 0.8 * sum(
        result.total[kind] for kind in result.total if kind != "neutral"
    )
    assert result.share("neutral") <= 0.05


@pytest.mark.corpus
@pytest.mark.slow
def test_rules_on_correct_drafts_then_at_most_one_statement_in_twenty_is_asked_about(corpus: Path) -> None:
    result = score(load(corpus))
    assert result.blocking == 0
    assert (result.blocking + result.warnings) / result.statements <= 0.05
