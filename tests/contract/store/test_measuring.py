"""What is measured at a desk, on both databases: sums, and nothing that leads to anybody."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.domain.desk import Sums
from pipeline.store import Ledger

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_sums_when_nothing_was_measured_then_they_say_so(ledger: Ledger) -> None:
    assert ledger.measuring.sums() == Sums(0, 0, None, 0, None)


def test_sums_when_much_was_measured_then_medians_are_the_lower_middle(ledger: Ledger) -> None:
    for number, seconds in enumerate((30.0, 10.0, 20.0, 40.0)):
        ledger.measuring.seeded(caught=number != 0, seconds=seconds)
    for seconds in (5.0, 7.0, 600.0):
        ledger.measuring.decided(seconds)
    assert ledger.measuring.sums() == Sums(3, 1, 20.0, 3, 7.0)


def test_seed_when_somebody_met_it_then_it_is_not_met_again(ledger: Ledger) -> None:
    ada = ledger.people.named("Ada", NOW).id
    assert ledger.measuring.meet(ada, "one", NOW)
    assert not ledger.measuring.meet(ada, "one", NOW)
    assert ledger.measuring.met(ada) == {"one"}
    assert ledger.measuring.met("nobody") == frozenset()
