"""A new draft asked for at the desk, by an editor."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk.redrafting import ask_again, leave_it
from pipeline.desk.services import Desk
from pipeline.domain.account import Role
from pipeline.web.catalogue import SAY
from pipeline.web.room import address, checked_token, room_of, visitor_of

__all__ = ["MAY_ASK", "leave", "redraft"]

MAY_ASK = frozenset({Role.EDITOR, Role.ADMIN})


async def redraft(request: Request) -> Response:
    """Have the paper wait for a new draft, and go back to it."""
    async with request.form(max_files=0, max_fields=10) as sent:
        return await run_in_threadpool(_done, request, sent, ask_again)


async def leave(request: Request) -> Response:
    """Take that back."""
    async with request.form(max_files=0, max_fields=10) as sent:
        return await run_in_threadpool(_done, request, sent, leave_it)


def _done(request: Request, sent: FormData, act: Callable[[Desk, str], None]) -> Response:
    visitor, token = visitor_of(request), sent.get("token")
    checked_token(request, visitor, token if isinstance(token, str) else "")
    if visitor.role not in MAY_ASK:
        raise HTTPException(403, SAY["redraft"]["only_editor"])
    paper = request.path_params["paper"]
    act(room_of(request).desk, paper)
    return RedirectResponse(address(f"/paper/{paper}", **dict(request.query_params)), 303)
