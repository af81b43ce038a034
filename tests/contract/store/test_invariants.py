"""Whatever happens in whatever order: one result a key, no cost forgotten, and only the owner finishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pipeline.domain.batches import Asked, Batch, BatchState, custom_id
from pipeline.domain.ledger import Attempt, AttemptId, Outcome, Owner, PaperState, StoredResult
from pipeline.errors import InABatch, LeaseLost
from pipeline.store import Ledger
from pipeline.store.schema import metadata
from tests.contract.store.making import LEASE_S, add, after

OWNERS = tuple(Owner("here", number, "one") for number in (1, 2, 3))
PAPERS = ("a", "b")
KEYS = ("key 1", "key 2")
CENTS = st.integers(0, 50).map(lambda cents: cents / 100)


@dataclass
class Held:
    """Who holds a paper until when, as the rules of leases say."""

    owner: Owner | None = None
    until: datetime | None = None


class LedgerMachine(RuleBasedStateMachine):
    """A ledger beside a provider that charges when it likes and workers that live and die."""

    ledger: ClassVar[Ledger]
    attempts: Bundle[AttemptId] = Bundle("attempts")

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.dead: set[Owner] = set()
        self.ledger.queue._alive = lambda owner: owner not in self.dead
        self.held = {paper: Held() for paper in PAPERS}
        self.charged: dict[AttemptId, float] = {}
        self.reserved: dict[AttemptId, float] = {}
        self.results: dict[str, bytes] = {}
        self.out: dict[str, AttemptId] = {}
        self.batches: list[str] = []
        with self.ledger.database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        add(self.ledger, *PAPERS, now=self.now)

    @property
    def now(self) -> datetime:
        return after(self.seconds)

    # Time and death

    @rule(seconds=st.sampled_from([1.0, LEASE_S / 2, LEASE_S]))
    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    @rule(owner=st.sampled_from(OWNERS))
    def die(self, owner: Owner) -> None:
        self.dead.add(owner)

    # Leases

    def is_free(self, paper: str) -> bool:
        held = self.held[paper]
        return held.owner is None or held.owner in self.dead or (held.until is not None and held.until <= self.now)

    @rule(paper=st.sampled_from(PAPERS), owner=st.sampled_from(OWNERS))
    def claim(self, paper: str, owner: Owner) -> None:
        expected = self.is_free(paper)
        assert self.ledger.queue.claim(paper, owner, self.now, LEASE_S) is expected
        if expected:
            self.held[paper] = Held(owner, after(self.seconds + LEASE_S))

    @rule(owner=st.sampled_from(OWNERS))
    def claim_next(self, owner: Owner) -> None:
        due = {PaperState.WAITING, PaperState.RETRY_LATER}  # nobody in this test is told to wait until a certain time
        waiting = [paper for paper in PAPERS if self.is_free(paper) and self.ledger.papers.get(paper).state in due]
        taken = self.ledger.queue.claim_next(owner, self.now, LEASE_S)
        assert (taken and taken.id) == (waiting[0] if waiting else None)
        if taken:
            self.held[taken.id] = Held(owner, after(self.seconds + LEASE_S))

    @rule(paper=st.sampled_from(PAPERS), owner=st.sampled_from(OWNERS), state=st.sampled_from(PaperState))
    def finish(self, paper: str, owner: Owner, state: PaperState) -> None:
        if self.held[paper].owner == owner:
            self.ledger.queue.finish(paper, owner, Outcome(state), self.now)
            self.held[paper] = Held()
            assert self.ledger.papers.get(paper).state is state
        else:
            before = self.ledger.papers.get(paper)
            with pytest.raises(LeaseLost):
                self.ledger.queue.finish(paper, owner, Outcome(state), self.now)
            assert self.ledger.papers.get(paper) == before

    @rule(paper=st.sampled_from(PAPERS), owner=st.sampled_from(OWNERS))
    def renew(self, paper: str, owner: Owner) -> None:
        if self.held[paper].owner == owner:
            self.ledger.queue.renew(paper, owner, self.now, LEASE_S)
            self.held[paper].until = after(self.seconds + LEASE_S)
        else:
            with pytest.raises(LeaseLost):
                self.ledger.queue.renew(paper, owner, self.now, LEASE_S)

    # Paid calls

    @rule(target=attempts, key=st.sampled_from(KEYS), paper=st.sampled_from(PAPERS), reserved=CENTS)
    def begin(self, key: str, paper: str, reserved: float) -> AttemptId | MultipleResults[AttemptId]:
        if key in self.out and key not in self.results:
            with pytest.raises(InABatch):
                self.ledger.calls.begin(key, paper=paper, reserved_usd=reserved, now=self.now)
            return multiple()
        begun = self.ledger.calls.begin(key, paper=paper, reserved_usd=reserved, now=self.now)
        if isinstance(begun, StoredResult):
            assert begun.value == self.results[key]
            return multiple()
        assert isinstance(begun, Attempt)
        assert key not in self.results
        self.reserved[begun.id] = reserved
        return begun.id

    @rule(
        target=attempts, keys=st.sets(st.sampled_from(KEYS), min_size=1), paper=st.sampled_from(PAPERS), reserved=CENTS
    )
    def begin_batch(self, keys: set[str], paper: str, reserved: float) -> MultipleResults[AttemptId]:
        name = f"batch {len(self.batches)}"
        batch = Batch(name, "https://models.example", "m", None, BatchState.MAKING, self.now)
        asked = [Asked(key, paper, reserved, {"model": "m"}) for key in sorted(keys)]
        mine = [one.key for one in self.ledger.batches.begin(batch, asked, month_usd=None)]
        assert mine == [key for key in sorted(keys) if key not in self.results and key not in self.out]
        begun = []
        for key in mine:
            question = self.ledger.batches.travelling(name, custom_id(key))
            assert question is not None
            self.out[key], self.reserved[question.attempt] = question.attempt, reserved
            begun.append(question.attempt)
        if mine:
            self.batches.append(name)
        return multiple(*begun)

    @precondition(lambda self: self.batches)
    @rule(which=st.integers(0, 100))
    def end_batch(self, which: int) -> None:
        """The provider says that a batch is over; what it did not answer may have been charged all the same."""
        name = self.batches[which % len(self.batches)]
        closed = self.ledger.batches.end(name, "it expired", now=self.now, cost_usd=None)
        for key in closed:
            del self.out[key]

    @rule(attempt=attempts, share=st.sampled_from([0.0, 0.5, 1.0]))
    def provider_charges(self, attempt: AttemptId, share: float) -> None:
        """The provider answered and took its money, whether or not the answer ever reached us."""
        self.charged.setdefault(attempt, share * self.reserved[attempt])

    @precondition(lambda self: self.charged)
    @rule(attempt=attempts)
    def settle(self, attempt: AttemptId) -> None:
        if attempt not in self.charged:
            return
        value = f"reply {attempt}".encode()
        stored = self.ledger.calls.settle(attempt, value, cost_usd=self.charged[attempt], usage={"n": 1}, now=self.now)
        assert stored.value == self.results.setdefault(stored.key, value)
        self.closed(attempt)

    def closed(self, attempt: AttemptId) -> None:
        self.out = {key: one for key, one in self.out.items() if one != attempt}

    @rule(attempt=attempts)
    def fail(self, attempt: AttemptId) -> None:
        """A time-out: nobody knows whether it was paid for."""
        self.ledger.calls.fail(attempt, "timed out", now=self.now)
        self.closed(attempt)

    @rule(attempt=consumes(attempts))
    def fail_before_sending(self, attempt: AttemptId) -> None:
        if attempt not in self.charged:
            self.ledger.calls.fail(attempt, "connection refused", now=self.now, cost_usd=0.0)
            self.closed(attempt)

    @invariant()
    def no_cost_is_forgotten(self) -> None:
        charged = round(sum(self.charged.values()), 9)
        assert self.ledger.calls.spent().total_usd >= charged
        costs = [paper.cost_usd for paper in self.ledger.papers.all()]
        known = [cost for cost in costs if cost is not None]
        assert len(known) < len(costs) or round(sum(known), 9) >= charged

    @invariant()
    def a_result_never_changes(self) -> None:
        for key in KEYS:
            found = self.ledger.calls.result(key)
            assert (found.value if found else None) == self.results.get(key)

    @invariant()
    def the_ledger_and_the_rules_agree_on_who_holds_what(self) -> None:
        for paper, held in self.held.items():
            row = self.ledger.papers.get(paper)
            assert (row.owner, row.lease_until) == (held.owner, held.until)


@pytest.mark.parametrize("examples", [15, pytest.param(100, marks=pytest.mark.slow)])
def test_ledger_when_anything_happens_in_any_order_then_its_promises_hold(ledger: Ledger, examples: int) -> None:
    LedgerMachine.ledger = ledger
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
