"""The shape of an answer: only what every server's grammar can hold a model to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import JsonValue

from pipeline.domain.answer import Answer, answer_schema
from pipeline.domain.draft import SECTION_NAMES
from pipeline.domain.verdict_answer import verdict_schema
from tests.unit.drafting.replies import answer, as_text

#: What OpenAI's strict mode and the grammars of local servers all know.
ALLOWED = {"$defs", "$ref", "additionalProperties", "anyOf", "enum", "items", "properties", "required", "type"}


@pytest.mark.parametrize("schema", [answer_schema(), verdict_schema()])
def test_the_schema_uses_only_keywords_that_every_server_knows(schema: JsonValue) -> None:
    assert set(_keywords(schema)) <= ALLOWED


@pytest.mark.parametrize(("schema", "number"), [(answer_schema(), 5), (verdict_schema(), 2)])
def test_every_object_forbids_more_fields_and_demands_all_its_own(schema: JsonValue, number: int) -> None:
    objects = [part for part in _objects(schema) if part.get("type") == "object"]
    assert len(objects) == number
    for part in objects:
        properties, required = part["properties"], part["required"]
        assert isinstance(properties, dict)
        assert isinstance(required, list)
        assert part["additionalProperties"] is False
        assert required == list(properties)


def test_the_sections_are_those_of_a_draft_and_the_badge_is_not_asked_for() -> None:
    assert list(Answer.model_fields) == ["study", *SECTION_NAMES]
    assert "pem" not in as_text(answer_schema())


def test_an_answer_as_a_model_writes_it_loads() -> None:
    loaded = Answer.model_validate_json(as_text(answer()))
    assert loaded.section("observed_findings")[0].sentences == [7]


def _objects(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(part)


def _keywords(value: JsonValue) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _keywords(part)
    if isinstance(value, dict):
        for name, part in value.items():
            yield name
            inner = part.values() if name in {"properties", "$defs"} and isinstance(part, dict) else (part,)
            for one in inner:
                yield from _keywords(one)
