"""Answer: the shape in which a model answers. Dumb on purpose, so that every server's grammar can hold a model to it.

Every field is required and may be null where that makes sense; no defaults, no lengths, no dictionaries. What is
sensible beyond the shape is judged afterwards (`pipeline.drafting.by_model.classify`). It says nothing about the badge,
which rules compute, and holds no quotes, which we copy.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

from pipeline.domain.draft import Connective, Context, DefinitionRole, Design

__all__ = [
    "ANSWER_NAME",
    "Answer",
    "AnswerDefinition",
    "AnswerGroup",
    "AnswerStatement",
    "AnswerStudy",
    "Wire",
    "answer_schema",
    "bare",
]

#: What prompts call this shape (`schema` in their front matter). Another shape is another name.
ANSWER_NAME = "draft-by-ids/1"


class Wire(BaseModel):
    """What every shape of an answer has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AnswerStatement(Wire):
    """One sentence and the numbers of the sentences of the paper that it rests on."""

    text: str
    sentences: list[int]
    basis: Literal["source", "absence", "design_rule"]
    stated_by: Literal["authors", "us"] | None


class AnswerGroup(Wire):
    """One group of participants."""

    label: str
    n: int | None


class AnswerDefinition(Wire):
    """A named set of criteria by its id in the list that was sent."""

    id: str
    role: DefinitionRole
    sentences: list[int]


class AnswerStudy(Wire):
    """What was done and to whom. `sentences` are those that give the design and the numbers."""

    design: Design
    context: Context
    n_total: int | None
    n_studies: int | None
    groups: list[AnswerGroup]
    case_definitions: list[AnswerDefinition]
    connective: Connective
    sentences: list[int]


class Answer(Wire):
    """One whole answer."""

    study: AnswerStudy
    quick_summary: list[AnswerStatement]
    why_it_matters: list[AnswerStatement]
    observed_findings: list[AnswerStatement]
    inferred_conclusions: list[AnswerStatement]
    remaining_questions: list[AnswerStatement]
    does_not_prove: list[AnswerStatement]
    strengths: list[AnswerStatement]
    limitations: list[AnswerStatement]

    def section(self, name: str) -> list[AnswerStatement]:
        """The statements of one section, by its name."""
        statements: list[AnswerStatement] = getattr(self, name)
        return statements


@cache
def _schema_text() -> str:
    return json.dumps(bare(Answer.model_json_schema()))


def answer_schema() -> dict[str, JsonValue]:
    """The JSON Schema of an answer, without titles and descriptions: only words that strict servers accept."""
    schema: dict[str, JsonValue] = json.loads(_schema_text())
    return schema


def bare(value: JsonValue) -> JsonValue:
    """A JSON Schema without titles and descriptions."""
    if isinstance(value, dict):
        return {
            name: {key: bare(one) for key, one in part.items()}
            if name in {"properties", "$defs"} and isinstance(part, dict)
            else bare(part)
            for name, part in value.items()
            if name not in {"title", "description"}
        }
    return [bare(one) for one in value] if isinstance(value, list) else value
