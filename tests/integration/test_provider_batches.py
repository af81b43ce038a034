"""Papers asked about in the provider's batches, over real HTTP: half a day later is as safe as at once."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.store import Ledger
from tests.acceptance.terminal import Answer, atlas, here, start
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving
from tests.services.pubmed import PubMedStandIn, Record

SETTINGS = """
[model]
answers = "json_schema"
tries = 2
longest_wait = 0.2
seconds = 10
[budget.prices]
ok = {input = 1.0, output = 4.0, batch_input = 0.5, batch_output = 2.0}
"""
PAPERS = 6


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "atlas.toml").write_text(SETTINGS, encoding="utf-8")
    library(tmp_path, PAPERS)
    return tmp_path


def _with(server: FaultServer, model: str) -> list[str]:
    return ["--model", model, "--base-url", server.url, "--json"]


def _send(home: Path, server: FaultServer, model: str = "ok", *more: str) -> Answer:
    return here("draft", home / "library.ris", "--batch", *_with(server, model), *more, home=home)


def _collect(home: Path, server: FaultServer, model: str = "ok") -> Answer:
    return here("draft", "--collect", *_with(server, model), home=home)


def _states(home: Path) -> Counter[str]:
    with Ledger.open(home / "outputs/atlas.db") as ledger:
        return Counter(row.state.value for row in ledger.papers.all())


def _spent(home: Path) -> tuple[float, float]:
    with Ledger.open(home / "outputs/atlas.db") as ledger:
        spending = ledger.calls.spent()
        return spending.known_usd, spending.uncertain_usd


def test_papers_asked_in_a_batch_are_drafted_when_it_has_come_back_and_paid_for_at_its_price(home: Path) -> None:
    with serving() as server:
        server.batches.fate = "in_progress"
        sent = _send(home, server)
        assert sent.code == 0, sent.err
        assert "6 questions in one batch" in sent.err
        assert {line["state"] for line in sent.lines} == {"retry_later"}
        (waiting,) = _collect(home, server).lines
        assert (waiting["over"], waiting["said"]) == (False, "0 of 6 are done")
        server.batches.fate = "completed"
        back = _collect(home, server)
        assert back.code == 0, back.err
        assert _states(home) == {"drafted": PAPERS}
        assert set(server.batches.answered.values()) == {1}
        assert len(server.seen) == 0, "nothing was asked at once"
        assert _collect(home, server).lines == []
        assert sorted(server.batches.deleted) == ["batch_0-output_file_id", "file-0"]
    known, uncertain = _spent(home)
    assert (round(known, 9), uncertain) == (round(PAPERS * (4000 * 0.5 + 900 * 2.0) / 1e6, 9), 0.0)
    assert not list((home / "outputs/batches").glob("*/*"))


def test_while_a_batch_is_out_its_questions_are_asked_by_nobody(home: Path) -> None:
    with serving() as server:
        server.batches.fate = "in_progress"
        _send(home, server)
        again = _send(home, server)
        assert "in one batch" not in again.err
        at_once = here("draft", home / "library.ris", *_with(server, "ok"), home=home)
        assert {line["state"] for line in at_once.lines} == {"retry_later"}
        assert at_once.lines[0]["reason"].startswith("its question is out with the batch of")
        assert len(server.batches.batches) == 1
        assert server.seen == []


def test_what_a_batch_did_not_answer_in_time_is_due_again_and_costs_nothing(home: Path) -> None:
    with serving() as server:
        server.batches.fate, server.batches.most = "expired", 2
        _send(home, server)
        back = _collect(home, server)
        assert "not finished in time" in back.lines[0]["said"]
        assert _states(home) == {"drafted": 2, "retry_later": 4}
        assert _spent(home)[1] == 0.0
        at_once = here("draft", home / "library.ris", *_with(server, "ok"), home=home)
        assert at_once.code == 0, at_once.err
        assert _states(home) == {"drafted": PAPERS}
        assert len(server.seen) == 4


def test_a_wrong_answer_of_a_batch_is_repaired_by_the_next(home: Path) -> None:
    with serving() as server:
        model = "prose+ok"
        _send(home, server, model)
        back = _collect(home, server, model)
        assert _states(home) == {"drafted": 5, "retry_later": 1}
        assert [line["calls"] for line in back.lines if line.get("said") == "sent"] == [1]
        _collect(home, server, model)
        assert _states(home) == {"drafted": PAPERS}
        assert len(server.seen) == 0


@pytest.mark.parametrize(
    ("fault", "state"), [("bad-request", "needs_attention"), ("500", "retry_later"), ("429", "retry_later")]
)
def test_a_question_that_a_batch_refuses_ends_as_it_would_have_at_once(home: Path, fault: str, state: str) -> None:
    with serving() as server:
        model = f"{fault}+ok"
        _send(home, server, model)
        _collect(home, server, model)
    assert _states(home) == {"drafted": 5, state: 1}


def test_a_paper_that_is_too_long_goes_out_shorter_with_the_next_batch(home: Path) -> None:
    with serving() as server:
        model = "too-long+ok"
        _send(home, server, model)
        _collect(home, server, model)
        _collect(home, server, model)
        assert set(server.batches.answered.values()) == {1}, "a question that was too long is not asked again"
    assert _states(home) == {"drafted": PAPERS}


def test_a_batch_that_the_provider_does_not_take_costs_nothing_and_its_papers_are_due(home: Path) -> None:
    with serving() as server:
        server.batches.fate = "failed"
        _send(home, server)
        back = _collect(home, server)
        assert "did not take it: Enqueued limit" in back.lines[0]["said"]
        assert _spent(home) == (0.0, 0.0)
        assert len(server.batches.batches) == 1
        server.batches.fate = "completed"
        assert _send(home, server).code == 0
        _collect(home, server)
    assert _states(home) == {"drafted": PAPERS}


def test_a_batch_whose_making_was_not_confirmed_is_found_again_by_our_own_name(home: Path) -> None:
    with serving() as server:
        server.batches.steps["submit"] = ["made-then-reset"]
        sent = _send(home, server)
        assert "not known yet whether the provider took it" in sent.err
        assert sent.code == 0
        _send(home, server)
        assert len(server.batches.batches) == 1, "what may be out is not sent again"
        assert _collect(home, server).code == 0
    assert _states(home) == {"drafted": PAPERS}
    assert set(server.batches.answered.values()) == {1}


@pytest.mark.parametrize("step", ["reset", "503-html", "html"])
def test_a_batch_that_was_perhaps_never_made_holds_its_papers_until_that_is_known(home: Path, step: str) -> None:
    with serving() as server:
        server.batches.steps["submit"] = [step]
        _send(home, server)
        assert "does not list it yet" in _collect(home, server).lines[0]["said"]
        _eleven_minutes_later(home)
        back = _collect(home, server)
        assert "never took it" in back.lines[0]["said"]
        assert server.batches.batches == {}
        _send(home, server)
        _collect(home, server)
    assert _states(home) == {"drafted": PAPERS}
    assert set(server.batches.answered.values()) == {1}


def test_a_server_that_has_no_batches_is_told_as_such_and_nothing_is_bought(home: Path) -> None:
    with serving() as server:
        server.batches.steps["upload"] = ["no-model"]
        sent = _send(home, server)
    assert sent.code == 78
    assert "takes no files of questions" in sent.err
    assert "leave --batch" in sent.err
    assert _spent(home) == (0.0, 0.0)


@pytest.mark.parametrize(("step", "code"), [("key", 77), ("quota", 69), ("500", 69), ("reset", 69), ("429-long", 75)])
def test_a_file_that_cannot_be_sent_costs_nothing_and_its_papers_are_due(home: Path, step: str, code: int) -> None:
    with serving() as server:
        server.batches.steps["upload"] = [step] * 3
        sent = _send(home, server)
        assert sent.code == code, sent.err
        assert _spent(home) == (0.0, 0.0)
        server.batches.steps.clear()
        assert _send(home, server).code == 0
        _collect(home, server)
    assert _states(home) == {"drafted": PAPERS}


@pytest.mark.parametrize("step", ["500", "reset", "html", "half-body", "404"])
def test_answers_that_cannot_be_fetched_now_are_fetched_by_the_next_run(home: Path, step: str) -> None:
    with serving() as server:
        server.batches.steps["download"] = ["no-model" if step == "404" else step]
        _send(home, server)
        back = _collect(home, server)
        assert back.code in {69, 78}, back.err
        assert _states(home) == {"retry_later": PAPERS}
        assert _collect(home, server).code == 0
    assert _states(home) == {"drafted": PAPERS}
    assert set(server.batches.answered.values()) == {1}


def test_a_damaged_file_of_answers_is_read_again_and_what_it_had_is_kept(home: Path) -> None:
    with serving() as server:
        _send(home, server)
        server.batches.damage = 2
        back = _collect(home, server)
        assert (back.code, "has 4" in back.err) == (69, True), back.err
        with Ledger.open(home / "outputs/atlas.db") as ledger:
            assert len(ledger.calls.open_attempts()) == 2
        server.batches.damage = 0
        assert _collect(home, server).code == 0
    assert _states(home) == {"drafted": PAPERS}
    assert set(server.batches.answered.values()) == {1}


def test_lines_that_belong_to_nobody_are_told_and_lose_nothing(home: Path) -> None:
    with serving() as server:
        server.batches.spoil = True
        _send(home, server)
        back = _collect(home, server)
    assert "2 lines could not be joined" in back.lines[0]["said"]
    assert _states(home) == {"drafted": PAPERS}


def test_a_batch_is_no_larger_than_the_run_may_cost(home: Path) -> None:
    with serving() as server:
        sent = _send(home, server, "ok", "--max-cost", "0.07")
        assert sent.code == 4, sent.err
        (row,) = server.batches.batches.values()
        asked = len(server.batches.files[row["input_file_id"]].splitlines())
        assert 0 < asked < PAPERS
        with Ledger.open(home / "outputs/atlas.db") as ledger:
            assert ledger.calls.spent().uncertain_usd <= 0.07


def test_a_month_that_pays_for_no_more_sends_nothing_and_stops_no_run(home: Path) -> None:
    with (home / "atlas.toml").open("a", encoding="utf-8") as settings:
        settings.write("[budget]\nmonth_usd = 0.0001\n")
    with serving() as server:
        sent = _send(home, server)
        assert sent.code == 4, sent.err
        assert "not sent: the next call could cost" in sent.err
        assert {line["state"] for line in sent.lines} == {"retry_later"}
        assert server.batches.files == {}
    assert _spent(home) == (0.0, 0.0)


def test_a_batch_that_the_provider_finds_no_more_holds_its_papers_for_a_week_at_most(home: Path) -> None:
    with serving() as server:
        _send(home, server)
        server.batches.batches.clear()
        assert "does not find the batch" in _collect(home, server).err
        with sqlite3.connect(home / "outputs/atlas.db") as database:
            database.execute("update batch set made = datetime(made, '-8 days') || '.000000'")
        back = _collect(home, server)
        assert (back.code, back.lines[0]["said"]) == (0, "the provider does not find it any more")
        assert _spent(home)[1] > 0, "it may have been paid for"
        assert here("draft", home / "library.ris", *_with(server, "ok"), home=home).code == 0
    assert _states(home) == {"drafted": PAPERS}


def test_killed_at_any_moment_no_answer_is_bought_twice_and_none_is_lost(home: Path) -> None:
    words: list[str | Path] = ["draft", home / "library.ris", "--batch"]
    with serving() as server:
        for pause in (0.9, 1.2, 1.5, 1.8, 2.2):
            _killed([*words, *_with(server, "ok")], home, pause)
        _send(home, server)
        for pause in (0.9, 1.1, 1.3, 1.6):
            _killed(["draft", "--collect", *_with(server, "ok")], home, pause)
        for _ in range(3):
            _collect(home, server)
        # What was killed between its writing and its sending holds its papers until the provider cannot know it.
        _eleven_minutes_later(home)
        for _ in range(2):
            _collect(home, server)
            _send(home, server)
        assert set(server.batches.answered.values()) == {1}
        assert len(server.batches.answered) == PAPERS
    assert _states(home) == {"drafted": PAPERS}
    with sqlite3.connect(home / "outputs/atlas.db") as database:
        assert database.execute("select count(*) from draft_history").fetchone() == (PAPERS,)


def _eleven_minutes_later(home: Path) -> None:
    with sqlite3.connect(home / "outputs/atlas.db") as database:
        database.execute("update batch set made = datetime(made, '-11 minutes') || '.000000' where state = 'making'")


def _killed(words: list[str | Path], home: Path, pause: float) -> None:
    process = start(*words, "--home", home, cwd=home)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_the_key_of_a_batch_is_in_nothing_that_is_kept(home: Path) -> None:
    key = "sk-canary-8f2b71"
    with serving() as server:
        server.batches.steps["upload"] = ["key-echo"]
        words: list[str | Path] = [home / "library.ris", "--batch", *_with(server, "ok"), "--home", home, "-vv"]
        refused = atlas("draft", *words, cwd=home, env={"OPENAI_API_KEY": key})
        assert refused.code == 77
        sent = atlas("draft", *words, cwd=home, env={"OPENAI_API_KEY": key})
        assert sent.code == 0, sent.err
    assert key not in refused.err + sent.err + refused.out + sent.out
    for file in home.rglob("*"):
        if file.is_file():
            assert key.encode() not in file.read_bytes(), file


def test_a_batch_that_is_out_is_named_by_the_status(home: Path) -> None:
    with serving() as server:
        server.batches.fate = "in_progress"
        _send(home, server)
        (told,) = here("status", "--json", home=home).lines
        assert [(one["state"], one["remote"]) for one in told["batches"]] == [("sent", "batch_0")]
        server.batches.fate = "completed"
        _collect(home, server)
        (told,) = here("status", "--json", home=home).lines
        assert told["batches"] == []


def test_a_scheduled_run_asks_in_batches_and_the_next_ones_go_on_with_the_answers(tmp_path: Path) -> None:
    with serving() as server, PubMedStandIn() as service:
        (tmp_path / "atlas.toml").write_text(
            '[drafter]\nkind = "model"\n[budget]\nrun_tokens = 1000000000\n'
            f'[model]\nname = "ok"\nbase_url = "{server.url}"\nanswers = "json_schema"\nin_batches = true\n'
            f'[update]\naddress = "{service.address}"\ntries = 1\ncrossref = false\nfull_texts = false\n',
            encoding="utf-8",
        )
        service.records = [Record(str(1000 + number), datetime.now(UTC).date()) for number in range(3)]
        server.batches.fate = "in_progress"
        (first,) = here("update", "--json", home=tmp_path).lines
        assert (first["batches"], first["exit_code"]) == ({"back": 0, "sent": 1, "fault": None}, 0)
        (second,) = here("update", "--json", home=tmp_path).lines
        assert second["batches"] == {"back": 0, "sent": 0, "fault": None}
        server.batches.steps["progress"] = ["500"]
        (third,) = here("update", "--json", home=tmp_path).lines
        assert third["batches"]["fault"].startswith("the model server failed (500)")
        assert third["exit_code"] == 0, "one message for an outage of days: the status tells it"
        server.batches.fate = "completed"
        (fourth,) = here("update", "--json", home=tmp_path).lines
        assert fourth["batches"] == {"back": 1, "sent": 0, "fault": None}
        assert fourth["papers"] == {"drafted": 3}
        assert len(server.seen) == 0
    assert set(server.batches.answered.values()) == {1}
