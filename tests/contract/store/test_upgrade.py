"""The tables come from migrations, and the migrations are what the code means."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, insert, text

from pipeline.errors import SchemaTooNew, StoreError
from pipeline.review import broken_link
from pipeline.store import Ledger
from pipeline.store.database import Database
from pipeline.store.location import locate
from pipeline.store.schema import REVISIONS, VERSION_TABLE, metadata
from pipeline.store.upgrade import run_migrations, version
from tests.conftest import ROOT

MIGRATIONS = Path(run_migrations.__code__.co_filename).parent / "migrations"
OLD_ROWS = Path(__file__).parent / "old_rows"


def test_revisions_when_listed_in_the_code_then_they_are_the_migrations() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


@pytest.mark.parametrize("revision", [None, *REVISIONS])
def test_database_when_upgraded_from_any_version_then_it_is_what_the_code_means(
    where: str | Path, revision: str | None
) -> None:
    if revision is not None:
        _make_at(where, revision)
    with Ledger.open(where) as ledger, ledger.database.read() as connection:
        assert version(connection) == REVISIONS[-1]
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_database_when_written_by_an_older_version_then_all_its_rows_are_read(where: str | Path, revision: str) -> None:
    rows: dict[str, list[dict[str, Any]]] = json.loads((OLD_ROWS / f"{revision}.json").read_text(encoding="utf-8"))
    _make_at(where, revision, rows)
    with Ledger.open(where) as ledger:
        paper = ledger.papers.get("invented-2019-pacing")
        assert (paper.cost_usd, [scheme for scheme, _ in paper.identifiers]) == (0.025, ["doi", "pmid"])
        assert paper.created.isoformat() == "2026-11-22T12:00:00.123456+00:00"
        assert [face.name for face in ledger.faces.of(paper.id)] == ["pacing.pdf"]
        latest = ledger.drafts.latest(paper.id)
        assert latest is not None
        assert latest.digest == paper.draft
        assert ledger.calls.result("sha256:key") is not None
        assert ledger.runs.last("draft") is not None
        assert broken_link(ledger.decisions.all()) is None
        assert len(ledger.decisions.of(paper.id)) == len(rows.get("decision", []))
        assert len(ledger.notices.of(paper.id)) == len(rows.get("notice", []))


def test_database_when_it_is_of_a_newer_version_then_it_is_left_alone(where: str | Path) -> None:
    with Ledger.open(where) as ledger, ledger.database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999") as refusal:
        Ledger.open(where)
    assert "upgrade" in refusal.value.hint


def test_migration_when_it_breaks_then_the_database_is_as_before(
    where: str | Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", broken)
        with pytest.raises(RuntimeError, match="power cut"):
            Ledger.open(where)
    database = Database(locate(where))
    with database.read() as connection:
        assert version(connection) is None
    database.close()
    Ledger.open(where).close()


def test_file_when_it_is_the_database_of_another_program_then_it_is_left_alone(sqlite_file: Path) -> None:
    sqlite_file.parent.mkdir()
    with sqlite3.connect(sqlite_file) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        Ledger.open(sqlite_file)


def test_database_when_it_is_up_to_date_then_opening_it_loads_no_migration_tool(where: str | Path) -> None:
    Ledger.open(where).close()
    told = subprocess.run(
        [sys.executable, "-c", _OPEN_AND_TELL, str(where)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout == "{'alembic': False, 'sqlalchemy': True}\n"


_OPEN_AND_TELL = """
import sys
from pipeline.store import Ledger
Ledger.open(sys.argv[1]).close()
print({name: name in sys.modules for name in ("alembic", "sqlalchemy")})
"""


def _make_at(where: str | Path, revision: str, rows: dict[str, list[dict[str, Any]]] | None = None) -> None:
    """A database as a former version left it. The rows go in by the tables' own types, not by today's schema."""
    database = Database(locate(where))
    with database.write() as connection:
        run_migrations(connection, revision)
        found = MetaData()
        for name, content in (rows or {}).items():
            table = Table(name, found, autoload_with=connection)
            connection.execute(insert(table), [_typed(row) for row in content])
    database.close()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """JSON has neither times nor bytes: a time is written after `t:`, bytes after `b:`."""
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("b:"):
        return value[2:].encode()
    if value.startswith("t:"):
        return datetime.fromisoformat(value[2:])
    return value
