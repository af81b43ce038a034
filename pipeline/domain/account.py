"""Account: who of a team may come to the desk, and what each of them may do there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.domain.review import Act

__all__ = ["MAY", "Account", "Role", "login_problem", "may", "public_name"]

_LONGEST_LOGIN = 60
_LONGEST_NAME = 80


class Role(StrEnum):
    """What somebody may do at the desk; each role may do all that the one before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


_REVIEWS = frozenset(
    {
        Act.TICK,
        Act.UNTICK,
        Act.COMMENT,
        Act.RESOLVE,
        Act.EDIT,
        Act.DISMISS,
        Act.RESTORE,
        Act.APPROVE,
        Act.CONFIRM,
        Act.RETURN,
        Act.UNDO,
    }
)

#: The acts of each role. A reader only sees; an admin has no acts more than an editor, but manages people.
MAY: Mapping[Role, frozenset[Act]] = {
    Role.READER: frozenset(),
    Role.REVIEWER: _REVIEWS,
    Role.EDITOR: frozenset(Act),
    Role.ADMIN: frozenset(Act),
}


def may(role: Role, act: Act) -> bool:
    """Whether somebody of this role may do this at all; whether it may be done now is said by `pipeline.review`."""
    return act in MAY[role]


def login_problem(login: str) -> str:
    """What is wrong with a name to sign in with; empty when it will do."""
    if not login or len(login) > _LONGEST_LOGIN:
        return f"it has between 1 and {_LONGEST_LOGIN} characters"
    if not login.isascii() or not all(char.isalnum() or char in "._-@+" for char in login):
        return "it is made of letters, digits and . _ - @ +"
    if login != login.lower():
        return "it is written in small letters"
    return ""


def public_name(text: str) -> str:
    """A name as people may see it: one line, printable, not endless; empty for no name."""
    kept = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(kept.split())[:_LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody's way into the desk. `person` is the id that decisions carry, `name` the one shown in public, or empty.

    `ready` says that a password was set; until then only the invitation opens the account.
    """

    person: str
    login: str
    name: str
    role: Role
    ready: bool
    invited_until: datetime | None
    made: datetime
