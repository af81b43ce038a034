"""One call to a server that misbehaves, over loopback with the real client: every fault leaves as one error of ours."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest
from pydantic import SecretStr

from pipeline.domain.exchange import Api, Completion, Finish, Request, Usage
from pipeline.errors import (
    CallTimedOut,
    EndpointRefuses,
    ModelNotFound,
    NotSent,
    PipelineError,
    QuotaExhausted,
    RateLimited,
    ReplyUnreadable,
    RequestRefused,
    RequestTooLong,
    ServiceUnavailable,
)
from pipeline.llm.openai import OpenAIServer
from pipeline.profiles.loading import load_profile
from pipeline.prompting.bodies import Target
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.prompting.request import ask
from tests.faults.server import FaultServer, serving
from tests.unit.drafting.replies import invented_paper

KEY = SecretStr("sk-CANARY-0123456789abcdef")
APIS = [Api.CHAT, Api.RESPONSES]


def question(server: FaultServer, fault: str, api: Api = Api.CHAT) -> Request:
    """The question about an invented paper, to a model whose name is the fault."""
    target = Target(server.url, api, fault)
    return ask(invented_paper(), find(load_catalogue(), "summarize"), load_profile("mecfs"), target).request


def answered(request: Request, *, seconds: float = 10.0, key: SecretStr = KEY) -> Completion:
    """The server's answer to one call."""

    async def call() -> Completion:
        client = OpenAIServer(request.endpoint, key=key, seconds=seconds)
        try:
            return await client.ask(request)
        finally:
            await client.close()

    return asyncio.run(call())


@pytest.mark.parametrize("api", APIS)
def test_a_good_reply_is_kept_as_it_came_with_its_tokens_and_who_answered(api: Api) -> None:
    with serving() as server:
        completion = answered(question(server, "ok", api))
        (seen,) = server.seen
    assert completion.finish is Finish.STOP
    assert completion.text.startswith('{"study"')
    assert completion.raw.startswith('{"id"')
    cached, reasoning = (None, 0) if api is Api.CHAT else (3000, 100)
    assert completion.usage == Usage(4000, 900, cached, reasoning)
    assert (completion.model, completion.request_id) == ("ok-2026", "req-invented")
    assert seen.path == f"/v1/{api.value}"
    assert seen.headers["accept-encoding"] == "identity"
    assert seen.headers["x-stainless-retry-count"] == "0"


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    ("fault", "finish", "has_text"),
    [
        ("refusal", Finish.STOP, False),
        ("length", Finish.LENGTH, True),
        ("filter", Finish.FILTER, False),
        ("empty", Finish.STOP, False),
        ("fenced", Finish.STOP, True),
        ("prose", Finish.STOP, True),
        ("no-usage", Finish.STOP, True),
    ],
)
def test_odd_words_of_a_model_come_back_as_a_completion(api: Api, fault: str, finish: Finish, has_text: bool) -> None:
    with serving() as server:
        completion = answered(question(server, fault, api))
    assert completion.finish is finish
    assert bool(completion.text) is has_text
    assert bool(completion.refusal) is (fault == "refusal")
    assert (completion.usage is None) is (fault == "no-usage")


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", RateLimited),
        ("429-seconds", RateLimited),
        ("quota", QuotaExhausted),
        ("key", EndpointRefuses),
        ("forbidden", EndpointRefuses),
        ("no-model", ModelNotFound),
        ("bad-request", RequestRefused),
        ("too-long", RequestTooLong),
        ("500", ServiceUnavailable),
        ("503-html", ServiceUnavailable),
        ("html", ReplyUnreadable),
        ("wrong-json", ReplyUnreadable),
        ("error-200", ReplyUnreadable),
        ("null-choices", ReplyUnreadable),
        ("redirect", ReplyUnreadable),
        ("gzip-bomb", ReplyUnreadable),
        ("huge", ReplyUnreadable),
        ("reset", CallTimedOut),
        ("half-body", CallTimedOut),
    ],
)
def test_every_fault_is_one_error_of_ours_with_a_sentence_and_without_the_key(
    api: Api, fault: str, error: type[PipelineError]
) -> None:
    with serving() as server, pytest.raises(PipelineError) as caught:
        answered(question(server, fault, api))
    assert type(caught.value) is error, caught.value
    assert caught.value.message
    assert caught.value.hint
    assert "CANARY" not in repr(caught.value)
    assert caught.value.__cause__ is None  # the client's errors hold the request, and that holds the key
    assert len(server.seen) == 1, "the client asked again by itself"


@pytest.mark.parametrize(
    ("fault", "low", "high"),
    [("429-seconds", 0.05, 0.05), ("429-ms", 0.04, 0.04), ("429-date", 0.0, 1.1), ("429-long", 7200, 7200)],
)
def test_the_wait_a_server_asks_for_is_understood_in_every_spelling(fault: str, low: float, high: float) -> None:
    with serving() as server, pytest.raises(RateLimited) as caught:
        answered(question(server, fault))
    assert caught.value.wait_s is not None
    assert low <= caught.value.wait_s <= high


@pytest.mark.parametrize("fault", ["drip", "hang"])
def test_a_server_that_drips_or_hangs_is_given_up_after_the_whole_time(fault: str) -> None:
    began = time.monotonic()
    with serving() as server, pytest.raises(CallTimedOut):
        answered(question(server, fault), seconds=0.6)
    assert time.monotonic() - began < 5


def test_a_reply_without_choices_is_empty_and_no_crash() -> None:
    with serving() as server:
        assert answered(question(server, "no-choices")).text == ""


def test_nobody_listening_is_said_to_have_cost_nothing() -> None:
    with serving() as server:
        request = question(server, "ok")
    with pytest.raises(NotSent):
        answered(replace(request, endpoint=server.url))


def test_a_key_that_the_server_repeats_is_taken_out_of_its_words() -> None:
    with serving() as server, pytest.raises(EndpointRefuses) as caught:
        answered(question(server, "key-echo"))
    assert "[key]" in caught.value.message
    assert "CANARY" not in caught.value.message
