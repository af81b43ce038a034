"""What forms of the desk do: one decision each, then back to where the person was.

Every form says on which draft it was made. What somebody typed is kept before anything is tried with it, so that no
conflict, refusal or crash loses a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from pipeline.desk import correcting, deciding, later, remarking
from pipeline.desk.dossier import held, open_paper
from pipeline.desk.looking import Looked, looked_by
from pipeline.desk.services import Desk
from pipeline.domain.account import may
from pipeline.domain.draft import Basis
from pipeline.domain.review import Act, Decision
from pipeline.errors import BlockingFindings, ReviewError, StaleReview
from pipeline.text.difference import difference
from pipeline.web.catalogue import SAY
from pipeline.web.criteria_form import connective_in, definitions_in
from pipeline.web.papers import following
from pipeline.web.queue_page import chosen_of
from pipeline.web.room import Room, address, checked_token, page, room_of, visitor_of

__all__ = ["FORMS", "decide", "keep"]

_LONGEST = 20_000
_LONGEST_LABEL = 300
_MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of the desk: the paper, the person, the draft it was made on, and its fields."""

    desk: Desk
    paper: str
    person: str
    draft: str
    fields: Mapping[str, str]
    quotes: tuple[str, ...]

    def text(self, name: str) -> str:
        """A field of the form, as it was typed; empty where it is missing."""
        return self.fields.get(name, "")


def _number(text: str) -> int | None:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 12 else None


def _study(form: _Form) -> Decision:
    changes: dict[str, object] = {}
    for name in ("design", "context", "population", "comparator", "follow_up"):
        if name in form.fields:
            changes[name] = form.text(name).strip() or None
    if "n_total" in form.fields:
        changes["n_total"] = _number(form.text("n_total"))
    if "group-0" in form.fields:
        rows = (str(row) for row in range(_MOST_GROUPS) if form.text(f"group-{row}").strip())
        changes["groups"] = [
            {"label": " ".join(form.text(f"group-{row}").split())[:_LONGEST_LABEL], "n": _number(form.text(f"n-{row}"))}
            for row in rows
        ]
    return correcting.edit_study(form.desk, form.paper, form.person, form.draft, json.loads(json.dumps(changes)))


def _paper(form: _Form) -> Decision:
    changes = {name: form.text(name).strip() for name in ("title", "journal") if name in form.fields}
    given: dict[str, object] = dict(changes)
    if "year" in form.fields:
        given["year"] = _number(form.text("year"))
    if "doi" in form.fields:
        given["doi"] = form.text("doi").strip() or None
    return correcting.edit_paper(form.desk, form.paper, form.person, form.draft, json.loads(json.dumps(given)))


def _evidence(form: _Form) -> Decision:
    basis = form.text("basis")
    chosen = Basis(basis) if basis in set(Basis) and not form.quotes else None
    return correcting.edit_evidence(
        form.desk, form.paper, form.person, form.draft, form.text("field"), form.quotes, chosen
    )


def _later(form: _Form) -> Decision:
    said = form.text("found")
    found: later.Found = "agrees" if said == "agrees" else "contradicts" if said == "contradicts" else "not_said"
    study, note, title = form.text("study"), form.text("note"), form.text("title")
    return later.name_later(form.desk, form.paper, form.person, form.draft, study, found=found, note=note, title=title)


def _looked(form: _Form) -> Looked:
    """How the person looked at the evidence, as the page told them beside the button."""
    return looked_by(form.desk, form.paper, form.person)


_Act = Callable[[_Form], Decision]

#: Every form of the desk by the end of its address. What may be done when is not decided here.
_ACTS: Mapping[str, _Act] = {
    "edit": lambda f: correcting.edit_text(f.desk, f.paper, f.person, f.draft, f.text("field"), f.text("text")),
    "evidence": _evidence,
    "add": lambda f: correcting.add_statement(
        f.desk, f.paper, f.person, f.draft, f.text("section"), f.text("text"), f.quotes
    ),
    "remove": lambda f: correcting.remove_statement(f.desk, f.paper, f.person, f.draft, f.text("field")),
    "study": _study,
    "cite": _paper,
    "criteria": lambda f: correcting.edit_criteria(
        f.desk, f.paper, f.person, f.draft, definitions_in(f.fields), connective_in(f.fields), f.quotes
    ),
    "badge": lambda f: correcting.override_badge(f.desk, f.paper, f.person, f.draft, f.text("badge"), f.text("reason")),
    "tick": lambda f: remarking.tick(f.desk, f.paper, f.person, f.draft, f.text("field")),
    "untick": lambda f: remarking.untick(f.desk, f.paper, f.person, f.draft, f.text("field")),
    "dismiss": lambda f: remarking.dismiss(f.desk, f.paper, f.person, f.draft, f.text("key"), f.text("reason")),
    "restore": lambda f: remarking.restore(f.desk, f.paper, f.person, f.draft, f.text("key")),
    "comment": lambda f: remarking.comment(f.desk, f.paper, f.person, f.draft, f.text("field"), f.text("text")),
    "resolve": lambda f: remarking.resolve(f.desk, f.paper, f.person, f.draft, _number(f.text("seq")) or 0),
    "approve": lambda f: deciding.approve(f.desk, f.paper, f.person, f.draft, f.text("reason"), _looked(f)),
    "confirm": lambda f: deciding.confirm(f.desk, f.paper, f.person, f.draft, f.text("reason"), _looked(f)),
    "return": lambda f: deciding.return_draft(f.desk, f.paper, f.person, f.draft, f.text("reason")),
    "exclude": lambda f: deciding.exclude(f.desk, f.paper, f.person, f.draft, f.text("reason")),
    "include": lambda f: deciding.include(f.desk, f.paper, f.person, f.draft),
    "withdraw": lambda f: deciding.withdraw(f.desk, f.paper, f.person, f.draft, f.text("reason")),
    "later": _later,
    "not_later": lambda f: later.drop_later(f.desk, f.paper, f.person, f.draft, f.text("study")),
    "assign": lambda f: deciding.assign(f.desk, f.paper, f.person, f.draft, f.text("to")),
    "undo": lambda f: deciding.undo(f.desk, f.paper, f.person, f.draft),
}
_NAMED_OTHERWISE = {
    "evidence": Act.EDIT,
    "add": Act.EDIT,
    "remove": Act.EDIT,
    "study": Act.EDIT,
    "cite": Act.EDIT,
    "criteria": Act.EDIT,
    "badge": Act.OVERRIDE,
    "keep": Act.COMMENT,
}

FORMS: Mapping[str, Act] = {name: _NAMED_OTHERWISE.get(name) or Act(name) for name in [*_ACTS, "keep"]}
"""The act that each form asks for, by which a role may send it or not."""

_GOES_ON = {"approve", "confirm", "return", "exclude"}
_TYPED = {"edit": "text", "comment": "text", "add": "text"}


async def decide(request: Request) -> Response:
    """Do what a form asks, and go back; a conflict shows both texts, and a refusal says why."""
    act = _ACTS.get(request.path_params["act"])
    if act is None:
        raise HTTPException(404, SAY["refused"]["no_form"])
    sent = await _fields(request)
    form = await run_in_threadpool(_form, request, sent, request.path_params["act"])
    return await run_in_threadpool(_done, request, form, act)


async def keep(request: Request) -> Response:
    """Keep what is being typed, for its person alone."""
    sent = await _fields(request)
    form = await run_in_threadpool(_form, request, sent, "keep")
    field, text = form.text("field")[:200], form.text("text")[:_LONGEST]
    now = form.desk.story.clock.now()

    def kept() -> None:
        form.desk.story.papers.get(form.paper)
        form.desk.people.keep(form.person, form.paper, field, text, now)

    await run_in_threadpool(kept)
    return JSONResponse({"kept": now.isoformat(timespec="seconds")})


def _done(request: Request, form: _Form, act: _Act) -> Response:
    name = request.path_params["act"]
    room = room_of(request)
    _keep_typed(form, name)
    try:
        act(form)
    except StaleReview:
        return _conflict(request, form, name)
    except ReviewError as error:
        return page(
            request,
            "refused.html",
            409 if isinstance(error, BlockingFindings) else 400,
            title=SAY["refused"]["title"],
            message=error.message,
            hint=error.hint,
            paper=form.paper,
            draft=form.draft,
            name=name,
            may_insist=isinstance(error, BlockingFindings) and not held(form.desk, form.paper).now.own_words,
            typed=form.text("text"),
            back=_back(request, form, room, stay=True),
        )
    form.desk.people.keep(form.person, form.paper, _typing_place(form, name), "", form.desk.story.clock.now())
    return RedirectResponse(_back(request, form, room, stay=name not in _GOES_ON), 303)


def _back(request: Request, form: _Form, room: Room, *, stay: bool) -> str:
    """Where the person goes next: to the same statement, or on to the next draft of their queue."""
    given = dict(request.query_params)
    if not stay:
        return following(room, chosen_of(given), form.paper) or address("/")
    place = form.text("place")
    anchor = f"#{place}" if place.replace("-", "").isalnum() and place.isascii() and len(place) < 40 else ""
    return address(f"/paper/{form.paper}", **given) + anchor


def _conflict(request: Request, form: _Form, name: str) -> Response:
    """Both texts, side by side; nothing is overwritten, and nothing that was typed is lost."""
    dossier = open_paper(form.desk, form.paper, form.person)
    now = dict(dossier.draft.summary.statements()).get(form.text("field"))
    return page(
        request,
        "conflict.html",
        409,
        title=SAY["conflict"]["title"],
        paper=form.paper,
        draft=dossier.now.draft,
        name=name,
        fields={key: value for key, value in form.fields.items() if key not in {"token", "draft"}},
        quotes=form.quotes,
        typed=form.text("text"),
        theirs=now.text if now else "",
        changes=difference(now.text if now else "", form.text("text")) if form.text("text") else (),
        back=address(f"/paper/{form.paper}"),
    )


def _keep_typed(form: _Form, name: str) -> None:
    if name in _TYPED and (text := form.text(_TYPED[name])):
        now = form.desk.story.clock.now()
        form.desk.people.keep(form.person, form.paper, _typing_place(form, name), text[:_LONGEST], now)


def _typing_place(form: _Form, name: str) -> str:
    """Under which name what is typed in a form is kept."""
    field = (form.text("field") or form.text("section"))[:200]
    return field if name == "edit" else f"{name} {field}".strip()


async def _fields(request: Request) -> FormData:
    async with request.form(max_files=0, max_fields=60) as form:
        return form


def _form(request: Request, sent: FormData, name: str) -> _Form:
    """The form as sent. Raises HTTPException for a sender who is unknown, may not do this, or has a false token."""
    visitor = visitor_of(request)
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    checked_token(request, visitor, fields.get("token", ""))
    if not may(visitor.role, FORMS[name]):
        raise HTTPException(403, SAY["refused"]["role"].format(who=SAY["who"][visitor.role.value]))
    quotes = tuple(one for one in sent.getlist("quote") if isinstance(one, str) and one.strip())
    return _Form(
        desk=room_of(request).desk,
        paper=request.path_params["paper"],
        person=visitor.person,
        draft=fields.get("draft", ""),
        fields={name: value[:_LONGEST] for name, value in fields.items()},
        quotes=quotes,
    )
