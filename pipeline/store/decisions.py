"""The decisions of people: one chain for the whole atlas, only ever added to."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import JsonValue
from sqlalchemy import Connection, func, insert, select, update

from pipeline.domain.desk import DeskRow, NewDraft
from pipeline.domain.identity import digest_of_bytes, digest_of_json
from pipeline.domain.review import FIRST, Act, Decision, Said, sealed
from pipeline.errors import NotFound, StaleReview
from pipeline.store import desk_rows, schema
from pipeline.store.database import Database

__all__ = ["Decisions", "Settle"]

_DECISION = schema.decision.c
_TEXT = schema.decision_text.c
_HISTORY = schema.draft_history.c

#: After these a draft waits for nobody at the desk.
_SETTLING = (Act.APPROVE, Act.CONFIRM, Act.RETURN, Act.EXCLUDE)

#: Told the decisions on the paper so far and the new one: raises ReviewError, or gives the row that the queue shows.
Settle = Callable[[Sequence[Decision], Decision], DeskRow]


class Decisions:
    """Decisions, oldest first. What was added is committed when the call returns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, said: Said, settle: Settle, now: datetime, *, new: NewDraft | None = None) -> Decision:
        """Seal one decision into the chain, with the draft it made, in one transaction.

        Raises NotFound for an unknown paper, StaleReview when the paper's draft is not the one the person saw, and
        what `settle` raises when the decision may not be made.
        """
        with self._database.write() as connection:
            self._database.one_at_a_time(connection, "decisions")
            current = _current_draft(connection, said.paper)
            if current != said.draft:
                raise StaleReview(
                    f"{said.paper} was changed by somebody else after you opened it",
                    current=current or "",
                    hint="compare the two texts, then decide again",
                )
            before = self._of(connection, said.paper)
            last = connection.execute(select(_DECISION.seq, _DECISION.digest).order_by(_DECISION.seq.desc()).limit(1))
            head = last.first()
            seq, link = (head.seq + 1, head.digest) if head else (1, FIRST)
            decision = sealed(said, seq=seq, at=now, before=link)
            row = settle(before, decision)
            _insert(connection, decision)
            if new is not None:
                self._put_draft(connection, said, new, now)
            desk_rows.put(self._database, connection, [row])
        return decision

    def of(self, paper: str) -> tuple[Decision, ...]:
        """Every decision on a paper, oldest first, those on papers that it took in among them."""
        with self._database.read() as connection:
            return self._of(connection, paper)

    def settled(self, since: datetime) -> tuple[int, datetime | None]:
        """How many papers people approved, confirmed, returned or excluded since then; when they first decided."""
        count = select(func.count(_DECISION.paper.distinct())).where(
            _DECISION.at >= since, _DECISION.act.in_([act.value for act in _SETTLING])
        )
        first = select(_DECISION.at).order_by(_DECISION.seq).limit(1)
        with self._database.read() as connection:
            return connection.execute(count).scalar_one(), connection.execute(first).scalar()

    def all(self) -> tuple[Decision, ...]:
        """The whole chain."""
        with self._database.read() as connection:
            return self._read(connection, None)

    def _of(self, connection: Connection, paper: str) -> tuple[Decision, ...]:
        return self._read(connection, _names(connection, paper))

    def _read(self, connection: Connection, papers: Sequence[str] | None) -> tuple[Decision, ...]:
        query = select(schema.decision).order_by(_DECISION.seq)
        words = select(schema.decision_text)
        if papers is not None:
            query = query.where(_DECISION.paper.in_(papers))
            words = words.where(_TEXT.seq.in_(select(_DECISION.seq).where(_DECISION.paper.in_(papers))))
        rows = connection.execute(query).mappings().all()
        texts = {(seq, kind): body for seq, kind, body in connection.execute(words)} if rows else {}
        return tuple(_decision(dict(row), texts) for row in rows)

    def _put_draft(self, connection: Connection, said: Said, new: NewDraft, now: datetime) -> None:
        if digest_of_json(json.loads(new.body)) != new.digest:
            raise ValueError(f"the draft of {said.paper} is not what its digest says: {new.digest}")
        report = digest_of_bytes(new.report)
        number = connection.execute(select(func.max(_HISTORY.number)).where(_HISTORY.paper == said.paper)).scalar_one()
        self._database.insert_new(connection, schema.draft, [{"digest": new.digest, "body": new.body}])
        self._database.insert_new(connection, schema.report, [{"digest": report, "body": new.report}])
        history = {"draft": new.digest, "report": report, "made_by": f"person/{said.person}", "made": now}
        connection.execute(insert(schema.draft_history).values(paper=said.paper, number=number + 1, **history))
        changed = {"draft": new.digest, "updated": now}
        connection.execute(update(schema.paper).where(schema.paper.c.id == said.paper).values(**changed))


def _names(connection: Connection, paper: str) -> list[str]:
    """The names under which decisions on a paper were made."""
    old = connection.execute(select(schema.alias.c.old).where(schema.alias.c.paper == paper)).scalars()
    return [paper, *old]


def _current_draft(connection: Connection, paper: str) -> str | None:
    """The digest of a paper's newest draft; its row is locked until the transaction ends."""
    known = select(schema.paper.c.id).where(schema.paper.c.id == paper).with_for_update()
    if connection.execute(known).scalar() is None:
        raise NotFound(f"no paper is called {paper}", hint="atlas review list names the papers")
    newest = select(_HISTORY.draft).where(_HISTORY.paper == paper).order_by(_HISTORY.number.desc()).limit(1)
    found: str | None = connection.execute(newest).scalar()
    return found


def _insert(connection: Connection, one: Decision) -> None:
    columns = one.model_dump(mode="python", exclude={"schema_", "value", "reason"}) | {"act": one.act.value}
    connection.execute(insert(schema.decision).values(**columns))
    texts = [("value", json.dumps(one.value, ensure_ascii=False))] if one.value is not None else []
    texts += [("reason", one.reason)] if one.reason is not None else []
    for kind, body in texts:
        connection.execute(insert(schema.decision_text).values(seq=one.seq, kind=kind, body=body))


def _decision(row: dict[str, Any], texts: dict[tuple[int, str], str]) -> Decision:
    value: JsonValue = None
    if (kept := texts.get((row["seq"], "value"))) is not None:
        value = json.loads(kept)
    return Decision(**{**row, "act": Act(row["act"])}, value=value, reason=texts.get((row["seq"], "reason")))
