"""The body of a request, as each of the two ways of asking spells it. Pure; key order is fixed by canonical JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import JsonValue

from pipeline.domain.exchange import Api, Request, Rung
from pipeline.domain.prompt import Prompt

__all__ = ["OPENAI", "Message", "Target", "body_of", "is_openai", "request_of"]

OPENAI = "https://api.openai.com/v1"

#: (role, words): system, user or assistant.
Message = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Target:
    """Whom we ask and how: the base address of a server, the model's name there, and what it can take.

    `input_tokens` is the room for the paper, `output_tokens` the length of an answer. `temperature` None and an empty
    `effort` are not sent.
    """

    endpoint: str
    api: Api
    model: str
    rung: Rung = Rung.JSON_SCHEMA
    input_tokens: int = 60_000
    output_tokens: int = 8_000
    temperature: float | None = None
    effort: str = ""


def is_openai(endpoint: str) -> bool:
    """Whether this is the server of OpenAI itself, or its twin at Azure."""
    host = urlsplit(endpoint).hostname or ""
    return host == "openai.com" or host.endswith((".openai.com", ".openai.azure.com"))


def body_of(
    target: Target, messages: list[Message], *, schema_name: str, schema: dict[str, JsonValue], most_output: int
) -> dict[str, JsonValue]:
    """All that is sent. Nothing is kept by the server where the server knows such a wish (`store`)."""
    turns: list[JsonValue] = [{"role": role, "content": words} for role, words in messages]
    body: dict[str, JsonValue] = {"model": target.model}
    if target.temperature is not None:
        body["temperature"] = target.temperature
    shape = _shape(target.rung, schema_name, schema)
    if target.api is Api.RESPONSES:
        body |= {"input": turns, "max_output_tokens": most_output, "store": False}
        if target.effort:
            body["reasoning"] = {"effort": target.effort}
        if shape is not None:
            inner = shape.pop("json_schema", {})
            assert isinstance(inner, dict)
            body["text"] = {"format": {**shape, **inner}}
        return body
    body["messages"] = turns
    # Local servers know only the old name of the limit; OpenAI's reasoning models know only the new one.
    body["max_completion_tokens" if is_openai(target.endpoint) else "max_tokens"] = most_output
    if is_openai(target.endpoint):
        body["store"] = False
    if target.effort:
        body["reasoning_effort"] = target.effort
    if shape is not None:
        body["response_format"] = shape
    return body


def request_of(
    target: Target,
    messages: Sequence[Message],
    prompt: Prompt,
    *,
    schema_name: str,
    schema: dict[str, JsonValue],
) -> Request:
    """The question that a prompt asks a target, whole."""
    most = target.output_tokens
    return Request(
        endpoint=target.endpoint,
        api=target.api,
        model=target.model,
        body=body_of(target, list(messages), schema_name=schema_name, schema=schema, most_output=most),
        prompt=prompt.id,
        prompt_digest=prompt.digest,
        most_output=most,
    )


def _shape(rung: Rung, name: str, schema: dict[str, JsonValue]) -> dict[str, JsonValue] | None:
    if rung is Rung.PLAIN:
        return None
    if rung is Rung.JSON_OBJECT:
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
