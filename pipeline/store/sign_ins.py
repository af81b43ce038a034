"""Tries to sign in that failed: counted over all processes of the desk, and not forgotten by a restart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select

from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["SignIns"]

_FAILED = schema.failed_sign_in.c


class SignIns:
    """Failures by keys that say nothing of whom they are about. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attempt(self, attempt: str, limits: Mapping[str, int], now: datetime, window_s: float) -> float:
        """Count a try under each key of `limits`, as failed until it is forgiven; 0 then.

        Where a key has as many failures in the last `window_s` seconds as its limit, nothing is counted, and the
        seconds are returned until the next try is taken. The count comes before the password is looked at, so that
        guesses sent at once do not pass each other.
        """
        window = timedelta(seconds=window_s)
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "sign in")
            connection.execute(delete(schema.failed_sign_in).where(_FAILED.at <= now - window))
            wait = 0.0
            for key, most in limits.items():
                last = (
                    select(_FAILED.at).where(_FAILED.key == key).order_by(_FAILED.at.desc()).offset(most - 1).limit(1)
                )
                oldest: datetime | None = connection.execute(last).scalar()
                if oldest is not None:
                    wait = max(wait, (oldest + window - now).total_seconds())
            if wait <= 0:
                rows = [{"attempt": attempt, "key": key, "at": now} for key in limits]
                connection.execute(insert(schema.failed_sign_in), rows)
        return max(0.0, wait)

    def forgive(self, attempt: str, key: str) -> None:
        """Say that a try succeeded: it is taken out of every count, and all tries out of the count of `key`."""
        with self._database.write() as connection:
            found = or_(_FAILED.attempt == attempt, _FAILED.key == key)
            connection.execute(delete(schema.failed_sign_in).where(found))
