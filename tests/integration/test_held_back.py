"""Nobody pays for drafts that people cannot look at: runs and workers that stay wait; a person need not."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.acceptance.terminal import atlas, start
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving
from tests.services.pubmed import PubMedStandIn, Record


def _home(folder: Path, server: FaultServer, service: PubMedStandIn, *, most: int) -> None:
    (folder / "atlas.toml").write_text(
        '[drafter]\nkind = "model"\n[budget]\nrun_tokens = 1000000000\n'
        f'[model]\nname = "ok"\nbase_url = "{server.url}"\n'
        f'[update]\naddress = "{service.address}"\ntries = 1\ncrossref = false\nfull_texts = false\nwaiting = {most}\n',
        encoding="utf-8",
    )


def _up_to(worker: subprocess.Popen[str], words: str) -> str:
    """What a worker says up to the line with these words; it is stopped if they do not come within a minute."""
    assert worker.stderr is not None
    stop = threading.Timer(60, worker.kill)
    stop.start()
    said = ""
    while words not in said and (line := worker.stderr.readline()):
        said += line
    stop.cancel()
    return said


def test_a_run_and_a_worker_that_stays_wait_for_people_and_say_so_and_a_person_need_not(tmp_path: Path) -> None:
    with serving() as server, PubMedStandIn() as service:
        _home(tmp_path, server, service, most=2)
        papers = library(tmp_path, 4).read_text(encoding="utf-8").split("ER  - \n")
        for name, part in (("first", papers[:2]), ("second", papers[2:4])):
            (tmp_path / f"{name}.ris").write_text("ER  - \n".join([*part, ""]), encoding="utf-8")
        assert atlas("draft", "first.ris", "-q", cwd=tmp_path).code == 0
        asked = len(server.seen)
        atlas("draft", "second.ris", "--queue", "-q", cwd=tmp_path)
        service.records = [Record("1001", datetime.now(UTC).date())]

        run = atlas("update", "--json", cwd=tmp_path)
        assert "2 drafts wait for a person" in run.lines[0]["held_back"]
        assert "nobody settled a paper" in run.lines[0]["held_back"], "that no pace is known is said"
        status = atlas("status", "--json", cwd=tmp_path).lines[0]
        assert status["last_run"]["told"]["held_back"] == run.lines[0]["held_back"]
        assert status["backlog"] == {"unseen": 2, "in_review": 0, "settled_per_week": None, "weeks": None}

        worker = start("worker", "--every", "1", cwd=tmp_path)
        said = _up_to(worker, "2 drafts wait for a person")
        time.sleep(2)  # two more rounds, in which it must not say so again
        worker.send_signal(signal.SIGTERM)
        _, rest = worker.communicate(timeout=60)
        assert (said + rest).count("2 drafts wait for a person") == 1
        assert len(server.seen) == asked, "nothing was paid for"

        assert atlas("worker", "-q", cwd=tmp_path).code == 0
        assert len(server.seen) == asked + 3
        assert atlas("status", cwd=tmp_path).out.count("5  drafts wait for people: nobody settled a paper") == 1
