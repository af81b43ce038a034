"""Who works on what: papers are claimed for a time, and only who holds the claim may say how the work ended."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from pipeline.domain.ledger import Outcome, Owner, PaperRow, PaperState
from pipeline.errors import LeaseLost, NotFound
from pipeline.store import papers, schema
from pipeline.store.database import Database
from pipeline.store.upgrade import must_be_ours

__all__ = ["Queue"]

_PAPER = schema.paper.c


class Queue:
    """Leases on papers. `alive` says whether an owner may still be at work."""

    def __init__(self, database: Database, alive: Callable[[Owner], bool]) -> None:
        self._database = database
        self._alive = alive

    def claim(self, paper: str, owner: Owner, now: datetime, lease_s: float) -> bool:
        """Take a paper for `lease_s` seconds, whatever its state. False while somebody else, or `owner`, has it.

        Raises NotFound, and SchemaTooNew when a newer version upgraded the database meanwhile.
        """
        lease = (
            update(schema.paper).where(_PAPER.id == paper).values(**_lease(owner, now, lease_s), tries=_PAPER.tries + 1)
        )
        with self._database.write() as connection:
            must_be_ours(self._database, connection)
            if connection.execute(lease.where(or_(_PAPER.owner.is_(None), _PAPER.lease_until <= now))).rowcount:
                return True
            held = connection.execute(select(_PAPER.owner).where(_PAPER.id == paper)).scalar()
            if held is None:
                _must_exist(connection, paper)
                return False
            if self._alive(Owner.parse(held)):
                return False
            return bool(connection.execute(lease.where(_PAPER.owner == held)).rowcount)

    def claim_next(
        self,
        owner: Owner,
        now: datetime,
        lease_s: float,
        *,
        replaces: Collection[str] = (),
        but: Collection[str] = (),
    ) -> PaperRow | None:
        """Take the oldest paper that is due, or None when nothing is.

        Due is what waits, what is to be tried again by now, and what was drafted by one of the drafters `replaces`
        (so that a model may go over what was drafted offline); without the papers `but`. Raises SchemaTooNew when a
        newer version upgraded the database meanwhile: what is in work may be finished, and nothing new begun.
        """
        with self._database.write() as connection:
            must_be_ours(self._database, connection)
            free = and_(self._is_free(connection, now), _PAPER.id.not_in(but))
            firsts = [_first(connection, and_(due, free)) for due in _kinds_of_due(now, replaces)]
            if not any(firsts):
                return None
            _, paper = min(first for first in firsts if first is not None)
            connection.execute(
                update(schema.paper)
                .where(_PAPER.id == paper)
                .values(**_lease(owner, now, lease_s), tries=_PAPER.tries + 1)
            )
            return papers.rows(connection, _PAPER.id == paper)[0]

    def renew(self, paper: str, owner: Owner, now: datetime, lease_s: float) -> None:
        """Hold a paper for another `lease_s` seconds from now. Raises LeaseLost, NotFound."""
        self._as_owner(paper, owner, {"lease_until": now + timedelta(seconds=lease_s)})

    def finish(self, paper: str, owner: Owner, outcome: Outcome, now: datetime) -> None:
        """Say how the work ended and give the paper back. Raises LeaseLost, NotFound.

        The draft named in `outcome` must be stored before.
        """
        values: dict[str, object] = {
            "state": outcome.state,
            "reason": outcome.reason,
            "hint": outcome.hint,
            "not_before": outcome.not_before,
            "updated": now,
            "owner": None,
            "lease_until": None,
        }
        if outcome.draft is not None:
            values["draft"] = outcome.draft
        if outcome.drafter is not None:
            values["drafter"] = outcome.drafter
        self._as_owner(paper, owner, values)

    def release(self, paper: str, owner: Owner) -> None:
        """Give a paper back unfinished, for anyone to take. Raises LeaseLost, NotFound."""
        self._as_owner(paper, owner, {"owner": None, "lease_until": None})

    def again(self, paper: str, reason: str, now: datetime) -> bool:
        """Have a drafted paper wait to be drafted anew; its draft stays until then. False while somebody works on it.

        Raises NotFound.
        """
        wait = {"state": PaperState.WAITING, "reason": reason, "not_before": None}
        return self._between_drafts(paper, wait, now)

    def leave(self, paper: str, now: datetime) -> bool:
        """Take that back: the paper is drafted as before. False while somebody works on it. Raises NotFound."""
        return self._between_drafts(paper, {"state": PaperState.DRAFTED, "reason": ""}, now)

    def _between_drafts(self, paper: str, state: Mapping[str, object], now: datetime) -> bool:
        with self._database.write() as connection:
            mine = and_(_PAPER.id == paper, _PAPER.draft.is_not(None), self._is_free(connection, now))
            change = update(schema.paper).where(mine).values({**state, "hint": "", "updated": now})
            if connection.execute(change).rowcount:
                return True
            _must_exist(connection, paper)
            return False

    def in_work(self, now: datetime) -> int:
        """How many papers somebody works on."""
        with self._database.read() as connection:
            query = select(func.count()).select_from(schema.paper).where(~self._is_free(connection, now))
            return connection.execute(query).scalar_one()

    def _as_owner(self, paper: str, owner: Owner, values: dict[str, object]) -> None:
        with self._database.write() as connection:
            mine = update(schema.paper).where(_PAPER.id == paper, _PAPER.owner == str(owner)).values(values)
            if not connection.execute(mine).rowcount:
                _must_exist(connection, paper)
                raise LeaseLost(
                    f"another worker took {paper} over, or it was changed while this one worked on it",
                    hint="nothing to do: the other one finishes it, or the next run does",
                )

    def _is_free(self, connection: Connection, now: datetime) -> ColumnElement[bool]:
        held = select(_PAPER.owner).where(_PAPER.owner.is_not(None)).distinct()
        dead = [owner for owner in connection.execute(held).scalars() if not self._alive(Owner.parse(owner))]
        return or_(_PAPER.owner.is_(None), _PAPER.lease_until <= now, _PAPER.owner.in_(dead))


def _kinds_of_due(now: datetime, replaces: Collection[str]) -> Iterator[ColumnElement[bool]]:
    """What makes a paper due, one condition for each, so that an index leads to the first paper of each."""
    yield _PAPER.state == PaperState.WAITING
    yield and_(_PAPER.state == PaperState.RETRY_LATER, or_(_PAPER.not_before.is_(None), _PAPER.not_before <= now))
    for drafter in replaces:
        for state in (PaperState.DRAFTED, PaperState.NEEDS_ATTENTION):
            yield and_(_PAPER.drafter == drafter, _PAPER.state == state)


def _first(connection: Connection, condition: ColumnElement[bool]) -> tuple[datetime, str] | None:
    """The paper that came first of those that nobody else claims now; others leave it alone until this is decided."""
    query = (
        select(_PAPER.created, _PAPER.id)
        .where(condition)
        .order_by(_PAPER.created, _PAPER.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = connection.execute(query).first()
    return (found.created, found.id) if found else None


def _lease(owner: Owner, now: datetime, lease_s: float) -> dict[str, object]:
    return {"owner": str(owner), "lease_until": now + timedelta(seconds=lease_s)}


def _must_exist(connection: Connection, paper: str) -> None:
    if connection.execute(select(_PAPER.id).where(_PAPER.id == paper)).scalar() is None:
        raise NotFound(f"no paper is called {paper}", hint="atlas status lists the papers")
