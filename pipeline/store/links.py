"""How papers bear on other works, kept from the day it was first said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from pipeline.domain.link import PAPER, Link, LinkKind
from pipeline.store import schema
from pipeline.store.database import Database
from pipeline.store.faces import chunks

__all__ = ["Links", "move_links"]

_LINK = schema.link.c


class Links:
    """Links by the paper they belong to and by their other end."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, links: Sequence[Link]) -> tuple[Link, ...]:
        """Keep links; returns those that were not known before, whoever said them."""
        with self._database.write() as connection:
            rows = ((one, {**asdict(one), "kind": one.kind.value}) for one in links)
            return tuple(one for one, row in rows if self._database.insert_one(connection, schema.link, row))

    def of(self, papers: Iterable[str], kinds: Collection[LinkKind] = ()) -> tuple[Link, ...]:
        """The links of papers, the oldest first; those of some kinds only where kinds are given."""
        return self._found([_LINK.paper.in_(chunk) for chunk in chunks(papers)], kinds)

    def naming(self, ends: Iterable[tuple[str, str]], kinds: Collection[LinkKind] = ()) -> tuple[Link, ...]:
        """The links whose other end is one of `ends` (scheme and value), the oldest first."""
        by_scheme: dict[str, list[str]] = {}
        for scheme, value in ends:
            by_scheme.setdefault(scheme, []).append(value)
        return self._found(
            [
                and_(_LINK.scheme == scheme, _LINK.value.in_(chunk))
                for scheme, values in by_scheme.items()
                for chunk in chunks(values)
            ],
            kinds,
        )

    def all(self, kind: LinkKind) -> tuple[Link, ...]:
        """Every link of a kind, the oldest first."""
        return self._found([_LINK.kind == kind.value], ())

    def remove(self, one: Link) -> None:
        """Forget a link; one that is gone already changes nothing."""
        with self._database.write() as connection:
            connection.execute(
                delete(schema.link).where(
                    _LINK.paper == one.paper,
                    _LINK.kind == one.kind.value,
                    _LINK.scheme == one.scheme,
                    _LINK.value == one.value,
                )
            )

    def _found(self, conditions: Sequence[ColumnElement[bool]], kinds: Collection[LinkKind]) -> tuple[Link, ...]:
        found: list[Link] = []
        with self._database.read() as connection:
            for condition in conditions:
                query = select(schema.link).where(condition)
                if kinds:
                    query = query.where(_LINK.kind.in_(sorted(kinds)))
                rows = connection.execute(query).mappings()
                found += [Link(**{**row, "kind": LinkKind(row["kind"])}) for row in rows]
        return tuple(sorted(found, key=lambda one: (one.seen, one.paper, one.kind, one.scheme, one.value)))


def move_links(connection: Connection, other: str, into: str) -> None:
    """Give the links of a paper that is absorbed to the one that absorbs it; between the two there is none any more."""
    connection.execute(
        delete(schema.link).where(
            _LINK.scheme == PAPER,
            or_(and_(_LINK.paper == other, _LINK.value == into), and_(_LINK.paper == into, _LINK.value == other)),
        )
    )
    key = (_LINK.kind, _LINK.scheme, _LINK.value)
    known = {tuple(row) for row in connection.execute(select(*key).where(_LINK.paper == into))}
    for row in connection.execute(select(schema.link).where(_LINK.paper == other)).mappings().all():
        if (row["kind"], row["scheme"], row["value"]) not in known:
            connection.execute(schema.link.insert().values({**row, "paper": into}))
    connection.execute(delete(schema.link).where(_LINK.paper == other))
    ends = select(_LINK.paper, _LINK.kind).where(_LINK.scheme == PAPER, _LINK.value == into)
    doubled = {tuple(row) for row in connection.execute(ends)}
    for row in (
        connection.execute(select(schema.link).where(_LINK.scheme == PAPER, _LINK.value == other)).mappings().all()
    ):
        mine = and_(_LINK.paper == row["paper"], _LINK.kind == row["kind"], _LINK.scheme == PAPER, _LINK.value == other)
        if (row["paper"], row["kind"]) in doubled:
            connection.execute(delete(schema.link).where(mine))
        else:
            connection.execute(update(schema.link).where(mine).values(value=into))
