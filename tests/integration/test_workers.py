"""Several workers on one ledger, killed at random: every paper once, no answered question asked again, limits held."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain.ledger import call_key
from pipeline.store import Ledger
from tests.acceptance.terminal import atlas, start
from tests.benchmarks.model import library
from tests.faults.server import serving


def _workers(home: Path, where: str, papers: int, *, kill_every_s: float, seed: int, a_minute: int = 0) -> None:
    """Three workers draft what one command put into the queue; now and then one of them is killed and replaced."""
    chance = random.Random(seed)
    with serving(latency_s=0.3) as server:
        pace = f"requests_per_minute = {a_minute}\n" if a_minute else ""
        (home / "atlas.toml").write_text(
            f'[store]\nurl = "{where}"\n[run]\nconcurrency = 6\n'
            '[drafter]\nkind = "model"\n[budget]\nrun_tokens = 1000000000\n'
            f'[model]\nname = "ok"\nbase_url = "{server.url}"\n{pace}',
            encoding="utf-8",
        )
        queued = atlas("draft", library(home, papers), "--queue", "--json", cwd=home)
        assert Counter(line["state"] for line in queued.lines) == {"waiting": papers}, queued.err
        assert not server.seen
        began, kills = time.monotonic(), 0
        workers: list[subprocess.Popen[str]] = [start("worker", "-q", cwd=home) for _ in range(3)]
        next_kill = began + kill_every_s
        while any(worker.poll() is None for worker in workers):
            time.sleep(0.05)
            if time.monotonic() > next_kill:
                victim = chance.randrange(3)
                workers[victim].send_signal(signal.SIGKILL)
                workers[victim].communicate()
                workers[victim] = start("worker", "-q", cwd=home)
                kills += 1
                next_kill = time.monotonic() + kill_every_s * chance.uniform(0.5, 1.5)
        for worker in workers:
            worker.communicate()
        took = time.monotonic() - began
        assert atlas("worker", "-q", cwd=home).code == 0  # takes over what the last one killed had
    with Ledger.open(where) as ledger:
        rows = ledger.papers.all()
        assert Counter(row.state.value for row in rows) == {"drafted": papers}
        assert all(len(ledger.drafts.history(row.id)) == 1 for row in rows), "no paper is drafted twice"
        attempts = len(ledger.calls.sent())
    asked = Counter(call_key(f"{server.url}/chat/completions", seen.body) for seen in server.seen)
    assert len(asked) == papers
    # A question is asked again only where a kill came between its being asked and its answer's being kept.
    assert sum(asked.values()) - papers <= kills * 6
    assert attempts >= sum(asked.values()), "the ledger counts no less than the server"
    if a_minute:
        came = sorted(seen.came for seen in server.seen)
        assert len(came) <= (came[-1] - came[0] + 2.5) * a_minute / 60 + 2
    assert kills, "nothing was killed"
    print(f"{papers} papers, 3 workers, {kills} kills: {took:.0f} s, {sum(asked.values())} calls, {attempts} attempts")


def test_three_workers_on_one_server_draft_every_paper_once_through_kills(tmp_path: Path, postgres_schema: str) -> None:
    _workers(tmp_path, postgres_schema, 40, kill_every_s=3.0, seed=1, a_minute=600)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_two_thousand_papers_by_three_workers_through_kills_every_few_seconds(
    tmp_path: Path, postgres_schema: str
) -> None:
    _workers(tmp_path, postgres_schema, 2_000, kill_every_s=4.0, seed=2)
