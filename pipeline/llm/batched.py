"""A model that is asked in batches: what was answered before is at hand, every other question waits for the next batch.

    result kept?  ->  refused by the last batch?  ->  out with one?  ->  worst case held, put into the outbox

Nothing here waits for an answer. The paper is left for later, and goes on once a batch has come back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from pipeline.domain.batches import Asked, out_with_a_batch
from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.errors import BudgetReached, InABatch, PipelineError, RequestRefused, RequestTooLong
from pipeline.llm.keeping import loaded, where
from pipeline.llm.money import Budget
from pipeline.llm.outbox import Outbox
from pipeline.ports import Batches, Calls, LanguageModel

__all__ = ["BatchedModel"]

#: Errors that the same question would meet again, by the names that the ledger keeps of them.
_FOR_GOOD = {one.__name__: one for one in (RequestRefused, RequestTooLong)}


class BatchedModel:
    """A LanguageModel whose questions go into an outbox.

    `probing` finds out what the server holds a model to. `refused` are the errors that this run's batches brought
    instead of answers, by key; what they refused for good, the ledger knows.
    """

    def __init__(
        self,
        probing: LanguageModel,
        calls: Calls,
        batches: Batches,
        budget: Budget,
        outbox: Outbox,
        *,
        refused: Mapping[str, PipelineError],
    ) -> None:
        self._probing = probing
        self._calls = calls
        self._batches = batches
        self._budget = budget
        self._outbox = outbox
        self._refused = refused

    async def holds(self) -> Rung:
        """How firmly the server holds a model to a shape. Raises as `complete` of a model that is asked at once."""
        return await self._probing.holds()

    async def complete(self, request: Request, *, paper: str | None) -> Completion:
        """The reply there is.

        Raises InABatch when there is none yet, what a batch brought instead of a reply, BudgetReached, CannotWrite.
        """
        key = request.key
        if (result := await asyncio.to_thread(self._calls.result, key)) is not None:
            return loaded(result, request)
        if (error := self._refused.get(key) or await asyncio.to_thread(self._refused_for_good, key)) is not None:
            raise error
        if (made := await asyncio.to_thread(self._calls.in_a_batch, key)) is not None:
            raise out_with_a_batch(made)
        try:
            hold = self._budget.hold(request)
        except BudgetReached:
            self._budget.reached = True
            raise
        await asyncio.to_thread(self._outbox.put, request, Asked(key, paper, hold.usd or 0.0, where(request)))
        raise InABatch("its question goes out with the next batch", hint="`atlas draft --collect` brings the answer")

    def _refused_for_good(self, key: str) -> PipelineError | None:
        """What an earlier batch said to the same question, where it would say it again."""
        kind, _, said = (self._batches.refusal(key) or "").partition(": ")
        return (
            _FOR_GOOD[kind](said, hint="another model or other [model] settings may do") if kind in _FOR_GOOD else None
        )

    async def close(self) -> None:
        """Let go of connections."""
        await self._probing.close()
