"""Doors: who may come in, and from where a request may come.

The desk of one person listens on this machine alone and lets in whoever holds the one-time link that it printed. The
session is a signed cookie; every form carries a token bound to it. A request under another host name (a page elsewhere
that points its name at this machine) and a form from another origin are refused before anything is read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.store.whole_files import write_whole

__all__ = ["COOKIE", "Doors", "Gate", "Visitor", "secret_of"]

COOKIE = "atlas_desk"
_SESSION_S = 30 * 24 * 3600
_LARGEST_BODY = 256 * 1024
_READS = {"GET", "HEAD"}
_HEADERS = {
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


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who came in: their id, and the token that their forms must carry."""

    person: str
    token: str


def secret_of(folder: Path) -> bytes:
    """The desk's own secret, made at the first start; only its owner can read it. Raises CannotWrite."""
    file = folder / "desk.key"
    if not file.exists():
        write_whole(file, secrets.token_hex(32).encode())
        file.chmod(0o600)
    return file.read_bytes()


@dataclass
class Doors:
    """Who is let in. `hosts` are the names under which this desk may be called, with their port."""

    secret: bytes
    hosts: frozenset[str]
    person: str
    link: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    used: bool = False

    def enter(self, link: str) -> str | None:
        """The cookie for whoever holds the link, the first time; None for anybody else."""
        if self.used or not hmac.compare_digest(link.encode(), self.link.encode()):
            return None
        self.used = True
        return self._signer().dumps({"person": self.person, "session": secrets.token_urlsafe(12)})

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request, by its cookie; None where the cookie is missing, false or old."""
        try:
            held = self._signer().loads(request.cookies.get(COOKIE, ""), max_age=_SESSION_S)
        except BadSignature:
            return None
        token = hmac.new(self.secret, f"form {held['session']}".encode(), hashlib.sha256).hexdigest()
        return Visitor(str(held["person"]), token)

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="desk session", signer_kwargs={"digest_method": hashlib.sha256})


class Gate:
    """Stands before everything: host, origin and size of each request, and the headers of each answer."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self.app, self.doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it in one sentence."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                own = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in own if pair[0] not in given)]
            await send(message)

        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        await self.app(scope, _bounded(receive), send_with_headers)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self.doors.hosts:
            return PlainTextResponse("This desk is not called by that name.", 421)
        if request.method in _READS:
            return None
        origin = request.headers.get("origin")
        if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
            return PlainTextResponse("This form was sent from another site.", 403)
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("This form was sent from another site.", 403)
        size = request.headers.get("content-length", "")
        if not size.isdigit() or int(size) > _LARGEST_BODY:
            return PlainTextResponse("That is more than this desk takes at once.", 413)
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
