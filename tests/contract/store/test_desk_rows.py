"""The queue by how long drafts wait, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.desk import DeskRow, Filter
from pipeline.domain.review import ReviewState
from pipeline.store import Ledger
from tests.contract.store.making import add

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
