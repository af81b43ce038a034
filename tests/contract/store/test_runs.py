"""What ran when."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from pipeline.domain.ledger import RunRow
from pipeline.errors import NotFound
from pipeline.store import Ledger
from tests.contract.store.making import NOON, after


def test_run_when_finished_then_the_last_run_tells_its_counts(ledger: Ledger) -> None:
    assert ledger.runs.last() is None
    number = ledger.runs.start("draft", NOON)
    assert ledger.runs.last() == RunRow(number, "draft", NOON, None, None, {})
    ledger.runs.finish(number, after(60), counts={"drafted": 5, "unreadable": 1}, exit_code=3)
    assert ledger.runs.last() == RunRow(number, "draft", NOON, after(60), 3, {"drafted": 5, "unreadable": 1})


def test_run_when_it_told_more_than_counts_then_that_is_kept(ledger: Ledger) -> None:
    number = ledger.runs.start("update", NOON)
    told: dict[str, JsonValue] = {"cost": "0.10 USD", "waiting": 3, "unasked": ["pubmed"]}
    ledger.runs.finish(number, after(60), counts={}, exit_code=69, told=told)
    assert ledger.runs.last() == RunRow(number, "update", NOON, after(60), 69, {}, told)


def test_last_run_when_asked_for_one_command_then_others_are_left_out(ledger: Ledger) -> None:
    ledger.runs.start("update", NOON)
    ledger.runs.start("draft", after(1))
    last = ledger.runs.last("update")
    assert last is not None
    assert last.command == "update"
    assert ledger.runs.last("publish") is None


def test_run_when_unknown_then_finishing_it_says_so(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="77"):
        ledger.runs.finish(77, NOON, counts={}, exit_code=0)


def test_time_when_it_has_no_zone_then_it_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="zone"):
        ledger.runs.start("draft", NOON.replace(tzinfo=None))
