"""Which way an outcome went, from invented sentences in the many ways in which trials report it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.facts import Direction
from pipeline.reading.directions import Comparison, direction_of

_RIGHT = {"up": Direction.INCREASED, "down": Direction.DECREASED, "none": Direction.NO_DIFFERENCE}
_LINES = Path(__file__).with_name("directions.txt").read_text(encoding="utf-8").splitlines()
TOLD = [tuple(line.split(" | ")) for line in _LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("right", "text", "outcome", "intervention", "comparator"), TOLD)
def test_the_way_that_a_trial_reports_is_read(
    right: str, text: str, outcome: str, intervention: str, comparator: str
) -> None:
    assert direction_of(text, Comparison(outcome, intervention, comparator)) is _RIGHT[right]
