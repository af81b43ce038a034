"""What a database's own errors mean for the person who runs this: every error of the driver becomes one of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.errors import CannotWrite, ConfigurationError, PipelineError, ServiceUnavailable, StoreError
from pipeline.store.location import Location

__all__ = ["cannot_write", "translated"]

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_TRUNCATE")
_NO_RIGHT = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_DELETE", "SQLITE_IOERR_SHMOPEN")
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")

# SQLSTATE classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
_PG_NO_ROOM = ("53100", "53200")
_PG_NO_RIGHT = ("25006", "42501")
_PG_SETTING = ("28", "3D000", "3F000")
_PG_DAMAGED = ("XX001", "XX002")
_PG_BUSY = ("40001", "40P01", "55P03")
# A connection that fails carries no SQLSTATE, only the server's words.
_PG_LATER = ("starting up", "shutting down", "recovery", "too many", "remaining connection slots")
_PG_AWAY = ("08", "57P", "53300")


@contextmanager
def translated(location: Location) -> Iterator[None]:
    """Let our own errors pass and turn the driver's into StoreError, CannotWrite, ServiceUnavailable and the like."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error, location) from error
    except PoolTimeout as error:
        raise _busy(location) from error
    except StatementError as error:
        if isinstance(error.orig, ValueError):  # a value that we never store, refused before it reached the driver
            raise error.orig from None
        raise


_REPORT = "this should not happen; please report it with the whole message"


def cannot_write(what: str, why: str) -> CannotWrite:
    """The error for a full disk or a missing right: `what` is the path or address, `why` the system's reason."""
    return CannotWrite(
        f"{what} cannot be written: {why}",
        hint="free some space or choose a folder that you may write to, then run the same command again; "
        "what was stored before is kept",
    )


def _meaning(error: DBAPIError, location: Location) -> PipelineError:
    driver = error.orig
    if isinstance(driver, sqlite3.Error):
        return _of_sqlite(driver, location)
    return _of_postgres(driver, str(getattr(driver, "sqlstate", None) or ""), location)


def _of_sqlite(error: sqlite3.Error, location: Location) -> PipelineError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(_DAMAGED):
        return StoreError(
            f"the database {location.label} is damaged or is no SQLite file: {error}",
            hint="the file was left as it is; put a backup in its place, or move it away to start anew",
        )
    if name.startswith(_NO_ROOM):
        return cannot_write(location.label, "the disk is full or a limit on file sizes is reached")
    if name.startswith(_NO_RIGHT):
        return cannot_write(location.label, f"no right to write there ({error})")
    if name.startswith(_BUSY):
        return _busy(location)
    return _refused(error, location)


def _of_postgres(error: BaseException | None, state: str, location: Location) -> PipelineError:
    if state.startswith(_PG_NO_ROOM):
        return cannot_write(location.label, "the server's disk is full")
    if state.startswith(_PG_NO_RIGHT):
        return cannot_write(location.label, f"no right to write there ({_first_line(error)})")
    if state.startswith(_PG_DAMAGED):
        return StoreError(f"the database {location.label} is damaged: {_first_line(error)}", hint="restore a backup")
    if state.startswith(_PG_BUSY):
        return _busy(location)
    if state.startswith(_PG_SETTING):
        return _wrong_address(error, location)
    if not state and "FATAL" in str(error) and not any(word in str(error) for word in _PG_LATER):
        return _wrong_address(error, location)  # the server answered and said no
    if not state or state.startswith(_PG_AWAY):
        return ServiceUnavailable(
            f"the database {location.label} could not be reached: {_first_line(error)}",
            hint="check that the server runs and that the address is right, then run the same command again",
        )
    return _refused(error, location)


def _busy(location: Location) -> StoreError:
    return StoreError(
        f"the database {location.label} is held by another process",
        hint="wait until the other command is done, then run this one again",
    )


def _wrong_address(error: BaseException | None, location: Location) -> ConfigurationError:
    return ConfigurationError(
        f"the server refused {location.label}: {_first_line(error)}",
        hint="check user, password and name of the database in its address",
    )


def _refused(error: BaseException | None, location: Location) -> StoreError:
    return StoreError(f"the database {location.label} refused a step: {_first_line(error)}", hint=_REPORT)


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().partition("\n")[0]
