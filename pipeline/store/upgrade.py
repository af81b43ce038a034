"""Bring a database to the version that this code works on. Alembic is loaded only when there is something to do."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from sqlalchemy import Connection, inspect, text

from pipeline.errors import SchemaTooNew, SchemaTooOld, StoreError
from pipeline.store.database import Database
from pipeline.store.schema import REVISIONS, VERSION_TABLE

__all__ = ["must_be_ours", "run_migrations", "upgrade", "version"]

_LOCK = 7_205_414_009  # any number that no other program takes on the same PostgreSQL database


def upgrade(database: Database, *, others_at_work: bool = False) -> None:
    """Make or upgrade the tables, in one transaction: it is done wholly or not at all.

    With `others_at_work` tables on a server are made where there are none, and never upgraded: that would stop every
    worker of the version before, and is for a person to begin.

    Raises SchemaTooNew for a database that a newer version wrote, SchemaTooOld for one that is not to be upgraded, and
    StoreError for an SQLite file of another program.
    """
    with database.read() as connection:
        if _is_current(database, connection):
            return
        found = version(connection)
    if others_at_work and found is not None and not database.is_sqlite:
        raise SchemaTooOld(
            f"the database {database.location.label} is of an older version ({found}) than this worker "
            f"({REVISIONS[-1]})",
            hint="make a backup (atlas backup DIR), stop the older workers, upgrade with any other command "
            "(atlas status), then start the workers again",
        )
    _set_aside(database)
    with database.write() as connection:
        if not database.is_sqlite:  # on SQLite a write transaction is alone anyway
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not _is_current(database, connection):  # another process may have been faster
            run_migrations(connection)


def must_be_ours(database: Database, connection: Connection) -> None:
    """Raise SchemaTooNew where the database was upgraded since it was opened, by a newer version of this software."""
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if found != REVISIONS[-1]:
        raise _too_new(database, found or "none")


def _set_aside(database: Database) -> None:
    """Keep a copy of an SQLite file as it is before it is changed; on a server, `atlas backup` is for people to run."""
    file = database.location.file
    with database.read() as connection:
        before = version(connection)
    if file is None or before is None:
        return
    aside = file.with_name(f"{file.stem}-before-{REVISIONS[-1]}{file.suffix}")
    if not aside.exists():
        part = aside.with_name(f"{aside.name}.part")
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as reader:
            reader.execute("VACUUM INTO ?", (str(part),))
        part.replace(aside)


def version(connection: Connection) -> str | None:
    """The revision that the database is at; None where it holds no tables of ours."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    return found


def _is_current(database: Database, connection: Connection) -> bool:
    found = version(connection)
    if found is None:
        if database.is_sqlite and inspect(connection).get_table_names():
            raise StoreError(
                f"{database.location.label} is the database of another program",
                hint="name another file; this one was left as it is",
            )
        return False
    if found not in REVISIONS:
        raise _too_new(database, found)
    return found == REVISIONS[-1]


def _too_new(database: Database, found: str) -> SchemaTooNew:
    return SchemaTooNew(
        f"the database {database.location.label} was written by a newer version of this software "
        f"({found}; this one works on {REVISIONS[-1]})",
        hint="upgrade with: pip install --upgrade atlas-pipeline",
    )


def run_migrations(connection: Connection, to: str = "head") -> None:
    """Run every migration that is missing up to a revision, in the transaction that is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
