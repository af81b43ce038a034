"""One call to an OpenAI-compatible server, once.

A call has one limit on its whole time, because the client's time-outs are about silence and a dripping server beats
them. What comes back is the body as it came: the client's `.parse()` raises eight kinds of error on odd replies, so it
is never used. Every error leaves as one of ours, and none carries the request, whose headers hold the key.
"""

from __future__ import annotations

import time

import httpx2
from pydantic import SecretStr

from pipeline.domain.exchange import Completion, Request
from pipeline.domain.identity import canonical_json
from pipeline.domain.pace import Told
from pipeline.llm.limits_told import told_by
from pipeline.llm.openai.client import open_client
from pipeline.llm.openai.refusals import as_ours
from pipeline.llm.replies import completion_of

__all__ = ["OpenAIServer"]

_MOST_BYTES = 16 * 1024 * 1024


class OpenAIServer:
    """A server that speaks the OpenAI API. Use it in one event loop and close it there."""

    def __init__(self, endpoint: str, *, key: SecretStr | None, seconds: float, connections: int = 256) -> None:
        self._key = key
        self._seconds = seconds
        self._told = Told()
        self._client = open_client(endpoint, key=key, seconds=seconds, connections=connections, most_bytes=_MOST_BYTES)

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
        async with as_ours(self._client.base_url.host, self._key, seconds=self._seconds, what="one answer"):
            raw, request_id = await self._send(request)
        return completion_of(raw, request.api, request_id=request_id, latency_s=round(time.monotonic() - began, 3))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _send(self, request: Request) -> tuple[str, str | None]:
        # The client's own methods walk through a body field by field, for longer than a reply takes to be read. What
        # goes out here is what the key of the question was made of, byte for byte.
        reply = await self._client.post(
            f"/{request.api.value}",
            cast_to=httpx2.Response,
            content=canonical_json(request.body),
            options={"headers": {"content-type": "application/json"}},
        )
        self._told = told_by(reply.headers)
        return reply.text, reply.headers.get("x-request-id")
