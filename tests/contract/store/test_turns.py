"""What only one process may do at a time, on both databases."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.ledger import Owner, Turn
from pipeline.errors import LeaseLost, ServiceUnavailable
from pipeline.store import Ledger
from pipeline.store.clock import ServerClock
from pipeline.store.database import Database
from pipeline.store.leases import this_process
from pipeline.store.location import locate
from tests.contract.store.making import NOON, after

HERE = this_process("update")
ELSEWHERE = Owner("elsewhere/boot", 7, "then", "update")


def test_turn_when_somebody_has_it_then_others_are_told_who_and_since_when(ledger: Ledger) -> None:
    assert ledger.turns.take("update", ELSEWHERE, NOON, 60) is None
    assert ledger.turns.take("update", HERE, after(59), 60) == Turn("update", ELSEWHERE, NOON, after(60))
    assert ledger.turns.take("another", HERE, NOON, 60) is None, "each name has a turn of its own"


def test_turn_when_it_was_not_renewed_in_time_then_it_is_free_and_the_old_holder_is_told(ledger: Ledger) -> None:
    assert ledger.turns.take("update", ELSEWHERE, NOON, 60) is None
    assert ledger.turns.take("update", HERE, after(61), 60) is None
    with pytest.raises(LeaseLost, match="silent for too long"):
        ledger.turns.renew("update", ELSEWHERE, after(62), 60)
    ledger.turns.give_back("update", ELSEWHERE)
    held = ledger.turns.held("update")
    assert held is not None
    assert held.owner == HERE, "what is no longer ours is not ours to give back"


def test_turn_when_renewed_then_it_lasts_and_says_when_it_began(ledger: Ledger) -> None:
    ledger.turns.take("update", ELSEWHERE, NOON, 60)
    ledger.turns.renew("update", ELSEWHERE, after(50), 60)
    assert ledger.turns.take("update", HERE, after(100), 60) == Turn("update", ELSEWHERE, NOON, after(110))
    ledger.turns.give_back("update", ELSEWHERE)
    assert ledger.turns.held("update") is None


def test_turn_when_its_holder_died_on_this_machine_then_it_is_free_at_once(ledger: Ledger) -> None:
    dead = replace(HERE, pid=2**22 + 1)
    assert ledger.turns.take("update", dead, NOON, 3600) is None
    assert ledger.turns.take("update", HERE, after(1), 60) is None


def test_turn_when_many_reach_for_it_at_once_then_one_has_it(ledger: Ledger) -> None:
    got: list[str] = []

    def reach(task: str) -> None:
        if ledger.turns.take("update", this_process(task), NOON, 60) is None:
            got.append(task)

    threads = [threading.Thread(target=reach, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_clock_when_there_is_a_server_then_it_is_the_servers_and_goes_on_without_it(postgres_schema: str) -> None:
    steady = [1000.0]
    database = Database(locate(postgres_schema))
    clock = ServerClock(database, steady=lambda: steady[0])
    first = clock.now()
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=10), "both are of this machine in the tests"
    steady[0] += 60.0
    assert clock.now() - first == timedelta(seconds=60), "carried on, whatever this machine's clock says"
    steady[0] += 3600.0
    assert clock.now() - first < timedelta(seconds=60), "asked again"
    database.close()


def test_clock_when_the_server_never_answered_then_it_says_so() -> None:
    clock = ServerClock(Database(locate("postgresql://nobody@127.0.0.1:1/none")))
    with pytest.raises(ServiceUnavailable, match="could not be reached"):
        clock.now()
