"""The tables of what came in and what was made of it: inputs, papers, drafts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
)

from pipeline.store.schema.columns import Moment, PlainText, metadata

__all__ = ["alias", "draft", "draft_history", "face", "identifier", "link", "paper", "report"]

draft = Table(
    "draft",
    metadata,
    Column("digest", PlainText, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


report = Table(
    "report",
    metadata,
    Column("digest", PlainText, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


paper = Table(
    "paper",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("title", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("reason", PlainText, nullable=False),
    Column("hint", PlainText, nullable=False),
    Column("draft", PlainText, ForeignKey("draft.digest")),
    Column("drafter", PlainText),
    Column("primary_digest", PlainText, nullable=False),
    Column("primary_record", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("updated", Moment, nullable=False),
    Column("owner", PlainText),
    Column("lease_until", Moment),
    Column("tries", Integer, nullable=False),
    Column("not_before", Moment),
    Index(None, "state", "created"),
    Index(None, "drafter", "state", "created"),
    Index(None, "owner"),
)


identifier = Table(
    "identifier",
    metadata,
    Column("scheme", PlainText, primary_key=True),
    Column("value", PlainText, primary_key=True),
    Column("paper", PlainText, ForeignKey("paper.id"), nullable=False),
    Index(None, "paper"),
)


face = Table(
    "face",
    metadata,
    Column("digest", PlainText, primary_key=True),
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("name", PlainText, nullable=False),
    Column("path", PlainText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("reader", PlainText, nullable=False),
    Column("level", PlainText),
    Column("document", PlainText),
    Column("unread_reason", PlainText),
    Column("unread_message", PlainText),
    Column("unread_hint", PlainText),
    Column("paper", PlainText, ForeignKey("paper.id")),
    Index(None, "path"),
    Index(None, "paper"),
)


draft_history = Table(
    "draft_history",
    metadata,
    Column("paper", PlainText, ForeignKey("paper.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("draft", PlainText, ForeignKey("draft.digest"), nullable=False),
    Column("report", PlainText, ForeignKey("report.digest"), nullable=False),
    Column("made_by", PlainText, nullable=False),
    Column("made", Moment, nullable=False),
    Index(None, "draft"),
)


# A paper that turned out to be another: decisions keep the name that they were made under, because it is sealed.
alias = Table(
    "alias",
    metadata,
    Column("old", PlainText, primary_key=True),
    Column("paper", PlainText, nullable=False),
    Index(None, "paper"),
)


# How a paper bears on other works. The other end is an identifier, or a paper of this atlas (scheme "paper").
link = Table(
    "link",
    metadata,
    Column("paper", PlainText, ForeignKey("paper.id"), primary_key=True),
    Column("kind", PlainText, primary_key=True),
    Column("scheme", PlainText, primary_key=True),
    Column("value", PlainText, primary_key=True),
    Column("source", PlainText, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("text", PlainText, nullable=False),
    Index(None, "scheme", "value"),
    Index(None, "kind"),
)
