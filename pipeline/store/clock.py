"""The time of the database server: machines whose own clocks differ agree on it, and so on what has run out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from pipeline.errors import PipelineError
from pipeline.store.database import Database

__all__ = ["ServerClock"]

_ASK_EVERY_S = 300.0


class ServerClock:
    """A clock set by the server's now and then, and carried on in between by one that nobody turns back.

    A worker whose machine is some minutes ahead would otherwise take papers from others that are at work on them.
    """

    def __init__(self, database: Database, *, steady: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._steady = steady
        self._lock = threading.Lock()
        self._set: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """The time now, in UTC. Raises what a read raises while the server was never asked; later it goes on alone."""
        with self._lock:
            asked = self._steady()
            if self._set is None or asked - self._set[1] >= _ASK_EVERY_S:
                try:
                    told = self._ask()
                except PipelineError:
                    if self._set is None:
                        raise
                else:
                    answered = self._steady()
                    self._set = (told, (asked + answered) / 2)
            moment, at = self._set
            return moment + timedelta(seconds=self._steady() - at)

    def _ask(self) -> datetime:
        with self._database.read() as connection:
            told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return told.astimezone(UTC)
