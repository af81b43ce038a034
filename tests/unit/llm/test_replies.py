"""Bodies of replies: whatever is missing, null or of another kind, it is a completion or one error of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.exchange import Api, Finish, Usage
from pipeline.errors import ReplyUnreadable
from pipeline.llm.replies import completion_of
from pipeline.llm.scripted import chat_reply
from tests.faults.answers import responses_body

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "choices message content refusal finish_reason usage prompt_tokens output text type status model error "
                "incomplete_details reason input_tokens_details cached_tokens input_tokens".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(body=_JSON, api=st.sampled_from(list(Api)))
def test_no_body_crashes_the_reading_of_it(body: Any, api: Api) -> None:
    try:
        completion = completion_of(json.dumps(body), api, request_id=None, latency_s=0.1)
    except ReplyUnreadable:
        return
    assert isinstance(completion.text, str)
    assert isinstance(completion.finish, Finish)


def test_zeros_for_tokens_are_no_count() -> None:
    body = chat_reply("hello", tokens=(0, 0))
    assert completion_of(json.dumps(body), Api.CHAT, request_id=None, latency_s=0.1).usage is None


@pytest.mark.parametrize("api", list(Api))
@pytest.mark.parametrize(
    ("details", "cached"),
    [
        ({"cached_tokens": 300}, 300),
        ({"cached_tokens": 0}, 0),
        ({"cached_tokens": 5000}, 1000),
        ({"cached_tokens": None}, None),
        ({"cached_tokens": "many"}, None),
        ({}, None),
        ([], None),
        (None, None),
    ],
)
def test_what_the_server_had_kept_is_read_under_either_name_and_is_not_known_where_it_is_not_told(
    api: Api, details: Any, cached: int | None
) -> None:
    body: dict[str, Any] = chat_reply("x") if api is Api.CHAT else responses_body("x", model="m")
    names = ("prompt_tokens", "completion_tokens") if api is Api.CHAT else ("input_tokens", "output_tokens")
    body["usage"] = {names[0]: 1000, names[1]: 5, f"{names[0]}_details": details}
    usage = completion_of(json.dumps(body), api, request_id=None, latency_s=0.1).usage
    assert usage == Usage(1000, 5, cached)


def test_content_in_parts_is_one_text() -> None:
    body: dict[str, Any] = chat_reply("x")
    body["choices"][0]["message"]["content"] = [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]
    assert completion_of(json.dumps(body), Api.CHAT, request_id=None, latency_s=0.1).text == "ab"


def test_what_a_model_thought_is_no_part_of_what_it_said() -> None:
    body = responses_body("said", model="m")
    body["output"].insert(0, {"type": "reasoning", "content": [{"type": "output_text", "text": "thought"}]})
    completion = completion_of(json.dumps(body), Api.RESPONSES, request_id=None, latency_s=0.1)
    assert completion.text == "said"
    assert completion.usage == Usage(4000, 900, 3000, 100)


@pytest.mark.parametrize(
    "raw", ["", "<html>", "[]", "3", '{"choices": null}', '{"error": {"message": "no"}}', "[" * 99999]
)
def test_what_is_no_reply_is_said_to_be_none(raw: str) -> None:
    with pytest.raises(ReplyUnreadable):
        completion_of(raw, Api.CHAT, request_id=None, latency_s=0.1)
