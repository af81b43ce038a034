"""What somebody is told where a page cannot be shown: a page of the desk, or its words alone for whoever wants no page.

It says nothing that a stranger may not know: neither the address asked for nor who is signed in is on it.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pipeline.web.catalogue import SAY
from pipeline.web.room import page, room_of

__all__ = ["broken", "problem", "refusal", "told_of"]

_SAY = SAY["trouble"]


def problem(
    request: Request, message: str, hint: str, status: int, *, typed: str = "", title: str = SAY["problem"]["title"]
) -> Response:
    """What went wrong and what to do, with what somebody had typed given back."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("\n".join(line for line in (message, hint) if line), status)
    return page(request, "problem.html", status, message=message, hint=hint, typed=typed, title=title, number=status)


def told_of(request: Request, error: HTTPException, hint: str = "", typed: str = "") -> Response:
    """What a refusal says; where it says no more than its number, what that number means at this desk."""
    said = str(error.detail)
    if said == HTTPStatus(error.status_code).phrase and str(error.status_code) in _SAY:
        answer = _by_number(request, error.status_code)
    else:
        answer = problem(request, said, hint, error.status_code, typed=typed)
    answer.headers.update(error.headers or {})
    return answer


def refusal(request: Request, status: int, message: str = "") -> Response:
    """What a request is told that is not let in; nobody is asked who sent it."""
    request.state.visitor = None
    return problem(request, message, "", status) if message else _by_number(request, status)


def broken(request: Request) -> Response:
    """What is said where the desk itself failed, made without the database: that may be what failed."""
    request.state.visitor = None
    time = room_of(request).desk.story.clock.now().strftime("%d %B %Y, %H:%M:%S UTC")
    return _by_number(request, 500, time=time)


def _by_number(request: Request, status: int, **given: str) -> Response:
    message, hint, title = (_SAY[f"{part}{status}"].format(**given) for part in ("", "hint_", "title_"))
    return problem(request, message, hint, status, title=title)
