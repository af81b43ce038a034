"""The queue by how long drafts wait, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.desk import DeskRow, Filter, Opened, Seen
from pipeline.domain.ledger import Identifier, Outcome, PaperState
from pipeline.domain.link import LinkKind
from pipeline.domain.review import ReviewState
from pipeline.store import Ledger
from tests.contract.store.making import ANNE, add, grouped, put_draft

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _row(paper: str, days: float, state: ReviewState = ReviewState.DRAFTED) -> DeskRow:
    since = NOW - timedelta(days=days)
    return DeskRow(
        paper=paper,
        draft="sha256:draft",
        state=state,
        title=f"Invented paper {paper}",
        byline="",
        journal="",
        year=2020,
        design="cohort",
        badge="unclear",
        maker="offline",
        prompt="",
        blocking=0,
        warnings=0,
        notes=0,
        assignee=None,
        disagreed=False,
        urgency=0,
        drafted=since,
        changed=since,
        since=since,
    )


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A queue of drafts that wait for an hour to two months."""
    rows = [_row("hour", 0.05), _row("three", 3), _row("week", 7), _row("month", 28), _row("old", 60)]
    rows.append(_row("gone", 30, ReviewState.EXCLUDED))
    add(ledger, *(row.paper for row in rows), now=NOW)
    ledger.desk_rows.put(rows)
    return ledger


def _papers(ledger: Ledger, chosen: Filter) -> list[str]:
    """Every paper of a filtered queue, two a page."""
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = ledger.desk_rows.queue(chosen, NOW, after=after, size=2)
        found += [row.paper for row in page.rows]
        after = page.after
    return found


def test_queue_when_sorted_by_age_then_the_longest_waiting_is_first_over_all_pages(filled: Ledger) -> None:
    waiting = ["old", "month", "week", "three", "hour"]
    assert _papers(filled, Filter(state="drafted", sort="oldest")) == waiting
    assert _papers(filled, Filter(state="drafted", sort="newest")) == waiting[::-1]
    assert _papers(filled, Filter(search="invented", sort="oldest")) == ["old", "gone", *waiting[1:]]


def test_queue_when_filtered_by_age_then_the_counts_are_what_the_filters_give(filled: Ledger) -> None:
    counts = filled.desk_rows.queue(Filter(state="drafted"), NOW, facets=("age",)).counts["age"]
    assert counts == {"day": 1, "week": 1, "month": 1, "older": 2}
    for age, number in counts.items():
        assert filled.desk_rows.queue(Filter(state="drafted", age=age), NOW).total == number
    assert _papers(filled, Filter(age="older", sort="oldest")) == ["old", "gone", "month"]
    assert _papers(filled, Filter(age="no such age")) == []


@pytest.mark.parametrize(
    "after",
    [
        '["x", 1]',
        "[1]",
        "no json",
        '[null, "a"]',
        '[true, "a"]',
        '[99999999999999999999, "a"]',
        '["0001-01-01T00:00:00+14:00", "a"]',
    ],
)
@pytest.mark.parametrize("sort", ["", "oldest", "no such order"])
def test_place_when_nobody_gave_it_out_then_the_queue_begins_anew(filled: Ledger, after: str, sort: str) -> None:
    assert filled.desk_rows.queue(Filter(sort=sort), NOW, after=after).rows


def test_seen_when_somebody_opened_drafts_then_they_are_told_apart_by_how_they_are_now(filled: Ledger) -> None:
    ada = filled.people.named("Ada", NOW).id
    ben = filled.people.named("Ben", NOW).id
    for paper, draft in (("old", "sha256:draft"), ("week", "sha256:older"), ("hour", "sha256:draft"), ("gone", "x")):
        filled.people.see(ada, paper, NOW, 900, draft=draft)
    filled.people.see(ada, "month", NOW, 900)
    filled.desk_rows.put([replace(_row("hour", 0.05), notes=1)])
    seen = filled.desk_rows.seen(ada, 10)
    assert ([row.paper for row in seen.rows], seen.ready, seen.findings, seen.changed) == (["old"], 1, 1, 1)
    assert filled.desk_rows.seen(ada, 0).ready == 1
    assert filled.desk_rows.seen(ben, 10) == Seen((), 0, 0, 0)


def test_opened_when_somebody_comes_back_soon_then_they_began_when_they_first_did(ledger: Ledger) -> None:
    add(ledger, "one", now=NOW)
    ada = ledger.people.named("Ada", NOW).id
    soon, late = NOW + timedelta(seconds=900), NOW + timedelta(seconds=1801)
    assert ledger.people.opened(ada, "one") is None
    for draft, at in (("first", NOW), ("second", soon)):
        ledger.people.see(ada, "one", at, 900, draft=draft)
    assert ledger.people.opened(ada, "one") == Opened("second", NOW, soon)
    ledger.people.see(ada, "one", late, 900, draft="second")
    assert ledger.people.opened(ada, "one") == Opened("second", late, late)


def test_row_when_it_is_missing_then_only_one_of_the_current_draft_is_written(ledger: Ledger) -> None:
    add(ledger, "one", now=NOW)
    digest = put_draft(ledger, "one", "invented")
    assert ledger.queue.claim("one", ANNE, NOW, 60)
    ledger.queue.finish("one", ANNE, Outcome(PaperState.DRAFTED, draft=digest), NOW)
    ledger.desk_rows.put_missing(_row("one", 1))
    assert ledger.desk_rows.get("one") is None, "it is of another draft"
    right = replace(_row("one", 1), draft=digest)
    ledger.desk_rows.put_missing(right)
    assert ledger.desk_rows.get("one") == right
    ledger.desk_rows.put([replace(right, state=ReviewState.APPROVED)])
    ledger.desk_rows.put_missing(right)
    kept = ledger.desk_rows.get("one")
    assert kept is not None
    assert kept.state is ReviewState.APPROVED


def test_notice_when_its_own_record_comes_then_the_row_of_its_paper_is_worked_out_again(ledger: Ledger) -> None:
    doi = Identifier("doi", "10.1000/invented.1")
    ledger.papers.put([grouped("a", identifiers=(doi,))], NOW)
    digest = put_draft(ledger, "a", "words")
    assert ledger.queue.claim("a", ANNE, NOW, 60)
    ledger.queue.finish("a", ANNE, Outcome(PaperState.DRAFTED, draft=digest), NOW)
    ledger.desk_rows.put([replace(_row("a", 1), draft=digest)])
    assert ledger.desk_rows.missing() == ()
    ledger.papers.put([replace(grouped("b"), links=((LinkKind.COMMENTS_ON, *doi),))], NOW)
    assert ledger.desk_rows.missing() == (), "a comment changes nothing"
    ledger.papers.put([replace(grouped("c"), links=((LinkKind.CORRECTS, *doi),))], NOW)
    assert ledger.desk_rows.missing() == ("a",)
