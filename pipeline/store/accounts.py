"""Accounts of a team: who may sign in, with which role, and who is signed in now.

Neither passwords nor the secrets in links and cookies are stored: passwords as scrypt hashes, secrets as digests.
"""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from pipeline.domain.account import Account, Role
from pipeline.errors import Conflict, NotFound
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Accounts"]

_ACCOUNT = schema.account.c
_PERSON = schema.person.c
_SESSION = schema.desk_session.c


class Accounts:
    """Accounts by the name people sign in with. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, login: str, role: Role, *, name: str, invitation: str, until: datetime, now: datetime) -> Account:
        """A new person with an account that the invitation of this digest opens. Raises Conflict for a taken name."""
        person = f"p-{secrets.token_hex(6)}"
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "people")
            if connection.execute(select(_ACCOUNT.person).where(_ACCOUNT.login == login)).first() is not None:
                raise Conflict(
                    f"{login} has an account already", hint="atlas reviewer invite makes a new invitation for it"
                )
            connection.execute(insert(schema.person).values(id=person, name=name, made=now))
            connection.execute(
                insert(schema.account).values(
                    person=person, login=login, role=role.value, invitation=invitation, invited_until=until, made=now
                )
            )
        return self.get(login)

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._database.read() as connection:
            return tuple(map(_account, connection.execute(_accounts().order_by(_ACCOUNT.login))))

    def get(self, login: str) -> Account:
        """The account of that name. Raises NotFound."""
        found = self.find(login)
        if found is None:
            raise _unknown(login)
        return found

    def find(self, login: str) -> Account | None:
        """The account of that name, or None."""
        with self._database.read() as connection:
            found = connection.execute(_accounts().where(_ACCOUNT.login == login)).first()
        return _account(found) if found else None

    def set_role(self, login: str, role: Role) -> None:
        """Give somebody another role; it counts from their next request on.

        Raises NotFound, and Conflict where nobody would be left who manages people.
        """
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "people")
            if role is not Role.ADMIN:
                _keep_an_admin(connection, login)
            changed = update(schema.account).where(_ACCOUNT.login == login).values(role=role.value)
            if not connection.execute(changed).rowcount:
                raise _unknown(login)

    def invite(self, login: str, invitation: str, until: datetime) -> None:
        """Another invitation; the one before it opens nothing any more. Raises NotFound."""
        self._change(login, invitation=invitation, invited_until=until)

    def invited(self, invitation: str, now: datetime) -> Account | None:
        """Whom the invitation of this digest is for, while it is valid."""
        query = _accounts().where(_ACCOUNT.invitation == invitation, _ACCOUNT.invited_until > now)
        with self._database.read() as connection:
            found = connection.execute(query).first()
        return _account(found) if found else None

    def accept(self, invitation: str, *, password: str, name: str, now: datetime) -> Account | None:
        """Set password and public name by an invitation, once; whoever was signed in before is not any more."""
        with self._database.write() as connection:
            query = select(_ACCOUNT.person, _ACCOUNT.login).where(
                _ACCOUNT.invitation == invitation, _ACCOUNT.invited_until > now
            )
            found = connection.execute(query.with_for_update()).first()
            if found is None:
                return None
            connection.execute(
                update(schema.account)
                .where(_ACCOUNT.person == found.person)
                .values(password=password, invitation=None, invited_until=None)
            )
            connection.execute(update(schema.person).where(_PERSON.id == found.person).values(name=name))
            connection.execute(delete(schema.desk_session).where(_SESSION.person == found.person))
        return self.get(found.login)

    def password(self, login: str) -> str | None:
        """The hash of somebody's password; None where there is no such account, or no password yet."""
        with self._database.read() as connection:
            return connection.execute(select(_ACCOUNT.password).where(_ACCOUNT.login == login)).scalar()

    def set_password(self, login: str, password: str) -> None:
        """Another password; everybody signed in under this account has to sign in again. Raises NotFound."""
        self._change(login, password=password)
        with self._database.write() as connection:
            person = select(_ACCOUNT.person).where(_ACCOUNT.login == login).scalar_subquery()
            connection.execute(delete(schema.desk_session).where(_SESSION.person == person))

    def set_name(self, person: str, name: str) -> None:
        """The name that somebody is shown under in public; empty for none."""
        with self._database.write() as connection:
            connection.execute(update(schema.person).where(_PERSON.id == person).values(name=name))

    def remove(self, login: str) -> Account:
        """Close an account; what the person decided stays.

        Raises NotFound, and Conflict where nobody would be left who manages people.
        """
        account = self.get(login)
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "people")
            _keep_an_admin(connection, login)
            connection.execute(delete(schema.desk_session).where(_SESSION.person == account.person))
            connection.execute(delete(schema.account).where(_ACCOUNT.person == account.person))
        return account

    def begin(self, session: str, person: str, *, now: datetime, until: datetime) -> None:
        """Remember a session by the digest of its secret; those that ended are forgotten."""
        with self._database.write() as connection:
            connection.execute(delete(schema.desk_session).where(_SESSION.until <= now))
            connection.execute(insert(schema.desk_session).values(digest=session, person=person, made=now, until=until))

    def signed_in(self, session: str, now: datetime) -> Account | None:
        """Whose session this is, with the role they have now; None where it ended."""
        query = (
            _accounts()
            .join(schema.desk_session, _SESSION.person == _ACCOUNT.person)
            .where(_SESSION.digest == session, _SESSION.until > now)
        )
        with self._database.read() as connection:
            found = connection.execute(query).first()
        return _account(found) if found else None

    def end(self, session: str) -> None:
        """End a session."""
        with self._database.write() as connection:
            connection.execute(delete(schema.desk_session).where(_SESSION.digest == session))

    def sessions(self, now: datetime) -> dict[str, int]:
        """How many sessions each person has, by their id; who has none is not named."""
        query = select(_SESSION.person, func.count()).where(_SESSION.until > now).group_by(_SESSION.person)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def end_all(self, login: str) -> int:
        """End every session of somebody; returns how many. Raises NotFound."""
        account = self.get(login)
        with self._database.write() as connection:
            return connection.execute(delete(schema.desk_session).where(_SESSION.person == account.person)).rowcount

    def _change(self, login: str, **values: object) -> None:
        with self._database.write() as connection:
            if not connection.execute(update(schema.account).where(_ACCOUNT.login == login).values(values)).rowcount:
                raise _unknown(login)


def _unknown(login: str) -> NotFound:
    return NotFound(f"{login} has no account", hint="atlas reviewer list shows who has one")


def _keep_an_admin(connection: Connection, login: str) -> None:
    """Raise Conflict where `login` is the last admin; one who can sign in is not replaced by one who cannot yet."""
    admins = select(_ACCOUNT.login, _ACCOUNT.password.is_not(None)).where(_ACCOUNT.role == Role.ADMIN.value)
    ready: dict[str, bool] = {row[0]: bool(row[1]) for row in connection.execute(admins)}
    if login in ready and not any(other != login and can >= ready[login] for other, can in ready.items()):
        raise Conflict(
            f"{login} is the only admin: nobody would be left who manages people",
            hint="make somebody else an admin first, and let them sign in once",
        )


def _accounts() -> Select[tuple[object, ...]]:
    return select(
        _ACCOUNT.person,
        _ACCOUNT.login,
        _PERSON.name,
        _ACCOUNT.role,
        _ACCOUNT.password.is_not(None).label("ready"),
        _ACCOUNT.invited_until,
        _ACCOUNT.made,
    ).join(schema.person, _PERSON.id == _ACCOUNT.person)


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(row.person, row.login, row.name, Role(row.role), bool(row.ready), row.invited_until, row.made)
