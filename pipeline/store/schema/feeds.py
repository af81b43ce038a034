"""The tables of what is asked outside: searches, notices, answers about papers."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Table,
)

from pipeline.store.schema.columns import Moment, PlainText, metadata

__all__ = ["cursor", "notice", "standing"]

cursor = Table(
    "cursor",
    metadata,
    Column("search", PlainText, primary_key=True),
    Column("through", PlainText),
    Column("tried", Moment, nullable=False),
    Column("succeeded", Moment),
    Column("fault", PlainText, nullable=False),
)


notice = Table(
    "notice",
    metadata,
    Column("paper", PlainText, ForeignKey("paper.id"), primary_key=True),
    Column("kind", PlainText, primary_key=True),
    Column("reference", PlainText, primary_key=True),
    Column("text", PlainText, nullable=False),
    Column("source", PlainText, nullable=False),
    Column("seen", Moment, nullable=False),
)


# What each source answered about each paper when it was asked whether it was retracted or corrected.
standing = Table(
    "standing",
    metadata,
    Column("paper", PlainText, ForeignKey("paper.id"), primary_key=True),
    Column("source", PlainText, primary_key=True),
    Column("affected", PlainText, nullable=False),
    Column("as_of", PlainText, nullable=False),
    Column("tried", Moment, nullable=False),
    Column("reason", PlainText, nullable=False),
    Index(None, "source", "tried"),
)
