"""What a reply's body holds, read without trusting any of it: servers leave fields out, send nulls and odd types."""

from __future__ import annotations

import json
from typing import Any

from pipeline.domain.exchange import Api, Completion, Finish, Usage
from pipeline.errors import ReplyUnreadable

__all__ = ["completion_of"]

_CHAT_FINISH = {"stop": Finish.STOP, "length": Finish.LENGTH, "content_filter": Finish.FILTER}
_INCOMPLETE = {"max_output_tokens": Finish.LENGTH, "content_filter": Finish.FILTER}


def completion_of(raw: str, api: Api, *, request_id: str | None, latency_s: float) -> Completion:
    """The completion that a body holds. Raises ReplyUnreadable when the body is none of a model server."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise ReplyUnreadable(
            "what came back is not JSON: perhaps a proxy or a log-in page answered instead of the model server",
            hint="check model.base_url; the paper is tried again at the next run",
        ) from None
    if not isinstance(body, dict):
        raise ReplyUnreadable("what came back is JSON, but no reply of a model server", hint="check model.base_url")
    text, refusal, finish = _chat(body) if api is Api.CHAT else _responses(body)
    return Completion(
        api=api,
        raw=raw,
        text=text,
        refusal=refusal,
        finish=finish,
        usage=_usage(body.get("usage")),
        model=_text(body.get("model")),
        request_id=request_id,
        latency_s=latency_s,
    )


def _chat(body: dict[str, Any]) -> tuple[str, str, Finish]:
    _not_an_error(body)
    choices = body.get("choices")
    if not isinstance(choices, list):
        raise ReplyUnreadable("the reply has no choices", hint="check that model.base_url is a chat completions server")
    choice = choices[0] if choices and isinstance(choices[0], dict) else {}
    message = choice.get("message")
    message = message if isinstance(message, dict) else {}
    reason = choice.get("finish_reason")
    finish = _CHAT_FINISH.get(reason, Finish.UNKNOWN) if isinstance(reason, str) else Finish.UNKNOWN
    return _content(message.get("content")), _text(message.get("refusal")), finish


def _responses(body: dict[str, Any]) -> tuple[str, str, Finish]:
    _not_an_error(body)
    output = body.get("output")
    if not isinstance(output, list):
        raise ReplyUnreadable("the reply has no output", hint='check model.base_url, or set model.api = "chat"')
    parts = [
        part
        for item in output
        if isinstance(item, dict) and item.get("type", "message") == "message"
        for part in _list(item.get("content"))
        if isinstance(part, dict)
    ]
    text = "".join(_text(part.get("text")) for part in parts if part.get("type") == "output_text")
    refusal = "".join(_text(part.get("refusal")) for part in parts if part.get("type") == "refusal")
    details = body.get("incomplete_details")
    reason = details.get("reason") if isinstance(details, dict) else None
    match body.get("status"):
        case "completed":
            finish = Finish.STOP
        case "incomplete":
            finish = _INCOMPLETE.get(reason, Finish.UNKNOWN) if isinstance(reason, str) else Finish.UNKNOWN
        case _:
            finish = Finish.UNKNOWN
    return text, refusal, finish


def _not_an_error(body: dict[str, Any]) -> None:
    """Some gateways send an error with the status of success."""
    if error := body.get("error"):
        message = error.get("message") if isinstance(error, dict) else error
        raise ReplyUnreadable(
            f"the server reports an error: {_text(message)[:200] or 'without a message'}",
            hint="the paper is tried again at the next run",
        )


def _content(content: object) -> str:
    """Text, or a list of parts, as some servers send it."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return _text(content)


def _usage(given: object) -> Usage | None:
    """Tokens under either API's names; None where there are none or where zeros show that nobody counted."""
    if not isinstance(given, dict):
        return None
    counted = (
        _count(given.get("prompt_tokens", given.get("input_tokens"))),
        _count(given.get("completion_tokens", given.get("output_tokens"))),
    )
    if counted[0] <= 0:
        return None
    inside = given.get("prompt_tokens_details", given.get("input_tokens_details"))
    outside = given.get("completion_tokens_details", given.get("output_tokens_details"))
    kept = inside.get("cached_tokens") if isinstance(inside, dict) else None
    cached = min(_count(kept), counted[0]) if isinstance(kept, int) else None
    reasoning = _count(outside.get("reasoning_tokens")) if isinstance(outside, dict) else 0
    return Usage(input=counted[0], output=counted[1], cached=cached, reasoning=reasoning)


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
