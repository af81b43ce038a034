"""What the ledger keeps of a call: the reply as it came, where the question went, what was used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

from pydantic import JsonValue

from pipeline.domain.exchange import Completion, Request
from pipeline.domain.identity import canonical_json
from pipeline.domain.ledger import StoredResult
from pipeline.llm.replies import completion_of

__all__ = ["kept", "loaded", "usage", "where"]


def kept(completion: Completion) -> bytes:
    """What the ledger keeps of a reply: its body as it came, and what cannot be read from the body."""
    return canonical_json(
        {"raw": completion.raw, "request_id": completion.request_id, "latency_s": completion.latency_s}
    )


def loaded(result: StoredResult, request: Request) -> Completion:
    """The completion that was kept."""
    value = json.loads(result.value)
    completion = completion_of(value["raw"], request.api, request_id=value["request_id"], latency_s=value["latency_s"])
    return replace(completion, cost_usd=result.cost_usd)


def where(request: Request) -> dict[str, JsonValue]:
    """Where what goes, for those who ask what left the house. No words of the paper."""
    return {
        "model": request.model,
        "endpoint": request.endpoint,
        "prompt": request.prompt,
        "prompt_digest": request.prompt_digest,
        "sent_bytes": request.sent_bytes,
    }


def usage(completion: Completion, sent: Mapping[str, JsonValue]) -> JsonValue:
    """For accounts: what was sent (`where`), and tokens as the server counted them."""
    return {
        **sent,
        "tokens": asdict(completion.usage) if completion.usage else None,
        "model": completion.model or sent.get("model"),
        "latency_s": completion.latency_s,
    }
