"""The server of the tests speaks the wire format as the official client reads it, so that it proves something."""

from __future__ import annotations

import pytest
from openai.types.chat import ChatCompletion
from openai.types.responses import Response

from tests.faults.answers import chat_body, responses_body


@pytest.mark.parametrize(
    ("text", "finish", "refusal"),
    [("words", "stop", None), ("", "length", None), ("", "content_filter", None), (None, "stop", "I cannot help.")],
)
def test_the_bodies_of_the_tests_server_are_whole_in_the_eyes_of_the_official_client(
    text: str | None, finish: str, refusal: str | None
) -> None:
    ChatCompletion.model_validate(chat_body(text, model="m", finish=finish, refusal=refusal))
    Response.model_validate(responses_body(text, model="m", finish=finish, refusal=refusal))
