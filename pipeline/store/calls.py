"""The paid calls: exactly one result for each key, at least one attempt, and every attempt written before it is made.

A process may die between a provider's reply and our commit, and no provider takes idempotency keys. So an attempt
that is open counts with what was reserved for it until its real price is known: cost is never under-counted.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, case, func, insert, select, update

from pipeline.domain.batches import out_with_a_batch
from pipeline.domain.costs import PaidCall, SentCall
from pipeline.domain.identity import canonical_json
from pipeline.domain.ledger import Attempt, AttemptId, Spending, StoredResult
from pipeline.errors import BudgetReached, NotFound
from pipeline.store import schema
from pipeline.store.database import Database
from pipeline.store.money import nanousd, usd

__all__ = ["UNPRICED", "Calls", "left_of_month", "over_the_month"]

_ATTEMPT = schema.attempt.c
_RESULT = schema.result.c


class Calls:
    """Attempts and results of paid calls, by the key of what is sent (`pipeline.domain.ledger.call_key`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        key: str,
        *,
        paper: str | None,
        reserved_usd: float,
        now: datetime,
        month_usd: float | None = None,
        sent: JsonValue = None,
    ) -> Attempt | StoredResult:
        """The result that was paid for before, or a new attempt: committed when this returns, so make the call then.

        `reserved_usd` is the most that the call can cost; 0 where its price is not known. `month_usd` is what all
        processes together may spend in a calendar month (UTC). `sent` says where what goes (endpoint, model, bytes),
        none of its words. Raises BudgetReached, and InABatch while the same question is out with a batch.
        """
        reserved = nanousd(reserved_usd)
        with self._database.write() as connection:
            if (found := _result(connection, key)) is not None:
                return found
            if (made := _in_a_batch(connection, key)) is not None:
                raise out_with_a_batch(made)
            if month_usd is not None:
                self._database.one_at_a_time(connection, "budget")
                most = nanousd(month_usd)
                if reserved > (left := left_of_month(connection, most, now)):
                    raise over_the_month(reserved, most, left)
            told = canonical_json(sent).decode() if sent is not None else None
            new = {"key": key, "paper": paper, "reserved_nanousd": reserved, "started": now, "usage": told}
            number = connection.execute(_BEGUN, new).scalar_one()
        return Attempt(AttemptId(number), key, paper, usd(reserved), now)

    def settle(
        self, attempt: AttemptId, value: bytes, *, cost_usd: float | None, usage: JsonValue, now: datetime
    ) -> StoredResult:
        """Store the reply and its real price; returns the result that holds for the key.

        `cost_usd` None means that the price is not known; then the attempt's reservation goes on counting.
        Where another attempt on the same key was faster its result stands, and this one's cost is counted all the same.
        An attempt that failed, as far as we knew, may be settled late; one that was settled stays as it is.
        Raises NotFound.
        """
        cost = None if cost_usd is None else nanousd(cost_usd)
        with self._database.write() as connection:
            key = connection.execute(_KEY_OF, {"number": attempt}).scalar()
            if key is None:
                raise _unknown(attempt)
            settled = {"cost_nanousd": cost, "ended": now, "error": None, "usage": canonical_json(usage).decode()}
            connection.execute(_SETTLED, {"number": attempt, **settled})
            first = {"key": key, "attempt": attempt, "value": value, "finished": now}
            self._database.insert_new(connection, schema.result, [first])
            held = _result(connection, key)
        assert held is not None
        return held

    def fail(self, attempt: AttemptId, error: str, *, now: datetime, cost_usd: float | None = None) -> None:
        """Close an attempt that brought no result.

        `cost_usd` None means that nobody knows whether it was paid for (a time-out), so its reservation goes on
        counting; give 0.0 only for a call that certainly cost nothing. A settled attempt stays as it is.
        Raises NotFound.
        """
        failed = {"cost_nanousd": None if cost_usd is None else nanousd(cost_usd), "ended": now, "error": error}
        with self._database.write() as connection:
            mine = update(schema.attempt).where(_ATTEMPT.id == attempt, ~_IS_SETTLED).values(failed)
            if connection.execute(mine).rowcount == 0 and not _exists(connection, attempt):
                raise _unknown(attempt)

    def paid(self) -> tuple[PaidCall, ...]:
        """Every call that may have been paid for, oldest first."""
        query = select(
            _ATTEMPT.started, _ATTEMPT.paper, _ATTEMPT.usage, _ATTEMPT.cost_nanousd, _ATTEMPT.reserved_nanousd
        ).order_by(_ATTEMPT.id)
        with self._database.read() as connection:
            found = [_paid(dict(row)) for row in connection.execute(query).mappings()]
        return tuple(one for one in found if one is not None)

    def sent(self) -> tuple[SentCall, ...]:
        """Every call that may have carried a paper's text out of the house, oldest first."""
        query = select(_ATTEMPT.started, _ATTEMPT.paper, _ATTEMPT.usage, _ATTEMPT.error).order_by(_ATTEMPT.id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(_ATTEMPT.paper.is_not(None))).mappings().all()
        return tuple(_sent(dict(row)) for row in rows)

    def in_a_batch(self, key: str) -> datetime | None:
        """When the batch that is out with this question was made; None when it is in none."""
        with self._database.read() as connection:
            return _in_a_batch(connection, key)

    def result(self, key: str) -> StoredResult | None:
        """The finished reply of this key, or None."""
        with self._database.read() as connection:
            return _result(connection, key)

    def open_attempts(self) -> tuple[Attempt, ...]:
        """Attempts without an end, oldest first: in the air now, or broken off and perhaps paid for."""
        query = select(schema.attempt).where(_ATTEMPT.ended.is_(None)).order_by(_ATTEMPT.id)
        with self._database.read() as connection:
            return tuple(_attempt(row) for row in connection.execute(query).mappings())

    def spent(self, since: datetime | None = None) -> Spending:
        """What the attempts begun at `since` or later cost, all of them without it."""
        with self._database.read() as connection:
            return _spent(connection, since)


def _spent(connection: Connection, since: datetime | None) -> Spending:
    unknown = case((_ATTEMPT.cost_nanousd.is_(None), _ATTEMPT.reserved_nanousd), else_=0)
    query = select(
        func.coalesce(func.sum(_ATTEMPT.cost_nanousd), 0),
        func.coalesce(func.sum(unknown), 0),
        func.coalesce(func.sum(case((UNPRICED, 1), else_=0)), 0),
    )
    if since is not None:
        query = query.where(_ATTEMPT.started >= since)
    known, uncertain, unpriced = connection.execute(query).one()
    return Spending(usd(int(known)), usd(int(uncertain)), int(unpriced))


def left_of_month(connection: Connection, most: int, now: datetime) -> int:
    """What is left of a month's billionths of a dollar (UTC), with everything spent or reserved taken off."""
    utc = now.astimezone(UTC)
    spent = _spent(connection, utc.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    return most - nanousd(spent.total_usd)


def over_the_month(reserved: int, most: int, left: int) -> BudgetReached:
    """What is said when the next call could cost more than is left of the month (billionths of a dollar)."""
    return BudgetReached(
        f"the next call could cost {usd(reserved):.4f} USD, and of the {usd(most):.2f} USD of this month "
        f"{usd(most - left):.4f} are spent or reserved",
        hint="raise budget.month_usd, or wait for the next month; the same command goes on where it stopped",
    )


def _in_a_batch(connection: Connection, key: str) -> datetime | None:
    """When the batch that is out with this question was made; None when it is in none."""
    return connection.execute(_OUT_WITH, {"key": key}).scalar()


#: Attempts whose cost nobody can know: no price was known when they began.
UNPRICED: ColumnElement[bool] = _ATTEMPT.cost_nanousd.is_(None) & (_ATTEMPT.reserved_nanousd == 0)

# A settled attempt is one that ended without an error.
_IS_SETTLED: ColumnElement[bool] = _ATTEMPT.ended.is_not(None) & _ATTEMPT.error.is_(None)

# What every paid call asks and writes is put together once and not for each call: with many papers at once, that is
# time in which no other paper moves.
_BEGUN = insert(schema.attempt).returning(_ATTEMPT.id)
_KEY_OF = select(_ATTEMPT.key).where(_ATTEMPT.id == bindparam("number"))
_SETTLED = update(schema.attempt).where(_ATTEMPT.id == bindparam("number"), ~_IS_SETTLED)
_OUT_WITH = (
    select(schema.batch.c.made)
    .join(schema.batch_call, schema.batch_call.c.batch == schema.batch.c.id)
    .join(schema.attempt, _ATTEMPT.id == schema.batch_call.c.attempt)
    .where(_ATTEMPT.key == bindparam("key"), _ATTEMPT.ended.is_(None))
    .limit(1)
)
_RESULT_OF = (
    select(schema.result, _ATTEMPT.cost_nanousd, _ATTEMPT.usage)
    .join(schema.attempt, _ATTEMPT.id == _RESULT.attempt)
    .where(_RESULT.key == bindparam("key"))
)


def _result(connection: Connection, key: str) -> StoredResult | None:
    row = connection.execute(_RESULT_OF, {"key": key}).mappings().first()
    return None if row is None else _stored(row)


def _stored(row: RowMapping) -> StoredResult:
    usage: Any = json.loads(row["usage"])
    return StoredResult(
        key=row["key"],
        attempt=AttemptId(row["attempt"]),
        value=row["value"],
        cost_usd=None if row["cost_nanousd"] is None else usd(row["cost_nanousd"]),
        usage=usage,
        finished=row["finished"],
    )


def _attempt(row: RowMapping) -> Attempt:
    return Attempt(AttemptId(row["id"]), row["key"], row["paper"], usd(row["reserved_nanousd"]), row["started"])


def _exists(connection: Connection, attempt: AttemptId) -> bool:
    return connection.execute(select(_ATTEMPT.id).where(_ATTEMPT.id == attempt)).scalar() is not None


def _unknown(attempt: AttemptId) -> NotFound:
    return NotFound(f"no attempt has the number {attempt}", hint="this should not happen; please report it")


def _sent(row: dict[str, Any]) -> SentCall:
    told: Any = json.loads(row["usage"]) if row["usage"] else None
    told = told if isinstance(told, dict) else {}
    return SentCall(
        started=row["started"],
        paper=row["paper"],
        endpoint=str(told.get("endpoint") or "unknown"),
        model=str(told.get("model") or "unknown"),
        bytes=int(told.get("sent_bytes") or 0),
        failed=row["error"] or "",
    )


def _paid(row: dict[str, Any]) -> PaidCall | None:
    """A call for the accounts; None for one that cost nothing and brought nothing (nobody was reached)."""
    usage: Any = json.loads(row["usage"]) if row["usage"] else None
    told = usage if isinstance(usage, dict) else {}
    tokens = told.get("tokens") or {}
    cost = None if row["cost_nanousd"] is None else usd(row["cost_nanousd"])
    if cost == 0 and not tokens:
        return None
    return PaidCall(
        day=row["started"].date(),
        model=str(told.get("model") or "unknown"),
        prompt=str(told.get("prompt") or "none"),
        paper=row["paper"],
        input=int(tokens.get("input") or 0),
        cached=tokens.get("cached"),
        output=int(tokens.get("output") or 0),
        cost_usd=cost,
        reserved_usd=usd(row["reserved_nanousd"]),
    )
