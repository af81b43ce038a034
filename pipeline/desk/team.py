"""Who of a team may come to the desk: the same from the terminal and in the browser.

An invitation is a secret that opens one account once. Only its digest is kept, so it can be shown when it is made and
never again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from pipeline.domain.account import Account, Role, login_problem, public_name
from pipeline.domain.identity import digest_of_bytes
from pipeline.errors import InputError

__all__ = ["VALID", "Invitation", "Team", "close", "invite", "invite_again"]

VALID = timedelta(days=7)


class Team(Protocol):
    """The accounts of a team."""

    def add(self, login: str, role: Role, *, name: str, invitation: str, until: datetime, now: datetime) -> Account:
        """A new account that an invitation opens. Raises Conflict for a taken name."""
        ...

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        ...

    def get(self, login: str) -> Account:
        """The account of that name. Raises NotFound."""
        ...

    def invite(self, login: str, invitation: str, until: datetime) -> None:
        """Another invitation; the one before opens nothing any more. Raises NotFound."""
        ...

    def set_role(self, login: str, role: Role) -> None:
        """Another role, from the next request on. Raises NotFound, and Conflict for the last admin."""
        ...

    def set_name(self, person: str, name: str) -> None:
        """The name that somebody is shown under in public; empty for none."""
        ...

    def sessions(self, now: datetime) -> Mapping[str, int]:
        """How many sessions each person has, by their id."""
        ...

    def end_all(self, login: str) -> int:
        """End every session of somebody; returns how many. Raises NotFound."""
        ...

    def remove(self, login: str) -> Account:
        """Close an account. Raises NotFound, and Conflict for the last admin."""
        ...


@dataclass(frozen=True, slots=True)
class Invitation:
    """A secret that opens an account once, and until when."""

    secret: str
    until: datetime

    @property
    def digest(self) -> str:
        """What is kept of it."""
        return digest_of_bytes(self.secret.encode())

    @property
    def path(self) -> str:
        """Where at the desk it is used."""
        return f"/invited/{self.secret}"


def invite(team: Team, login: str, role: Role, name: str, now: datetime) -> Invitation:
    """Add somebody. Raises InputError for a name that nobody can sign in with, Conflict for one that is taken."""
    if wrong := login_problem(login):
        raise InputError(f"{login or 'nothing'} cannot be a name to sign in with", hint=wrong)
    made = _new(now)
    team.add(login, role, name=public_name(name), invitation=made.digest, until=made.until, now=now)
    return made


def invite_again(team: Team, login: str, now: datetime) -> Invitation:
    """A new invitation for somebody who lost their password or their link. Raises NotFound."""
    made = _new(now)
    team.invite(login, made.digest, made.until)
    return made


def close(team: Team, login: str, *, forget_name: bool) -> Account:
    """Close an account at once; what the person decided stays, without their name if it is to be forgotten."""
    closed = team.remove(login)
    if forget_name:
        team.set_name(closed.person, "")
    return closed


def _new(now: datetime) -> Invitation:
    return Invitation(secrets.token_urlsafe(24), now + VALID)
