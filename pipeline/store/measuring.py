"""What is measured at a desk, where it is switched on: how often and how fast, and never who, what or when."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from pipeline.domain.desk import Sums
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Measuring"]

_MEASURED = schema.measured.c
_SEEDED = schema.seeded.c
_CAUGHT, _MISSED, _DECISION = "caught", "missed", "decision"


class Measuring:
    """Measurements and their sums. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seeded(self, *, caught: bool, seconds: float) -> None:
        """Count a decision on a seeded draft."""
        self._add(_CAUGHT if caught else _MISSED, seconds)

    def decided(self, seconds: float) -> None:
        """Count how long a decision took."""
        self._add(_DECISION, seconds)

    def meet(self, person: str, seed: str, now: datetime) -> bool:
        """Say that somebody gets a seeded draft before them; False where they had it before."""
        row = {"person": person, "seed": seed, "began": now}
        with self._database.write() as connection:
            return self._database.insert_one(connection, schema.seeded, row)

    def met(self, person: str) -> frozenset[str]:
        """The seeded drafts that somebody has met."""
        with self._database.read() as connection:
            query = select(_SEEDED.seed).where(_SEEDED.person == person)
            return frozenset(connection.execute(query).scalars())

    def sums(self) -> Sums:
        """Everything measured so far, in sum."""
        with self._database.read() as connection:
            query = select(_MEASURED.kind, func.count()).group_by(_MEASURED.kind)
            counts: dict[str, int] = {row[0]: row[1] for row in connection.execute(query)}
            caught, missed, decisions = (counts.get(kind, 0) for kind in (_CAUGHT, _MISSED, _DECISION))
            return Sums(
                caught,
                missed,
                _median(connection, (_CAUGHT, _MISSED), caught + missed),
                decisions,
                _median(connection, (_DECISION,), decisions),
            )

    def _add(self, kind: str, seconds: float) -> None:
        row = {"id": secrets.token_hex(8), "kind": kind, "seconds": round(seconds, 1)}
        with self._database.write() as connection:
            connection.execute(insert(schema.measured).values(**row))


def _median(connection: Connection, kinds: Collection[str], number: int) -> float | None:
    """The middle one of so many measurements, the lower of two."""
    if not number:
        return None
    query = select(_MEASURED.seconds).where(_MEASURED.kind.in_(kinds)).order_by(_MEASURED.seconds)
    return float(connection.execute(query.offset((number - 1) // 2).limit(1)).scalar_one())
