"""Paid calls: one result a key, every attempt counted."""

from __future__ import annotations

import pytest

from pipeline.domain.ledger import Attempt, AttemptId, StoredResult, call_key
from pipeline.errors import NotFound
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add, after

KEY = call_key("https://models.example/v1", {"model": "m", "messages": ["one"]})


def test_attempt_when_begun_then_it_is_open_and_its_reservation_counts(ledger: Ledger) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    assert ledger.calls.open_attempts() == (attempt,)
    assert (attempt.key, attempt.paper, attempt.reserved_usd, attempt.started) == (KEY, "a", 0.1, NOON)
    spending = ledger.calls.spent()
    assert (spending.known_usd, spending.uncertain_usd, spending.total_usd) == (0.0, 0.1, 0.1)
    assert ledger.papers.get("a").cost_usd == 0.1


def test_attempt_when_settled_then_its_result_is_never_paid_for_again(ledger: Ledger) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    settled = ledger.calls.settle(attempt.id, b'{"id":1}\0', cost_usd=0.03, usage={"output": 12}, now=after(9))
    assert settled == StoredResult(KEY, attempt.id, b'{"id":1}\0', 0.03, {"output": 12}, after(9))
    assert ledger.calls.begin(KEY, paper="a", reserved_usd=0.1, now=after(10)) == settled
    assert ledger.calls.result(KEY) == settled
    assert ledger.calls.open_attempts() == ()
    assert ledger.calls.spent().total_usd == 0.03
    assert ledger.papers.get("a").cost_usd == 0.03


def test_result_when_two_attempts_were_in_the_air_then_the_first_stands_and_both_are_paid(ledger: Ledger) -> None:
    add(ledger, "a")
    one, two = _begin(ledger, reserved=0.1), _begin(ledger, reserved=0.1)
    first = ledger.calls.settle(two.id, b"two", cost_usd=0.05, usage=None, now=after(1))
    assert ledger.calls.settle(one.id, b"one", cost_usd=0.04, usage=None, now=after(2)) == first
    assert first.value == b"two"
    assert ledger.calls.spent().known_usd == 0.09


def test_attempt_when_settled_twice_then_nothing_changes(ledger: Ledger) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    first = ledger.calls.settle(attempt.id, b"one", cost_usd=0.05, usage=None, now=after(1))
    assert ledger.calls.settle(attempt.id, b"two", cost_usd=0.01, usage=None, now=after(2)) == first
    ledger.calls.fail(attempt.id, "late", now=after(3), cost_usd=0.0)
    assert ledger.calls.spent().known_usd == 0.05


def test_attempt_when_it_failed_and_nobody_knows_the_price_then_the_reservation_goes_on_counting(
    ledger: Ledger,
) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    ledger.calls.fail(attempt.id, "timed out", now=after(1))
    assert ledger.calls.open_attempts() == ()
    assert ledger.calls.spent().uncertain_usd == 0.1


def test_attempt_when_it_certainly_cost_nothing_then_its_reservation_is_given_back(ledger: Ledger) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    ledger.calls.fail(attempt.id, "connection refused", now=after(1), cost_usd=0.0)
    assert ledger.calls.spent().total_usd == 0.0
    assert isinstance(ledger.calls.begin(KEY, paper="a", reserved_usd=0.1, now=after(2)), Attempt)


def test_attempt_when_its_reply_comes_after_it_failed_then_it_is_stored(ledger: Ledger) -> None:
    add(ledger, "a")
    attempt = _begin(ledger, reserved=0.1)
    ledger.calls.fail(attempt.id, "timed out", now=after(1))
    assert ledger.calls.settle(attempt.id, b"late", cost_usd=0.2, usage=None, now=after(2)).value == b"late"
    assert (ledger.calls.spent().known_usd, ledger.calls.spent().uncertain_usd) == (0.2, 0.0)


def test_attempt_when_unknown_then_settling_and_failing_say_so(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="77"):
        ledger.calls.settle(AttemptId(77), b"", cost_usd=0.0, usage=None, now=NOON)
    with pytest.raises(NotFound, match="77"):
        ledger.calls.fail(AttemptId(77), "timed out", now=NOON)


def test_spending_when_asked_since_a_time_then_older_attempts_are_left_out(ledger: Ledger) -> None:
    add(ledger, "a")
    _begin(ledger, reserved=0.1)
    ledger.calls.begin("sha256:other", paper="a", reserved_usd=0.25, now=after(60))
    assert ledger.calls.spent(after(60)).total_usd == 0.25
    assert ledger.calls.spent(NOON).total_usd == 0.35


@pytest.mark.parametrize("amount", [-0.01, float("nan"), float("inf")])
def test_money_when_it_is_no_amount_then_it_is_refused_before_anything_is_written(
    ledger: Ledger, amount: float
) -> None:
    with pytest.raises(ValueError, match="amount"):
        ledger.calls.begin(KEY, paper=None, reserved_usd=amount, now=NOON)
    assert ledger.calls.open_attempts() == ()


def test_money_when_many_small_amounts_are_added_then_no_part_is_lost(ledger: Ledger) -> None:
    for number in range(30):
        ledger.calls.begin(f"sha256:{number}", paper=None, reserved_usd=0.1, now=NOON)
    assert ledger.calls.spent().total_usd == 3.0


def _begin(ledger: Ledger, *, reserved: float) -> Attempt:
    attempt = ledger.calls.begin(KEY, paper="a", reserved_usd=reserved, now=NOON)
    assert isinstance(attempt, Attempt)
    return attempt
