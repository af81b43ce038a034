"""Full disks, missing rights, damaged files: said clearly, and nothing stored before is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.errors import CannotWrite, ConfigurationError, ServiceUnavailable, StoreError
from pipeline.store import Ledger, schema
from tests.conftest import ROOT
from tests.contract.store.making import ANNE, LEASE_S, NOON, add


def test_database_when_opened_then_a_committed_row_survives_a_power_cut(sqlite_file: Path) -> None:
    with Ledger.open(sqlite_file) as ledger, ledger.database.read() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_ledger_when_the_disk_is_full_then_it_says_so_and_works_again_once_there_is_room(sqlite_file: Path) -> None:
    told = _child(_FILL_UNTIL_THE_LIMIT, str(sqlite_file))
    assert told == [
        "CannotWrite",
        f"{sqlite_file} cannot be written: the disk is full or a limit on file sizes is reached",
        "stored",
        "ok",
    ]


_FILL_UNTIL_THE_LIMIT = """
import resource, sys
from pathlib import Path
from sqlalchemy import text
from pipeline.errors import StoreError
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add
ledger = Ledger.open(sys.argv[1])
add(ledger, "first")
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
largest = max(file.stat().st_size for file in Path(sys.argv[1]).parent.glob("atlas.db*"))
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 100_000, most))
try:
    for number in range(10_000):
        add(ledger, f"paper-{number}")
        last = number
except StoreError as error:
    print(type(error).__name__, error, sep="\\n")
assert ledger.papers.taken() == {"first"} | {f"paper-{number}" for number in range(last + 1)}
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
add(ledger, f"paper-{last + 1}")
print("stored")
with ledger.database.read() as connection:
    print(connection.execute(text("PRAGMA integrity_check")).scalar())
"""


def test_ledger_when_a_small_file_system_is_full_then_it_says_so_and_works_again_once_there_is_room(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    try:
        with Ledger.open(disk / "atlas.db") as ledger:
            add(ledger, "first")
            ballast = disk / "ballast"
            with pytest.raises(OSError, match="No space"):
                ballast.write_bytes(b"x" * 2**20)
            with pytest.raises(CannotWrite, match="the disk is full") as refusal:
                _add_for_ever(ledger)
            assert str(disk / "atlas.db") in refusal.value.message
            assert ledger.papers.get("first").id == "first"
            ballast.unlink()
            add(ledger, "last")
            with ledger.database.read() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_folder_when_it_is_read_only_then_the_error_names_the_database(tmp_path: Path) -> None:
    assert _child(_OPEN_IN_READ_ONLY_FOLDERS, str(tmp_path)) == ["new CannotWrite True", "old CannotWrite True"]


# The superuser may write anywhere, so the child gives its rights up once everything that it needs is loaded.
_OPEN_IN_READ_ONLY_FOLDERS = """
import os, sys, tempfile
from pathlib import Path
from pipeline.errors import StoreError
from pipeline.store import Ledger
base = Path(tempfile.mkdtemp(dir=tempfile.gettempdir()))
base.chmod(0o755)
for name in ("new", "old"):
    (base / name).mkdir()
Ledger.open(base / "old" / "atlas.db").close()
(base / "old" / "atlas.db").chmod(0o444)
for name in ("new", "old"):
    (base / name).chmod(0o555)
if os.geteuid() == 0:
    os.seteuid(65534)
for name in ("new", "old"):
    file = base / name / "atlas.db"
    try:
        Ledger.open(file)
    except StoreError as error:
        print(name, type(error).__name__, str(file) in error.message)
os.seteuid(os.getuid())
for name in ("new", "old"):
    (base / name).chmod(0o755)
    (base / name / "atlas.db").unlink(missing_ok=True)
    (base / name).rmdir()
base.rmdir()
"""


def test_paper_when_another_process_holds_it_for_too_long_then_nothing_hangs(
    where: str | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ledger.open(where) as ledger:
        add(ledger, "a")
        monkeypatch.setattr("pipeline.store.database._BUSY_MS", 50)
        with Ledger.open(where) as other:
            with ledger.database.write() as connection:
                connection.execute(schema.paper.update().values(title="changing"))
                with pytest.raises(StoreError, match="held by another process") as told:
                    other.queue.claim("a", ANNE, NOON, LEASE_S)
            assert "wait" in told.value.hint
            assert other.queue.claim("a", ANNE, NOON, LEASE_S)


@pytest.mark.parametrize("place", [0, 100, 5000])
def test_file_when_it_is_damaged_then_the_error_says_what_to_do(sqlite_file: Path, place: int) -> None:
    with Ledger.open(sqlite_file) as ledger:
        add(ledger, *(f"paper-{number}" for number in range(200)))
    content = bytearray(sqlite_file.read_bytes())
    content[place : place + 60_000] = os.urandom(60_000)
    sqlite_file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged") as refusal:
        _read_all(sqlite_file)
    assert str(sqlite_file) in refusal.value.message
    assert "backup" in refusal.value.hint


def test_file_when_it_is_something_else_then_it_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "atlas.db"
    file.write_text("Notes of a curator, kept under a wrong name.\n" * 100)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="no SQLite file"):
        Ledger.open(file)
    assert file.read_bytes() == before


def test_address_when_it_is_of_an_unknown_kind_then_the_error_names_the_kinds_there_are() -> None:
    with pytest.raises(ConfigurationError, match="mysql") as refusal:
        Ledger.open("mysql://user@server/name")
    assert "postgresql://" in refusal.value.hint


def test_server_when_nothing_answers_then_it_is_a_service_that_is_down() -> None:
    with pytest.raises(ServiceUnavailable, match="could not be reached") as refusal:
        Ledger.open("postgresql://user:secret@127.0.0.1:9/name")
    assert "secret" not in refusal.value.message


@pytest.mark.postgres
def test_server_when_the_database_is_unknown_then_it_is_a_wrong_setting(postgres_server: str) -> None:
    with pytest.raises(ConfigurationError, match="no_such_database"):
        Ledger.open(postgres_server.rpartition("/")[0] + "/no_such_database")


@pytest.mark.postgres
def test_server_when_it_only_reads_then_it_cannot_write(postgres_schema: str) -> None:
    with Ledger.open(postgres_schema) as ledger:
        add(ledger, "a")
    with (
        Ledger.open(f"{postgres_schema}%20-cdefault_transaction_read_only%3Don") as standby,
        pytest.raises(CannotWrite, match="read-only"),
    ):
        standby.queue.claim("a", ANNE, NOON, LEASE_S)


@pytest.mark.postgres
def test_server_when_it_drops_our_connections_then_the_next_transaction_gets_a_new_one(postgres_schema: str) -> None:
    with Ledger.open(postgres_schema) as ledger, Ledger.open(postgres_schema) as other:
        add(ledger, "a")
        with ledger.database.read() as connection:
            number = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with other.database.write() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
        assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)


def _add_for_ever(ledger: Ledger) -> None:
    for number in count():
        add(ledger, f"paper-{number}")


def _read_all(file: Path) -> None:
    with Ledger.open(file) as ledger:
        ledger.papers.all()
        ledger.faces.unread()


def _child(code: str, argument: str) -> list[str]:
    """The lines that a child process prints; its own failure fails the test."""
    ran = subprocess.run([sys.executable, "-c", code, argument], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
