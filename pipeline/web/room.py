"""What every page of the desk stands on: the services, the visitor, and how a page is drawn up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from pipeline.desk.services import Desk
from pipeline.web import strings
from pipeline.web.doors import Doors, Visitor
from pipeline.web.pictures import Pictures

__all__ = ["Room", "address", "page", "problem", "room_of", "visitor_of"]


@dataclass(slots=True)
class Room:
    """The services that pages are made with, and when the queue is next to be compared with the papers."""

    desk: Desk
    doors: Doors
    pictures: Pictures
    pages: Environment
    refresh_at: float = 0.0


def room_of(request: Request) -> Room:
    """The room that a request came into."""
    room: Room = request.app.state.room
    return room


def visitor_of(request: Request) -> Visitor:
    """Who sent the request. Raises HTTPException 401 for somebody who has not come in by the link."""
    visitor = room_of(request).doors.visitor(request)
    if visitor is None:
        raise HTTPException(401, "Open the desk by the link that `atlas review` printed in the terminal.")
    return visitor


def address(path: str, **given: str) -> str:
    """An address with its query, every part quoted; empty values are left out."""
    query = urlencode({name: value for name, value in given.items() if value})
    return quote(path) + (f"?{query}" if query else "")


def page(request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
    """A page drawn up for the visitor."""
    room = room_of(request)
    visitor = room.doors.visitor(request)
    content = room.pages.get_template(template).render(
        words=strings,
        token=visitor.token if visitor else "",
        address=address,
        atlas=room.desk.story.profile.name,
        **shown,
    )
    return HTMLResponse(content, status)


def problem(request: Request, message: str, hint: str, status: int) -> HTMLResponse:
    """A page that says what went wrong and what to do."""
    return page(request, "problem.html", status, message=message, hint=hint, title="This did not work")
