"""`atlas reviewer`: who of a team may come to the desk, and what each of them may do."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.domain.account import Account, Role, login_problem
from pipeline.domain.identity import digest_of_bytes
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]

_ROLE = click.Choice([role.value for role in Role])
_VALID = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Invitation:
    """A secret that opens an account once, its digest for the database, and until when."""

    secret: str
    digest: str
    until: datetime


@click.group()
@home_option
@click.pass_context
def command(context: click.Context, *, home: Path) -> None:
    """Say who of a team may come to the review desk, and what they may do.

    A reader sees. A reviewer also edits, comments, approves and returns. An editor also excludes, withdraws, overrides
    and assigns. An admin runs the desk. Set desk.sign_in = "accounts" in atlas.toml to have people sign in.

    \b
    Example:
      atlas reviewer add ada@example.org --role editor
    """
    context.obj = home


@command.command()
@click.argument("login")
@click.option("--role", type=_ROLE, default=Role.REVIEWER.value, show_default=True, help="What they may do.")
@click.option("--name", default="", help="Their name in public; they can change it or take it out.")
@click.pass_obj
def add(home: Path, *, login: str, role: str, name: str) -> None:
    """Add somebody, and print the link by which they choose their password; it works once, for seven days.

    \b
    Example:
      atlas reviewer add ada@example.org --role editor --name "Ada Example"
    """
    if wrong := login_problem(login):
        raise click.BadParameter(wrong, param_hint="LOGIN")
    invitation = _invitation()
    with _ledger(home) as ledger:
        ledger.accounts.add(
            login,
            Role(role),
            name=" ".join(name.split()),
            invitation=invitation.digest,
            until=invitation.until,
            now=_now(),
        )
    _tell(home, login, invitation)


@command.command()
@click.argument("login")
@click.pass_obj
def invite(home: Path, *, login: str) -> None:
    """Print a new link for somebody who lost their password or their link; the old one opens nothing any more.

    \b
    Example:
      atlas reviewer invite ada@example.org
    """
    invitation = _invitation()
    with _ledger(home) as ledger:
        ledger.accounts.invite(login, invitation.digest, invitation.until)
    _tell(home, login, invitation)


@command.command()
@click.argument("login")
@click.argument("role", type=_ROLE)
@click.pass_obj
def role(home: Path, *, login: str, role: str) -> None:
    """Give somebody another role; it counts from their next click on.

    \b
    Example:
      atlas reviewer role ada@example.org editor
    """
    with _ledger(home) as ledger:
        ledger.accounts.set_role(login, Role(role))
    talk(f"{login} is now: {role}")


@command.command()
@click.argument("login")
@click.option("--forget-name", is_flag=True, help="Also take out their public name; decisions keep an id only.")
@click.pass_obj
def remove(home: Path, *, login: str, forget_name: bool) -> None:
    """Close somebody's account at once, wherever they are signed in. What they decided stays.

    \b
    Example:
      atlas reviewer remove ada@example.org --forget-name
    """
    with _ledger(home) as ledger:
        closed = ledger.accounts.remove(login)
        if forget_name:
            ledger.people.take_out_name(closed.person)
    talk(f"{login} cannot sign in any more" + ("; the name is taken out" if forget_name else ""))


@command.command("list")
@json_option
@click.pass_obj
def list_(home: Path, *, json_: bool) -> None:
    """List who may come to the desk.

    \b
    Example:
      atlas reviewer list
    """
    with _ledger(home) as ledger:
        accounts = ledger.accounts.all()
    for one in accounts:
        if json_:
            echo_json(
                {"login": one.login, "role": one.role.value, "name": one.name, "person": one.person, "ready": one.ready}
            )
        else:
            click.echo(f"{one.login:<32} {one.role.value:<9} {_standing(one):<24} {one.name}")
    if not accounts and not json_:
        talk("Nobody has an account; atlas reviewer add NAME makes one.")


def _standing(one: Account) -> str:
    if one.ready:
        return "signs in"
    return "invited" if one.invited_until and one.invited_until > _now() else "invitation ran out"


@contextmanager
def _ledger(home: Path) -> Iterator[Ledger]:
    with open_ledger(Home(home), load(home).settings) as ledger:
        yield ledger


def _invitation() -> _Invitation:
    secret = secrets.token_urlsafe(24)
    return _Invitation(secret, digest_of_bytes(secret.encode()), _now() + _VALID)


def _tell(home: Path, login: str, invitation: _Invitation) -> None:
    desk = load(home).settings.desk
    address = desk.public.rstrip("/") or "http://127.0.0.1:8788"
    click.echo(f"{address}/invited/{invitation.secret}")
    talk(f"Send this link to {login}; it works once, until {invitation.until:%d %B %Y}.")
    if desk.sign_in == "link":
        talk('People sign in once desk.sign_in = "accounts" is set in atlas.toml.')


def _now() -> datetime:
    return datetime.now(UTC)
