"""The wire format of both APIs, held by recorded exchanges: a change in what we send no longer matches and fails.

The cassettes were recorded against this project's own server (tests/faults), not against a provider:
`ATLAS_RECORD=1 pytest tests/integration/test_model_cassettes.py` makes them anew after the prompt has changed, once the
old files are deleted. They are matched on method, path and body; keys are filtered; a cassette that was played in part
only fails.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import vcr
from pydantic import SecretStr
from vcr.errors import CannotOverwriteExistingCassetteException

from pipeline.domain.exchange import Api, Completion, Finish, Request
from pipeline.llm.openai import OpenAIServer
from tests.faults.server import serving
from tests.integration.test_model_server import question

FOLDER = Path(__file__).parent / "cassettes"
RECORD = bool(os.environ.get("ATLAS_RECORD"))
KEY = SecretStr("sk-CANARY-in-no-cassette")
KEPT_HEADERS = {"content-type", "x-request-id"}


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    return {**response, "headers": headers}


def _bare_request(request: Any) -> Any:
    request.headers = {name: value for name, value in request.headers.items() if name.lower() == "content-type"}
    return request


RECORDER = vcr.VCR(
    cassette_library_dir=str(FOLDER),
    record_mode="all" if RECORD else "none",
    match_on=["method", "path", "body"],
    before_record_request=_bare_request,
    before_record_response=_bare_response,
    decode_compressed_response=True,
)


def _ask(request: Request) -> Completion:
    async def call() -> Completion:
        client = OpenAIServer(request.endpoint, key=KEY, seconds=10)
        try:
            return await client.ask(request)
        finally:
            await client.close()

    return asyncio.run(call())


@pytest.mark.parametrize(("api", "cassette"), [(Api.CHAT, "chat.yaml"), (Api.RESPONSES, "responses.yaml")])
def test_what_is_sent_and_read_is_what_was_recorded(api: Api, cassette: str) -> None:
    with serving() as server:
        request = replace(question(server, "ok", api), endpoint=server.url if RECORD else "http://127.0.0.1:9/v1")
        with RECORDER.use_cassette(cassette) as tape:
            completion = _ask(request)
    assert RECORD or tape.all_played
    assert completion.finish is Finish.STOP
    assert completion.usage is not None
    assert '"quick_summary"' in completion.text


@pytest.mark.skipif(RECORD, reason="nothing is compared while recording")
def test_another_question_is_never_given_a_recorded_answer() -> None:
    with serving() as server:
        request = question(server, "ok")
    other = replace(request, endpoint="http://127.0.0.1:9/v1", body={**request.body, "max_tokens": 1})
    with RECORDER.use_cassette("chat.yaml"), pytest.raises(CannotOverwriteExistingCassetteException):
        _ask(other)


def test_no_cassette_holds_a_key() -> None:
    tapes = sorted(FOLDER.glob("*.yaml"))
    assert len(tapes) == 2
    for tape in tapes:
        text = tape.read_text(encoding="utf-8").lower()
        assert "canary" not in text
        assert "authorization" not in text
