"""One at a time: who comes second is told who is first, and who was overtaken hears of it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.domain.ledger import Owner, Turn
from pipeline.engine.alone import alone_by_file, alone_by_ledger
from pipeline.errors import CannotWrite, Conflict, LeaseLost, ServiceUnavailable

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE, THERE = Owner("desk/boot/ns", 41, "s", "update"), Owner("farm/boot/ns", 42, "s", "update")


class Clock:
    """Noon, for ever."""

    def now(self) -> datetime:
        """Noon."""
        return NOON


class Turns:
    """Turns as a test wants them: somebody's, or refused when they are renewed."""

    def __init__(self, held: Turn | None = None, fault: Exception | None = None) -> None:
        self.held, self.fault = held, fault
        self.renewed, self.given_back = threading.Semaphore(0), 0

    def take(self, name: str, owner: Owner, now: datetime, lease_s: float) -> Turn | None:
        """Whoever has it."""
        del name, owner, now, lease_s
        return self.held

    def renew(self, name: str, owner: Owner, now: datetime, lease_s: float) -> None:
        """The fault, if there is one."""
        del name, owner, now, lease_s
        self.renewed.release()
        if self.fault:
            raise self.fault

    def give_back(self, name: str, owner: Owner) -> None:
        """Counted."""
        del name, owner
        self.given_back += 1


def test_who_comes_second_is_told_which_machine_is_at_work_and_since_when() -> None:
    turn = Turn("update", THERE, NOON - timedelta(minutes=7), NOON + timedelta(seconds=30))
    with (
        pytest.raises(Conflict, match=r"process 42 on farm, since 2026-03-01 11:53 UTC \(7 minutes\)") as refused,
        alone_by_ledger(Turns(turn), "update", HERE, Clock(), lost=lambda: None),
    ):
        pytest.fail("nobody was at work")
    assert "12:00:30" in refused.value.hint
    assert refused.value.exit_code == 75


def test_a_turn_is_renewed_while_it_lasts_and_given_back_whatever_happens() -> None:
    turns = Turns()

    def work() -> None:
        with alone_by_ledger(turns, "update", HERE, Clock(), lost=lambda: None, lease_s=0.03):
            assert turns.renewed.acquire(timeout=10)
            assert turns.renewed.acquire(timeout=10)
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        work()
    assert turns.given_back == 1


def test_who_was_overtaken_hears_of_it() -> None:
    heard = threading.Event()
    with alone_by_ledger(Turns(None, LeaseLost("gone")), "update", HERE, Clock(), lost=heard.set, lease_s=0.03):
        assert heard.wait(10)


def test_a_database_that_is_away_for_a_moment_ends_no_turn() -> None:
    turns, heard = Turns(None, ServiceUnavailable("away")), threading.Event()
    with alone_by_ledger(turns, "update", HERE, Clock(), lost=heard.set, lease_s=0.03):
        assert turns.renewed.acquire(timeout=10)
        assert turns.renewed.acquire(timeout=10), "it is tried again"
    assert not heard.is_set()


def test_a_file_is_one_processs_and_says_whose(tmp_path: Path) -> None:
    file = tmp_path / "outputs" / "update.lock"
    with alone_by_file(file, "update", THERE, Clock()):
        with (
            pytest.raises(Conflict, match="process 42 on farm, since 2026-03-01 12:00 UTC"),
            alone_by_file(file, "update", HERE, Clock()),
        ):
            pytest.fail("nobody was at work")
        file.write_text("", encoding="utf-8")
        with pytest.raises(Conflict, match="at work here"), alone_by_file(file, "update", HERE, Clock()):
            pytest.fail("nobody was at work")
    with alone_by_file(file, "update", HERE, Clock()):
        assert "desk" in file.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotWrite), alone_by_file(tmp_path / "file" / "lock", "update", HERE, Clock()):
        pytest.fail("it could be made")
