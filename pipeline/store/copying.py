"""A whole ledger copied into another database, row by row, and compared afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from pipeline.errors import Conflict, StoreError
from pipeline.store import schema
from pipeline.store.database import CHUNK, Database

__all__ = ["copy_all", "is_empty"]


def is_empty(database: Database) -> bool:
    """Whether a database of ours holds no row yet."""
    with database.read() as connection:
        return not any(_count(connection, table) for table in schema.metadata.sorted_tables)


def copy_all(source: Database, target: Database, told: Callable[[str, int], None]) -> dict[str, int]:
    """Copy every row of `source` into the empty `target` in one transaction; `told` hears each table and its rows.

    Both sides are then read again and compared. Returns the rows by table. Raises Conflict where the target holds rows
    already, StoreError where the two differ afterwards; the target is then as empty as it was.
    """
    copied: dict[str, int] = {}
    with source.read() as reading, target.write() as writing:
        if not source.is_sqlite:
            reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in schema.metadata.sorted_tables:
            if _count(writing, table):
                raise Conflict(
                    f"{target.location.label} is not empty", hint="name a new database; nothing was changed there"
                )
        for table in schema.metadata.sorted_tables:
            rows = 0
            for chunk in _chunks(reading, table):
                writing.execute(insert(table), chunk)
                rows += len(chunk)
            if _digest(reading, table) != _digest(writing, table):
                raise StoreError(
                    f"{table.name} is not the same in {target.location.label} after copying",
                    hint="nothing was kept there; please report it",
                )
            copied[table.name] = rows
            told(table.name, rows)
        _restart_numbers(target, writing)
    return copied


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=CHUNK)
    for part in connection.execute(query).mappings().partitions(CHUNK):
        yield [dict(row) for row in part]


def _digest(connection: Connection, table: Table) -> str:
    """The digest of every row of a table, whichever order the database keeps them in."""
    total = 0
    for chunk in _chunks(connection, table):
        for row in chunk:
            one = hashlib.sha256(repr(sorted(row.items())).encode("utf-8", "surrogatepass")).digest()
            total = (total + int.from_bytes(one, "big")) % (1 << 256)
    return f"{total:064x}"


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _restart_numbers(database: Database, connection: Connection) -> None:
    """Let PostgreSQL number new rows behind the copied ones; SQLite does so by itself."""
    if database.is_sqlite:
        return
    for table in (schema.attempt, schema.run):
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 (names of our own)
                f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
            )
        )
