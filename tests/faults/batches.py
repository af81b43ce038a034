"""The provider's files and batches, as documented: a file of questions goes up, a file of answers comes down.

What each question is answered with is the name of its model, as for single calls (`ok`, `500`, `prose`, `bad-request`);
what becomes of a batch is `fate`; which fault a request of the protocol itself meets is the next of `steps`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.answers import answer_about, as_text, chat_body, responses_body

__all__ = ["ProviderBatches", "Sent"]

_BAD = {"500": (500, "server_error"), "429": (429, "rate_limit_exceeded"), "bad-request": (400, "invalid_value")}
_TOO_LONG = (400, "context_length_exceeded")


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes


@dataclass
class ProviderBatches:
    """What is kept at the provider. `fate` is the status that a batch ends in; `in_progress` while it goes on.

    `most` is how many questions of a batch are answered before it ends. `answered` counts answers by question.
    `spoil` mixes lines of nobody's into the answers, `damage` cuts so many off their end.
    """

    fate: str = "completed"
    most: int = 50_000
    steps: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    answered: Counter[str] = field(default_factory=Counter)
    spoil: bool = False
    damage: int = 0
    _asked: Counter[str] = field(default_factory=Counter)

    def step(self, request: Sent) -> str:
        """Which fault this request meets; `steps` lists them by what is asked (`upload`, `submit`, ...)."""
        waiting = self.steps.get(_what(request), [])
        return waiting.pop(0) if waiting else "ok"

    def answer(self, request: Sent) -> tuple[int, dict[str, Any] | bytes]:
        """The status and the content."""
        what, name = _what(request), request.path.split("?")[0].split("/")[3:]
        match what:
            case "upload":
                return 200, self._uploaded(request)
            case "submit":
                return self._submitted(json.loads(request.content))
            case "list":
                newest_first = [self._row(one) for one in reversed(self.batches)]
                return 200, {"object": "list", "data": newest_first, "has_more": False}
            case "progress" if name[0] in self.batches:
                return 200, self._row(name[0])
            case "download" if name[0] in self.files:
                lines = self.files[name[0]].splitlines(keepends=True)
                return 200, b"".join(lines[: len(lines) - self.damage])
            case "delete":
                self.deleted.append(name[0])
                return 200, {"id": name[0], "object": "file", "deleted": True}
        return 404, {"error": {"message": "no such object", "code": None}}

    def _uploaded(self, request: Sent) -> dict[str, Any]:
        boundary = re.search(r"boundary=(\S+)", request.headers["content-type"])
        assert boundary is not None
        parts = request.content.split(b"--" + boundary.group(1).encode())
        purpose = next(part for part in parts if b'name="purpose"' in part)
        assert purpose.strip().endswith(b"batch")
        content = next(part for part in parts if b'name="file"' in part).split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n")
        name = f"file-{len(self.files)}"
        self.files[name] = content
        return {"id": name, "object": "file", "bytes": len(content), "purpose": "batch", "status": "processed"}

    def _submitted(self, wanted: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        assert wanted["completion_window"] == "24h"
        if wanted["input_file_id"] not in self.files:
            return 400, {"error": {"message": "no such file", "code": "invalid_value"}}
        name = f"batch_{len(self.batches)}"
        self.batches[name] = {**wanted, "id": name, "object": "batch", "status": "validating"}
        return 200, self.batches[name]

    def _row(self, name: str) -> dict[str, Any]:
        row = self.batches[name]
        if self.fate == "in_progress":
            total = len(self.files[row["input_file_id"]].splitlines())
            return {**row, "status": self.fate, "request_counts": {"total": total, "completed": 0, "failed": 0}}
        if self.fate not in {"in_progress", "validating"} and row["status"] == "validating":
            self._end(row)
        return row

    def _end(self, row: dict[str, Any]) -> None:
        lines = [json.loads(line) for line in self.files[row["input_file_id"]].splitlines()]
        names = [line["custom_id"] for line in lines]
        assert len(set(names)) == len(names)
        row["status"] = self.fate
        if self.fate == "failed":
            row["errors"] = {"object": "list", "data": [{"code": "token_limit_exceeded", "message": "Enqueued limit"}]}
            return
        good: list[str] = []
        bad: list[str] = []
        for line in reversed(lines):  # the order of answers is not that of questions
            assert line["method"] == "POST"
            assert line["url"] == row["endpoint"]
            if len(good) + len(bad) >= self.most:
                bad.append(_line(line, error={"code": "batch_expired", "message": "This request was not executed"}))
                continue
            self.answered[line["custom_id"]] += 1
            status, body = self._answered(line)
            (good if status == 200 else bad).append(_line(line, status=status, body=body))
        counts = {"total": len(lines), "completed": len(good), "failed": len(bad)}
        if self.spoil:
            good = ["{not json", '{"custom_id": "nobody", "response": null}', *good]
        for field_, rows in (("output_file_id", good), ("error_file_id", bad)):
            if rows:
                row[field_] = f"{row['id']}-{field_}"
                self.files[row[field_]] = "\n".join(rows).encode() + b"\n"
        row["request_counts"] = counts

    def _answered(self, line: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        body = line["body"]
        model = str(body["model"])
        script = model.split("+")
        step = script[min(self._asked[model], len(script) - 1)]
        self._asked[model] += 1
        turns = body.get("messages") or body.get("input") or []
        words = "\n".join(str(turn.get("content")) for turn in turns if turn.get("role") == "user")
        if step in _BAD or step == "too-long":
            status, code = _BAD.get(step, _TOO_LONG)
            return status, {"error": {"message": f"invented: {step}", "code": code}}
        good = as_text(answer_about(words))
        text = {"prose": "Certainly! This paper is about an illness.", "length": good[: len(good) // 2]}.get(step, good)
        make = responses_body if line["url"].endswith("/responses") else chat_body
        return 200, make(text, model=f"{model}-2026", finish="length" if step == "length" else "stop")


def _line(asked: dict[str, Any], *, status: int = 0, body: object = None, error: object = None) -> str:
    response = None if error else {"status_code": status, "request_id": "req-invented", "body": body}
    return json.dumps({"id": "batch_req_1", "custom_id": asked["custom_id"], "response": response, "error": error})


def _what(request: Sent) -> str:
    path = request.path.split("?")[0].rstrip("/")
    if path == "/v1/files":
        return "upload"
    if path == "/v1/batches":
        return "submit" if request.method == "POST" else "list"
    if request.method == "DELETE":
        return "delete"
    return "download" if path.endswith("/content") else "progress"
