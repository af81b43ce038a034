"""How fast the desk answers: `python -m tests.benchmarks.desk [DRAFTS]` (50,000 unless said otherwise).

One real draft of the sample trial is in the queue with as many rows of other invented papers as asked for. Prints the
median and the 95th percentile of each page over the application itself, without a network; drawing pages of a paper is
counted apart. Shown, never asserted.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select
from starlette.testclient import TestClient

from pipeline.desk import correcting
from pipeline.desk.dossier import open_paper
from pipeline.domain.review import ReviewState
from pipeline.settings import load
from pipeline.store import Ledger, schema
from pipeline.web.app import create_app
from pipeline.web.doors import LinkDoor
from pipeline.web.pictures import Pictures
from pipeline.wiring import Home
from tests.conftest import ROOT
from tests.desks import TRIAL, desk_of, draft_papers

_DESIGNS = ("rct", "cohort", "case_control", "survey", "systematic_review", "qualitative")
_BADGES = ("required", "not_required", "unclear", "not_applicable")
_STATES = tuple(ReviewState)
_ROUNDS = 60


def main() -> None:
    """Fill a desk, ask each page many times, print the table."""
    drafts = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with desk_of(home) as (desk, drawer):
            draft_papers(desk, ROOT / "inputs" / "trial-samplexine.pdf")
            _fill(home, drafts)
            person = desk.people.named("Ada", desk.story.clock.now()).id
            door = LinkDoor(b"secret", frozenset({"testserver"}), person)
            pictures = Pictures(home / "outputs" / "pages", drawer)
            client = TestClient(create_app(desk, door, pictures), follow_redirects=False)
            client.get(f"/in/{door.link}")
            print(f"{drafts + 1} drafts\n{'page':<44} {'median ms':>10} {'p95 ms':>8}")

            def get(path: str) -> Callable[[int], None]:
                def ask(_round: int) -> None:
                    assert client.get(path).status_code == 200

                return ask

            def edit(number: int) -> None:
                draft = open_paper(desk, TRIAL, person).now.draft
                text = f"The groups no longer differed by week 24, in round {number}."
                correcting.edit_text(desk, TRIAL, person, draft, "/summary/observed_findings/0", text)

            _row("queue, first page with all counts", get("/"))
            _row("queue, new ones of one design", get("/?state=drafted&design=cohort"))
            _row("queue, search", get("/?search=invented+series+4999"))
            _row("queue, longest waiting first", get("/?sort=oldest"))
            _row("queue, longest waiting of one design", get("/?sort=oldest&design=cohort"))
            _row("queue, counted by how long drafts wait", get("/?by=age"))
            _row("queue, waiting for weeks, counted by year", get("/?age=month&by=year"))
            _open(home, person, drafts // 10)
            _row("queue of somebody who opened a tenth of it", get("/"))
            _row("what they may approve at once", get("/ready"))
            _row("paper, pages beside the draft", get(f"/paper/{TRIAL}"))
            _row("paper, text beside the draft", get(f"/paper/{TRIAL}?view=text"))
            _row("entry as readers will see it", get(f"/paper/{TRIAL}/entry"))
            _row("history", get(f"/paper/{TRIAL}/history"))
            _row("edit, checked and kept", edit)
            _row("picture of a page not seen before", lambda number: _picture(client, pictures, home, number))
            _row("picture of a page drawn before", get(f"/paper/{TRIAL}/page/1.png"))
            pictures.close()


def _open(home: Path, person: str, drafts: int) -> None:
    """Have somebody open many drafts."""
    with Ledger.open(Home(home).database) as ledger, ledger.database.write() as connection:
        now = datetime.now(UTC)
        opened = select(schema.desk_row.c.paper, schema.desk_row.c.draft).limit(drafts)
        rows = [
            {"person": person, "paper": paper, "draft": draft, "began": now, "at": now}
            for paper, draft in connection.execute(opened)
        ]
        connection.execute(insert(schema.opened), rows)


def _picture(client: TestClient, pictures: Pictures, home: Path, number: int) -> None:
    for file in (home / "outputs" / "pages").rglob("*.png"):
        file.unlink()
    del pictures
    assert client.get(f"/paper/{TRIAL}/page/{number % 4 + 1}.png").status_code == 200


def _row(name: str, ask: Callable[[int], None]) -> None:
    ask(0)
    times = []
    for number in range(1, _ROUNDS + 1):
        began = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - began) * 1000)
    ranked = sorted(times)
    print(f"{name:<44} {statistics.median(ranked):>10.1f} {ranked[int(len(ranked) * 0.95) - 1]:>8.1f}", flush=True)


def _fill(home: Path, drafts: int) -> None:
    """Papers and rows of the queue, as an atlas of years would have them."""
    with Ledger.open(Home(home).database if load(home).settings.store.url is None else home) as ledger:
        first = ledger.desk_rows.get(TRIAL)
        paper = ledger.papers.get(TRIAL)
        assert first is not None
        rows = [
            replace(
                first,
                paper=f"invented-{number:06d}",
                title=f"Invented series {number} on sleep, walking and memory",
                journal=f"Journal {number % 180}",
                year=1990 + number % 36,
                design=_DESIGNS[number % len(_DESIGNS)],
                badge=_BADGES[number % len(_BADGES)],
                state=_STATES[number % len(_STATES)],
                blocking=number % 3,
                warnings=number % 7,
                urgency=(number * 7919) % 400_000,
                changed=first.changed + timedelta(seconds=number),
                since=first.since - timedelta(minutes=(number * 7919) % 100_000),
            )
            for number in range(drafts)
        ]
        columns = {
            "state": "drafted",
            "reason": "",
            "hint": "",
            "draft": paper.draft,
            "drafter": "offline/1",
            "tries": 1,
        }
        times = {"created": paper.created, "updated": paper.updated}
        key = {"primary_digest": paper.primary.digest, "primary_record": 0}
        with ledger.database.write() as connection:
            for start in range(0, drafts, 5000):
                part = rows[start : start + 5000]
                made = [{"id": row.paper, "title": row.title, **columns, **times, **key} for row in part]
                connection.execute(insert(schema.paper), made)
        for start in range(0, drafts, 5000):
            ledger.desk_rows.put(rows[start : start + 5000])


if __name__ == "__main__":
    main()
