"""Failed sign-ins as the throttle counts them, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from pipeline.store import Ledger
from pipeline.web.throttle import Throttle

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


def test_guessing_when_it_comes_from_elsewhere_then_the_owner_is_not_locked_out(ledger: Ledger) -> None:
    hands = Hands()
    throttle = Throttle(ledger.sign_ins, hands.now)
    waits = [throttle.begin("ada", "192.0.2.1").wait_s for _ in range(7)]
    assert waits == [0.0] * 6 + [900.0]
    assert throttle.begin("ada", "198.51.100.7").wait_s == 0
    hands.seconds = 899
    assert throttle.begin("ada", "192.0.2.1").wait_s == 1
    hands.seconds = 900
    assert throttle.begin("ada", "192.0.2.1").wait_s == 0


def test_address_when_it_guesses_at_many_names_then_it_waits_at_every_name(ledger: Ledger) -> None:
    throttle = Throttle(ledger.sign_ins, Hands().now)
    assert [throttle.begin(f"name {n}", "192.0.2.1").wait_s for n in range(31)] == [0.0] * 30 + [900.0]


def test_name_when_it_is_guessed_at_from_everywhere_then_it_waits_in_the_end(ledger: Ledger) -> None:
    throttle = Throttle(ledger.sign_ins, Hands().now)
    waits = [throttle.begin("ada", f"203.0.113.{n}").wait_s for n in range(61)]
    assert (waits[:60], waits[60]) == ([0.0] * 60, 900.0)


def test_success_when_it_follows_failures_then_they_and_it_are_forgotten(ledger: Ledger) -> None:
    throttle = Throttle(ledger.sign_ins, Hands().now, pair=2, address=3)
    throttle.begin("ada", "192.0.2.1")
    for _ in range(5):
        throttle.succeeded(throttle.begin("ada", "192.0.2.1"))
    assert throttle.begin("ada", "192.0.2.1").wait_s == 0


def test_guesses_when_they_come_at_once_then_no_more_pass_than_the_limit(ledger: Ledger) -> None:
    throttle = Throttle(ledger.sign_ins, Hands().now)
    with ThreadPoolExecutor(8) as threads:
        tries = list(threads.map(lambda _: throttle.begin("ada", "192.0.2.1"), range(20)))
    assert sum(one.wait_s == 0 for one in tries) == 6
