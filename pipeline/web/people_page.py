"""The people of a desk, for its admins: who may come, what they may do, and links that let somebody in once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk import team
from pipeline.domain.account import Role, public_name
from pipeline.errors import Conflict, InputError, NotFound
from pipeline.web.catalogue import SAY
from pipeline.web.doors import AccountDoor, HeaderDoor
from pipeline.web.room import checked_token, page, room_of, visitor_of

__all__ = ["PEOPLE_FORMS", "change", "people"]

_SAY = SAY["team"]


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of the page: the accounts, whom it is about, its fields, and when it was sent."""

    accounts: team.Team
    login: str
    fields: Mapping[str, str]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done, in a sentence; with an invitation, which is shown this once."""

    told: str
    invitation: team.Invitation | None = None


def _add(form: _Form) -> _Done:
    made = team.invite(form.accounts, form.login, _role(form), form.fields.get("name", ""), form.now)
    return _Done(_SAY["did_add"].format(login=form.login), made)


def _invite(form: _Form) -> _Done:
    made = team.invite_again(form.accounts, form.login, form.now)
    return _Done(_SAY["did_invite"].format(login=form.login), made)


def _change_role(form: _Form) -> _Done:
    role = _role(form)
    form.accounts.set_role(form.login, role)
    return _Done(_SAY["did_role"].format(login=form.login, role=role.value))


def _change_name(form: _Form) -> _Done:
    name = public_name(form.fields.get("name", ""))
    form.accounts.set_name(form.accounts.get(form.login).person, name)
    return _Done(_SAY["did_name" if name else "did_take_name"].format(login=form.login, name=name))


def _sign_out(form: _Form) -> _Done:
    ended = form.accounts.end_all(form.login)
    return _Done(_SAY["did_end_one" if ended == 1 else "did_end_many"].format(login=form.login, number=ended))


def _remove(form: _Form) -> _Done:
    forget = bool(form.fields.get("forget"))
    team.close(form.accounts, form.login, forget_name=forget)
    return _Done(_SAY["did_forget" if forget else "did_close"].format(login=form.login))


PEOPLE_FORMS: Mapping[str, Callable[[_Form], _Done]] = {
    "add": _add,
    "invite": _invite,
    "role": _change_role,
    "name": _change_name,
    "sign-out": _sign_out,
    "remove": _remove,
}
"""Every form of the page by the end of its address."""


def people(request: Request) -> Response:
    """Who may come to this desk."""
    _admitted(request, None)
    return _page(request, None)


async def change(request: Request) -> Response:
    """Do what a form of the page asks, and show the page again."""
    async with request.form(max_files=0, max_fields=10) as sent:
        return await run_in_threadpool(_change, request, sent)


def _change(request: Request, sent: FormData) -> Response:
    accounts, own = _admitted(request, sent)
    act = PEOPLE_FORMS.get(request.path_params["act"])
    if act is None:
        raise HTTPException(404, SAY["refused"]["no_form"])
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    form = _Form(accounts, fields.get("login", "").strip().lower(), fields, room_of(request).desk.story.clock.now())
    try:
        done = act(form)
    except (Conflict, InputError, NotFound) as error:
        return _page(request, None, wrong=f"{error.message}. {error.hint}.", status=400)
    # Whoever closed, demoted or signed out themselves does not see this page any more.
    if form.login == own and act in (_remove, _change_role, _sign_out):
        return RedirectResponse("/", 303)
    return _page(request, done)


def _page(request: Request, done: _Done | None, *, wrong: str = "", status: int = 200) -> Response:
    door, now = room_of(request).door, room_of(request).desk.story.clock.now()
    assert isinstance(door, AccountDoor | HeaderDoor)
    link = ""
    if done is not None and done.invitation is not None and isinstance(door, AccountDoor):
        link = f"{'https' if door.secure else 'http'}://{request.headers['host']}{done.invitation.path}"
    return page(
        request,
        "people.html",
        status,
        title=_SAY["title"],
        accounts=door.accounts.all(),
        sessions=door.accounts.sessions(now),
        invites=isinstance(door, AccountDoor),
        roles=list(Role),
        told=done.told if done else "",
        link=link,
        until=done.invitation.until if done and done.invitation else None,
        wrong=wrong,
        now=now,
    )


def _admitted(request: Request, sent: FormData | None) -> tuple[team.Team, str]:
    """The accounts, and the name of the admin who asks. Raises HTTPException for everybody else."""
    door, visitor = room_of(request).door, visitor_of(request)
    if not isinstance(door, AccountDoor | HeaderDoor):
        raise HTTPException(404, SAY["door"]["one_person"])
    if sent is not None:
        token = sent.get("token")
        checked_token(request, visitor, token if isinstance(token, str) else "")
    if visitor.role is not Role.ADMIN:
        raise HTTPException(403, _SAY["only_admin"])
    return door.accounts, visitor.login


def _role(form: _Form) -> Role:
    given = form.fields.get("role", "")
    if given not in set(Role):
        message = _SAY["no_role"].format(given=given or _SAY["unnamed_role"])
        raise InputError(message, hint=_SAY["no_role_hint"].format(roles=", ".join(Role)))
    return Role(given)
