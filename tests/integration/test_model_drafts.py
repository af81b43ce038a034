"""`atlas draft --model` from end to end over loopback: states, exit codes, money, and where the key is not."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.store import Ledger
from tests.acceptance.terminal import ROOT, Answer, atlas, environment, here, start
from tests.faults.server import FaultServer, serving

REVIEW = ROOT / "inputs/review-blood-flow.txt"
SURVEY = ROOT / "inputs/survey-heart-rate-monitors.xml"
CANARY = "sk-CANARY-7f3a9d2c41e8b605"
#: Quick patience, so that a test of a dead server does not wait as a person would.
QUICK = "[model]\ntries = 2\nlongest_wait = 0.2\nseconds = 5\n"
PRICES = '[budget.prices]\n"ok" = {input = 1.0, output = 10.0}\n"ok+500+ok" = {input = 1.0, output = 10.0}\n'


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "atlas.toml").write_text(QUICK + PRICES, encoding="utf-8")
    return tmp_path


def _draft(home: Path, server: FaultServer, fault: str, *more: str | Path) -> Answer:
    return here("draft", *(more or (REVIEW,)), "--model", fault, "--base-url", server.url, "--json", home=home)


def test_a_paper_is_drafted_by_the_model_and_its_quotes_are_the_papers(home: Path, server: FaultServer) -> None:
    answer = _draft(home, server, "ok")
    (line,) = answer.lines
    assert (answer.code, line["state"]) == (0, "drafted"), answer.err
    draft = json.loads(Path(line["draft"]).read_bytes())
    assert (draft["made_by"]["kind"], draft["made_by"]["model"]) == ("model", "ok-2026")
    quote = draft["summary"]["quick_summary"][0]["evidence"][0]["quote"]
    assert quote in REVIEW.read_text(encoding="utf-8")
    assert line["cost_usd"] == pytest.approx(0.013)
    status = atlas("status", "--json", cwd=home).lines[0]
    assert status["spent_usd"] >= line["cost_usd"]


def test_a_second_run_asks_nothing_and_again_asks_anew(home: Path, server: FaultServer) -> None:
    assert _draft(home, server, "ok").lines[0]["state"] == "drafted"
    assert _draft(home, server, "ok").lines[0]["state"] == "known"
    assert len(server.seen) == 1
    assert _draft(home, server, "ok", REVIEW, "--again").lines[0]["state"] == "drafted"
    assert len(server.seen) == 2


def test_a_lost_draft_is_made_again_from_the_replies_that_were_paid_for(home: Path, server: FaultServer) -> None:
    _draft(home, server, "prose+ok")
    asked = len(server.seen)
    assert asked == 2
    database = sqlite3.connect(home / "outputs/atlas.db")
    database.execute("update paper set state = 'waiting', draft = null, drafter = null")
    database.commit()
    database.close()
    assert _draft(home, server, "prose+ok").lines[0]["state"] == "drafted"
    assert len(server.seen) == asked


def test_what_was_drafted_offline_is_drafted_by_the_model_when_one_is_set(home: Path, server: FaultServer) -> None:
    assert atlas("draft", REVIEW, "--json", cwd=home).lines[0]["state"] == "drafted"
    assert _draft(home, server, "ok").lines[0]["state"] == "drafted"
    assert len(server.seen) == 1
    assert atlas("draft", REVIEW, "--offline", "--json", cwd=home).lines[0]["state"] == "known"


@pytest.mark.parametrize(
    ("fault", "state", "code", "said"),
    [
        ("refusal", "needs_attention", 3, "refused"),
        ("filter", "needs_attention", 3, "filter"),
        ("prose", "needs_attention", 3, "no JSON"),
        ("wrong-shape", "needs_attention", 3, "shape"),
        ("length", "needs_attention", 3, "cut short"),
        ("bad-request", "needs_attention", 3, "refuses the request"),
        ("500", "retry_later", 75, "failed"),
        ("429-long", "retry_later", 75, "wait"),
        ("reset", "retry_later", 75, "broke off"),
        ("html", "retry_later", 75, "not JSON"),
    ],
)
def test_each_fault_ends_in_its_state_with_a_reason_and_a_way_on(
    home: Path, server: FaultServer, fault: str, state: str, code: int, said: str
) -> None:
    answer = _draft(home, server, fault)
    (line,) = answer.lines
    assert (line["state"], answer.code) == (state, code), answer.err
    assert said in line["reason"]
    assert line["hint"]
    assert "Traceback" not in answer.err


def test_a_partial_draft_is_kept_and_flagged(home: Path, server: FaultServer) -> None:
    (line,) = _draft(home, server, "length").lines
    draft = json.loads(Path(line["draft"]).read_bytes())
    assert draft["summary"]["quick_summary"]
    assert draft["made_by"]["lacks"]
    assert "not whole" in (Path(line["draft"]).parent / "draft.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("fault", "code"), [("key", 77), ("forbidden", 77), ("no-model", 78), ("quota", 69)])
def test_what_would_refuse_every_paper_stops_the_batch_with_one_sentence(
    home: Path, server: FaultServer, fault: str, code: int
) -> None:
    answer = _draft(home, server, fault, REVIEW, SURVEY, "--concurrency", "1")
    assert answer.code == code, answer.err
    assert answer.err.count("atlas: ") == 1
    assert "what to do: " in answer.err
    assert len(server.seen) == 1
    assert atlas("status", "--json", cwd=home).lines[0]["papers"]["waiting"] == 2
    with sqlite3.connect(home / "outputs/atlas.db") as ledger:
        ended = ledger.execute("SELECT finished IS NOT NULL, exit_code FROM run ORDER BY id DESC LIMIT 1").fetchone()
    assert ended == (1, code), "a run that an error ended has an end in the ledger too"


def test_a_dead_server_parks_the_papers_and_never_drafts_offline_instead(home: Path, server: FaultServer) -> None:
    (home / "atlas.toml").write_text(QUICK, encoding="utf-8")
    words = ("--model", "ok", "--base-url", "http://127.0.0.1:9/v1", "--json")
    answer = atlas("draft", REVIEW, SURVEY, *words, cwd=home)
    assert answer.code == 75
    assert {line["state"] for line in answer.lines} == {"retry_later"}
    assert {line["draft"] for line in answer.lines} == {None}
    assert _draft(home, server, "ok", REVIEW, SURVEY).code == 0


def test_a_lease_is_held_for_as_long_as_the_model_thinks(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text("[run]\nlease_seconds = 1.5\n", encoding="utf-8")
    with serving(latency_s=4.0) as slow:
        process = start("draft", REVIEW, "--model", "ok", "--base-url", slow.url, cwd=tmp_path)
        while not slow.seen:
            assert process.poll() is None
            time.sleep(0.05)
        time.sleep(2.5)
        with Ledger.open(tmp_path / "outputs/atlas.db") as ledger:
            (row,) = ledger.papers.all()
        assert row.lease_until is not None
        assert row.lease_until > datetime.now(UTC)
        process.communicate(timeout=60)
    assert process.returncode == 0


def test_openai_without_a_key_is_a_configuration_error_before_anything_is_read(tmp_path: Path) -> None:
    answer = atlas("draft", REVIEW, "--model", "gpt-x", cwd=tmp_path, env={"OPENAI_API_KEY": ""})
    assert answer.code == 78
    assert "OPENAI_API_KEY" in answer.err
    assert not (tmp_path / "outputs").exists()


def test_offline_and_model_together_are_wrong_usage(tmp_path: Path) -> None:
    assert atlas("draft", REVIEW, "--offline", "--model", "m", cwd=tmp_path).code == 2


def test_a_budget_stops_the_run_with_4_and_the_same_command_goes_on(home: Path, server: FaultServer) -> None:
    words = (REVIEW, SURVEY, "--concurrency", "1")
    first = _draft(home, server, "ok", *words, "--max-cost", "0.12")
    assert first.code == 4, first.err
    assert sorted(line["state"] for line in first.lines) == ["drafted", "retry_later"]
    assert "--max-cost" in next(line["hint"] for line in first.lines if line["hint"])
    assert _draft(home, server, "ok", *words).code == 0


def test_the_cost_of_a_model_without_a_price_is_not_known_and_never_nothing(home: Path, server: FaultServer) -> None:
    (home / "atlas.toml").write_text(QUICK, encoding="utf-8")
    (line,) = _draft(home, server, "ok").lines
    assert line["cost_usd"] is None
    answer = atlas("status", cwd=home)
    assert "price is not known" in answer.out


def test_what_was_spent_is_told_by_day_and_what_the_next_papers_may_cost_before_they_are_bought(
    home: Path, server: FaultServer
) -> None:
    _draft(home, server, "ok", REVIEW)
    (row,) = [one for one in atlas("cost", "--json", cwd=home).lines if one["papers"]]  # the other was a probe
    assert (row["model"], row["calls"], row["papers"], row["unpriced"]) == ("ok-2026", 1, 1, 0)
    assert row["known_usd"] > 0
    words: list[str | Path] = ["draft", SURVEY, "--model", "ok", "--base-url", server.url, "--dry-run"]
    asked = len(server.seen)
    dry = atlas(*words, cwd=home)
    assert "by 1 papers drafted before, 1 would take" in dry.err
    assert f"about {row['known_usd']:.2f} USD" in dry.err
    assert len(server.seen) == asked, "a dry run asks nobody"
    run = atlas("status", "--json", cwd=home).lines[0]["last_run"]
    assert (run["command"], run["counts"], run["exit_code"]) == ("draft", {"drafted": 1}, 0)


@pytest.mark.parametrize(("api", "cost", "told"), [("responses", 0.0103, "3000 cached"), ("chat", 0.013, "not told")])
def test_input_that_the_provider_had_kept_costs_less_and_is_said_to_be_unknown_where_nobody_told_it(
    home: Path, server: FaultServer, api: str, cost: float, told: str
) -> None:
    prices = '[budget.prices]\n"ok" = {input = 1.0, output = 10.0, cached_input = 0.1}\n'
    (home / "atlas.toml").write_text(f'{QUICK}api = "{api}"\n{prices}', encoding="utf-8")
    (line,) = _draft(home, server, "ok").lines
    assert line["cost_usd"] == pytest.approx(cost)
    assert told in next(row for row in here("cost", home=home).out.splitlines() if "summarize" in row)


def test_the_key_is_in_nothing_that_is_written_or_said(home: Path, server: FaultServer) -> None:
    said = ""
    for fault in ("ok", "prose+length", "500", "key-echo"):
        words = ("--model", fault, "--base-url", server.url, "-vv", "--again")
        answer = atlas("draft", REVIEW, *words, cwd=home, env={"OPENAI_API_KEY": CANARY})
        said += answer.out + answer.err
    assert any(seen.headers["authorization"] == f"Bearer {CANARY}" for seen in server.seen)
    said += atlas("doctor", cwd=home, env={"OPENAI_API_KEY": CANARY}).out
    said += atlas("status", "--json", cwd=home).out
    assert "CANARY" not in said
    holders = [path for path in home.rglob("*") if path.is_file() and b"CANARY" in path.read_bytes()]
    assert holders == []


def test_drafting_offline_never_loads_the_client(tmp_path: Path) -> None:
    code = (
        "import sys, pipeline.cli\nsys.argv = ['atlas', 'draft', sys.argv[1], '-q']\n"
        "try:\n pipeline.cli.main()\nexcept SystemExit:\n print('openai' in sys.modules, 'tenacity' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(REVIEW)],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.splitlines()[-1] == "False False"


def test_what_no_model_may_see_is_drafted_offline_says_so_and_nothing_of_it_is_sent(
    home: Path, server: FaultServer
) -> None:
    settings = (home / "atlas.toml").read_text(encoding="utf-8")
    (home / "atlas.toml").write_text(
        settings.replace("[model]", '[model]\nnever_send = ["review-*.txt"]'), encoding="utf-8"
    )
    for _ in range(2):  # it is settled: the next run does not draft it again
        withheld, sent = _draft(home, server, "ok", REVIEW, SURVEY).lines
        assert withheld["draft"]
    draft = json.loads(Path(withheld["draft"]).read_bytes())
    assert draft["made_by"]["kind"] == "offline"
    assert "never_send" in draft["made_by"]["note"]
    assert len(server.seen) == 1
    assert REVIEW.read_text(encoding="utf-8")[:60] not in json.dumps([seen.body for seen in server.seen])
    calls = here("sent", "--json", home=home).lines
    assert [(one["paper"], one["endpoint"]) for one in calls] == [(sent["paper"], server.url)]
    assert calls[0]["bytes"] > 1000


def test_what_was_sent_to_a_server_that_failed_is_told_too(home: Path, server: FaultServer) -> None:
    _draft(home, server, "500")
    calls = here("sent", "--json", home=home).lines
    assert len(calls) == len(server.seen)
    assert all(one["failed"] and one["endpoint"] == server.url for one in calls)
