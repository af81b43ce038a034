"""A model that answers from a script: for tests, demonstrations and rehearsals without a server. It costs nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from pipeline.domain.exchange import Api, Completion, Request, Rung
from pipeline.llm.replies import completion_of

__all__ = ["ScriptedModel", "chat_reply"]

#: What the model says next: its words, a whole body as a server would send it, or an error to raise.
Line = str | dict[str, object] | Exception


class ScriptedModel:
    """Says its lines in order, or what a function makes of each request. `asked` holds the requests it was given."""

    def __init__(self, script: Iterable[Line] | Callable[[Request], Line], *, rung: Rung = Rung.JSON_SCHEMA) -> None:
        self._next = script if callable(script) else _in_order(script)
        self._rung = rung
        self.asked: list[Request] = []

    async def holds(self) -> Rung:
        """The rung it was made with."""
        return self._rung

    async def complete(self, request: Request, *, paper: str | None) -> Completion:
        """The next line of the script. Raises it when it is an error."""
        del paper
        self.asked.append(request)
        line = self._next(request)
        if isinstance(line, Exception):
            raise line
        body = line if isinstance(line, dict) else chat_reply(line, model=request.model)
        return completion_of(json.dumps(body), Api.CHAT, request_id=None, latency_s=0.0)

    async def close(self) -> None:
        """There is nothing to close."""


def chat_reply(
    text: str | None,
    *,
    model: str = "scripted",
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int] = (1000, 500),
) -> dict[str, object]:
    """A body of the chat API that says `text`; `tokens` are those of question and answer."""
    return {
        "id": "scripted",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, "refusal": refusal},
                "finish_reason": finish,
            }
        ],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }


def _in_order(script: Iterable[Line]) -> Callable[[Request], Line]:
    lines = iter(script)

    def following(_request: Request) -> Line:
        try:
            return next(lines)
        except StopIteration:
            raise AssertionError("the script has no more lines") from None

    return following
