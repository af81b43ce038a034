"""How a worker ends, as real processes: drained by SIGTERM, stopped by a newer database, at once when asked twice.

What was begun is finished or given back, and nothing that was paid for is lost.
"""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.store import Ledger
from pipeline.store.database import Database
from pipeline.store.location import locate
from pipeline.store.schema import REVISIONS, VERSION_TABLE
from pipeline.store.upgrade import run_migrations
from tests.acceptance.terminal import atlas, start
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving

PAPERS, AT_ONCE = 12, 3


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of each kind."""
    return str(
        request.getfixturevalue("postgres_schema") if request.param == "postgres" else f"sqlite:///{tmp_path}/atlas.db"
    )


def _queued(home: Path, where: str, server: FaultServer) -> None:
    (home / "atlas.toml").write_text(
        f'[store]\nurl = "{where}"\n[run]\nconcurrency = {AT_ONCE}\n[drafter]\nkind = "model"\n'
        f'[budget]\nrun_tokens = 1000000000\n[model]\nname = "ok"\nbase_url = "{server.url}"\n',
        encoding="utf-8",
    )
    assert atlas("draft", library(home, PAPERS), "--queue", "-q", cwd=home).code == 0


def _until(condition: Callable[[], bool]) -> None:
    by = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < by, "it did not come to this"
        time.sleep(0.02)


def _set_version(where: str, version: str) -> None:
    database = Database(locate(where))
    with database.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'"))
    database.close()


def _states(where: str) -> Counter[str]:
    with Ledger.open(where) as ledger:
        rows = ledger.papers.all()
        assert not any(row.owner for row in rows), "nobody holds a paper any more"
        assert not ledger.calls.open_attempts(), "no call is without an end"
        return Counter(row.state.value for row in rows)


def test_sigterm_finishes_what_was_begun_begins_nothing_and_the_next_worker_does_the_rest(
    tmp_path: Path, where: str
) -> None:
    with serving(latency_s=1.5) as server:
        _queued(tmp_path, where, server)
        worker = start("worker", cwd=tmp_path)
        _until(lambda: len(server.seen) == AT_ONCE)
        worker.send_signal(signal.SIGTERM)
        _, err = worker.communicate(timeout=60)
        assert worker.returncode == 143, err
        assert "being finished" in err
        assert len(server.seen) == AT_ONCE, "nothing new was begun"
        assert _states(where) == {"drafted": AT_ONCE, "waiting": PAPERS - AT_ONCE}
        with Ledger.open(where) as ledger:
            run = ledger.runs.last("worker")
            assert run is not None
            assert (run.exit_code, run.counts) == (143, {"drafted": AT_ONCE})
        server.latency_s = 0.0
        assert atlas("worker", "-q", cwd=tmp_path).code == 0
        assert _states(where) == {"drafted": PAPERS}
        assert len(server.seen) == PAPERS, "no question was asked twice"


def test_a_second_signal_ends_it_at_once_and_its_papers_are_free_at_once(tmp_path: Path, where: str) -> None:
    with serving(latency_s=30.0) as server:
        _queued(tmp_path, where, server)
        worker = start("worker", cwd=tmp_path)
        _until(lambda: len(server.seen) == AT_ONCE)
        began = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        worker.send_signal(signal.SIGTERM)
        worker.communicate(timeout=60)
        assert worker.returncode == 130
        assert time.monotonic() - began < 15
        server.latency_s = 0.0
        assert atlas("worker", "-q", cwd=tmp_path).code == 0
    with Ledger.open(where) as ledger:
        assert Counter(row.state.value for row in ledger.papers.all()) == {"drafted": PAPERS}


def test_a_newer_versions_database_stops_a_worker_that_runs_after_the_papers_in_work(
    tmp_path: Path, where: str
) -> None:
    with serving(latency_s=1.5) as server:
        _queued(tmp_path, where, server)
        worker = start("worker", "--every", "1", cwd=tmp_path)
        _until(lambda: len(server.seen) == AT_ONCE)
        _set_version(where, "9999")
        _, err = worker.communicate(timeout=60)
        assert worker.returncode == 78, err
        assert "written by a newer version of this software (9999; this one works on" in err
        assert "pip install --upgrade" in err
        assert atlas("worker", cwd=tmp_path).code == 78, "and it does not start again"
        _set_version(where, REVISIONS[-1])
        assert _states(where) == {"drafted": AT_ONCE, "waiting": PAPERS - AT_ONCE}
        assert len(server.seen) == AT_ONCE
    with Ledger.open(where) as ledger:
        run = ledger.runs.last("worker")
        assert run is not None
        assert (run.exit_code, run.counts) == (78, {"drafted": AT_ONCE})
        assert "newer version" in str(run.told["error"])


def test_a_newer_versions_database_stops_a_worker_that_has_nothing_to_do(tmp_path: Path, where: str) -> None:
    (tmp_path / "atlas.toml").write_text(f'[store]\nurl = "{where}"\n', encoding="utf-8")
    worker = start("worker", "--every", "1", cwd=tmp_path)
    _until(lambda: _began(where))
    _set_version(where, "9999")
    _, err = worker.communicate(timeout=60)
    assert worker.returncode == 78, err


def _began(where: str) -> bool:
    with Ledger.open(where) as ledger:
        return ledger.runs.last("worker") is not None


def test_a_worker_leaves_the_upgrade_of_a_shared_database_to_people(tmp_path: Path, postgres_schema: str) -> None:
    database = Database(locate(postgres_schema))
    with database.write() as connection:
        run_migrations(connection, REVISIONS[-2])
    database.close()
    (tmp_path / "atlas.toml").write_text(f'[store]\nurl = "{postgres_schema}"\n', encoding="utf-8")
    refused = atlas("worker", cwd=tmp_path)
    assert refused.code == 78
    assert f"of an older version ({REVISIONS[-2]}) than this worker ({REVISIONS[-1]})" in refused.err
    assert "atlas backup" in refused.err
    assert atlas("status", cwd=tmp_path).code == 0
    assert atlas("worker", cwd=tmp_path).code == 0
