"""What only one process may do at a time, on whatever machine: a row that its holder renews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from pipeline.domain.ledger import Owner, Turn
from pipeline.errors import LeaseLost
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Turns"]

_TURN = schema.turn.c


class Turns:
    """One holder for each name. `alive` says whether an owner may still be at work."""

    def __init__(self, database: Database, alive: Callable[[Owner], bool]) -> None:
        self._database = database
        self._alive = alive

    def take(self, name: str, owner: Owner, now: datetime, lease_s: float) -> Turn | None:
        """Take a turn for `lease_s` seconds; returns None when it is ours now, else the turn of the one who has it.

        A turn that was not renewed in time is free, and that of a dead process of this host at once.
        """
        mine = Turn(name, owner, now, now + timedelta(seconds=lease_s))
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, f"turn {name}")
            held = _read(connection, name)
            if held is not None and held.until > now and self._alive(held.owner):
                return held
            self._database.insert_or_replace(
                connection,
                schema.turn,
                [{"name": name, "owner": str(owner), "since": mine.since, "until": mine.until}],
            )
        return None

    def renew(self, name: str, owner: Owner, now: datetime, lease_s: float) -> None:
        """Keep a turn for another `lease_s` seconds from now. Raises LeaseLost when somebody else took it."""
        mine = update(schema.turn).where(_TURN.name == name, _TURN.owner == str(owner))
        with self._database.write() as connection:
            if not connection.execute(mine.values(until=now + timedelta(seconds=lease_s))).rowcount:
                raise LeaseLost(
                    f"another process took the turn to {name}, because this one was silent for too long",
                    hint="nothing to do: the other one goes on",
                )

    def give_back(self, name: str, owner: Owner) -> None:
        """Let others have it; one that is no longer ours is left alone."""
        with self._database.write() as connection:
            connection.execute(delete(schema.turn).where(_TURN.name == name, _TURN.owner == str(owner)))

    def held(self, name: str) -> Turn | None:
        """Whose turn it is as written, be it over or not; None where nobody took it."""
        with self._database.read() as connection:
            return _read(connection, name)


def _read(connection: Connection, name: str) -> Turn | None:
    row = connection.execute(select(schema.turn).where(_TURN.name == name)).mappings().first()
    return None if row is None else Turn(row["name"], Owner.parse(row["owner"]), row["since"], row["until"])
