"""Two papers that turn out to be one: everything of the second moves to the first, and nothing is lost."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, func, select, update

from pipeline.store import schema
from pipeline.store.links import move_links

__all__ = ["absorb"]

_HISTORY = schema.draft_history.c
_MOVED: tuple[Table, ...] = (schema.face, schema.identifier, schema.attempt, schema.draft_history)


def absorb(connection: Connection, other: str, *, into: str) -> None:
    """Move faces, identifiers, paid calls and drafts of `other` to `into`, in a transaction that is open.

    The drafts of `other` come before those of `into` in its history, so that the latest draft stays the latest.
    A worker that holds a lease on `other` loses it. A paper that is gone already changes nothing.
    """
    behind = _last_number(connection, other)
    if behind:
        # Two steps, the first through numbers that nobody uses: a database may check the key row by row.
        ahead = _last_number(connection, into) + behind
        _renumber(connection, into, ahead)
        _renumber(connection, into, behind - ahead)
    for table in _MOVED:
        connection.execute(update(table).where(table.c.paper == other).values(paper=into))
    # Decisions stay under the name they were sealed with; the alias leads to them.
    connection.execute(update(schema.alias).where(schema.alias.c.paper == other).values(paper=into))
    known = select(schema.paper.c.id).where(schema.paper.c.id == other)
    if connection.execute(known).scalar() is not None:
        connection.execute(schema.alias.insert().values(old=other, paper=into))
    _move_notices(connection, other, into)
    move_links(connection, other, into)
    connection.execute(delete(schema.desk_row).where(schema.desk_row.c.paper.in_((other, into))))
    connection.execute(delete(schema.paper).where(schema.paper.c.id == other))


def _move_notices(connection: Connection, other: str, into: str) -> None:
    notice = schema.notice.c
    there = select(notice.kind, notice.reference).where(notice.paper == into)
    known = {(kind, reference) for kind, reference in connection.execute(there)}
    for row in connection.execute(select(schema.notice).where(notice.paper == other)).mappings().all():
        if (row["kind"], row["reference"]) not in known:
            connection.execute(schema.notice.insert().values({**row, "paper": into}))
    connection.execute(delete(schema.notice).where(notice.paper == other))
    connection.execute(delete(schema.standing).where(schema.standing.c.paper == other))


def _last_number(connection: Connection, paper: str) -> int:
    query = select(func.max(_HISTORY.number)).where(_HISTORY.paper == paper)
    return connection.execute(query).scalar() or 0


def _renumber(connection: Connection, paper: str, by: int) -> None:
    connection.execute(update(schema.draft_history).where(_HISTORY.paper == paper).values(number=_HISTORY.number + by))
