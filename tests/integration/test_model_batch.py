"""Many papers, three faults in ten answers, and kills in the middle: nothing is lost and nothing is bought twice."""

from __future__ import annotations

import json
import random
import re
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
from tests.faults.server import FaultServer, Seen, serving

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


#: What a server can answer, by what has to become of a paper whose last answer it was.
USABLE = ("ok", "no-usage", "fenced")
PASSING = ("429", "429-seconds", "429-ms", "500", "503-html", "html", "wrong-json", "error-200", "reset", "half-body")
KEPT_BUT_WRONG = ("prose", "wrong-shape", "length", "empty", "refusal", "filter")
REFUSED = ("bad-request", "too-long")
STATE = {
    **dict.fromkeys(USABLE, "drafted"),
    **dict.fromkeys(PASSING, "retry_later"),
    **dict.fromkeys((*KEPT_BUT_WRONG, *REFUSED), "needs_attention"),
}


def _every_fault_mixed(home: Path, papers: int, seed: int) -> None:
    """A batch of which three answers in ten are faults of every kind; what each paper saw decides what it has to be."""
    chance = random.Random(seed)
    faults = (*PASSING, *KEPT_BUT_WRONG, *REFUSED)
    script = "+".join(chance.choice(faults) if chance.random() < 0.3 else "ok" for _ in range(papers * 2))
    with serving() as server:
        answer = atlas(*_words(home, papers, server, script), cwd=home)
    states = {line["input"].rpartition("#")[2]: line["state"] for line in answer.lines}
    met: dict[str, list[Seen]] = {}
    for seen in server.seen:
        met.setdefault(_record_of(seen), []).append(seen)
    assert len(states) == len(met) == papers, answer.err
    assert {one: STATE[seen[-1].fault] for one, seen in met.items()} == states
    kept = _results(home)
    for seen in server.seen:
        if seen.fault in (*USABLE, *KEPT_BUT_WRONG):
            assert _key(server, seen) in kept, f"a reply was lost: {seen.fault}"
    most = 6 * 2  # as often as the settings let a call be tried, and once more for the repair
    assert max(len(seen) for seen in met.values()) <= most
    print(
        f"{papers} papers, {len(server.seen)} calls, {sum(one.fault not in USABLE for one in server.seen)} faults: "
        f"{dict(Counter(states.values()))}"
    )


def _key(server: FaultServer, seen: Seen) -> str:
    return call_key(f"{server.url}/chat/completions", seen.body)


def _record_of(seen: Seen) -> str:
    """The number of the invented record that a request is about, counted from 1 as in its file."""
    found = re.search(r"Invented record (\d+)", json.dumps(seen.body))
    assert found
    return str(int(found[1]) + 1)


def test_with_every_fault_mixed_each_paper_ends_in_the_state_its_answers_call_for(home: Path) -> None:
    _every_fault_mixed(home, 100, 1)


@pytest.mark.slow
def test_five_hundred_papers_with_every_fault_mixed_end_in_the_state_their_answers_call_for(home: Path) -> None:
    _every_fault_mixed(home, 500, 2)


def _killed_again_and_again(home: Path, papers: int, kills: int) -> None:
    """`kill -9` at points spread over the batch; then it is let to finish, and both sides' counts are compared."""
    with serving(latency_s=0.2) as server:
        words = _words(home, papers, server, "ok")
        marks: list[tuple[int, set[str], list[Seen]]] = []
        for number in range(kills):
            process = start(*words, cwd=home)
            while len(server.seen) < papers * (number + 1) // (kills + 1) and process.poll() is None:
                time.sleep(0.01)
            time.sleep((0.0, 1.3, 0.07, 0.3)[number % 4])
            mine = server.seen[marks[-1][0] if marks else 0 :]
            received = [seen for seen in mine if seen.answered and time.monotonic() - seen.answered > 1.0]
            process.send_signal(signal.SIGKILL)
            process.communicate()
            marks.append((len(server.seen), _results(home), received))
        answer = atlas(*words, cwd=home)
        assert {line["state"] for line in answer.lines} <= {"drafted", "known"}, answer.err
        with Ledger.open(home / "outputs/atlas.db") as ledger:
            assert {paper.state.value for paper in ledger.papers.all()} == {"drafted"}
    asked = _asked(server)
    assert len(asked) == papers
    assert set(_drafts(home).values()) == {1}, "no paper is drafted twice"
    keys = [_key(server, seen) for seen in server.seen]
    for mark, kept, received in marks:
        assert kept.isdisjoint(keys[mark:]), "a reply that was kept was asked for again"
        early = {_key(server, seen) for seen in received}
        assert early.isdisjoint(keys[mark:]), "a reply was received a second before the kill, and lost"
    assert any(received for _, _, received in marks), "no kill came late enough to show anything"
    assert _attempts(home) >= sum(asked.values()), "the ledger counts no less than the server"
    print(
        f"{papers} papers, {kills} kills, {len(server.seen)} calls answered, {_attempts(home)} attempts in the ledger"
    )


def test_a_batch_killed_again_and_again_never_asks_what_was_answered_and_kept(home: Path) -> None:
    _killed_again_and_again(home, 60, 4)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_five_hundred_papers_through_forty_kills_ask_nothing_twice_that_was_kept(home: Path) -> None:
    _killed_again_and_again(home, 500, 40)


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
