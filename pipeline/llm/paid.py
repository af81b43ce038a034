"""A server behind the ledger: a question that was answered before is not asked again, by no process, ever.

    result kept?  ->  worst case held and written  ->  one call  ->  reply kept with its price  (or the failure written)

An attempt is written before its call is made, so a process that dies in between leaves a cost that is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.domain.ledger import StoredResult, call_key
from pipeline.domain.pace import Told
from pipeline.errors import (
    BudgetReached,
    CallTimedOut,
    EndpointRefuses,
    NotSent,
    PipelineError,
    RateLimited,
    RequestRefused,
    RetryLater,
    ServiceUnavailable,
)
from pipeline.llm.gate import Gate
from pipeline.llm.keeping import kept, loaded, usage, where
from pipeline.llm.money import Budget
from pipeline.llm.probing import find_rung
from pipeline.llm.retrying import Patience, with_retries
from pipeline.ports import Calls, Clock
from pipeline.prompting.bodies import Target

__all__ = ["PaidModel", "Server"]

#: After so many questions in a row that got no answer for all our patience, the server is taken to be down.
_DOWN_AFTER = 3
_LONGEST_WAIT_S = 86_400.0
_BYTES_A_TOKEN = 4  # of English text, about; the server's own count corrects it afterwards
#: Errors after which nothing was paid for. After any other, nobody knows.
_FREE = (NotSent, RateLimited, EndpointRefuses, RequestRefused)


class Server(Protocol):
    """Makes one call."""

    @property
    def told(self) -> Told:
        """What its latest reply said of its limits."""
        ...

    async def ask(self, request: Request) -> Completion:
        """The reply, or one of the errors that `pipeline.llm.openai.OpenAIServer.ask` names."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class PaidModel:
    """A LanguageModel whose every call goes through the ledger, within a budget, with patience.

    `month_usd` is what may be spent in a calendar month (UTC) by all runs together. `again` is a word of this run that
    makes its questions new ones; while it is empty, what was answered before is not asked again. `rung` is how firmly
    the server holds a model to a shape; None: it is found out with small questions to `target`, once and for all.
    """

    def __init__(
        self,
        server: Server,
        calls: Calls,
        clock: Clock,
        budget: Budget,
        *,
        target: Target,
        month_usd: float,
        rung: Rung | None = None,
        patience: Patience | None = None,
        again: str = "",
        stopping: Callable[[], bool] = lambda: False,
        gate: Gate | None = None,
    ) -> None:
        self._gate = gate
        self._server = server
        self._calls = calls
        self._clock = clock
        self._budget = budget
        self._month_usd = month_usd
        self._target = target
        self._rung = rung
        self._finding = asyncio.Lock()
        self._patience = patience or Patience()
        self._again = again
        self._stopping = stopping
        self._unanswered = 0
        self._asked_to_wait_until: datetime | None = None

    async def holds(self) -> Rung:
        """How firmly the server holds a model to a shape: as given, remembered by the ledger, or found out now."""
        async with self._finding:
            if self._rung is None:
                self._rung = await self._remembered_rung()
            return self._rung

    async def complete(self, request: Request, *, paper: str | None) -> Completion:
        """The reply there is, or the one that is bought now.

        Raises RetryLater, another ServiceUnavailable after all patience, EndpointRefuses, RequestRefused,
        BudgetReached.
        """
        key = f"{request.key}#{self._again}" if self._again else request.key
        if (found := await asyncio.to_thread(self._calls.result, key)) is not None:
            return loaded(found, request)
        self._be_reasonable()

        async def once() -> Completion:
            return await self._bought(request, key, paper)

        try:
            completion = await with_retries(once, self._patience, clock=self._clock, stopping=self._stopping)
        except RetryLater as error:
            self._unanswered += error.not_before is None
            self._asked_to_wait_until = error.not_before or self._asked_to_wait_until
            raise
        except ServiceUnavailable:
            self._unanswered += 1
            raise
        self._unanswered = 0
        return completion

    async def close(self) -> None:
        """Close the server's connections."""
        await self._server.close()

    def _be_reasonable(self) -> None:
        """Ask nothing of a server that is down or that named a time. Raises RetryLater."""
        until = self._asked_to_wait_until
        if until is not None and self._clock.now() < until:
            raise RetryLater(
                "the model server asks us to wait", hint="the paper is tried again after that time", not_before=until
            )
        if self._unanswered >= _DOWN_AFTER:
            raise RetryLater(
                f"the model server did not answer {self._unanswered} questions in a row, so it was not asked again",
                hint="see that it runs; the same command goes on where it stopped",
            )

    async def _remembered_rung(self) -> Rung:
        target = self._target
        key = call_key(target.endpoint, {"rung of": target.model, "api": target.api.value})
        if (kept := await asyncio.to_thread(self._calls.result, key)) is not None:
            return Rung(kept.value.decode())
        rung = await find_rung(target, self._tried, lambda request: self.complete(request, paper=None))
        now = self._clock.now()
        begun = await asyncio.to_thread(self._calls.begin, key, paper=None, reserved_usd=0.0, now=now)
        if not isinstance(begun, StoredResult):
            await asyncio.to_thread(
                self._calls.settle, begun.id, rung.value.encode(), cost_usd=0.0, usage=None, now=now
            )
        return rung

    async def _tried(self, request: Request) -> Completion | None:
        """The reply, or None when the server refuses this question or fails over it; with patience if it is busy."""
        try:
            return await self._bought(request, request.key, None)
        except (NotSent, RateLimited, CallTimedOut):
            return await self.complete(request, paper=None)
        except (RequestRefused, ServiceUnavailable):
            return None

    async def _bought(self, request: Request, key: str, paper: str | None) -> Completion:
        """One call, written down before and after."""
        hold = self._budget.hold(request)
        try:
            likely = hold.tokens - request.sent_bytes + request.sent_bytes // _BYTES_A_TOKEN
            if self._gate:
                await self._gate.enter(likely)
            begun = await asyncio.to_thread(
                self._calls.begin,
                key,
                paper=paper,
                reserved_usd=hold.usd or 0.0,
                now=self._clock.now(),
                month_usd=self._month_usd if hold.usd is not None else None,
                sent=where(request),
            )
        except PipelineError as error:
            self._budget.release(hold)
            self._budget.reached |= isinstance(error, BudgetReached)
            raise
        if isinstance(begun, StoredResult):
            self._budget.release(hold)
            return loaded(begun, request)
        try:
            completion = await self._server.ask(request)
        except BaseException as error:
            if self._gate and isinstance(error, RateLimited) and error.wait_s:
                await self._gate.asked_to_wait(min(error.wait_s, _LONGEST_WAIT_S))
            free = isinstance(error, _FREE)
            said = error.message if isinstance(error, PipelineError) else "stopped in the middle"
            self._calls.fail(
                begun.id, f"{type(error).__name__}: {said}", now=self._clock.now(), cost_usd=0.0 if free else None
            )
            if free:
                self._budget.release(hold)
            raise
        price = self._budget.price
        cost = price.of(completion.usage) if price and completion.usage else None
        await asyncio.to_thread(
            self._calls.settle,
            begun.id,
            kept(completion),
            cost_usd=cost,
            usage=usage(completion, where(request)),
            now=self._clock.now(),
        )
        self._budget.settle(hold, completion.usage, cost)
        if self._gate:
            used = completion.usage.input + completion.usage.output if completion.usage else likely
            await self._gate.answered(self._server.told, likely - used)
        return replace(completion, cost_usd=cost)
