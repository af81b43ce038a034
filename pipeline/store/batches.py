"""Batches of paid calls: written down whole before they are sent, closed call by call as answers come.

The calls are attempts like any others, so whatever counts money counts them, from the moment they are written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from pipeline.domain.batches import Asked, Batch, BatchState, Travelling, custom_id
from pipeline.domain.identity import canonical_json
from pipeline.domain.ledger import AttemptId
from pipeline.store import schema
from pipeline.store.calls import left_of_month, over_the_month
from pipeline.store.database import CHUNK, Database
from pipeline.store.money import nanousd

__all__ = ["Batches"]

_BATCH = schema.batch.c
_CALL = schema.batch_call.c
_ATTEMPT = schema.attempt.c
_RESULT = schema.result.c


class Batches:
    """Batches, and which attempts belong to them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, batch: Batch, asked: Sequence[Asked], *, month_usd: float | None) -> tuple[Asked, ...]:
        """Write a batch and its calls, all or nothing; returns the calls that belong to it.

        Calls that have a result, or are out with another batch, are left out, and so are those that no longer fit into
        what all processes together may spend in a month (UTC). Raises BudgetReached when not one fits.
        """
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "batch")
            mine = _not_asked(connection, asked)
            if mine and month_usd is not None:
                self._database.one_at_a_time(connection, "budget")
                mine = _within(mine, nanousd(month_usd), left_of_month(connection, nanousd(month_usd), batch.made))
            if not mine:
                return ()
            connection.execute(insert(schema.batch).values(_as_row(batch)))
            for one in mine:
                new = insert(schema.attempt).values(
                    key=one.key,
                    paper=one.paper,
                    reserved_nanousd=nanousd(one.reserved_usd),
                    started=batch.made,
                    usage=canonical_json(dict(one.sent)).decode(),
                )
                number = connection.execute(new.returning(_ATTEMPT.id)).scalar_one()
                connection.execute(
                    insert(schema.batch_call).values(attempt=number, batch=batch.id, custom_id=custom_id(one.key))
                )
        return mine

    def sent(self, batch: str, remote: str) -> None:
        """Remember the provider's name for a batch, before anybody asks how it does."""
        with self._database.write() as connection:
            connection.execute(
                update(schema.batch)
                .where(_BATCH.id == batch, _BATCH.state == BatchState.MAKING)
                .values(state=BatchState.SENT, remote=remote)
            )

    def open(self) -> tuple[Batch, ...]:
        """Batches whose answers, or what was to be made of them, are still to come; oldest first."""
        query = select(schema.batch).where(_BATCH.state != BatchState.DONE).order_by(_BATCH.made, _BATCH.id)
        with self._database.read() as connection:
            return tuple(_batch(row) for row in connection.execute(query).mappings())

    def travelling(self, batch: str, name: str) -> Travelling | None:
        """The question that travelled under this name (`domain.batches.custom_id`); None for a name of nobody's."""
        query = _calls(batch).where(_CALL.custom_id == name)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _travelling(row)

    def papers(self, batch: str) -> tuple[str, ...]:
        """The papers that a batch asked for, in the order of its calls."""
        query = _calls(batch).with_only_columns(_ATTEMPT.paper).where(_ATTEMPT.paper.is_not(None))
        with self._database.read() as connection:
            return tuple(dict.fromkeys(connection.execute(query).scalars()))

    def refusal(self, key: str) -> str | None:
        """How the last call with this key ended that a batch brought back without an answer; None when none did."""
        query = (
            select(_ATTEMPT.error)
            .join(schema.batch_call, _CALL.attempt == _ATTEMPT.id)
            .where(_ATTEMPT.key == key, _ATTEMPT.error.is_not(None))
            .order_by(_ATTEMPT.id.desc())
        )
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).scalar()

    def end(self, batch: str, said: str, *, now: datetime, cost_usd: float | None) -> tuple[str, ...]:
        """Close the calls that got no answer, and the batch; `cost_usd` None where they may have been paid for.

        Returns the keys of those calls.
        """
        failed: dict[str, Any] = {
            "cost_nanousd": None if cost_usd is None else nanousd(cost_usd),
            "ended": now,
            "error": said,
        }
        unanswered = _open_calls(batch).with_only_columns(_ATTEMPT.id).scalar_subquery()
        with self._database.write() as connection:
            keys = tuple(connection.execute(_open_calls(batch).with_only_columns(_ATTEMPT.key)).scalars())
            connection.execute(update(schema.attempt).where(_ATTEMPT.id.in_(unanswered)).values(failed))
            connection.execute(update(schema.batch).where(_BATCH.id == batch).values(state=BatchState.ENDED, said=said))
        return keys

    def done(self, batches: Collection[str]) -> None:
        """Their papers went on; nobody needs to look at them again."""
        with self._database.write() as connection:
            connection.execute(update(schema.batch).where(_BATCH.id.in_(batches)).values(state=BatchState.DONE))


def _not_asked(connection: Connection, asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """The questions without an answer that are in no batch on its way, each once."""
    once = {one.key: one for one in asked}
    keys = list(once)
    known: set[str] = set()
    for first in range(0, len(keys), CHUNK):
        some = keys[first : first + CHUNK]
        known |= set(connection.execute(select(_RESULT.key).where(_RESULT.key.in_(some))).scalars())
        out = (
            select(_ATTEMPT.key)
            .join(schema.batch_call, _CALL.attempt == _ATTEMPT.id)
            .where(_ATTEMPT.key.in_(some), _ATTEMPT.ended.is_(None))
        )
        known |= set(connection.execute(out).scalars())
    return tuple(one for key, one in once.items() if key not in known)


def _within(asked: Sequence[Asked], most: int, left: int) -> tuple[Asked, ...]:
    """The first calls, as many as what is left of the month can pay for at worst. Raises BudgetReached for none."""
    kept = []
    rest = left
    for one in asked:
        rest -= nanousd(one.reserved_usd)
        if rest < 0:
            break
        kept.append(one)
    if not kept:
        raise over_the_month(nanousd(asked[0].reserved_usd), most, left)
    return tuple(kept)


def _calls(batch: str) -> Select[Any]:
    return (
        select(schema.attempt)
        .join(schema.batch_call, _CALL.attempt == _ATTEMPT.id)
        .where(_CALL.batch == batch)
        .order_by(_ATTEMPT.id)
    )


def _open_calls(batch: str) -> Select[Any]:
    return _calls(batch).where(_ATTEMPT.ended.is_(None)).order_by(None)


def _as_row(batch: Batch) -> dict[str, Any]:
    return {
        "id": batch.id,
        "endpoint": batch.endpoint,
        "model": batch.model,
        "remote": batch.remote,
        "state": batch.state,
        "made": batch.made,
        "said": batch.said,
    }


def _batch(row: RowMapping) -> Batch:
    return Batch(
        id=row["id"],
        endpoint=row["endpoint"],
        model=row["model"],
        remote=row["remote"],
        state=BatchState(row["state"]),
        made=row["made"],
        said=row["said"],
    )


def _travelling(row: RowMapping) -> Travelling:
    sent: Any = json.loads(row["usage"]) if row["usage"] else {}
    return Travelling(AttemptId(row["id"]), row["key"], row["paper"], sent if isinstance(sent, dict) else {})
