"""The queue: what it says of itself, and how soon it is there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from pipeline.desk import services
from pipeline.domain.desk import DeskRow, Filter, Queue, Seen
from pipeline.settings import DeskSettings, load
from pipeline.store.feeds import Cursors
from pipeline.store.runs import Runs
from pipeline.web.seeding import Seeding
from pipeline.web.serving import serve
from pipeline.wiring import Home, open_ledger
from tests.desks import TRIAL, copied, desk_of
from tests.web.conftest import Place

SURVEY = "voorbeeld-2025-pacing-heart"


# ------------------------------------------------------------------------------------------------------ filters, order


def test_every_filter_of_the_queue_is_a_link_with_its_count_that_leads_to_as_many_drafts(place: Place) -> None:
    for facet in ("state", "findings", "design", "badge", "maker", "year", "journal", "assignee", "age"):
        shown = place.page(f"/?by={facet}")
        found = [line for line in shown.splitlines() if f"?{facet}=" in line and 'class="n"' in line]
        assert found, facet
        for line in found:
            link, count = line.split('href="')[1].split('"')[0], line.split('class="n">')[1].split("<")[0]
            assert f'<p class="count">{count} draft' in place.page(link), (facet, link)


def test_the_queue_is_sorted_by_how_long_drafts_wait_and_keeps_its_filters(place: Place) -> None:
    rows = {row.paper: row for row in place.desk.rows.queue(Filter(), place.desk.story.clock.now()).rows}
    old = rows[SURVEY].since - timedelta(days=40)
    place.desk.rows.put([replace(rows[SURVEY], since=old)])
    shown = place.page("/?state=drafted&sort=oldest")
    assert shown.index(f"/paper/{SURVEY}") < shown.index(f"/paper/{TRIAL}")
    assert "waits 5 weeks" in shown
    assert f'href="/paper/{TRIAL}?state=drafted&amp;sort=oldest"' in shown
    newest = place.page("/?state=drafted&sort=newest")
    assert newest.index(f"/paper/{TRIAL}") < newest.index(f"/paper/{SURVEY}")
    assert f"/paper/{TRIAL}" not in place.page("/?age=older")
    assert f"/paper/{SURVEY}" in place.page("/?age=older")


# ----------------------------------------------------------------------------------------------------- how fresh it is


@dataclass(frozen=True)
class Updates:
    """What `atlas update` writes, over the ledger of a desk."""

    cursors: Cursors
    runs: Runs


@pytest.fixture
def updates(place: Place) -> Updates:
    """What `atlas update` writes, here."""
    cursors, runs = place.desk.cursors, place.desk.runs
    assert isinstance(cursors, Cursors)
    assert isinstance(runs, Runs)
    return Updates(cursors, runs)


def test_an_atlas_that_never_looks_for_papers_by_itself_says_nothing_of_it(place: Place) -> None:
    assert "last looked for" not in place.page("/")


def test_the_queue_says_when_new_papers_were_last_looked_for(place: Place, updates: Updates) -> None:
    now = place.desk.story.clock.now()
    updates.cursors.advance("pubmed", date(2026, 11, 1), now - timedelta(hours=3))
    shown = place.page("/")
    assert "New papers were last looked for" in shown
    assert "3 hours ago" in shown
    assert "atlas update" not in shown


def test_the_queue_says_who_could_not_be_asked_and_since_when(place: Place, updates: Updates) -> None:
    now = place.desk.story.clock.now()
    updates.cursors.advance("pubmed", date(2026, 11, 1), now - timedelta(days=12))
    updates.cursors.failed("pubmed", "PubMed <b>did not answer</b>", now)
    run = updates.runs.start("update", now - timedelta(hours=1))
    updates.runs.finish(run, now, counts={}, exit_code=69)
    shown = place.page("/")
    assert "12 days ago" in shown
    assert "See whether the timer" in shown
    assert "PubMed &lt;b&gt;did not answer" in shown
    assert "ended with code 69" in shown


# ------------------------------------------------------------------------------------------------- how soon it is there


@dataclass
class Held:
    """Rows of a queue of which none is written before somebody lets them go."""

    rows: services.DeskRows
    go: threading.Event = field(default_factory=threading.Event)

    def put(self, rows: Sequence[DeskRow]) -> None:
        self.rows.put(rows)

    def put_missing(self, row: DeskRow) -> None:
        assert self.go.wait(20)
        self.rows.put_missing(row)

    def missing(self) -> tuple[str, ...]:
        return self.rows.missing()

    def queue(
        self, chosen: Filter, now: datetime, *, after: str = "", size: int = 50, facets: Sequence[str] = ()
    ) -> Queue:
        return self.rows.queue(chosen, now, after=after, size=size, facets=facets)

    def seen(self, person: str, size: int) -> Seen:
        return self.rows.seen(person, size)


def test_the_desk_opens_before_the_queue_is_ready_and_says_how_much_is_to_come(
    drafted_home: Path, tmp_path: Path
) -> None:
    home = copied(drafted_home, tmp_path / "home")
    with desk_of(home) as (desk, drawer), open_ledger(Home(home), load(home).settings) as ledger:
        for paper in (TRIAL, SURVEY):
            row = ledger.desk_rows.get(paper)
            assert row is not None
            ledger.desk_rows.put([replace(row, draft="")])  # as if both were drafted anew while the desk was closed
        held = Held(desk.rows)
        opened: list[str] = []
        told: list[tuple[int, int]] = []
        ready = threading.Event()

        def started(address: str) -> None:
            opened.append(address)
            ready.set()

        def hear(done: int, of: int) -> None:
            told.append((done, of))

        def run() -> None:
            serve(
                replace(desk, rows=held),
                drawer,
                ledger.accounts,
                ledger.sign_ins,
                home / "outputs",
                desk.people.named("Ada", desk.story.clock.now()).id,
                DeskSettings(),
                port=0,
                anybody=False,
                seeding=Seeding(desk.people),
                started=started,
                told=hear,
            )

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            assert ready.wait(20)
            with httpx2.Client(follow_redirects=True, timeout=20) as browser:
                shown = browser.get(opened[0]).text
                assert "What waits for a person" in shown
                assert "2 more drafts will be here in a moment" in shown
                held.go.set()
                address = opened[0].partition("/in/")[0]
                for _ in range(200):
                    if "more draft" not in (shown := browser.get(address).text):
                        break
                assert "more draft" not in shown
                assert f"/paper/{TRIAL}" in shown
        finally:
            held.go.set()
        assert told[-1] == (2, 2)
