"""What a person says of two papers: that they are one work, or that they are two."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk.related import answer_different, answer_same
from pipeline.domain.account import may
from pipeline.domain.review import Act
from pipeline.store.leases import this_process
from pipeline.web.catalogue import SAY
from pipeline.web.room import address, checked_token, room_of, visitor_of

__all__ = ["different", "same"]

_LONGEST = 200


async def same(request: Request) -> Response:
    """Let two papers be one work, and go to the address that it has from now on."""
    async with request.form(max_files=0, max_fields=10) as sent:
        return await run_in_threadpool(_same, request, sent)


async def different(request: Request) -> Response:
    """Keep that two papers are two works, and go back."""
    async with request.form(max_files=0, max_fields=10) as sent:
        return await run_in_threadpool(_different, request, sent)


def _same(request: Request, sent: FormData) -> Response:
    other, room = _other(request, sent), room_of(request)
    found = answer_same(room.desk, request.path_params["paper"], other)
    room.refresher.run()  # a paper has gone from the queue, and whoever goes back there must not meet it
    return RedirectResponse(address(f"/paper/{found}", **dict(request.query_params)), 303)


def _different(request: Request, sent: FormData) -> Response:
    other, paper = _other(request, sent), request.path_params["paper"]
    answer_different(room_of(request).desk, paper, other, this_process("review"))
    return RedirectResponse(address(f"/paper/{paper}", **dict(request.query_params)), 303)


def _other(request: Request, sent: FormData) -> str:
    """The other paper. Raises HTTPException for somebody who may not say this, and for a form without its token."""
    visitor, token, other = visitor_of(request), sent.get("token"), sent.get("other")
    checked_token(request, visitor, token if isinstance(token, str) else "")
    if not may(visitor.role, Act.LATER):
        raise HTTPException(403, SAY["belonging"]["only_editor"])
    return other.strip()[:_LONGEST] if isinstance(other, str) else ""
