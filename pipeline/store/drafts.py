"""The drafts: immutable by their digest, each paper with the history of its drafts and the reports on them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, select

from pipeline.domain.identity import digest_of_bytes, digest_of_json
from pipeline.domain.ledger import StoredDraft
from pipeline.errors import Conflict, NotFound
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["Drafts"]

_HISTORY = schema.draft_history.c


class Drafts:
    """Drafts with their reports, as JSON bytes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self,
        paper: str,
        digest: str,
        body: bytes,
        report: bytes,
        *,
        made_by: str,
        now: datetime,
        on: str | None = None,
    ) -> StoredDraft:
        """Add a draft to the history of a paper; its latest one, with the same report, is not added again.

        `digest` is that of the canonical JSON of `body`; ValueError when it is not. With `on` it is added only while
        the newest draft has that digest: raises Conflict when somebody was faster. Raises NotFound for a paper unknown.
        """
        if digest_of_json(json.loads(body)) != digest:
            raise ValueError(f"the draft of {paper} is not what its digest says: {digest}")
        report_digest = digest_of_bytes(report)
        with self._database.write() as connection:
            # Locks the paper's row on PostgreSQL, so that two histories cannot grow side by side.
            known = select(schema.paper.c.id).where(schema.paper.c.id == paper).with_for_update()
            if connection.execute(known).scalar() is None:
                raise NotFound(f"no paper is called {paper}", hint="atlas status lists the papers")
            last = connection.execute(_LATEST, {"of_paper": paper}).mappings().first()
            if last and (last["draft"], last["report"]) == (digest, report_digest):
                return _stored(last)
            if on is not None and (last is None or last["draft"] != on):
                raise Conflict(f"the draft of {paper} was changed meanwhile", hint="look at it again")
            number = last["number"] + 1 if last else 1
            self._database.insert_new(connection, schema.draft, [{"digest": digest, "body": body}])
            self._database.insert_new(connection, schema.report, [{"digest": report_digest, "body": report}])
            connection.execute(
                schema.draft_history.insert().values(
                    paper=paper, number=number, draft=digest, report=report_digest, made_by=made_by, made=now
                )
            )
        return StoredDraft(paper, number, digest, body, report, made_by, now)

    def get(self, digest: str) -> StoredDraft:
        """The draft of this digest, with the latest report on it. Raises NotFound."""
        found = self._first(_of_digest(digest))
        if found is None:
            raise NotFound(f"no draft has the digest {digest}", hint="atlas show PAPER names the drafts of a paper")
        return found

    def latest(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper, or None."""
        with self._database.read() as connection:
            row = connection.execute(_LATEST, {"of_paper": paper}).mappings().first()
        return _stored(row) if row else None

    def by_machine(self, paper: str) -> StoredDraft | None:
        """The newest draft of a paper that no person has touched, or None."""
        return self._first(_of_paper(paper).where(_HISTORY.made_by.not_like("person/%")))

    def by_other_person(self, paper: str, than: str) -> StoredDraft | None:
        """The newest draft of a paper that a person made, other than the maker `than`, or None."""
        by_person = _HISTORY.made_by.like("person/p-%") & (_HISTORY.made_by != than)
        return self._first(_of_paper(paper).where(by_person))

    def history(self, paper: str) -> tuple[StoredDraft, ...]:
        """Every draft that a paper ever had, oldest first."""
        with self._database.read() as connection:
            found = connection.execute(_of_paper(paper)).mappings().all()
        return tuple(_stored(row) for row in reversed(found))

    def _first(self, query: Select[Any]) -> StoredDraft | None:
        with self._database.read() as connection:
            row = connection.execute(query.limit(1)).mappings().first()
        return _stored(row) if row else None


_ROWS = (
    select(schema.draft_history, schema.draft.c.body, schema.report.c.body.label("report_body"))
    .join(schema.draft, schema.draft.c.digest == _HISTORY.draft)
    .join(schema.report, schema.report.c.digest == _HISTORY.report)
)

# Asked twice for every paper that is drafted, so it is put together once.
_LATEST = _ROWS.where(_HISTORY.paper == bindparam("of_paper")).order_by(_HISTORY.number.desc()).limit(1)


def _of_paper(paper: str) -> Select[Any]:
    """A paper's drafts, newest first, by their number: a clock may go back."""
    return _ROWS.where(_HISTORY.paper == paper).order_by(_HISTORY.number.desc())


def _of_digest(digest: str) -> Select[Any]:
    return _ROWS.where(_HISTORY.draft == digest).order_by(_HISTORY.made.desc(), _HISTORY.number.desc())


def _stored(row: RowMapping) -> StoredDraft:
    return StoredDraft(
        paper=row["paper"],
        number=row["number"],
        digest=row["draft"],
        body=row["body"],
        report=row["report_body"],
        made_by=row["made_by"],
        made=row["made"],
    )
