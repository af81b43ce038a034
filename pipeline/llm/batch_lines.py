"""A line of a batch's files: a question on the way out, an answer on the way in. Nothing of an answer is trusted."""

from __future__ import annotations

import json
from typing import Any

from pydantic import JsonValue

from pipeline.domain.batches import Returned, custom_id
from pipeline.domain.exchange import Request
from pipeline.domain.identity import canonical_json

__all__ = ["question_line", "returned"]

_LONGEST_WORD = 200


def question_line(request: Request, key: str) -> bytes:
    """The line that asks a request under the name of its key, with its line end."""
    line: dict[str, JsonValue] = {
        "custom_id": custom_id(key),
        "method": "POST",
        "url": f"/v1/{request.api.value}",
        "body": request.body,
    }
    return canonical_json(line) + b"\n"


def returned(line: bytes) -> Returned | None:
    """What a line of answers says; None when it says nothing that could be joined to a question."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not isinstance(row.get("custom_id"), str):
        return None
    response, error = _table(row.get("response")), _table(row.get("error"))
    status = response.get("status_code")
    body = response.get("body")
    inner = _table(_table(body).get("error"))
    number = response.get("request_id")
    return Returned(
        custom_id=row["custom_id"],
        status=status if isinstance(status, int) else 0,
        body=body if isinstance(body, str) else json.dumps(body, ensure_ascii=False),
        request_id=number[:_LONGEST_WORD] if isinstance(number, str) else None,
        code=_word(error.get("code")) or _word(inner.get("code")),
        message=_word(error.get("message")) or _word(inner.get("message")),
    )


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: object) -> str:
    return " ".join(value.split())[:_LONGEST_WORD] if isinstance(value, str) else ""
