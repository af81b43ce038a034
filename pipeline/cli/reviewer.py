"""`atlas reviewer`: who of a team may come to the desk, and what each of them may do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.cli.options import echo_json, home_option, json_option, talk
from pipeline.desk import team
from pipeline.domain.account import Account, Role, login_problem, public_name
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.wiring import Home, open_ledger

__all__ = ["command"]

_ROLE = click.Choice([role.value for role in Role])


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
    with _ledger(home) as ledger:
        made = team.invite(ledger.accounts, login, Role(role), name, _now())
    _tell(home, login, made)


@command.command()
@click.argument("login")
@click.pass_obj
def invite(home: Path, *, login: str) -> None:
    """Print a new link for somebody who lost their password or their link; the old one opens nothing any more.

    \b
    Example:
      atlas reviewer invite ada@example.org
    """
    with _ledger(home) as ledger:
        made = team.invite_again(ledger.accounts, login, _now())
    _tell(home, login, made)


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
@click.argument("name", required=False, default="")
@click.pass_obj
def name(home: Path, *, login: str, name: str) -> None:
    """Say under which NAME somebody stands in public, under the entries they approved; no NAME takes it out.

    \b
    Example:
      atlas reviewer name ada@example.org "Ada Example"
    """
    shown = public_name(name)
    with _ledger(home) as ledger:
        ledger.accounts.set_name(ledger.accounts.get(login).person, shown)
    talk(f"{login} stands in public as: {shown}" if shown else f"{login} has no name in public")


@command.command("sign-out")
@click.argument("login")
@click.pass_obj
def sign_out(home: Path, *, login: str) -> None:
    """End every session of somebody, wherever they are signed in; their account stays.

    \b
    Example:
      atlas reviewer sign-out ada@example.org
    """
    with _ledger(home) as ledger:
        ended = ledger.accounts.end_all(login)
    talk(f"{login} was signed in at {ended} place{'' if ended == 1 else 's'}, and is not any more")


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
        team.close(ledger.accounts, login, forget_name=forget_name)
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


def _tell(home: Path, login: str, made: team.Invitation) -> None:
    desk = load(home).settings.desk
    address = desk.public.rstrip("/") or "http://127.0.0.1:8788"
    click.echo(f"{address}{made.path}")
    talk(f"Send this link to {login}; it works once, until {made.until:%d %B %Y}.")
    if desk.sign_in == "link":
        talk('People sign in once desk.sign_in = "accounts" is set in atlas.toml.')


def _now() -> datetime:
    return datetime.now(UTC)
