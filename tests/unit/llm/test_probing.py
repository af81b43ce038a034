"""What a server can do is found out with a handful of tokens, also of a model that thinks before it speaks."""

from __future__ import annotations

import asyncio

import pytest

from pipeline.domain.exchange import Api, Completion, Request, Rung
from pipeline.errors import RequestRefused
from pipeline.llm.examining import examine
from pipeline.llm.probing import find_rung
from pipeline.llm.scripted import Line, ScriptedModel, chat_reply
from pipeline.prompting.bodies import Target

LOCAL = Target("http://localhost:8000/v1", Api.CHAT, "invented-model")
IN_SHAPE, OTHER_JSON, PROSE = '{"level": "low", "ok": true}', '{"mood": "fine"}', "I am well, thank you."
REFUSED = RequestRefused("it is not supported", hint="ask in another way")
IN_THOUGHT = chat_reply("", finish="length")
THINKS_ALOUD = chat_reply("<think>The user asks how I am. I could", finish="length")
RAMBLES = chat_reply("Well, where shall I begin? This morning", finish="length")


def _found(*script: Line) -> tuple[Rung, ScriptedModel]:
    model = ScriptedModel(script)

    async def try_(request: Request) -> Completion | None:
        try:
            return await model.complete(request, paper=None)
        except RequestRefused:
            return None

    return asyncio.run(find_rung(LOCAL, try_, lambda request: model.complete(request, paper=None))), model


@pytest.mark.parametrize(
    ("script", "rung"),
    [
        ((IN_SHAPE,), Rung.JSON_SCHEMA),
        ((OTHER_JSON, OTHER_JSON), Rung.JSON_OBJECT),
        ((PROSE, PROSE), Rung.JSON_SCHEMA),
        ((REFUSED, IN_SHAPE), Rung.JSON_OBJECT),
        ((REFUSED, PROSE), Rung.JSON_OBJECT),
        ((REFUSED, REFUSED, PROSE), Rung.PLAIN),
        ((IN_THOUGHT,), Rung.JSON_SCHEMA),
        ((THINKS_ALOUD,), Rung.JSON_SCHEMA),
        ((REFUSED, IN_THOUGHT), Rung.JSON_OBJECT),
        ((REFUSED, REFUSED, IN_THOUGHT), Rung.PLAIN),
        ((RAMBLES, OTHER_JSON), Rung.JSON_OBJECT),
    ],
)
def test_the_rung_is_the_firmest_that_holds_and_a_model_cut_in_thought_has_taken_the_question(
    script: tuple[Line, ...], rung: Rung
) -> None:
    found, model = _found(*script)
    assert found is rung
    assert len(model.asked) == len(script), "no more is asked than is needed"


def test_all_small_questions_together_have_room_for_few_tokens() -> None:
    _, model = _found(REFUSED, REFUSED, PROSE)
    assert sum(request.most_output for request in model.asked) < 150
    assert all(request.body["max_tokens"] == request.most_output >= 16 for request in model.asked)
    assert all(request.sent_bytes < 500 for request in model.asked)


def test_doctor_says_of_a_model_that_thinks_that_it_took_the_question() -> None:
    model = ScriptedModel([IN_THOUGHT, IN_THOUGHT, IN_THOUGHT])
    ways = asyncio.run(examine(LOCAL, lambda request: model.complete(request, paper=None)))
    assert all(way.works and "thinks" in way.detail for way in ways)
