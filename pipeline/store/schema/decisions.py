"""The tables of what people decided, and of what the desk remembers for them."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
)

from pipeline.store.schema.columns import Moment, PlainText, RowNumber, metadata

__all__ = ["autosave", "decision", "decision_text", "desk_row", "looked_at", "opened", "person", "seeded", "viewing"]

person = Table(
    "person",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("name", PlainText, nullable=False),
    Column("made", Moment, nullable=False),
    Index(None, "name"),
)


# Never updated, never deleted. The texts are elsewhere, by their digest, so that they can be taken out.
decision = Table(
    "decision",
    metadata,
    Column("seq", RowNumber, primary_key=True, autoincrement=False),
    Column("digest", PlainText, nullable=False),
    Column("before", PlainText, nullable=False),
    Column("paper", PlainText, nullable=False),
    Column("act", PlainText, nullable=False),
    Column("person", PlainText, ForeignKey("person.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("draft", PlainText, nullable=False),
    Column("field", PlainText, nullable=False),
    Column("value_digest", PlainText),
    Column("reason_digest", PlainText),
    Column("saw", PlainText),
    Column("result", PlainText),
    Column("refers", RowNumber),
    Index(None, "paper", "seq"),
)


decision_text = Table(
    "decision_text",
    metadata,
    Column("seq", RowNumber, ForeignKey("decision.seq"), primary_key=True, autoincrement=False),
    Column("kind", PlainText, primary_key=True),
    Column("body", PlainText, nullable=False),
)


# What the queue shows of each draft; can be worked out again from the draft, its report and the decisions.
desk_row = Table(
    "desk_row",
    metadata,
    Column("paper", PlainText, ForeignKey("paper.id"), primary_key=True),
    Column("draft", PlainText, nullable=False),
    Column("state", PlainText, nullable=False),
    Column("title", PlainText, nullable=False),
    Column("byline", PlainText, nullable=False),
    Column("journal", PlainText, nullable=False),
    Column("year", Integer),
    Column("design", PlainText, nullable=False),
    Column("badge", PlainText, nullable=False),
    Column("maker", PlainText, nullable=False),
    Column("prompt", PlainText, nullable=False),
    Column("blocking", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("notes", Integer, nullable=False),
    Column("assignee", PlainText),
    Column("disagreed", Integer, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("drafted", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("words", PlainText, nullable=False),
    Column("since", Moment),
    Index(None, "state", "urgency", "paper"),
    Index(None, "urgency", "paper"),
    Index(None, "state", "since", "paper"),
    Index(None, "since", "paper"),
    Index("ix_desk_row_counts", "state", "blocking", "warnings"),
    # One for each facet of the queue: its page in order, and its counts, without a look at the rows themselves.
    *(
        Index(f"ix_desk_row_{facet}", facet, "urgency", "paper", "state", "blocking", "warnings")
        for facet in ("design", "badge", "journal", "year", "maker", "prompt", "assignee")
    ),
)


# Who has which paper open; never a lock.
viewing = Table(
    "viewing",
    metadata,
    Column("paper", PlainText, primary_key=True),
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("until", Moment, nullable=False),
)


# Which draft of a paper somebody had before them last: first and last time without a long pause between.
opened = Table(
    "opened",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("paper", PlainText, primary_key=True),
    Column("draft", PlainText, nullable=False),
    Column("began", Moment, nullable=False),
    Column("at", Moment, nullable=False),
)


# The statements whose evidence somebody opened in the paper, each by the digest of its words and quotes.
looked_at = Table(
    "looked_at",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("paper", PlainText, primary_key=True),
    Column("statement", PlainText, primary_key=True),
    Column("at", Moment, nullable=False),
)


# What somebody typed and has not said yet; nobody else sees it.
autosave = Table(
    "autosave",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("paper", PlainText, primary_key=True),
    Column("field", PlainText, primary_key=True),
    Column("text", PlainText, nullable=False),
    Column("at", Moment, nullable=False),
)


# Which seeded drafts somebody has met, so that none comes twice; not what they made of them.
seeded = Table(
    "seeded",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("seed", PlainText, primary_key=True),
    Column("began", Moment, nullable=False),
)
