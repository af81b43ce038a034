"""The pages of one paper: the draft beside its source, the entry as readers will see it, the history, the pictures."""

from __future__ import annotations

from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from pipeline.desk.differences import differences
from pipeline.desk.dossier import Dossier, notices_of, open_paper, queue
from pipeline.desk.standing import WHOLE_DRAFT
from pipeline.domain.account import may
from pipeline.domain.desk import Filter
from pipeline.domain.document import Level
from pipeline.domain.draft import Badge, Connective, DefinitionRole, Design, Draft
from pipeline.domain.feed import NO_STATUS
from pipeline.domain.ledger import Face, PaperRow
from pipeline.domain.review import Act
from pipeline.drafting.designs import DESIGNS
from pipeline.errors import PipelineError
from pipeline.intake import file_of_face
from pipeline.review import undoable
from pipeline.web.catalogue import SAY, unopened_of
from pipeline.web.pictures import DOTS, Wanted
from pipeline.web.queue_page import chosen_of
from pipeline.web.room import Room, address, page, room_of, visitor_of
from pipeline.web.view.criteria import criteria_of
from pipeline.web.view.page import PaperView, paper_view
from pipeline.web.view.text import text_view

__all__ = ["entry", "file", "history", "picture", "show"]


def show(request: Request) -> Response:
    """The draft on the left, the paper on the right."""
    visitor, room = visitor_of(request), room_of(request)
    paper = request.path_params["paper"]
    dossier = open_paper(room.desk, paper, visitor.person, shown=True)
    view = paper_view(dossier)
    as_text = request.query_params.get("view") == "text" or not view.pages
    chosen = chosen_of(dict(request.query_params))
    next_one = _following(room, chosen, paper)
    _draw_ahead(room, dossier, view)
    _draw_next(room, next_one)
    allowed = {str(move) for move in dossier.review.moves if may(visitor.role, move)}
    return page(
        request,
        "paper.html",
        title=dossier.draft.paper.title or paper,
        dossier=dossier,
        view=view,
        notices=notices_of(room.desk, paper, dossier.document),
        standing=[one for one in room.desk.standings.of(paper) if one.source not in NO_STATUS],
        as_text=as_text,
        text=text_view(dossier.document, view.sections) if as_text else (),
        here=asdict(chosen),
        queue_address=address("/", **asdict(chosen)),
        next_address=_address_of(next_one, chosen),
        design=DESIGNS[dossier.draft.study.design].name,
        designs={design: _as_the_field_says(design) for design in DESIGNS},
        is_trial=dossier.draft.study.design in _TRIALS,
        badges=list(Badge),
        criteria=criteria_of(dossier, room.desk.story.profile),
        roles=list(DefinitionRole),
        connectives=list(Connective),
        unopened=unopened_of(view.unopened, view.cited),
        can=lambda act: act in allowed,
        whole_draft=WHOLE_DRAFT,
        may_relate=may(visitor.role, Act.LATER),
        undoable=undoable(dossier.review.history, visitor.person),
        person=visitor.person,
    )


def entry(request: Request) -> Response:
    """The whole entry as readers will see it."""
    visitor, room = visitor_of(request), room_of(request)
    dossier = open_paper(room.desk, request.path_params["paper"], visitor.person)
    return page(
        request,
        "entry.html",
        title=dossier.draft.paper.title or dossier.paper.id,
        dossier=dossier,
        design=DESIGNS[dossier.draft.study.design].name,
        about_badge=room.desk.story.profile.badge.explanation,
    )


def history(request: Request) -> Response:
    """Who decided what, and when; and what each edit changed."""
    visitor, room = visitor_of(request), room_of(request)
    dossier = open_paper(room.desk, request.path_params["paper"], visitor.person)
    drafts = {one.digest: one for one in room.desk.history.history(dossier.paper.id)}
    changes = {}
    for one in dossier.review.history:
        if one.result and one.draft in drafts and one.result in drafts:
            old = Draft.model_validate_json(drafts[one.draft].body)
            new = Draft.model_validate_json(drafts[one.result].body)
            changes[one.seq] = differences(old, new)
    return page(
        request,
        "history.html",
        title=SAY["history"]["title"].format(title=dossier.draft.paper.title or dossier.paper.id),
        dossier=dossier,
        drafts=list(drafts.values()),
        changes=changes,
    )


def picture(request: Request) -> Response:
    """A page of the paper as a picture."""
    visitor_of(request)
    room = room_of(request)
    dots = DOTS[-1] if request.query_params.get("dots") == str(DOTS[-1]) else DOTS[0]
    face = _pdf(room, room.desk.story.papers.get(request.path_params["paper"]))
    try:
        path = file_of_face(face, room.desk.story)
        drawn = room.pictures.get(Wanted(path, face.key.digest, request.path_params["page"], dots))
    except PipelineError as error:
        raise HTTPException(404, f"{error.message}. {error.hint}") from error
    headers = {"cache-control": "private, max-age=86400, immutable"}
    return Response(drawn, media_type="image/png", headers=headers)


def file(request: Request) -> Response:
    """The paper's own PDF, for the browser's viewer."""
    visitor_of(request)
    room = room_of(request)
    face = _pdf(room, room.desk.story.papers.get(request.path_params["paper"]))
    try:
        path = file_of_face(face, room.desk.story)
    except PipelineError as error:
        raise HTTPException(404, f"{error.message}. {error.hint}") from error
    if not path.is_file():
        raise HTTPException(404, SAY["source"]["gone"].format(name=face.name))
    # A PDF may hold scripts; shown in a sandbox, it can do nothing here.
    headers = {"content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
    return FileResponse(path, media_type="application/pdf", content_disposition_type="inline", headers=headers)


def following(room: Room, chosen: Filter, paper: str) -> str:
    """The address of the next draft of the queue after `paper` that is still to be looked at; empty for none."""
    return _address_of(_following(room, chosen, paper), chosen)


def _address_of(paper: str, chosen: Filter) -> str:
    return address(f"/paper/{paper}", **asdict(chosen)) if paper else ""


def _following(room: Room, chosen: Filter, paper: str) -> str:
    page_of = queue(room.whole, chosen, size=50)
    waiting = [row.paper for row in page_of.rows if row.paper != paper and row.state in _WAITING]
    order = [row.paper for row in page_of.rows]
    behind = [one for one in waiting if paper in order and order.index(one) > order.index(paper)]
    return next(iter(behind or waiting), "")


_TRIALS = {Design.RCT, Design.CROSSOVER_TRIAL, Design.NONRANDOMISED_TRIAL}
_FIRST_PAGES = 2
_WAITING = {"drafted", "in_review", "lapsed"}


def _as_the_field_says(design: Design) -> str:
    """A design in plain words, after the field's own word for it where that is another: a reviewer looks for both."""
    plain, own = DESIGNS[design].name.partition(":")[0], design.value.replace("_", " ")
    return plain if own in plain or design is Design.OTHER else f"{own}: {plain}"


def _draw_ahead(room: Room, dossier: Dossier, view: PaperView) -> None:
    """Have the pages drawn that the reviewer will look at first."""
    if not view.pages:
        return
    try:
        face = _pdf(room, dossier.paper)
        path = file_of_face(face, room.desk.story)
    except (HTTPException, PipelineError):
        return
    first = [one.number for one in view.pages if one.overlays] or [1]
    room.pictures.ahead(Wanted(path, face.key.digest, number) for number in first[:8])


def _draw_next(room: Room, paper: str) -> None:
    """Have the first pages drawn of the paper that comes next: they are there when the reviewer is."""
    try:
        face = _pdf(room, room.whole.story.papers.get(paper)) if paper else None
        path = file_of_face(face, room.whole.story) if face else None
    except (HTTPException, PipelineError):
        return
    if face and path:
        room.pictures.ahead(Wanted(path, face.key.digest, number) for number in range(1, _FIRST_PAGES + 1))


def _pdf(room: Room, row: PaperRow) -> Face:
    """The PDF that the paper's draft was read from. Raises HTTPException 404 where there is none."""
    face = room.desk.story.faces.find(row.primary)
    if face is None or face.level is not Level.FULLTEXT_PDF:
        raise HTTPException(404, SAY["source"]["no_pdf"])
    return face
