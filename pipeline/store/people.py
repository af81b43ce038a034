"""The people who decide, and what each of them has open or half written."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, delete, func, select, update

from pipeline.domain.desk import Autosave, Opened, Viewer
from pipeline.domain.review import Person
from pipeline.errors import NotFound
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["People"]

_PERSON = schema.person.c
_ACCOUNT = schema.account.c
_VIEWING = schema.viewing.c
_AUTOSAVE = schema.autosave.c
_OPENED = schema.opened.c
_LOOKED = schema.looked_at.c
_CALLED = case((_PERSON.name != "", _PERSON.name), else_=func.coalesce(_ACCOUNT.login, ""))


class People:
    """People by an id that means nothing. Everything here is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def named(self, name: str, now: datetime) -> Person:
        """The person of that name, known from now on."""
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "people")
            found = connection.execute(select(_PERSON.id).where(_PERSON.name == name)).scalar()
            if found is None:
                found = f"p-{secrets.token_hex(6)}"
                connection.execute(schema.person.insert().values(id=found, name=name, made=now))
        return Person(id=found, name=name)

    def know(self, person: Person, now: datetime) -> None:
        """Have somebody here who is known by this id elsewhere."""
        row = {"id": person.id, "name": person.name, "made": now}
        with self._database.write() as connection:
            self._database.insert_new(connection, schema.person, [row])

    def names(self, ids: Iterable[str] | None = None) -> dict[str, str]:
        """The name of each person by their id; empty where it was taken out."""
        query = select(_PERSON.id, _PERSON.name)
        if ids is not None:
            query = query.where(_PERSON.id.in_(list(ids)))
        with self._database.read() as connection:
            return {one.id: one.name for one in connection.execute(query)}

    def called(self) -> dict[str, str]:
        """How each person is called among colleagues: by their public name, or else by the name they sign in with."""
        query = select(_PERSON.id, _CALLED.label("name")).outerjoin(schema.account, _ACCOUNT.person == _PERSON.id)
        with self._database.read() as connection:
            return {one.id: one.name for one in connection.execute(query)}

    def take_out_name(self, person: str) -> None:
        """Forget how somebody is called; what they decided stays, under an id that means nothing. Raises NotFound."""
        with self._database.write() as connection:
            if not connection.execute(update(schema.person).where(_PERSON.id == person).values(name="")).rowcount:
                raise NotFound(f"nobody has the id {person}", hint="atlas review log shows who decided")

    def see(self, person: str, paper: str, now: datetime, seconds: float, *, draft: str = "") -> tuple[Viewer, ...]:
        """Say that somebody has a paper open; returns who else has. `draft` is the one that they have before them."""
        row = {"paper": paper, "person": person, "until": now + timedelta(seconds=seconds)}
        with self._database.write() as connection:
            if draft:
                self._open(connection, person, paper, draft, now, seconds)
            connection.execute(delete(schema.viewing).where(_VIEWING.until <= now))
            self._database.insert_or_replace(connection, schema.viewing, [row])
            query = (
                select(_VIEWING.person, _CALLED, _VIEWING.until)
                .join(schema.person, _PERSON.id == _VIEWING.person)
                .outerjoin(schema.account, _ACCOUNT.person == _VIEWING.person)
                .where(_VIEWING.paper == paper, _VIEWING.person != person)
                .order_by(_VIEWING.until.desc())
            )
            return tuple(Viewer(*one) for one in connection.execute(query))

    def opened(self, person: str, paper: str) -> Opened | None:
        """Which draft of a paper somebody had before them last, and since when; None where they never opened it."""
        query = select(_OPENED.draft, _OPENED.began, _OPENED.at).where(_OPENED.person == person, _OPENED.paper == paper)
        with self._database.read() as connection:
            found = connection.execute(query).first()
        return Opened(*found) if found else None

    def _open(self, connection: Connection, person: str, paper: str, draft: str, now: datetime, seconds: float) -> None:
        """Somebody who comes back within `seconds` goes on; after a longer pause they begin anew."""
        query = select(_OPENED.began, _OPENED.at).where(_OPENED.person == person, _OPENED.paper == paper)
        before = connection.execute(query).first()
        began = before.began if before and now - before.at <= timedelta(seconds=seconds) else now
        row = {"person": person, "paper": paper, "draft": draft, "began": began, "at": now}
        self._database.insert_or_replace(connection, schema.opened, [row])

    def keep(self, person: str, paper: str, field: str, text: str, now: datetime) -> None:
        """Keep what somebody is typing at a field; empty text forgets it."""
        with self._database.write() as connection:
            if text:
                row = {"person": person, "paper": paper, "field": field, "text": text, "at": now}
                self._database.insert_or_replace(connection, schema.autosave, [row])
            else:
                connection.execute(delete(schema.autosave).where(*_at(person, paper), _AUTOSAVE.field == field))

    def kept(self, person: str, paper: str) -> tuple[Autosave, ...]:
        """What somebody typed at a paper and has not said yet."""
        query = select(_AUTOSAVE.field, _AUTOSAVE.text, _AUTOSAVE.at).where(*_at(person, paper))
        with self._database.read() as connection:
            return tuple(Autosave(*one) for one in connection.execute(query.order_by(_AUTOSAVE.field)))

    def look(self, person: str, paper: str, statement: str, now: datetime) -> None:
        """Note that somebody opened the evidence of a statement; `statement` is the digest of its words and quotes."""
        row = {"person": person, "paper": paper, "statement": statement, "at": now}
        with self._database.write() as connection:
            self._database.insert_new(connection, schema.looked_at, [row])

    def looked(self, person: str, paper: str) -> frozenset[str]:
        """The digests of the statements of a paper whose evidence somebody opened, whichever draft they were of."""
        query = select(_LOOKED.statement).where(_LOOKED.person == person, _LOOKED.paper == paper)
        with self._database.read() as connection:
            return frozenset(connection.execute(query).scalars())


def _at(person: str, paper: str) -> tuple[ColumnElement[bool], ...]:
    return (_AUTOSAVE.person == person, _AUTOSAVE.paper == paper)
