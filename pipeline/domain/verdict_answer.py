"""The shape in which a second model answers: a verdict for each number, the reason before it. Dumb, as `Answer` is."""

from __future__ import annotations

import json
from functools import cache

from pydantic import JsonValue

from pipeline.domain.answer import Wire, bare
from pipeline.domain.verification import Support

__all__ = ["VERDICTS_NAME", "AnswerVerdict", "VerdictAnswer", "verdict_schema"]

#: What prompts call this shape (`schema` in their front matter).
VERDICTS_NAME = "verdicts-by-number/1"


class AnswerVerdict(Wire):
    """The verdict on one statement, by its number in the question."""

    statement: int
    reason: str
    support: Support


class VerdictAnswer(Wire):
    """One whole answer."""

    verdicts: list[AnswerVerdict]


@cache
def _schema_text() -> str:
    return json.dumps(bare(VerdictAnswer.model_json_schema()))


def verdict_schema() -> dict[str, JsonValue]:
    """The JSON Schema of an answer: only words that strict servers accept."""
    schema: dict[str, JsonValue] = json.loads(_schema_text())
    return schema
