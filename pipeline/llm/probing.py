"""How firmly a server holds a model to the shape of an answer: tried with small questions, firmest way first.

Servers accept a schema and ignore it, refuse it, or fail over it. So a way counts when the answer to a question that
says nothing of JSON comes in the shape; where none does, the firmest that was accepted. The answer is checked anyway.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pydantic import JsonValue

from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.prompting.bodies import Target, body_of

__all__ = ["find_rung", "in_shape", "probe_request"]

_QUESTION = "Say in one word how you are."
_SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "properties": {"level": {"type": "string", "enum": ["low", "high"]}, "ok": {"type": "boolean"}},
    "required": ["level", "ok"],
    "additionalProperties": False,
}
_MOST_OUTPUT = 1_000  # enough for a model that thinks before it speaks

#: Asks; None when the server refuses the question or fails over it.
Ask = Callable[[Request], Awaitable[Completion | None]]


async def find_rung(target: Target, try_: Ask, ask: Callable[[Request], Awaitable[Completion]]) -> Rung:
    """The rung to use. `try_` asks in the firm ways; `ask`, with patience, in the plain one and raises its errors."""
    accepted: list[Rung] = []
    for rung in (Rung.JSON_SCHEMA, Rung.JSON_OBJECT):
        completion = await try_(probe_request(target, rung))
        if completion is None:
            continue
        if in_shape(completion.text, rung):
            return rung
        accepted.append(rung)
    if accepted:
        return accepted[0]
    await ask(probe_request(target, Rung.PLAIN))
    return Rung.PLAIN


def probe_request(target: Target, rung: Rung) -> Request:
    """The small question, asked in one of the three ways."""
    question = _QUESTION + (" Answer in JSON." if rung is Rung.JSON_OBJECT else "")  # OpenAI demands the word there
    body = body_of(
        replace(target, rung=rung),
        [("user", question)],
        schema_name="probe",
        schema=_SCHEMA,
        most_output=_MOST_OUTPUT,
    )
    return Request(target.endpoint, target.api, target.model, body, "probe/1", "", _MOST_OUTPUT)


def in_shape(text: str, rung: Rung) -> bool:
    """Whether the answer to the small question came in the shape that this way of asking asks for."""
    if rung is Rung.PLAIN:
        return bool(text.strip())
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    return rung is Rung.JSON_OBJECT or (set(value) == {"level", "ok"} and value["level"] in {"low", "high"})
