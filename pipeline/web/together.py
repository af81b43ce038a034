"""Several drafts approved at once: only what this person opened, only without open findings, each ticked by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk import deciding
from pipeline.desk.looking import looked_by
from pipeline.desk.services import Desk
from pipeline.desk.together import approve_opened
from pipeline.domain.account import may
from pipeline.domain.review import Act
from pipeline.errors import IllegalMove, NotFound, PipelineError
from pipeline.review import undoable
from pipeline.web.catalogue import SAY
from pipeline.web.doors import Visitor
from pipeline.web.room import checked_token, page, room_of, visitor_of

__all__ = ["ready", "take_back"]

_MOST = 25
_FIELDS = _MOST + 10


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one ticked draft: the place of its decision in the chain, or why there is none."""

    paper: str
    title: str
    seq: int | None
    why: str = ""
    hint: str = ""


async def ready(request: Request) -> Response:
    """The drafts that can be approved at once; and, sent back, those that were ticked are approved."""
    sent = await _sent(request)
    return await run_in_threadpool(_ready, request, sent)


async def take_back(request: Request) -> Response:
    """Undo the approvals that were made at once, as far as nothing else was decided since."""
    sent = await _sent(request)
    return await run_in_threadpool(_take_back, request, sent)


def _ready(request: Request, sent: FormData | None) -> Response:
    visitor, desk = _who(request, sent), room_of(request).desk
    results = [_approved(desk, visitor.person, one) for one in _ticked(sent)] if sent else []
    return _page(request, visitor, results)


def _take_back(request: Request, sent: FormData | None) -> Response:
    visitor, desk = _who(request, sent), room_of(request).desk
    return _page(request, visitor, [_undone(desk, visitor.person, one) for one in _ticked(sent)], undone=True)


def _page(request: Request, visitor: Visitor, results: Sequence[_Result], *, undone: bool = False) -> Response:
    desk = room_of(request).desk
    seen = desk.rows.seen(visitor.person, _MOST)
    return page(
        request,
        "ready.html",
        title=SAY["ready"]["title"],
        seen=seen,
        unopened={row.paper: len(looked_by(desk, row.paper, visitor.person).unopened) for row in seen.rows},
        done=[one for one in results if one.seq is not None],
        refused=[one for one in results if one.seq is None],
        undone=undone,
        now=desk.story.clock.now(),
    )


def _approved(desk: Desk, person: str, ticked: str) -> _Result:
    paper, _, draft = ticked.rpartition(" ")
    try:
        decision = approve_opened(desk, paper, person, draft, looked=looked_by(desk, paper, person))
        return _Result(paper, _title(desk, paper), decision.seq)
    except PipelineError as error:
        return _Result(paper, _title(desk, paper), None, error.message, error.hint)


def _undone(desk: Desk, person: str, ticked: str) -> _Result:
    """The approval taken back that `ticked` names by its place in the chain, unless something was decided after it."""
    paper, _, seq = ticked.rpartition(" ")
    try:
        last = undoable(desk.decisions.of(paper), person)
        if last is None or str(last.seq) != seq:
            raise IllegalMove(SAY["ready"]["since"].format(paper=paper), hint=SAY["ready"]["since_hint"])
        return _Result(paper, _title(desk, paper), deciding.undo(desk, paper, person, last.draft).seq)
    except PipelineError as error:
        return _Result(paper, _title(desk, paper), None, error.message, error.hint)


def _title(desk: Desk, paper: str) -> str:
    try:
        return desk.story.papers.get(paper).title or paper
    except NotFound:
        return paper


def _who(request: Request, sent: FormData | None) -> Visitor:
    """Who asks. Raises HTTPException for somebody who may not approve, and for a form without its session's token."""
    visitor = visitor_of(request)
    if sent is not None:
        token = sent.get("token")
        checked_token(request, visitor, token if isinstance(token, str) else "")
    if not may(visitor.role, Act.APPROVE):
        raise HTTPException(403, SAY["ready"]["only_reviewer"])
    return visitor


def _ticked(sent: FormData | None) -> list[str]:
    found = sent.getlist("ticked") if sent is not None else []
    return list(dict.fromkeys(one for one in found if isinstance(one, str)))[:_MOST]


async def _sent(request: Request) -> FormData | None:
    if request.method != "POST":
        return None
    async with request.form(max_files=0, max_fields=_FIELDS) as form:
        return form
