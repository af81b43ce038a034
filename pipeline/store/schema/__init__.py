"""The tables, once, for SQLite and PostgreSQL. A change here comes with a migration; a test compares the two."""

from __future__ import annotations

from pipeline.store.schema.calls import attempt, batch, batch_call, measured, pace, result, run, turn
from pipeline.store.schema.columns import REVISIONS, VERSION_TABLE, Moment, PlainText, metadata, plain
from pipeline.store.schema.decisions import (
    autosave,
    decision,
    decision_text,
    desk_row,
    looked_at,
    opened,
    person,
    seeded,
    viewing,
)
from pipeline.store.schema.feeds import cursor, notice, standing
from pipeline.store.schema.papers import alias, draft, draft_history, face, identifier, link, paper, report
from pipeline.store.schema.people import account, desk_session, failed_sign_in

__all__ = [
    "REVISIONS",
    "VERSION_TABLE",
    "Moment",
    "PlainText",
    "account",
    "alias",
    "attempt",
    "autosave",
    "batch",
    "batch_call",
    "cursor",
    "decision",
    "decision_text",
    "desk_row",
    "desk_session",
    "draft",
    "draft_history",
    "face",
    "failed_sign_in",
    "identifier",
    "link",
    "looked_at",
    "measured",
    "metadata",
    "notice",
    "opened",
    "pace",
    "paper",
    "person",
    "plain",
    "report",
    "result",
    "run",
    "seeded",
    "standing",
    "turn",
    "viewing",
]
