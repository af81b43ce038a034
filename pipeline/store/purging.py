"""A takedown: the texts of one paper go, the digests of what people decided stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from pipeline.domain.ledger import PaperState
from pipeline.errors import NotFound
from pipeline.store import schema
from pipeline.store.database import Database

__all__ = ["purge"]

_REASON = "its texts were taken out (atlas purge)"
_HINT = "nothing; the paper is not drafted again"


def purge(database: Database, paper: str, now: datetime) -> tuple[str, ...]:
    """Delete drafts, reports, and every word that people wrote about a paper; it stays known, so that it stays out.

    Returns the keys of the stored documents that nobody needs any more. Raises NotFound.
    """
    history, decision = schema.draft_history.c, schema.decision.c
    with database.write() as connection:
        known = select(schema.paper.c.id).where(schema.paper.c.id == paper).with_for_update()
        if connection.execute(known).scalar() is None:
            raise NotFound(f"no paper is called {paper}", hint="atlas status lists the papers")
        documents = select(schema.face.c.document).where(schema.face.c.paper == paper)
        keys = tuple(key for key in connection.execute(documents).scalars() if key)
        gone = connection.execute(select(history.draft, history.report).where(history.paper == paper)).all()
        out = {"state": PaperState.OUT_OF_SCOPE.value, "reason": _REASON, "hint": _HINT, "draft": None, "updated": now}
        connection.execute(update(schema.paper).where(schema.paper.c.id == paper).values(**out))
        connection.execute(update(schema.face).where(schema.face.c.paper == paper).values(document=None))
        connection.execute(delete(schema.draft_history).where(history.paper == paper))
        still = set(connection.execute(select(history.draft)).scalars())
        for digest in {one.draft for one in gone} - still:
            connection.execute(delete(schema.draft).where(schema.draft.c.digest == digest))
        still = set(connection.execute(select(history.report)).scalars())
        for digest in {one.report for one in gone} - still:
            connection.execute(delete(schema.report).where(schema.report.c.digest == digest))
        names = [paper, *connection.execute(select(schema.alias.c.old).where(schema.alias.c.paper == paper)).scalars()]
        seqs = select(decision.seq).where(decision.paper.in_(names))
        connection.execute(delete(schema.decision_text).where(schema.decision_text.c.seq.in_(seqs)))
        for table in (schema.autosave, schema.desk_row, schema.looked_at, schema.opened, schema.viewing):
            connection.execute(delete(table).where(table.c.paper == paper))
    return keys
