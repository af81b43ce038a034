"""What every page of the desk stands on: the services, the visitor, and how a page is drawn up."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.desk.refreshing import Refresher
from pipeline.desk.services import Desk
from pipeline.web import strings
from pipeline.web.catalogue import SAY
from pipeline.web.doors import AccountDoor, Door, Visitor
from pipeline.web.pictures import Pictures

__all__ = ["Room", "address", "checked_token", "page", "room_of", "visitor_of"]


@dataclass(slots=True)
class Room:
    """The services that pages are made with, and when the queue is next to be compared with the papers.

    `aside` says which papers, for which person, are of a desk of their own; `desk` is then that one, and `whole` the
    one that has the queue.
    """

    desk: Desk
    door: Door
    pictures: Pictures
    pages: Environment
    refresher: Refresher
    aside: Callable[[str, str], Desk | None]
    whole: Desk
    refresh_at: float = 0.0


def room_of(request: Request) -> Room:
    """The room that a request came into."""
    room: Room = request.app.state.room
    paper = request.path_params.get("paper", "")
    visitor = _visitor(request) if paper else None
    desk = room.aside(paper, visitor.person) if visitor else None
    return replace(room, desk=desk) if desk else room


def visitor_of(request: Request) -> Visitor:
    """Who sent the request. Raises HTTPException 401 for somebody who did not come in by the door."""
    visitor = _visitor(request)
    if visitor is None:
        raise HTTPException(401, room_of(request).door.told)
    return visitor


def checked_token(request: Request, visitor: Visitor, sent: str) -> None:
    """Raises HTTPException 403 where a form does not carry its session's token."""
    token = sent or request.headers.get("x-desk-token", "")
    if not hmac.compare_digest(token.encode("utf-8", "replace"), visitor.token.encode()):
        raise HTTPException(403, SAY["refused"]["token"])


def _visitor(request: Request) -> Visitor | None:
    """Who sent the request, asked of the door once."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = request.app.state.room.door.visitor(request)
    found: Visitor | None = request.state.visitor
    return found


def address(path: str, **given: str) -> str:
    """An address with its query, every part quoted; empty values are left out."""
    query = urlencode({name: value for name, value in given.items() if value})
    return quote(path) + (f"?{query}" if query else "")


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page drawn up for the visitor."""
    room = room_of(request)
    visitor = _visitor(request)
    content = room.pages.get_template(template).render(
        words=strings,
        token=visitor.token if visitor else "",
        visitor=visitor,
        has_accounts=isinstance(room.door, AccountDoor),
        address=address,
        atlas=room.desk.story.profile.name,
        **shown,
    )
    return HTMLResponse(content, status)
