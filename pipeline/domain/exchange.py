"""Exchange: one question to a model and what came back, before anybody has judged it.

A Request is everything that is sent; the same question is the same bytes, and so has the same key. A Completion keeps
the reply's body as it came; everything else in it was read from that body or measured on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from pipeline.domain.identity import canonical_json, digest_of_json
from pipeline.domain.ledger import call_key

__all__ = ["Api", "Completion", "Finish", "Request", "Rung", "Usage", "Verdict"]


class Api(StrEnum):
    """Which of the two ways of asking a server speaks; the value is the end of its address."""

    CHAT = "chat/completions"
    RESPONSES = "responses"


class Rung(StrEnum):
    """How firmly a server holds a model to the shape of the answer, firmest first. The answer is always checked."""

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PLAIN = "plain"


class Finish(StrEnum):
    """Why the model stopped, in one spelling for both ways of asking."""

    STOP = "stop"
    LENGTH = "length"
    FILTER = "filter"
    ERROR = "error"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What a completion is worth."""

    USABLE = "usable"
    REFUSED = "refused"
    CUT_SHORT = "cut_short"
    FILTERED = "filtered"
    EMPTY = "empty"
    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    WRONG_SENTENCES = "wrong_sentences"


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `endpoint` is the base address of the server, `body` all that is sent to it as JSON.

    `most_output` is the number of tokens the answer may have, reasoning included; it is part of the body as well.
    """

    endpoint: str
    api: Api
    model: str
    body: dict[str, JsonValue]
    prompt: str
    prompt_digest: str
    most_output: int

    @property
    def key(self) -> str:
        """The key under which the ledger keeps the answer: where the question goes, and every word of it."""
        return call_key(f"{self.endpoint}/{self.api.value}", self.body)

    @property
    def sent_bytes(self) -> int:
        """The length of the body in bytes of UTF-8. No text has more tokens than bytes."""
        return len(canonical_json(self.body))


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the server counted them: `cached` is the part of `input` that it had kept, `reasoning` of `output`.

    `cached` None means that the server did not say.
    """

    input: int
    output: int
    cached: int | None = None
    reasoning: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """What came back. `raw` is the body as it came; `text` and `refusal` are the model's words in it.

    `usage` is None where the server gave none. `model` is the one that the server says answered. `latency_s` is in
    seconds. `cost_usd` is None where the price is not known.
    """

    api: Api
    raw: str
    text: str
    refusal: str
    finish: Finish
    usage: Usage | None
    model: str
    request_id: str | None
    latency_s: float
    cost_usd: float | None = None

    def digest(self) -> str:
        """The digest of the reply as it came."""
        return digest_of_json(self.raw)
