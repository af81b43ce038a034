"""The gate before everything: host, origin and size of each request, and the headers of each answer.

A request under another host name (a page elsewhere that points its name at this machine) and a form from another origin
are refused before anything is read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.web.catalogue import SAY
from pipeline.web.trouble import refusal

__all__ = ["HEADERS", "Gate"]

_LARGEST_BODY = 256 * 1024
_READS = {"GET", "HEAD"}
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""What every answer carries, unless it says otherwise itself."""


class Gate:
    """Stands before everything: host, origin and size of each request, and the headers of each answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it in one sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in own if pair[0] not in given)]
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        await self.app(scope, _bounded(receive), send_with_headers)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return PlainTextResponse(SAY["door"]["other_name"], 421)
        if request.method in _READS:
            return None
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
            return refusal(request, 403, SAY["door"]["other_site"])
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return refusal(request, 403, SAY["door"]["other_site"])
        size = request.headers.get("content-length", "")
        if not size.isdecimal() or len(size) > 12 or int(size) > _LARGEST_BODY:
            return refusal(request, 413)
        return None


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """`receive` that ends a body which turns out larger than it said."""
    left = _LARGEST_BODY

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                return {"type": "http.disconnect"}
        return message

    return bounded
