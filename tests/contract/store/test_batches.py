"""Batches of calls: written whole, never out twice, closed call by call."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.domain.batches import LONGEST, Asked, Batch, BatchState, custom_id
from pipeline.errors import BudgetReached, InABatch
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add, after

BATCH = Batch("one", "https://models.example/v1", "large", None, BatchState.MAKING, NOON)


def _asked(*names: str, usd: float = 0.01) -> list[Asked]:
    return [Asked(f"key-{name}", name, usd, {"model": "large"}) for name in names]


def test_batch_when_begun_then_its_calls_count_as_money_before_anything_is_sent(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    assert len(ledger.batches.begin(BATCH, _asked("a", "b"), month_usd=None)) == 2
    assert ledger.batches.open() == (BATCH,)
    assert ledger.calls.spent().uncertain_usd == 0.02
    assert ledger.batches.papers("one") == ("a", "b")


def test_question_when_it_is_out_with_a_batch_then_nobody_else_asks_it(ledger: Ledger) -> None:
    add(ledger, "a")
    ledger.batches.begin(BATCH, _asked("a"), month_usd=None)
    assert ledger.calls.in_a_batch("key-a") == NOON
    with pytest.raises(InABatch) as refusal:
        ledger.calls.begin("key-a", paper="a", reserved_usd=0.01, now=after(5))
    assert refusal.value.not_before == NOON + LONGEST
    other = dataclasses.replace(BATCH, id="two")
    assert ledger.batches.begin(other, _asked("a"), month_usd=None) == ()
    assert ledger.batches.open() == (BATCH,)


def test_question_when_it_was_answered_before_then_it_is_in_no_batch(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    attempt = ledger.calls.begin("key-a", paper="a", reserved_usd=0.01, now=NOON)
    ledger.calls.settle(attempt.id, b"answer", cost_usd=0.01, usage=None, now=NOON)  # type: ignore[union-attr]
    assert [one.paper for one in ledger.batches.begin(BATCH, _asked("a", "b", "b"), month_usd=None)] == ["b"]


def test_batch_when_the_month_pays_for_a_part_then_only_that_part_is_in_it(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    mine = ledger.batches.begin(BATCH, _asked("a", "b", "c"), month_usd=0.025)
    assert [one.paper for one in mine] == ["a", "b"]
    with pytest.raises(BudgetReached, match="of this month"):
        ledger.batches.begin(dataclasses.replace(BATCH, id="two"), _asked("c"), month_usd=0.025)
    assert ledger.calls.spent().uncertain_usd == 0.02


def test_answers_when_they_come_in_any_order_then_each_finds_its_question(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    ledger.batches.begin(BATCH, _asked("a", "b"), month_usd=None)
    ledger.batches.sent("one", "batch_9")
    for name in ("b", "a"):
        question = ledger.batches.travelling("one", custom_id(f"key-{name}"))
        assert question is not None
        assert question.sent == {"model": "large"}
        ledger.calls.settle(question.attempt, name.encode(), cost_usd=0.005, usage=None, now=after(1))
    assert ledger.batches.travelling("one", "nobody's") is None
    result = ledger.calls.result("key-a")
    assert result is not None
    assert result.value == b"a"
    assert ledger.calls.open_attempts() == ()


def test_batch_when_it_lapsed_then_what_was_not_answered_is_free_again(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    ledger.batches.begin(BATCH, _asked("a", "b"), month_usd=None)
    ledger.batches.sent("one", "batch_9")
    question = ledger.batches.travelling("one", custom_id("key-a"))
    assert question is not None
    ledger.calls.settle(question.attempt, b"answer", cost_usd=0.004, usage=None, now=after(1))
    ledger.batches.end("one", "it expired", now=after(2), cost_usd=0.0)
    assert ledger.calls.spent().total_usd == 0.004
    assert ledger.calls.in_a_batch("key-b") is None
    assert [one.state for one in ledger.batches.open()] == [BatchState.ENDED]
    ledger.batches.done(["one"])
    assert ledger.batches.open() == ()


def test_batch_when_it_was_sent_then_its_name_at_the_provider_is_kept(ledger: Ledger) -> None:
    add(ledger, "a")
    ledger.batches.begin(BATCH, _asked("a"), month_usd=None)
    ledger.batches.sent("one", "batch_9")
    assert ledger.batches.open() == (dataclasses.replace(BATCH, remote="batch_9", state=BatchState.SENT),)
