"""Opening the evidence of a statement: noted for its person, with JavaScript and without."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk.looking import look_at
from pipeline.web.room import address, checked_token, room_of, visitor_of

__all__ = ["passage", "told"]

_LONGEST = 100
_OWN = {None, "same-origin", "none"}  # a link on another site opens the page, but nobody has looked


def passage(request: Request) -> Response:
    """Where a passage stands on the paper's page; that somebody went there is noted."""
    visitor, paper = visitor_of(request), request.path_params["paper"]
    given = dict(request.query_params)
    statement = given.pop("statement", "")[:_LONGEST]
    if request.headers.get("sec-fetch-site") in _OWN:
        look_at(room_of(request).desk, paper, visitor.person, statement)
    return RedirectResponse(address(f"/paper/{paper}", **given) + f"#{request.path_params['anchor']}", 303)


async def told(request: Request) -> Response:
    """The page's script says that it showed somebody the evidence of a statement."""
    async with request.form(max_files=0, max_fields=5) as form:
        sent = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_noted, request, sent)


def _noted(request: Request, sent: dict[str, str]) -> Response:
    visitor = visitor_of(request)
    checked_token(request, visitor, sent.get("token", ""))
    statement = sent.get("statement", "")[:_LONGEST]
    known = look_at(room_of(request).desk, request.path_params["paper"], visitor.person, statement)
    return Response(status_code=204 if known else 409)
