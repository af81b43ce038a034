"""The narrow faces of the ledger that paid calls need."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from pipeline.domain.batches import Asked, Batch, Travelling
from pipeline.domain.ledger import (
    Attempt,
    AttemptId,
    StoredResult,
)

__all__ = ["Batches", "Calls"]


class Calls(Protocol):
    """The paid calls in the ledger: every attempt is written before it is made, and each key has one result."""

    def result(self, key: str) -> StoredResult | None:
        """The finished reply of this key, or None."""
        ...

    def in_a_batch(self, key: str) -> datetime | None:
        """When the batch that is out with this question was made; None when it is in none."""
        ...

    def begin(
        self,
        key: str,
        *,
        paper: str | None,
        reserved_usd: float,
        now: datetime,
        month_usd: float | None = None,
        sent: JsonValue = None,
    ) -> Attempt | StoredResult:
        """The result there is, or a new attempt.

        Raises BudgetReached when the month would cost more than it may, InABatch while the question is out with one.
        """
        ...

    def settle(
        self, attempt: AttemptId, value: bytes, *, cost_usd: float | None, usage: JsonValue, now: datetime
    ) -> StoredResult:
        """Keep the reply of an attempt; `cost_usd` None where its price is not known."""
        ...

    def fail(self, attempt: AttemptId, error: str, *, now: datetime, cost_usd: float | None = None) -> None:
        """Close an attempt without a result; `cost_usd` None where nobody knows whether it was paid for."""
        ...


class Batches(Protocol):
    """The batches in the ledger, and which calls belong to them."""

    def begin(self, batch: Batch, asked: Sequence[Asked], *, month_usd: float | None) -> tuple[Asked, ...]:
        """Write a batch and those of its calls that nobody asked yet. Raises BudgetReached."""
        ...

    def sent(self, batch: str, remote: str) -> None:
        """Remember the provider's name for a batch."""
        ...

    def open(self) -> tuple[Batch, ...]:
        """Batches whose answers, or what was to be made of them, are still to come; oldest first."""
        ...

    def travelling(self, batch: str, name: str) -> Travelling | None:
        """The question that travelled under this name; None for a name of nobody's."""
        ...

    def papers(self, batch: str) -> tuple[str, ...]:
        """The papers that a batch asked for."""
        ...

    def end(self, batch: str, said: str, *, now: datetime, cost_usd: float | None) -> tuple[str, ...]:
        """Close the calls that got no answer, and the batch; returns their keys.

        `cost_usd` None where they may have been paid for.
        """
        ...

    def refusal(self, key: str) -> str | None:
        """How the last call with this key ended that a batch brought back without an answer."""
        ...

    def done(self, batches: Collection[str]) -> None:
        """Their papers went on."""
        ...
