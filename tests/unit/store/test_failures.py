"""What the errors of the drivers mean for a person."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from pipeline.errors import CannotWrite, ConfigurationError, PipelineError, ServiceUnavailable, StoreError
from pipeline.store.database import Database, _use_write_ahead_log
from pipeline.store.failures import translated
from pipeline.store.location import locate

SERVER = locate("postgresql://anne:secret@server/atlas")


class ServerError(Exception):
    """An error as the PostgreSQL driver raises it."""

    def __init__(self, message: str, sqlstate: str | None) -> None:
        super().__init__(message)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "message", "meaning"),
    [
        ("53100", "could not extend file: No space left on device", CannotWrite),
        ("42501", "permission denied for table paper", CannotWrite),
        ("25006", "cannot execute INSERT in a read-only transaction", CannotWrite),
        ("40P01", "deadlock detected", StoreError),
        ("28P01", "password authentication failed", ConfigurationError),
        ("3D000", "database does not exist", ConfigurationError),
        ("57P01", "terminating connection due to administrator command", ServiceUnavailable),
        ("08006", "connection failure", ServiceUnavailable),
        ("XX001", "invalid page in block 1", StoreError),
        ("23503", "violates foreign key constraint", StoreError),
        (None, "connection refused", ServiceUnavailable),
        (None, "server: FATAL:  password authentication failed", ConfigurationError),
        (None, "server: FATAL:  the database system is starting up", ServiceUnavailable),
        (None, "server: FATAL:  sorry, too many clients already", ServiceUnavailable),
    ],
)
def test_server_error_when_raised_then_it_has_a_meaning_and_shows_no_password(
    sqlstate: str | None, message: str, meaning: type[PipelineError]
) -> None:
    driver = ServerError(f"{message}\nLINE 1: more than people want to read", sqlstate)
    with pytest.raises(PipelineError) as told, translated(SERVER):
        raise OperationalError("SELECT 1", {}, driver)
    assert type(told.value) is meaning
    assert "anne:***@server" in told.value.message
    assert "secret" not in told.value.message
    assert "LINE 1" not in told.value.message
    assert told.value.hint


def test_error_of_ours_when_raised_within_a_transaction_then_it_passes() -> None:
    with pytest.raises(CannotWrite, match="mine"), translated(SERVER):
        raise CannotWrite("mine")


def test_transaction_when_it_breaks_then_nothing_of_it_stays(tmp_path: Path) -> None:
    database = Database(locate(tmp_path / "atlas.db"))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    with pytest.raises(KeyError, match="half-way"):
        _insert_and_break(database)
    database.close()
    with sqlite3.connect(tmp_path / "atlas.db") as plain:
        assert plain.execute("SELECT count(*) FROM t").fetchone() == (0,)
    plain.close()


def _insert_and_break(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        raise KeyError("broken half-way")


def test_file_system_when_it_cannot_hold_a_write_ahead_log_then_it_is_refused() -> None:
    connection = sqlite3.connect(":memory:")  # the one place where SQLite keeps its own way of writing
    with pytest.raises(StoreError, match="write-ahead log"):
        _use_write_ahead_log(connection)
    connection.close()


def test_child_when_forked_then_it_leaves_its_parents_connections_alone(tmp_path: Path) -> None:

    if threading.active_count() > 1:
        pytest.skip("forking a process with threads is not safe")
    database = Database(locate(tmp_path / "atlas.db"))
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER)")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            with database.write() as connection:
                connection.exec_driver_sql("INSERT INTO t VALUES (1)")
            database.close()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (2)")
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 2
    database.close()
