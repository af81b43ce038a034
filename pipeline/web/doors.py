"""Doors: who may come in. Each kind of desk has one.

The desk of one person lets in whoever holds the one-time link that it printed. A team signs in with accounts of its
own, or behind a server that signs people on and says in a header who they are. Every form carries a token that is bound
to its session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar, Protocol

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.team import Team
from pipeline.domain.account import Account, Role
from pipeline.domain.identity import digest_of_bytes
from pipeline.store.whole_files import write_whole
from pipeline.web.catalogue import SAY
from pipeline.web.throttle import SignIns, Throttle

__all__ = ["AccountDoor", "Accounts", "Door", "HeaderDoor", "LinkDoor", "Visitor", "digest_of_secret", "secret_of"]

_SESSION_S = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who came in: their id, what they may do, and the token that their forms must carry.

    `login` is the name of their account; empty at the desk of one person.
    """

    person: str
    token: str
    role: Role = Role.ADMIN
    login: str = ""


class Door(Protocol):
    """Says who sent a request. `hosts` are the names under which the desk may be called, with their port."""

    hosts: frozenset[str]
    told: str
    """What somebody is told who is not in."""

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent the request; None for nobody known."""
        ...


class Accounts(Team, Protocol):
    """The accounts of a team, as the store keeps them: who there is, and how each of them comes in."""

    def find(self, login: str) -> Account | None:
        """The account of that name, or None."""
        ...

    def invited(self, invitation: str, now: datetime) -> Account | None:
        """Whom the invitation of this digest is for, while it is valid."""
        ...

    def accept(self, invitation: str, *, password: str, name: str, now: datetime) -> Account | None:
        """Set password and public name by an invitation, once."""
        ...

    def password(self, login: str) -> str | None:
        """The hash of somebody's password."""
        ...

    def set_password(self, login: str, password: str) -> None:
        """Another password; everybody signed in under this account has to sign in again."""
        ...

    def begin(self, session: str, person: str, *, now: datetime, until: datetime) -> None:
        """Remember a session by the digest of its secret."""
        ...

    def signed_in(self, session: str, now: datetime) -> Account | None:
        """Whose session this is, with the role they have now."""
        ...

    def end(self, session: str) -> None:
        """End a session."""
        ...


def secret_of(folder: Path) -> bytes:
    """The desk's own secret, made at the first start; only its owner can read it. Raises CannotWrite."""
    file = folder / "desk.key"
    if not file.exists():
        write_whole(file, secrets.token_hex(32).encode())
        file.chmod(0o600)
    return file.read_bytes()


def digest_of_secret(secret: str) -> str:
    """How a secret in a link or a cookie is stored, so that who reads the database cannot use it."""
    return digest_of_bytes(secret.encode("utf-8", "replace"))


def _form_token(secret: bytes, session: str) -> str:
    return hmac.new(secret, f"form {session}".encode(), hashlib.sha256).hexdigest()


@dataclass
class LinkDoor:
    """One person on this machine: a link that opens once, then a signed cookie."""

    secret: bytes
    hosts: frozenset[str]
    person: str
    link: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    used: bool = False
    told: str = SAY["door"]["link"]
    cookie: ClassVar[str] = "atlas_desk"

    def enter(self, link: str) -> str | None:
        """The cookie for whoever holds the link, the first time; None for anybody else."""
        if self.used or not hmac.compare_digest(link.encode(), self.link.encode()):
            return None
        self.used = True
        return self._signer().dumps({"person": self.person, "session": secrets.token_urlsafe(12)})

    def admit(self, answer: Response, cookie: str) -> None:
        """Hand the cookie over."""
        answer.set_cookie(self.cookie, cookie, httponly=True, samesite="lax", max_age=_SESSION_S)

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request, by its cookie; None where the cookie is missing, false or old."""
        try:
            held = self._signer().loads(request.cookies.get(self.cookie, ""), max_age=_SESSION_S)
        except BadSignature:
            return None
        return Visitor(str(held["person"]), _form_token(self.secret, held["session"]))

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="desk session", signer_kwargs={"digest_method": hashlib.sha256})


@dataclass
class AccountDoor:
    """A team with accounts: a cookie with a secret, its digest in the database, so that a session can be ended.

    `secure` is for a desk that is reached by https: its cookie then never travels otherwise, and no neighbouring host
    can set one. `proxies` are the servers in front that may say from which address a request came.
    """

    secret: bytes
    hosts: frozenset[str]
    accounts: Accounts
    sign_ins: SignIns
    now: Callable[[], datetime]
    secure: bool = False
    proxies: frozenset[str] = frozenset()
    lasts: timedelta = timedelta(days=30)
    told: str = SAY["door"]["accounts"]

    @property
    def throttle(self) -> Throttle:
        """What stops guessing."""
        return Throttle(self.sign_ins, self.now)

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return "__Host-atlas_desk" if self.secure else "atlas_desk"

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request, by its session, with the role they have at this moment."""
        held = request.cookies.get(self.cookie, "")
        account = self.accounts.signed_in(digest_of_secret(held), self.now()) if held else None
        return _as_visitor(account, _form_token(self.secret, held)) if account else None

    def admit(self, request: Request, answer: Response, person: str) -> None:
        """Begin a session. It is always a new one, and the one before it ends: nobody can prepare it for another."""
        self.dismiss(request)
        given, now = secrets.token_urlsafe(32), self.now()
        self.accounts.begin(digest_of_secret(given), person, now=now, until=now + self.lasts)
        answer.set_cookie(
            self.cookie,
            given,
            httponly=True,
            samesite="lax",
            secure=self.secure,
            max_age=int(self.lasts.total_seconds()),
        )

    def dismiss(self, request: Request) -> None:
        """End the session that a request came with."""
        if held := request.cookies.get(self.cookie, ""):
            self.accounts.end(digest_of_secret(held))

    def address_of(self, request: Request) -> str:
        """From where a request came, as far as it can be believed."""
        peer = request.client.host if request.client else ""
        if peer in self.proxies and (told := request.headers.get("x-forwarded-for", "")):
            return told.rpartition(",")[2].strip()[:64]
        return peer


@dataclass
class HeaderDoor:
    """A team behind a server that signs people on. Only requests from that server's own addresses are believed."""

    secret: bytes
    hosts: frozenset[str]
    accounts: Accounts
    header: str
    proxies: frozenset[str]
    told: str = SAY["door"]["header"]

    def visitor(self, request: Request) -> Visitor | None:
        """Who sent a request, by the one header of the server in front; None for anybody else, or for two headers."""
        if request.client is None or request.client.host not in self.proxies:
            return None
        named = request.headers.getlist(self.header)
        account = self.accounts.find(named[0].strip().lower()) if len(named) == 1 else None
        return _as_visitor(account, _form_token(self.secret, f"header {account.person}")) if account else None


def _as_visitor(account: Account, token: str) -> Visitor:
    return Visitor(account.person, token, account.role, account.login)
