"""Costs are summed so that nothing unknown is taken for nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.domain.costs import PaidCall, expected, summed

CALL = PaidCall(date(2026, 3, 1), "large", "summarize/2", "a", 1000, 200, 300, 0.02, 0.05)


def test_calls_of_one_day_model_and_prompt_are_one_line_the_newest_day_first() -> None:
    later = replace(CALL, day=date(2026, 3, 2), paper="c")
    rows = summed([CALL, replace(CALL, paper="b"), replace(CALL, prompt="verify/1"), later])
    assert [(row.day.day, row.prompt, row.calls, row.papers) for row in rows] == [
        (2, "summarize/2", 1, 1),
        (1, "summarize/2", 2, 2),
        (1, "verify/1", 1, 1),
    ]
    assert rows[1].known_usd == pytest.approx(0.04)
    assert (rows[1].input, rows[1].cached, rows[1].output) == (2000, 400, 600)


def test_what_the_server_had_kept_is_summed_as_told_and_said_where_it_was_not() -> None:
    untold, broken = replace(CALL, cached=None), replace(CALL, input=0, output=0, cached=None)
    (row,) = summed([CALL, untold, broken])
    assert (row.cached, row.untold, row.task) == (200, 1, "summarize")


def test_a_call_whose_end_nobody_knows_counts_at_its_worst_and_one_without_a_price_is_said_to_have_none() -> None:
    lost, unpriced = replace(CALL, cost_usd=None), replace(CALL, cost_usd=None, reserved_usd=0.0)
    (row,) = summed([CALL, lost, unpriced])
    assert (row.known_usd, row.uncertain_usd, row.unpriced) == (0.02, 0.05, 1)


def test_a_paper_is_expected_to_use_what_papers_used_before_with_the_same_model_and_prompt() -> None:
    calls = [CALL, replace(CALL, cost_usd=0.04, input=3000), replace(CALL, paper="b"), replace(CALL, model="small")]
    found = expected(calls, model="large", prompt="summarize")
    assert found is not None
    assert (found.papers, found.input, found.output) == (2, 2500, 450)
    assert found.usd == pytest.approx(0.04)
    assert expected(calls, model="large", prompt="verify") is None
    assert expected(calls, model="huge", prompt="summarize") is None
    free = expected([replace(CALL, cost_usd=None, reserved_usd=0.0)], model="large", prompt="summarize/2")
    assert free is not None
    assert free.usd is None
