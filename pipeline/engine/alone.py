"""Only one at a time: a lock on a file for one machine, a turn in the ledger for many. Both say who has it."""

from __future__ import annotations

import fcntl
import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from pipeline.domain.ledger import Owner, Turn
from pipeline.errors import CannotWrite, Conflict, LeaseLost, PipelineError
from pipeline.ports import Clock

__all__ = ["Turns", "alone_by_file", "alone_by_ledger"]

log = logging.getLogger(__name__)

#: Renewed three times in this time; a machine that is gone holds others up for no longer.
LEASE_S = 90.0


class Turns(Protocol):
    """Turns in the ledger."""

    def take(self, name: str, owner: Owner, now: datetime, lease_s: float) -> Turn | None:
        """Take a turn; the turn of the one who has it, or None when it is ours."""
        ...

    def renew(self, name: str, owner: Owner, now: datetime, lease_s: float) -> None:
        """Keep it for another while. Raises LeaseLost."""
        ...

    def give_back(self, name: str, owner: Owner) -> None:
        """Let others have it."""
        ...


@contextmanager
def alone_by_file(file: Path, name: str, owner: Owner, clock: Clock) -> Iterator[None]:
    """While this lasts, no other process of this machine that names `file` is at it; it ends with the process.

    Raises Conflict where somebody else is at it, CannotWrite.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.open("a+", encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written: {error.strerror}", hint="check its permissions") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _at_work(name, *_told(lock), now=clock.now()) from None
        lock.truncate(0)
        lock.write(json.dumps({"owner": str(owner), "since": clock.now().isoformat()}))
        lock.flush()
        yield


@contextmanager
def alone_by_ledger(
    turns: Turns, name: str, owner: Owner, clock: Clock, *, lost: Callable[[], None], lease_s: float = LEASE_S
) -> Iterator[None]:
    """While this lasts, no other process on any machine of this ledger is at it; it is renewed in the background.

    `lost` is called, from another thread, when somebody else took the turn: this machine slept or was cut off for
    longer than `lease_s`. Raises Conflict where somebody else is at it.
    """
    held = turns.take(name, owner, clock.now(), lease_s)
    if held is not None:
        raise _at_work(name, held.owner, held.since, now=clock.now(), until=held.until)
    over = threading.Event()

    def keep() -> None:
        while not over.wait(lease_s / 3):
            try:
                turns.renew(name, owner, clock.now(), lease_s)
            except LeaseLost as error:
                log.warning("%s", error.message)
                lost()
                return
            except PipelineError as error:  # the database may be back before the turn is over
                log.warning("the turn to %s was not renewed: %s", name, error.message)

    keeper = threading.Thread(target=keep, name=f"turn {name}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        try:
            turns.give_back(name, owner)
        except PipelineError as error:  # it ends by itself; what happened before matters more
            log.warning("the turn to %s was not given back: %s", name, error.message)


def _told(lock: IO[str]) -> tuple[Owner | None, datetime | None]:
    """Who says in the file that they have it; nobody while they are about to write it."""
    try:
        lock.seek(0)
        told = json.loads(lock.read())
        return Owner.parse(told["owner"]), datetime.fromisoformat(told["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, None


def _at_work(
    name: str, owner: Owner | None, since: datetime | None, *, now: datetime, until: datetime | None = None
) -> Conflict:
    if owner is None or since is None:
        return Conflict(f"another {name} is at work here", hint="wait for it to end; nothing was done")
    minutes = max(0, round((now - since).total_seconds() / 60))
    gone = f"; if that machine is gone, its turn ends at {until:%H:%M:%S} UTC by itself" if until else ""
    return Conflict(
        f"another {name} is at work: process {owner.pid} on {owner.machine}, "
        f"since {since:%Y-%m-%d %H:%M} UTC ({minutes} minutes)",
        hint=f"wait for it to end{gone}; nothing was done",
    )
