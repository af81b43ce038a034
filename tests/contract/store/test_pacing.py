"""One pace for all who ask one server, on both databases."""

from __future__ import annotations

import threading

from pipeline.domain.pace import Limits, Pace, Told
from pipeline.store import Ledger

LIMITS = Limits(requests=60)


def test_pace_when_many_take_at_once_then_each_has_a_moment_of_its_own(ledger: Ledger) -> None:
    waits: list[float] = []

    def ask() -> None:
        waits.extend(ledger.pacing.take("server", LIMITS, 1, 100.0) for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [max(0.0, number - 2.0) for number in range(30)]
    assert ledger.pacing.look("another") == Pace()


def test_pace_when_a_server_told_its_limits_then_all_know(ledger: Ledger) -> None:
    ledger.pacing.learn("server", Told(Limits(60.0, None), 7.0), 100.0)
    ledger.pacing.hold_back("server", 3.0, 100.0)
    assert ledger.pacing.look("server") == Pace(0.0, 0.0, 107.0, Limits(60.0, None))
    assert ledger.pacing.take("server", Limits(), 1, 100.0) == 7.0
