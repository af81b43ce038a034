"""The runs: when which command ran, and what became of its inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import RowMapping, func, insert, select, update

from pipeline.domain.ledger import RunRow
from pipeline.errors import NotFound
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Runs"]

_RUN = schema.run.c


class Runs:
    """Runs of commands, numbered as they began."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, command: str, now: datetime) -> int:
        """Remember that a run began; returns its number."""
        with self._database.write() as connection:
            new = insert(schema.run).values(command=command, started=now, counts="{}")
            number: int = connection.execute(new.returning(_RUN.id)).scalar_one()
        return number

    def finish(
        self,
        run: int,
        now: datetime,
        *,
        counts: Mapping[str, int],
        exit_code: int,
        told: Mapping[str, JsonValue] | None = None,
    ) -> None:
        """Remember how a run ended, and what else it told (its cost, what waits, its error). Raises NotFound."""
        with self._database.write() as connection:
            end = update(schema.run).where(_RUN.id == run)
            values = {
                "finished": now,
                "exit_code": exit_code,
                "counts": json.dumps(dict(counts), sort_keys=True),
                "told": json.dumps(dict(told), sort_keys=True) if told else None,
            }
            if not connection.execute(end.values(values)).rowcount:
                raise NotFound(f"no run has the number {run}", hint="this should not happen; please report it")

    def last(self, command: str | None = None) -> RunRow | None:
        """The run that began last, of one command if it is named; None before the first."""
        query = select(schema.run).order_by(_RUN.id.desc()).limit(1)
        if command is not None:
            query = query.where(_RUN.command == command)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return _row(row) if row else None

    def last_of_each(self) -> tuple[RunRow, ...]:
        """The run of each command that began last, by the command's name."""
        latest = select(func.max(_RUN.id)).group_by(_RUN.command)
        query = select(schema.run).where(_RUN.id.in_(latest)).order_by(_RUN.command)
        with self._database.read() as connection:
            return tuple(_row(row) for row in connection.execute(query).mappings())


def _row(row: RowMapping) -> RunRow:
    counts: dict[str, int] = json.loads(row["counts"])
    told: dict[str, JsonValue] = json.loads(row["told"]) if row["told"] else {}
    return RunRow(row["id"], row["command"], row["started"], row["finished"], row["exit_code"], counts, told)
