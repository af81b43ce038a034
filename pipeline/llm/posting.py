"""Batches sent and fetched, so that a kill at any moment loses no answer and buys none twice.

    send      calls written  ->  file up  ->  batch made  ->  its name written
    collect   how does it do?  ->  answers down  ->  each settled by the name it travelled under  ->  the rest closed

A process that dies between "batch made" and "its name written" leaves a batch that the provider knows and we do not: it
travels under our own name too, and is found again by that.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from pipeline.domain.batches import (
    Batch,
    BatchState,
    Fate,
    Progress,
    Returned,
    Standing,
    Travelling,
)
from pipeline.domain.exchange import Api
from pipeline.errors import (
    BudgetReached,
    EndpointRefuses,
    ModelNotFound,
    NotSent,
    PipelineError,
    RateLimited,
    ReplyUnreadable,
    RequestRefused,
    RetryLater,
    ServiceUnavailable,
)
from pipeline.llm.batch_lines import returned
from pipeline.llm.keeping import kept, usage
from pipeline.llm.money import Budget, Price
from pipeline.llm.outbox import Outbox, Parcel
from pipeline.llm.replies import completion_of
from pipeline.llm.retrying import Patience, with_retries
from pipeline.ports import Batches, Calls, Clock

__all__ = ["Address", "Post", "Remote"]

log = logging.getLogger(__name__)

#: A batch that we tried to make and that the provider does not list after so long was never made.
_SHOWS_WITHIN = timedelta(minutes=10)
#: A batch whose file stays damaged for so long is closed with what it had.
_GIVEN_UP_AFTER = timedelta(days=7)
_LATER = "its papers are due again: `atlas draft` asks at once, `atlas draft --batch` in the next batch"
_LONGEST_LINE = 16 * 1024 * 1024


class Remote(Protocol):
    """A provider that answers batches; `pipeline.llm.openai.OpenAIBatches` says what each method raises."""

    async def upload(self, file: Path) -> str:
        """Send a file of questions; returns the provider's name for it."""
        ...

    async def submit(self, file: str, api: Api, ours: str) -> str:
        """Have the questions of a file answered; returns the provider's name for the batch."""
        ...

    async def find(self, ours: str) -> str | None:
        """The provider's name for the batch that travelled under our own."""
        ...

    async def progress(self, remote: str) -> Progress:
        """How a batch does."""
        ...

    async def download(self, file: str, into: Path) -> None:
        """Fetch a file of answers."""
        ...

    async def forget(self, files: Sequence[str]) -> None:
        """Have files deleted that are needed no more."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """Where batches go: the server, which of its two ways of asking, the model."""

    endpoint: str
    api: Api
    model: str

    @property
    def url(self) -> str:
        """Where each question of a batch goes."""
        return f"{self.endpoint}/{self.api.value}"


class Post:
    """Sends what is in the outbox, and brings back what was answered.

    `budget` is told when the month pays for no more. `price` is of a call in a batch, None where nobody told it: then
    what was reserved goes on counting. `refused` is filled with the errors that a batch brought instead of answers, by
    key.
    """

    def __init__(
        self,
        remote: Remote,
        batches: Batches,
        calls: Calls,
        clock: Clock,
        outbox: Outbox,
        *,
        address: Address,
        budget: Budget,
        price: Price | None,
        month_usd: float | None,
        refused: dict[str, PipelineError],
        refusal: Callable[[int, str, str], PipelineError],
        patience: Patience,
    ) -> None:
        self._remote = remote
        self._batches = batches
        self._calls = calls
        self._clock = clock
        self._outbox = outbox
        self._address = address
        self._budget = budget
        self._price = price
        self._month_usd = month_usd
        self._refused = refused
        self._refusal = refusal
        self._patience = patience

    async def send(self) -> tuple[Standing, ...]:
        """Send everything that waits, one batch a file, as far as the month pays for it.

        Raises what `Remote` raises and StoreError; then nothing of that file was bought, and its papers are due again.
        """
        sent: list[Standing] = []
        try:
            for parcel in self._outbox.parcels():
                if one := await self._send(parcel):
                    sent.append(one)
        except BudgetReached as error:  # as for calls at once, this ends the sending and not the run
            self._budget.reached = True
            sent.append(Standing(self._batch(parcel), 0, said=f"not sent: {error.message}"))
        finally:
            self._outbox.sweep()
        return tuple(sent)

    async def collect(self) -> tuple[Standing, ...]:
        """How every batch does that is still out; the answers of those that are over are in the ledger afterwards.

        Raises ServiceUnavailable, EndpointRefuses, StoreError; what was settled until then stays settled.
        """
        return tuple([await self._collected(batch) for batch in self._batches.open()])

    def done(self, back: Sequence[Standing]) -> None:
        """The papers of batches that are over went on; nobody needs to look at those again."""
        self._batches.done([one.batch.id for one in back if one.over])

    async def close(self) -> None:
        """Close the connections."""
        await self._remote.close()

    async def _send(self, parcel: Parcel) -> Standing | None:
        there, batch = self._address, self._batch(parcel)
        mine = self._batches.begin(batch, parcel.asked, month_usd=self._month_usd)
        if not mine:
            return None

        async def upload() -> str:
            return await self._remote.upload(self._outbox.only(parcel, mine))

        try:
            file = await with_retries(upload, self._patience, clock=self._clock)
        except BaseException as error:  # a file that nobody made a batch of costs nothing
            self._close_free(batch, error)
            raise
        try:
            remote = await self._remote.submit(file, there.api, batch.id)
        except (EndpointRefuses, RequestRefused, NotSent, RateLimited) as error:
            self._close_free(batch, error)
            raise
        except ServiceUnavailable as error:  # it may have been made all the same: `collect` finds out
            log.warning("whether the provider took a batch is not known: %s", error.message, extra={"action": "batch"})
            return Standing(batch, len(mine), said=f"not known yet whether the provider took it: {error.message}")
        self._batches.sent(batch.id, remote)
        return Standing(batch, len(mine), said="sent")

    def _batch(self, parcel: Parcel) -> Batch:
        there = self._address
        return Batch(parcel.name, there.url, there.model, None, BatchState.MAKING, self._clock.now())

    def _close_free(self, batch: Batch, error: BaseException) -> None:
        said = error.message if isinstance(error, PipelineError) else "stopped before it was sent"
        self._batches.end(batch.id, f"{type(error).__name__}: {said}", now=self._clock.now(), cost_usd=0.0)
        self._batches.done([batch.id])

    async def _collected(self, batch: Batch) -> Standing:
        if batch.state is BatchState.ENDED:
            return Standing(batch, 0, over=True, papers=self._batches.papers(batch.id), said=batch.said)
        if batch.endpoint != self._address.url:
            return Standing(batch, 0, said=f"it was sent to {batch.endpoint}; collect it with those settings")
        remote = batch.remote or await self._found(batch)
        if remote is None:
            if self._clock.now() - batch.made < _SHOWS_WITHIN:
                return Standing(batch, 0, said="the provider does not list it yet")
            return self._over(batch, "the provider never took it; nothing was paid", cost_usd=0.0)
        young = self._clock.now() - batch.made < _GIVEN_UP_AFTER
        try:
            return await self._fetched(batch, remote, young=young)
        except ModelNotFound as error:
            if young:
                raise ReplyUnreadable(
                    f"the provider does not find the batch of {batch.made:%Y-%m-%d %H:%M} UTC now: {error.message}",
                    hint="run `atlas draft --collect` again later; after a week its papers are due again",
                ) from None
            return self._over(batch, "the provider does not find it any more", cost_usd=None)

    async def _fetched(self, batch: Batch, remote: str, *, young: bool) -> Standing:
        progress = await self._remote.progress(remote)
        if progress.fate is Fate.RUNNING:
            done = progress.answered + progress.failed
            return Standing(batch, progress.total, said=f"{done} of {progress.total} are done")
        answered, joined, unread = await self._settle(batch, progress)
        if young and joined < progress.answered + progress.failed:
            raise ReplyUnreadable(
                f"the provider counts {progress.answered + progress.failed} answers in the batch of "
                f"{batch.made:%Y-%m-%d %H:%M} UTC, and its file has {joined}",
                hint="what was there is kept; run `atlas draft --collect` again later",
            )
        await self._remote.forget((*progress.files, *progress.asked))
        said = _said(progress, answered, unread)
        # Where the provider says that all is done, a missing line may have been answered and paid for all the same.
        free = progress.fate is not Fate.COMPLETED and not unread
        return self._over(batch, said, cost_usd=0.0 if free else None)

    async def _found(self, batch: Batch) -> str | None:
        remote = await self._remote.find(batch.id)
        if remote is not None:
            self._batches.sent(batch.id, remote)
        return remote

    def _over(self, batch: Batch, said: str, *, cost_usd: float | None) -> Standing:
        unanswered = self._batches.end(batch.id, said, now=self._clock.now(), cost_usd=cost_usd)
        # Not asked again by the run that learns of it: whoever drafts next decides whether at once or in a batch.
        self._refused.update({key: RetryLater(f"in its batch, {said}", hint=_LATER) for key in unanswered})
        return Standing(batch, 0, over=True, papers=self._batches.papers(batch.id), said=said)

    async def _settle(self, batch: Batch, progress: Progress) -> tuple[int, int, int]:
        """How many answers were kept, how many lines were of a question, and how many could not be read."""
        answered = joined = unread = 0
        with tempfile.TemporaryDirectory() as folder:
            for number, name in enumerate(progress.files):
                file = Path(folder) / f"{number}.jsonl"
                await self._remote.download(name, file)
                with file.open("rb") as lines:
                    while line := lines.readline(_LONGEST_LINE):
                        came = returned(line)
                        question = self._batches.travelling(batch.id, came.custom_id) if came else None
                        if came is None or question is None:
                            unread += bool(line.strip())
                            continue
                        joined += 1
                        answered += self._keep(came, question)
        return answered, joined, unread

    def _keep(self, came: Returned, question: Travelling) -> bool:
        """One answer settled, or its failure written; returns whether it is an answer."""
        now = self._clock.now()
        if came.status != 200:
            error = self._meant(came)
            self._refused[question.key] = error
            self._calls.fail(question.attempt, f"{type(error).__name__}: {error.message}", now=now, cost_usd=0.0)
            return False
        try:
            completion = completion_of(came.body, self._address.api, request_id=came.request_id, latency_s=0.0)
        except ReplyUnreadable as error:
            self._refused[question.key] = error
            self._calls.fail(question.attempt, f"ReplyUnreadable: {error.message}", now=now, cost_usd=None)
            return False
        cost = self._price.of(completion.usage) if self._price and completion.usage else None
        self._calls.settle(
            question.attempt, kept(completion), cost_usd=cost, usage=usage(completion, question.sent), now=now
        )
        return True

    def _meant(self, came: Returned) -> PipelineError:
        if came.status == 0:
            return RetryLater(f"the batch brought no answer ({came.code or 'no reason given'})", hint=_LATER)
        error = self._refusal(came.status, came.code, f": {came.message}" if came.message else "")
        # What refuses one question of a batch cannot stop the others any more: they were asked together.
        return RetryLater(error.message, hint=error.hint) if isinstance(error, EndpointRefuses) else error


def _said(progress: Progress, answered: int, unread: int) -> str:
    words = {
        Fate.COMPLETED: f"{answered} answered",
        Fate.LAPSED: f"it was not finished in time: {answered} answered",
        Fate.REFUSED: f"the provider did not take it{': ' if progress.said else ''}{progress.said}",
    }[progress.fate]
    odd = f", {unread} lines could not be joined to a question" if unread else ""
    return words + odd
