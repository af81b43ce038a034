"""Leases: one worker a paper, and no paper waits for the dead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.domain.ledger import Outcome, Owner, PaperState
from pipeline.errors import LeaseLost, NotFound
from pipeline.store import Ledger, this_process
from tests.conftest import ROOT
from tests.contract.store.making import ANNE, BERT, LEASE_S, NOON, add, after, put_draft

DONE = Outcome(PaperState.DRAFTED)


def test_paper_when_claimed_then_nobody_else_gets_it(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    assert not ledger.queue.claim("a", BERT, after(LEASE_S - 1), LEASE_S)
    paper = ledger.papers.get("a")
    assert (paper.owner, paper.lease_until, paper.tries, paper.state) == (ANNE, after(LEASE_S), 1, PaperState.WAITING)


def test_paper_when_its_own_owner_claims_it_again_then_it_is_held_already(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    assert not ledger.queue.claim("a", ANNE, after(1), LEASE_S)


def test_paper_when_unknown_then_claiming_it_says_so(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="nobody"):
        ledger.queue.claim("nobody", ANNE, NOON, LEASE_S)


def test_lease_when_it_ran_out_then_another_takes_over_and_the_first_is_fenced_off(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    assert ledger.queue.claim("a", BERT, after(LEASE_S), LEASE_S)
    with pytest.raises(LeaseLost, match="took a over"):
        ledger.queue.finish("a", ANNE, DONE, after(61))
    with pytest.raises(LeaseLost, match="took a over"):
        ledger.queue.renew("a", ANNE, after(61), LEASE_S)
    with pytest.raises(LeaseLost, match="took a over"):
        ledger.queue.release("a", ANNE)
    assert ledger.papers.get("a").owner == BERT


def test_lease_when_it_ran_out_and_nobody_came_then_the_owner_may_still_finish(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    ledger.queue.finish("a", ANNE, DONE, after(10 * LEASE_S))
    assert ledger.papers.get("a").state is PaperState.DRAFTED


def test_lease_when_renewed_then_it_holds_from_then_on(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    ledger.queue.renew("a", ANNE, after(50), LEASE_S)
    assert not ledger.queue.claim("a", BERT, after(109), LEASE_S)
    assert ledger.queue.claim("a", BERT, after(110), LEASE_S)


def test_lease_when_released_then_the_paper_is_free_and_unchanged(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    ledger.queue.release("a", ANNE)
    assert ledger.papers.get("a").state is PaperState.WAITING
    assert ledger.queue.claim("a", BERT, NOON, LEASE_S)


def test_work_when_finished_then_paper_says_how_and_with_which_draft(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    digest = put_draft(ledger, "a", "first")
    outcome = Outcome(PaperState.NEEDS_ATTENTION, "supplement", "look at the file", digest, "offline/1")
    ledger.queue.finish("a", ANNE, outcome, after(5))
    paper = ledger.papers.get("a")
    assert (paper.state, paper.reason, paper.hint) == (outcome.state, outcome.reason, outcome.hint)
    assert (paper.draft, paper.drafter, paper.updated) == (digest, "offline/1", after(5))
    assert (paper.owner, paper.lease_until) == (None, None)


def test_work_when_it_ends_without_a_draft_then_the_former_draft_stays(ledger: Ledger) -> None:
    add(ledger, "a")
    digest = put_draft(ledger, "a", "first")
    for outcome in (Outcome(PaperState.DRAFTED, draft=digest, drafter="offline/1"), Outcome(PaperState.RETRY_LATER)):
        assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
        ledger.queue.finish("a", ANNE, outcome, NOON)
    paper = ledger.papers.get("a")
    assert (paper.state, paper.draft, paper.drafter) == (PaperState.RETRY_LATER, digest, "offline/1")


def test_next_when_claimed_then_oldest_first_and_each_once(ledger: Ledger) -> None:
    add(ledger, "c", now=after(-30))
    add(ledger, "b", "a", now=after(-20))
    taken = [ledger.queue.claim_next(owner, NOON, LEASE_S) for owner in (ANNE, BERT, ANNE, BERT)]
    assert [paper and (paper.id, paper.owner) for paper in taken] == [("c", ANNE), ("a", BERT), ("b", ANNE), None]


def test_next_when_papers_are_done_then_only_those_due_are_taken(ledger: Ledger) -> None:
    for state in PaperState:
        add(ledger, str(state))
        assert ledger.queue.claim(state, ANNE, NOON, LEASE_S)
        ledger.queue.finish(state, ANNE, Outcome(state, not_before=after(100)), NOON)
    assert _all_next(ledger, 99) == {PaperState.WAITING}
    assert _all_next(ledger, 100) == {PaperState.WAITING, PaperState.RETRY_LATER}


def test_next_when_a_model_goes_over_offline_drafts_then_no_other_draft_is_taken(ledger: Ledger) -> None:
    add(ledger, "offline", "model")
    for paper, drafter in (("offline", "offline/1"), ("model", "model-x/3")):
        assert ledger.queue.claim(paper, ANNE, NOON, LEASE_S)
        digest = put_draft(ledger, paper, f"by {drafter}")
        ledger.queue.finish(paper, ANNE, Outcome(PaperState.DRAFTED, draft=digest, drafter=drafter), NOON)
    assert ledger.queue.claim_next(ANNE, NOON, LEASE_S) is None
    taken = ledger.queue.claim_next(ANNE, NOON, LEASE_S, replaces={"offline/1"})
    assert taken is not None
    assert taken.id == "offline"
    assert ledger.queue.claim_next(ANNE, NOON, LEASE_S, replaces={"offline/1"}) is None


def test_lease_when_its_process_was_killed_on_this_host_then_the_paper_is_free_at_once(
    ledger: Ledger, where: str | Path
) -> None:
    add(ledger, "a", "b")
    child = subprocess.Popen(
        [sys.executable, "-c", _CLAIM_AND_HANG, str(where)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "claimed\n"
    assert not ledger.queue.claim("a", BERT, NOON, LEASE_S), "its process lives"
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, but nobody has asked for its last words
    assert ledger.queue.claim("a", BERT, NOON, LEASE_S), "killed, and not buried yet"
    child.wait()
    child.stdout.close()
    following = ledger.queue.claim_next(this_process(), NOON, LEASE_S)
    assert following is not None
    assert following.id == "b"


_CLAIM_AND_HANG = """
import sys, time
from pipeline.store import Ledger, this_process
from tests.contract.store.making import LEASE_S, NOON
ledger = Ledger.open(sys.argv[1])
assert ledger.queue.claim("a", this_process(), NOON, LEASE_S)
assert ledger.queue.claim("b", this_process("2"), NOON, LEASE_S)
print("claimed", flush=True)
time.sleep(60)
"""


def test_lease_when_it_is_of_another_host_then_only_time_frees_it(ledger: Ledger) -> None:
    add(ledger, "a")
    far = Owner("elsewhere", 1, "gone since long")
    assert ledger.queue.claim("a", far, NOON, LEASE_S)
    assert not ledger.queue.claim("a", BERT, after(LEASE_S - 1), LEASE_S)


def _all_next(ledger: Ledger, seconds: float) -> set[str]:
    taken: set[str] = set()
    while (paper := ledger.queue.claim_next(ANNE, after(seconds), LEASE_S)) is not None:
        taken.add(paper.id)
    for paper_id in taken:
        ledger.queue.release(paper_id, ANNE)
    return taken


def test_drafted_paper_when_it_is_to_be_drafted_anew_then_it_is_due_once_and_keeps_its_draft(ledger: Ledger) -> None:
    add(ledger, "first", "undrafted")
    digest = put_draft(ledger, "first", "invented")
    assert ledger.queue.claim("first", BERT, NOON, LEASE_S)
    ledger.queue.finish("first", BERT, Outcome(PaperState.DRAFTED, draft=digest), NOON)
    assert ledger.queue.again("first", "asked for", NOON)
    row = ledger.papers.get("first")
    assert (row.state, row.reason, row.draft) == (PaperState.WAITING, "asked for", digest)
    assert ledger.queue.leave("first", NOON)
    assert ledger.papers.get("first").state is PaperState.DRAFTED
    assert not ledger.queue.again("undrafted", "asked for", NOON)
    assert ledger.queue.again("first", "asked for", NOON)
    assert ledger.queue.claim("first", ANNE, NOON, LEASE_S)
    assert not ledger.queue.again("first", "asked for", NOON)
    assert not ledger.queue.leave("first", NOON)
    with pytest.raises(NotFound):
        ledger.queue.again("nobody", "asked for", NOON)
