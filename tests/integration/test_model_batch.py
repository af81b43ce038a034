"""Many papers, three faults in ten answers, and kills in the middle: nothing is lost and nothing is bought twice."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain.ledger import call_key
from pipeline.store import Ledger
from tests.acceptance.terminal import atlas, start
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving

#: Three faults in ten answers; each passes when it is asked again.
MIXED = "+".join(["ok", "ok", "429-ms", "ok", "ok", "500", "ok", "ok", "reset", "ok"] * 40)
SETTINGS = "[model]\ntries = 6\nlongest_wait = 0.3\nseconds = 10\n[run]\nconcurrency = 16\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "atlas.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def _words(home: Path, papers: int, server: FaultServer, model: str) -> list[str | Path]:
    more = ["--model", model, "--base-url", server.url, "--max-tokens", "1000000000", "-q", "--json"]
    return ["draft", library(home, papers), *more]


def _asked(server: FaultServer) -> Counter[str]:
    """How often each paper was asked about and answered well."""
    return Counter(str(seen.body["messages"][-1]["content"]) for seen in server.seen if seen.fault == "ok")


def test_a_batch_with_three_faults_in_ten_ends_with_every_paper_drafted_and_paid_for_once(home: Path) -> None:
    with serving() as server:
        words = _words(home, 60, server, MIXED)
        answer = atlas(*words, cwd=home)
        states = Counter(line["state"] for line in answer.lines)
        assert set(states) <= {"drafted", "retry_later"}, answer.err
        again = atlas(*words, cwd=home)
        assert {line["state"] for line in again.lines} <= {"drafted", "known"}
    assert set(_asked(server).values()) == {1}
    assert len(_asked(server)) == 60
    assert len(server.seen) < 60 * 2


def test_a_batch_killed_again_and_again_never_asks_what_was_answered_and_kept(home: Path) -> None:
    with serving(latency_s=0.2) as server:
        words = _words(home, 60, server, "ok")
        marks: list[tuple[int, set[str]]] = []
        for number in range(4):
            process = start(*words, cwd=home)
            while len(server.seen) < 12 * (number + 1) and process.poll() is None:
                time.sleep(0.01)
            time.sleep(0.07 * number)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            marks.append((len(server.seen), _results(home)))
        answer = atlas(*words, cwd=home)
        assert {line["state"] for line in answer.lines} <= {"drafted", "known"}, answer.err
        asked = _asked(server)
        with Ledger.open(home / "outputs/atlas.db") as ledger:
            assert {paper.state.value for paper in ledger.papers.all()} == {"drafted"}
            drafts = _drafts(home)
        attempts = _attempts(home)
    assert len(asked) == 60
    assert set(drafts.values()) == {1}
    keys = [call_key(f"{server.url}/chat/completions", seen.body) for seen in server.seen]
    assert marks[-1][1]
    for mark, kept in marks:
        assert kept.isdisjoint(keys[mark:]), "a reply that was kept was asked for again"
    assert attempts >= sum(asked.values())


def _query(home: Path, question: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(home / "outputs/atlas.db")
    try:
        return database.execute(question).fetchall()
    except sqlite3.OperationalError:  # killed before there was a table
        return []
    finally:
        database.close()


def _results(home: Path) -> set[str]:
    return {str(row[0]) for row in _query(home, "select key from result")}


def _drafts(home: Path) -> dict[object, object]:
    return {row[0]: row[1] for row in _query(home, "select paper, count(*) from draft_history group by paper")}


def _attempts(home: Path) -> int:
    (row,) = _query(home, "select count(*) from attempt where paper is not null")
    return int(str(row[0]))
