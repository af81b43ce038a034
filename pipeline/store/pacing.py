"""How fast each model server may be asked, shared by all processes that use one ledger."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from pipeline.domain.pace import Limits, Pace, Told, corrected, held_back, learned, reserved
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Pacing"]

_PACE = schema.pace.c


class Pacing:
    """One pace for each server and model, by name. Times are Unix seconds that the caller hands in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, name: str) -> Pace:
        """The pace as it stands; a fresh one for a server never asked."""
        with self._database.read() as connection:
            return _read(connection, name)

    def take(self, name: str, limits: Limits, tokens: int, now: float) -> float:
        """Reserve the next free moment for a request; returns the seconds to wait until it."""
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, f"pace {name}")
            pace, wait = reserved(_read(connection, name), limits, tokens, now)
            self._put(connection, name, pace)
        return wait

    def correct(self, name: str, limits: Limits, unused: int) -> None:
        """Give back tokens that a request did not need."""
        self._change(name, lambda pace: corrected(pace, limits, unused))

    def hold_back(self, name: str, seconds: float, now: float) -> None:
        """Let nobody ask for so long, because the server said so."""
        self._change(name, lambda pace: held_back(pace, seconds, now))

    def learn(self, name: str, told: Told, now: float) -> None:
        """Remember what a reply said of limits."""
        self._change(name, lambda pace: learned(pace, told, now))

    def _change(self, name: str, change: Callable[[Pace], Pace]) -> None:
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, f"pace {name}")
            self._put(connection, name, change(_read(connection, name)))

    def _put(self, connection: Connection, name: str, pace: Pace) -> None:
        row = {
            "name": name,
            "requests_at": pace.requests_at,
            "tokens_at": pace.tokens_at,
            "not_before": pace.not_before,
            "told_requests": pace.told.requests,
            "told_tokens": pace.told.tokens,
        }
        self._database.insert_or_replace(connection, schema.pace, [row])


def _read(connection: Connection, name: str) -> Pace:
    row = connection.execute(select(schema.pace).where(_PACE.name == name)).mappings().first()
    if row is None:
        return Pace()
    told = Limits(row["told_requests"], row["told_tokens"])
    return Pace(row["requests_at"], row["tokens_at"], row["not_before"], told)
