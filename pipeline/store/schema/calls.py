"""The tables of paid calls, batches, runs, and the turns and paces that processes share."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from pipeline.store.schema.columns import Moment, PlainText, RowNumber, metadata

__all__ = ["attempt", "batch", "batch_call", "measured", "pace", "result", "run", "turn"]

# Money is in whole billionths of a dollar, rounded up: sums are exact and never too small.
attempt = Table(
    "attempt",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", PlainText, nullable=False),
    Column("paper", PlainText, ForeignKey("paper.id")),
    Column("reserved_nanousd", BigInteger, nullable=False),
    Column("cost_nanousd", BigInteger),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("error", PlainText),
    Column("usage", PlainText),
    Index(None, "key"),
    Index(None, "paper"),
    Index(None, "started"),
)


# Questions that a provider answers together, within a day. `id` is our own name, `remote` the provider's.
batch = Table(
    "batch",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("endpoint", PlainText, nullable=False),
    Column("model", PlainText, nullable=False),
    Column("remote", PlainText),
    Column("state", PlainText, nullable=False),
    Column("made", Moment, nullable=False),
    Column("said", PlainText, nullable=False),
)


batch_call = Table(
    "batch_call",
    metadata,
    Column("attempt", RowNumber, ForeignKey("attempt.id"), primary_key=True, autoincrement=False),
    Column("batch", PlainText, ForeignKey("batch.id"), nullable=False),
    Column("custom_id", PlainText, nullable=False),
    Index(None, "batch", "custom_id"),
)


result = Table(
    "result",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("attempt", RowNumber, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("finished", Moment, nullable=False),
    ForeignKeyConstraint(["attempt"], ["attempt.id"]),
)


run = Table(
    "run",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("command", PlainText, nullable=False),
    Column("started", Moment, nullable=False),
    Column("finished", Moment),
    Column("exit_code", Integer),
    Column("counts", PlainText, nullable=False),
    Column("told", PlainText),
)


# What only one process may do at a time, on whatever machine: who does it, since when, until when unless renewed.
turn = Table(
    "turn",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("owner", PlainText, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)


# How fast each model server may be asked, by all processes together. Times are Unix seconds.
pace = Table(
    "pace",
    metadata,
    Column("name", PlainText, primary_key=True),
    Column("requests_at", Double, nullable=False),
    Column("tokens_at", Double, nullable=False),
    Column("not_before", Double, nullable=False),
    Column("told_requests", Double),
    Column("told_tokens", Double),
)


# How often and how fast, and neither who nor what nor when: the id is drawn, so that no order tells either.
measured = Table(
    "measured",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("seconds", Double, nullable=False),
    Index(None, "kind", "seconds"),
)
