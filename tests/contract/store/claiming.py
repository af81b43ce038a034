"""What the child processes and threads of the tests do with a ledger."""

from __future__ import annotations

from pipeline.domain.ledger import Attempt, Outcome, PaperState
from pipeline.store import Ledger, this_process
from tests.contract.store.making import LEASE_S, NOON, add, put_draft


def claim_all(ledger: Ledger, task: str) -> list[str]:
    """Claim papers until there are none; returns those that this worker got, and keeps them."""
    mine: list[str] = []
    owner = this_process(task)
    while (paper := ledger.queue.claim_next(owner, NOON, LEASE_S)) is not None:
        mine.append(paper.id)
    return mine


def write_on(ledger: Ledger, first: int) -> None:
    """Do the whole work on one invented paper after the other, telling of each step after its commit, for ever."""
    owner = this_process()
    number = first
    while True:
        paper = f"paper-{number}"
        add(ledger, paper)
        assert ledger.queue.claim(paper, owner, NOON, LEASE_S)
        attempt = ledger.calls.begin(paper, paper=paper, reserved_usd=0.05, now=NOON)
        print("begun", paper, flush=True)
        assert isinstance(attempt, Attempt)
        ledger.calls.settle(attempt.id, b"reply" * 2000, cost_usd=0.02, usage=None, now=NOON)
        print("settled", paper, flush=True)
        digest = put_draft(ledger, paper, paper)
        outcome = Outcome(PaperState.DRAFTED, draft=digest, drafter="invented/1")
        ledger.queue.finish(paper, owner, outcome, NOON)
        print("finished", paper, flush=True)
        number += 1
