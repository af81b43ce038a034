"""Drafts are immutable, and a paper's history of them only grows."""

from __future__ import annotations

import pytest

from pipeline.domain.ledger import StoredDraft
from pipeline.errors import Conflict, NotFound
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add, after, draft, put_draft


def test_draft_when_stored_then_its_bytes_come_back(ledger: Ledger) -> None:
    add(ledger, "a")
    digest, body = draft("Pace ≥ 10² was kept.")
    stored = ledger.drafts.put("a", digest, body, b'{"findings":[]}', made_by="offline/1", now=NOON)
    assert stored == StoredDraft("a", 1, digest, body, b'{"findings":[]}', "offline/1", NOON)
    assert ledger.drafts.get(digest) == stored
    assert ledger.drafts.latest("a") == stored


def test_draft_when_its_bytes_are_not_what_the_digest_says_then_it_is_refused(ledger: Ledger) -> None:
    add(ledger, "a")
    digest, _ = draft("one")
    _, other = draft("another")
    with pytest.raises(ValueError, match=digest):
        ledger.drafts.put("a", digest, other, b"{}", made_by="offline/1", now=NOON)
    assert ledger.drafts.latest("a") is None


def test_draft_when_the_paper_is_unknown_then_nothing_is_stored(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="nobody"):
        put_draft(ledger, "nobody", "text")
    with pytest.raises(NotFound):
        ledger.drafts.get(draft("text")[0])


def test_draft_when_stored_again_then_the_history_does_not_grow(ledger: Ledger) -> None:
    add(ledger, "a")
    put_draft(ledger, "a", "one")
    put_draft(ledger, "a", "one")
    assert [one.number for one in ledger.drafts.history("a")] == [1]


def test_draft_when_checked_anew_then_the_report_is_new_and_the_old_one_stays(ledger: Ledger) -> None:
    add(ledger, "a")
    digest = put_draft(ledger, "a", "one")
    put_draft(ledger, "a", "one", report=b'{"rules_version":"2"}')
    assert [one.report for one in ledger.drafts.history("a")] == [b"{}", b'{"rules_version":"2"}']
    assert ledger.drafts.get(digest).report == b'{"rules_version":"2"}'


def test_draft_when_somebody_was_faster_then_it_is_not_added_on_top(ledger: Ledger) -> None:
    add(ledger, "a")
    first = put_draft(ledger, "a", "one")
    digest, body = draft("one")
    again = ledger.drafts.put("a", digest, body, b'{"v":2}', made_by="offline/1", now=NOON, on=first)
    assert (again.number, again.report) == (2, b'{"v":2}')
    put_draft(ledger, "a", "two")
    with pytest.raises(Conflict):
        ledger.drafts.put("a", digest, body, b'{"v":3}', made_by="offline/1", now=NOON, on=first)
    latest = ledger.drafts.latest("a")
    assert latest is not None
    assert latest.number == 3


def test_history_when_a_former_draft_comes_back_then_it_is_the_latest_again(ledger: Ledger) -> None:
    add(ledger, "a")
    first = put_draft(ledger, "a", "one")
    put_draft(ledger, "a", "two")
    put_draft(ledger, "a", "one")
    latest = ledger.drafts.latest("a")
    assert latest is not None
    assert (latest.digest, latest.number) == (first, 3)


def test_history_when_the_clock_goes_back_then_order_is_that_of_writing(ledger: Ledger) -> None:
    add(ledger, "a")
    put_draft(ledger, "a", "one")
    digest, body = draft("two")
    ledger.drafts.put("a", digest, body, b"{}", made_by="offline/1", now=after(-3600))
    assert [one.digest for one in ledger.drafts.history("a")] == [draft("one")[0], digest]


def test_draft_when_two_papers_have_the_same_then_each_has_its_own_history(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    assert put_draft(ledger, "a", "one") == put_draft(ledger, "b", "one")
    assert [[one.paper for one in ledger.drafts.history(paper)] for paper in ("a", "b")] == [["a"], ["b"]]
