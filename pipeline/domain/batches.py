"""Batches: many questions that a provider answers within a day, at a discount; and what came back of them.

A batch is written down before it is sent, and its number at the provider before anybody asks how it does. What travels
with each question is a name made of its key, so that an answer finds its question in any order, on any machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import JsonValue

from pipeline.domain.identity import digest_of_json
from pipeline.domain.ledger import AttemptId
from pipeline.errors import InABatch

__all__ = [
    "LONGEST",
    "Asked",
    "Batch",
    "BatchState",
    "Fate",
    "Progress",
    "Returned",
    "Standing",
    "Travelling",
    "custom_id",
    "out_with_a_batch",
]

#: How long a provider may take; what is not answered by then comes back unanswered.
LONGEST = timedelta(hours=24)


class BatchState(StrEnum):
    """Where a batch stands. Making: its questions are written down, whether the provider took them is not known yet.

    Ended: every question has its answer or its failure in the ledger. Done: the papers went on with them.
    """

    MAKING = "making"
    SENT = "sent"
    ENDED = "ended"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. `id` is our own name for it, which travels along; `remote` the provider's, None until it told.

    `endpoint` is the address that each of its questions is for, with the way of asking at its end.
    """

    id: str
    endpoint: str
    model: str
    remote: str | None
    state: BatchState
    made: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a batch, without its words: its key, for which paper, what it can cost at worst, where it goes.

    `reserved_usd` is 0 where the price is not known.
    """

    key: str
    paper: str | None
    reserved_usd: float
    sent: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a batch stands: `calls` on their way, `said` in words for people; once it is `over`, its `papers` go on."""

    batch: Batch
    calls: int
    said: str
    over: bool = False
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Travelling:
    """One question of a batch as the ledger has it: the number of its attempt, its key, and what was said of it."""

    attempt: AttemptId
    key: str
    paper: str | None
    sent: Mapping[str, JsonValue]


class Fate(StrEnum):
    """What became of a batch at the provider. Lapsed: time ran out, or somebody cancelled it; what was done counts."""

    RUNNING = "running"
    COMPLETED = "completed"
    LAPSED = "lapsed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Progress:
    """How a batch does: `answered` and `failed` of `total` questions.

    `files` are the names of its answers once it is over, `asked` the name of the file of its questions.
    """

    remote: str
    fate: Fate
    total: int = 0
    answered: int = 0
    failed: int = 0
    files: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back for one question: an HTTP status with the body as it came, or the provider's own word for why not.

    `status` is 0 where nobody answered; then `code` says why (`batch_expired`).
    """

    custom_id: str
    status: int
    body: str
    request_id: str | None = None
    code: str = ""
    message: str = ""


def custom_id(key: str) -> str:
    """The name that travels with the question of this key: 64 characters, the same on every machine."""
    return digest_of_json(key).removeprefix("sha256:")


def out_with_a_batch(made: datetime) -> InABatch:
    """What is said to whoever asks a question that is out with a batch made then; not due before the batch lapses."""
    return InABatch(
        f"its question is out with the batch of {made:%Y-%m-%d %H:%M} UTC",
        hint="`atlas draft --collect` brings the answer when the provider has it",
        not_before=made + LONGEST,
    )
