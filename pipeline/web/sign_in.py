"""Signing in, invitations, and one's own account: the pages of a desk whose team has accounts."""

from __future__ import annotations

import math
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.domain.account import public_name
from pipeline.web.catalogue import SAY
from pipeline.web.doors import AccountDoor, LinkDoor, digest_of_secret
from pipeline.web.passwords import SHORTEST, hashed, password_problem, same
from pipeline.web.room import checked_token, page, room_of, visitor_of
from pipeline.web.trouble import problem

__all__ = ["account", "by_link", "inside", "invited", "sign_in", "sign_out"]

_GONE, _GONE_HINT = SAY["invited"]["gone"], SAY["invited"]["gone_hint"]


def by_link(request: Request) -> Response:
    """Let in whoever holds the one-time link of a desk for one person."""
    door = room_of(request).door
    if door.visitor(request) is not None:
        return RedirectResponse("/", 303)
    cookie = door.enter(request.path_params["link"]) if isinstance(door, LinkDoor) else None
    if cookie is None or not isinstance(door, LinkDoor):
        return problem(
            request,
            SAY["door"]["used"],
            SAY["door"]["used_hint"],
            403,
        )
    answer = RedirectResponse("/", 303)
    door.admit(answer, cookie)
    return answer


async def sign_in(request: Request) -> Response:
    """The page to sign in on, and what it sends."""
    sent = await _sent(request)
    return await run_in_threadpool(_sign_in, request, sent)


def _sign_in(request: Request, sent: FormData | None) -> Response:
    door = _door(request)
    to = inside(request.query_params.get("to", ""))
    if sent is None:
        return page(request, "sign_in.html", title=SAY["sign_in"]["title"], to=to, wrong="", login="")
    login, password = _text(sent, "login").strip().lower(), _text(sent, "password")
    tried = door.throttle.begin(login, door.address_of(request))
    if tried.wait_s > 0:
        minutes = math.ceil(tried.wait_s / 60)
        wrong = SAY["sign_in"]["tries_one" if minutes == 1 else "tries_many"].format(minutes=minutes)
        answer = page(request, "sign_in.html", 429, title=SAY["sign_in"]["title"], to=to, wrong=wrong, login=login)
        answer.headers["retry-after"] = str(math.ceil(tried.wait_s))
        return answer
    found = door.accounts.find(login)
    if not same(password, door.accounts.password(login)) or found is None:
        wrong = SAY["sign_in"]["misfit"]
        return page(request, "sign_in.html", 403, title=SAY["sign_in"]["title"], to=to, wrong=wrong, login=login)
    door.throttle.succeeded(tried)
    welcome = RedirectResponse(to, 303)
    door.admit(request, welcome, found.person)
    return welcome


async def sign_out(request: Request) -> Response:
    """End the session."""
    sent = await _sent(request)
    visitor = await run_in_threadpool(visitor_of, request)
    checked_token(request, visitor, _text(sent, "token"))
    await run_in_threadpool(_door(request).dismiss, request)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(_door(request).cookie, path="/", secure=_door(request).secure, httponly=True, samesite="lax")
    return answer


async def invited(request: Request) -> Response:
    """The page behind an invitation: choose a password and the name to be shown under."""
    sent = await _sent(request)
    return await run_in_threadpool(_invited, request, sent)


def _invited(request: Request, sent: FormData | None) -> Response:
    door, digest = _door(request), digest_of_secret(request.path_params["invitation"])
    now = door.now()
    found = door.accounts.invited(digest, now)
    if found is None:
        return problem(request, _GONE, _GONE_HINT, 403)
    name, wrong = found.name, ""
    if sent is not None:
        name, password = public_name(_text(sent, "name")), _text(sent, "password")
        wrong = password_problem(password, found.login)
        if not wrong and password != _text(sent, "again"):
            wrong = SAY["password"]["differ"]
        if not wrong:
            if door.accounts.accept(digest, password=hashed(password), name=name, now=now) is None:
                return problem(request, _GONE, _GONE_HINT, 403)
            welcome = RedirectResponse("/", 303)
            door.admit(request, welcome, found.person)
            return welcome
    return page(
        request,
        "invited.html",
        400 if wrong else 200,
        title=SAY["invited"]["title"],
        account=found,
        name=name,
        wrong=wrong,
        shortest=SHORTEST,
    )


async def account(request: Request) -> Response:
    """One's own account: the public name and the password."""
    sent = await _sent(request)
    return await run_in_threadpool(_account, request, sent)


def _account(request: Request, sent: FormData | None) -> Response:
    visitor, door = visitor_of(request), _door(request)
    told, wrong = "", ""
    if sent is not None:
        checked_token(request, visitor, _text(sent, "token"))
        if "name" in sent:
            door.accounts.set_name(visitor.person, public_name(_text(sent, "name")))
            told = SAY["account"]["kept"]
        else:
            return _new_password(request, door, visitor.login, sent)
    return _account_page(request, visitor.login, told, wrong)


def _new_password(request: Request, door: AccountDoor, login: str, sent: FormData) -> Response:
    old, new = _text(sent, "old"), _text(sent, "password")
    wrong = password_problem(new, login)
    if not wrong and new != _text(sent, "again"):
        wrong = SAY["password"]["differ_new"]
    if not wrong:
        tried = door.throttle.begin(login, door.address_of(request))
        if tried.wait_s > 0:
            wrong = SAY["account"]["tries"]
        elif not same(old, door.accounts.password(login)):
            wrong = SAY["password"]["wrong"]
        else:
            door.throttle.succeeded(tried)
    found = door.accounts.find(login)
    if wrong or found is None:
        return _account_page(request, login, "", wrong, 400)
    door.accounts.set_password(login, hashed(new))
    answer = RedirectResponse("/account", 303)
    door.admit(request, answer, found.person)
    return answer


def _account_page(request: Request, login: str, told: str, wrong: str, status: int = 200) -> Response:
    found = _door(request).accounts.find(login)
    if found is None:
        raise HTTPException(401, SAY["account"]["closed"])
    return page(
        request,
        "account.html",
        status,
        title=SAY["account"]["title"],
        account=found,
        told=told,
        wrong=wrong,
        shortest=SHORTEST,
    )


def inside(address: str) -> str:
    """`address` where it is one of this desk, else the queue's: a link to the desk must not lead out of it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    plain = address.isascii() and address.isprintable() and "\\" not in address and len(address) < 1000
    if not plain or parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address


def _door(request: Request) -> AccountDoor:
    door = room_of(request).door
    if not isinstance(door, AccountDoor):
        raise HTTPException(404, SAY["door"]["no_accounts"])
    return door


async def _sent(request: Request) -> FormData | None:
    if request.method != "POST":
        return None
    async with request.form(max_files=0, max_fields=10) as form:
        return form


def _text(sent: FormData | None, name: str) -> str:
    found = sent.get(name) if sent is not None else None
    return found if isinstance(found, str) else ""
