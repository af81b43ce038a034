"""One call to an OpenAI-compatible server, once, with the official client; the only importer of `openai`.

The client's own retries, redirects and environment are off. A call has one limit on its whole time, because the
client's time-outs are about silence and a dripping server beats them. What comes back is the body as it came: the
client's `.parse()` raises eight kinds of error on odd replies, so it is never used. Every error leaves as one of ours,
and none carries the request, whose headers hold the key.
"""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from typing import Any, NoReturn

import httpx2
import openai
from pydantic import SecretStr

from pipeline.domain.exchange import Api, Completion, Request
from pipeline.domain.pace import Told
from pipeline.errors import (
    CallTimedOut,
    EndpointRefuses,
    ModelNotFound,
    NotSent,
    QuotaExhausted,
    RateLimited,
    ReplyUnreadable,
    RequestRefused,
    RequestTooLong,
    ServiceUnavailable,
)
from pipeline.llm.limits_told import told_by
from pipeline.llm.replies import completion_of
from pipeline.llm.transport import CappedTransport
from pipeline.llm.waiting import wait_asked

__all__ = ["OpenAIServer"]

_MOST_BYTES = 16 * 1024 * 1024
_CONNECT_S = 10.0
_NO_KEY = "none"  # the client insists on one, servers without keys ignore it
_LONGEST_MESSAGE = 200
_NO_MONEY = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum.{0,40}(?:context|tokens)|too (?:long|many tokens)",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(r"model.{0,80}(?:not exist|not found|unknown)|(?:unknown|invalid|no such) model", re.IGNORECASE)


class OpenAIServer:
    """A server that speaks the OpenAI API. Use it in one event loop and close it there."""

    def __init__(self, endpoint: str, *, key: SecretStr | None, seconds: float, connections: int = 256) -> None:
        self._key = key
        self._seconds = seconds
        limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
        transport = CappedTransport(httpx2.AsyncHTTPTransport(trust_env=False, limits=limits), _MOST_BYTES)
        self._told = Told()
        self._client = openai.AsyncOpenAI(
            api_key=key.get_secret_value() if key else _NO_KEY,
            base_url=endpoint,
            max_retries=0,
            default_headers={"accept-encoding": "identity"},
            http_client=httpx2.AsyncClient(
                transport=transport,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx2.Timeout(seconds, connect=_CONNECT_S),
            ),
        )

    @property
    def told(self) -> Told:
        """What the latest reply said of the server's limits."""
        return self._told

    async def ask(self, request: Request) -> Completion:
        """The reply to one request, asked once.

        Raises:
            NotSent: nobody is listening there; nothing was sent.
            RateLimited: the server asks us to wait.
            CallTimedOut: it took too long or broke off in the middle; it may have been paid for.
            ReplyUnreadable: what came back is no reply of a model server.
            ServiceUnavailable: the server has an error of its own.
            EndpointRefuses, QuotaExhausted, ModelNotFound: it would refuse every other request as well.
            RequestRefused, RequestTooLong: it refuses this one.
        """
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._seconds):
                raw, request_id = await self._send(request)
        except TimeoutError:
            raise CallTimedOut(
                f"the model server took longer than {self._seconds:g} seconds for one answer",
                hint="raise model.seconds in atlas.toml if the model is that slow",
            ) from None
        except openai.APIStatusError as error:
            self._raise_for_status(error)
        except openai.APIConnectionError as error:
            self._raise_for_connection(error)
        except (openai.OpenAIError, httpx2.HTTPError, ValueError, TypeError, AttributeError) as error:
            # The client's own confusion over an odd reply. Its text could quote the reply, so only its kind is said.
            raise ReplyUnreadable(
                f"the reply of the model server could not be read ({type(error).__name__})", hint=_CHECK_URL
            ) from None
        return completion_of(raw, request.api, request_id=request_id, latency_s=round(time.monotonic() - began, 3))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _send(self, request: Request) -> tuple[str, str | None]:
        body: dict[str, Any] = dict(request.body)
        if request.api is Api.RESPONSES:
            responses = await self._client.responses.with_raw_response.create(**body)
            self._told = told_by(responses.headers)
            return responses.text, responses.headers.get("x-request-id")
        chat = await self._client.chat.completions.with_raw_response.create(**body)
        self._told = told_by(chat.headers)
        return chat.text, chat.headers.get("x-request-id")

    def _raise_for_connection(self, error: openai.APIConnectionError) -> NoReturn:
        cause = error.__cause__
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol):
            raise NotSent(
                f"no model server answers at {self._client.base_url.host}",
                hint="start it or correct model.base_url; the paper is tried again at the next run",
            ) from None
        if isinstance(cause, httpx2.DecodingError):
            raise ReplyUnreadable(str(cause), hint=_CHECK_URL) from None
        kind = "took too long" if isinstance(error, openai.APITimeoutError) else "broke off the connection"
        raise CallTimedOut(f"the model server {kind}", hint="the paper is tried again at the next run") from None

    def _raise_for_status(self, error: openai.APIStatusError) -> NoReturn:
        status, said = error.status_code, self._said(error)
        code = error.code or error.type or ""
        if code in _NO_MONEY or status == 402:
            raise QuotaExhausted(
                f"the provider says that the account has no money left{said}",
                hint="add credit at the provider; the same command goes on where it stopped",
            ) from None
        match status:
            case 429:
                raise RateLimited(
                    f"the model server asks us to wait{said}",
                    hint="the paper is tried again later; fewer at once (--concurrency) may help",
                    wait_s=wait_asked(error.response.headers, datetime.now(UTC)),
                ) from None
            case 401 | 403:
                raise EndpointRefuses(
                    f"the model server refuses the key ({status}){said}",
                    hint="check OPENAI_API_KEY or model.key_file, and what the key may do",
                ) from None
            case 404 | 405:
                raise ModelNotFound(
                    f"the model server knows no such model or address ({status}){said}",
                    hint="check model.name, model.base_url (it often ends in /v1) and model.api",
                ) from None
            case _ if 300 <= status < 400:
                raise ReplyUnreadable(
                    f"the server sends us on to another address ({status}), and we do not go there with a paper",
                    hint="set model.base_url to the final address",
                ) from None
            case 408 | 409:
                raise ServiceUnavailable(f"the model server is busy ({status}){said}", hint=_LATER) from None
            case _ if status >= 500:
                raise ServiceUnavailable(f"the model server failed ({status}){said}", hint=_LATER) from None
        if status == 413 or code == "context_length_exceeded" or _TOO_LONG.search(said):
            raise RequestTooLong(
                f"the paper is longer than the model can read{said}", hint="lower model.input_tokens in atlas.toml"
            ) from None
        if code == "model_not_found" or _NO_MODEL.search(said):
            raise ModelNotFound(f"the model server knows no such model{said}", hint="check model.name") from None
        raise RequestRefused(
            f"the model server refuses the request ({status}){said}",
            hint="run `atlas doctor` and check the [model] settings; another paper may do",
        ) from None

    def _said(self, error: openai.APIStatusError) -> str:
        """The server's own words, short, on one line, without our key should they quote it; nothing of a web page."""
        body = error.body
        message = body.get("message") if isinstance(body, dict) else None
        if not isinstance(message, str):
            return ""
        if self._key:
            message = message.replace(self._key.get_secret_value(), "[key]")
        return f": {' '.join(message.split())[:_LONGEST_MESSAGE]}"


_CHECK_URL = "check model.base_url: perhaps a proxy or a log-in page answered; the paper is tried again at the next run"
_LATER = "the paper is tried again at the next run"
