"""The review desk in a browser: addresses and what answers them.

/                       the queue
/in/LINK                come in with the one-time link
/sign-in, /sign-out     for a team with accounts
/invited/SECRET         set a password, once
/ready                  what one has opened and compared, to approve at once
/people                 who may come to this desk, for its admins
/account                one's own public name and password
/paper/ID               the draft beside the paper          (?view=text, ?s=3)
/paper/ID/entry         the whole entry as readers will see it
/paper/ID/history       who decided what, and when
/paper/ID/page/N.png    a page of the paper                 (?dots=200)
/paper/ID/file          the paper's own PDF
/paper/ID/ACT           POST: one decision, then back to where the person was
/paper/ID/same          POST: one work with another paper; /different says that they are two
/paper/ID/redraft       POST: have it drafted anew by the next run; /leave takes that back
/paper/ID/keep          POST: what is being typed, kept for its person
/paper/ID/passage/EV    to a passage in the paper, noting that its person opened it
/paper/ID/looked        POST: the same, from the script of the page
/seeded/ID              what a seeded draft was, after the decision on it
/static/...             style, script
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.desk.refreshing import Refresher
from pipeline.desk.services import Desk
from pipeline.errors import NotFound, PipelineError, ServiceUnavailable, StoreError
from pipeline.web import acts, belonging, looking, papers, people_page, queue_page, redraft, sign_in, together
from pipeline.web import seeding as seeding_pages
from pipeline.web.catalogue import PAGES, SAY, place_of
from pipeline.web.doors import AccountDoor, Door
from pipeline.web.gate import HEADERS, Gate
from pipeline.web.pictures import Pictures
from pipeline.web.room import Room, address, room_of
from pipeline.web.seeding import Seeding
from pipeline.web.trouble import broken, problem, told_of

__all__ = ["create_app"]

_HERE = Path(__file__).parent


def create_app(
    desk: Desk,
    door: Door,
    pictures: Pictures,
    *,
    seeding: Seeding | None = None,
    refresher: Refresher | None = None,
) -> Starlette:
    """The desk as an ASGI application; `refresher` is the one that works on its queue already, if there is one."""
    pages = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals |= {"say": PAGES, "place_of": place_of}
    app = Starlette(
        routes=[
            Route("/", queue_page.show),
            Route("/in/{link}", sign_in.by_link),
            Route("/sign-in", sign_in.sign_in, methods=["GET", "POST"]),
            Route("/sign-out", sign_in.sign_out, methods=["POST"]),
            Route("/invited/{invitation}", sign_in.invited, methods=["GET", "POST"]),
            Route("/ready", together.ready, methods=["GET", "POST"]),
            Route("/ready/undo", together.take_back, methods=["POST"]),
            Route("/people", people_page.people),
            Route("/people/{act}", people_page.change, methods=["POST"]),
            Route("/account", sign_in.account, methods=["GET", "POST"]),
            Route("/paper/{paper}", seeding_pages.show),
            Route("/paper/{paper}/entry", papers.entry),
            Route("/paper/{paper}/history", papers.history),
            Route("/paper/{paper}/file", papers.file),
            Route("/paper/{paper}/page/{page:int}.png", papers.picture),
            Route("/paper/{paper}/keep", acts.keep, methods=["POST"]),
            Route("/paper/{paper}/looked", looking.told, methods=["POST"]),
            Route("/paper/{paper}/passage/{anchor}", looking.passage),
            Route("/paper/{paper}/same", belonging.same, methods=["POST"]),
            Route("/paper/{paper}/different", belonging.different, methods=["POST"]),
            Route("/paper/{paper}/redraft", redraft.redraft, methods=["POST"]),
            Route("/paper/{paper}/leave", redraft.leave, methods=["POST"]),
            Route("/paper/{paper}/{act}", seeding_pages.decide, methods=["POST"]),
            Route("/seeded/{paper}", seeding_pages.revealed),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
        middleware=[Middleware(Gate, hosts=door.hosts)],
        exception_handlers={HTTPException: _refused, PipelineError: _told, Exception: _broken},
    )
    practice = seeding or Seeding(desk.people)
    app.state.room = Room(desk, door, pictures, pages, refresher or Refresher(desk), practice.desk_for, desk)
    app.state.seeding = practice
    return app


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/static"):
        return PlainTextResponse(SAY["trouble"]["static"], error.status_code)
    signs_in = error.status_code == 401 and isinstance(room_of(request).door, AccountDoor)
    if signs_in and request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(address("/sign-in", to=request.url.path + query), 303)
    hint = SAY["refused"]["sign_in"] if signs_in else ""
    return told_of(request, error, hint, await _typed(request))


async def _broken(request: Request, _: Exception) -> Response:
    answer = broken(request)  # it is made outside of the gate, which lies broken too
    answer.headers.update(HEADERS)
    return answer


async def _typed(request: Request) -> str:
    """What somebody had typed into a form that was refused."""
    if request.method != "POST":
        return ""
    sent = await request.form(max_files=0, max_fields=60)
    return "\n\n".join(str(sent[name]) for name in ("text", "reason", "quote") if sent.get(name))[:20_000]


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, PipelineError)
    return problem(request, error.message, error.hint, _status(error))


def _status(error: PipelineError) -> int:
    if isinstance(error, NotFound):
        return 404
    return 503 if isinstance(error, StoreError | ServiceUnavailable) else 400
