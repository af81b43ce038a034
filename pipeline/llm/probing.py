"""How firmly a server holds a model to the shape of an answer: tried with small questions, firmest way first.

Servers accept a schema and ignore it, refuse it, or fail over it. So a way counts when the answer to a question that
says nothing of JSON comes in the shape; where none does, the firmest that was accepted. The answer is checked anyway.
All questions together have room for fewer than 150 tokens of answer. A model that thinks before it speaks uses them up:
that it was cut short then says that it took the question, and counts like an answer in the shape.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace

from pydantic import JsonValue

from pipeline.domain.exchange import Completion, Finish, Request, Rung
from pipeline.prompting.bodies import Target, body_of

__all__ = ["cut_in_thought", "find_rung", "in_shape", "probe_request"]

_QUESTION = "Say in one word how you are."
_SCHEMA: dict[str, JsonValue] = {
    "type": "object",
    "properties": {"level": {"type": "string", "enum": ["low", "high"]}, "ok": {"type": "boolean"}},
    "required": ["level", "ok"],
    "additionalProperties": False,
}
#: Tokens of an answer at most: the shape needs about a dozen, and no server asks for a limit below 16 (OpenAI's is 16).
_MOST_OUTPUT = {Rung.JSON_SCHEMA: 64, Rung.JSON_OBJECT: 64, Rung.PLAIN: 16}
_THINKING = "<think"  # how models of some servers begin that do not keep their thoughts apart

#: Asks; None when the server refuses the question or fails over it.
Ask = Callable[[Request], Awaitable[Completion | None]]


async def find_rung(target: Target, try_: Ask, ask: Callable[[Request], Awaitable[Completion]]) -> Rung:
    """The rung to use. `try_` asks in the firm ways; `ask`, with patience, in the plain one and raises its errors."""
    accepted: list[Rung] = []
    for rung in (Rung.JSON_SCHEMA, Rung.JSON_OBJECT):
        completion = await try_(probe_request(target, rung))
        if completion is None:
            continue
        if in_shape(completion, rung):
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
        most_output=_MOST_OUTPUT[rung],
    )
    return Request(target.endpoint, target.api, target.model, body, "probe/1", "", _MOST_OUTPUT[rung])


def cut_in_thought(completion: Completion) -> bool:
    """Whether the model was cut short before it said a word of its answer."""
    said = completion.text.strip()
    return completion.finish is Finish.LENGTH and (not said or said.startswith(_THINKING))


def in_shape(completion: Completion, rung: Rung) -> bool:
    """Whether the answer to the small question came in the shape that this way of asking asks for, if cut short too."""
    if cut_in_thought(completion):
        return True
    if rung is Rung.PLAIN:
        return bool(completion.text.strip())
    try:
        value = json.loads(completion.text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    return rung is Rung.JSON_OBJECT or (set(value) == {"level", "ok"} and value["level"] in {"low", "high"})
