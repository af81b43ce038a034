"""What the server says: whole, invented answers about whatever paper it is sent, in the shape of either API."""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.prompting.verifying import controls

__all__ = ["answer_about", "answer_to", "as_text", "chat_body", "responses_body", "verdicts_about"]

_NUMBER = re.compile(r"^\[(\d+)\] ", re.MULTILINE)
_STATEMENT = re.compile(r"^\[(\d+)\] .*\nstatement: (.*)$", re.MULTILINE)


def answer_to(words: str) -> dict[str, Any]:
    """A good answer to the last message `words`, whether it shows a paper to draft or statements to judge."""
    return verdicts_about(words) if _STATEMENT.search(words) else answer_about(words)


def verdicts_about(words: str) -> dict[str, Any]:
    """Verdicts on the statements in `words`: what the prompt's controls say is not supported, all else is."""
    said = [(int(number), text) for number, text in _STATEMENT.findall(words)]
    return {
        "verdicts": [{"statement": number, "reason": "As seen.", "support": _support(text)} for number, text in said]
    }


def _support(statement: str) -> str:
    known = {one.text for one in controls(find(load_catalogue(), "verify"))}
    return "not" if statement in known else "supported"


def answer_about(words: str) -> dict[str, Any]:
    """An answer whose statements cite the first sentences of the paper in the last message `words`."""
    numbers = [int(number) for number in _NUMBER.findall(words)] or [1]
    one, two = numbers[0], numbers[min(1, len(numbers) - 1)]
    return {
        "study": {
            "design": "cross_sectional",
            "context": "mecfs",
            "n_total": None,
            "n_studies": None,
            "groups": [],
            "case_definitions": [],
            "connective": "NONE",
            "sentences": [one],
        },
        "quick_summary": [_said("The paper reports on an illness.", one)],
        "why_it_matters": [_said("The authors say why they asked.", one)],
        "observed_findings": [_said("Something was recorded.", two)],
        "inferred_conclusions": [_said("The authors conclude something.", two)],
        "remaining_questions": [],
        "does_not_prove": [{**_said("It does not show a cause."), "basis": "design_rule", "stated_by": "us"}],
        "strengths": [],
        "limitations": [],
    }


def _said(text: str, *numbers: int) -> dict[str, Any]:
    return {"text": text, "sentences": list(numbers), "basis": "source", "stated_by": None}


def chat_body(text: str | None, *, model: str, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """A reply of chat completions."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return {
        "id": "chatcmpl-invented",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 4000, "completion_tokens": 900, "total_tokens": 4900},
    }


def responses_body(text: str | None, *, model: str, finish: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """The same reply as the Responses API sends it, with every field that its clients insist on."""
    reasons = {"length": "max_output_tokens", "content_filter": "content_filter"}
    said = {"type": "output_text", "text": text or "", "annotations": []}
    part = {"type": "refusal", "refusal": refusal} if refusal else said
    message = {"type": "message", "id": "msg_invented", "role": "assistant", "status": "completed", "content": [part]}
    return {
        "id": "resp_invented",
        "object": "response",
        "created_at": 0,
        "status": "incomplete" if finish in reasons else "completed",
        "incomplete_details": {"reason": reasons[finish]} if finish in reasons else None,
        "model": model,
        "output": [message],
        "parallel_tool_calls": False,
        "tool_choice": "none",
        "tools": [],
        "usage": {
            "input_tokens": 4000,
            "input_tokens_details": {"cached_tokens": 3000, "cache_write_tokens": 0},
            "output_tokens": 900,
            "output_tokens_details": {"reasoning_tokens": 100},
            "total_tokens": 4900,
        },
    }


def as_text(value: object) -> str:
    """JSON as a model writes it."""
    return json.dumps(value)
