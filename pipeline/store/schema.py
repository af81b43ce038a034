"""The tables, once, for SQLite and PostgreSQL. A change here comes with a migration; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

__all__ = [
    "REVISIONS",
    "VERSION_TABLE",
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

VERSION_TABLE = "atlas_version"
# Every revision there ever was, oldest first; the last one is what this code works on.
REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
)


def plain(text: str) -> str:
    """`text` as both databases can hold it: NUL and lone surrogates (names that are no UTF-8) as U+FFFD and their code.

    Ordinary text comes back unchanged, and two texts that differ (and hold no U+FFFD of their own) stay different.
    """
    if "\0" not in text and text.isprintable():
        return text
    return "".join(f"\ufffd{ord(c):04x}" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


class PlainText(TypeDecorator[str]):
    """Text that both databases accept, see `plain`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """What is stored and compared."""
        return None if value is None else plain(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime in UTC. SQLite has no time zones, so they are taken off and put back on."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; raises ValueError for a time that does not say where on earth it is meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC again, whatever zone the server's session speaks."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only where the key is exactly INTEGER.
_RowNumber = BigInteger().with_variant(Integer(), "sqlite")

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

# Money is in whole billionths of a dollar, rounded up: sums are exact and never too small.
attempt = Table(
    "attempt",
    metadata,
    Column("id", _RowNumber, primary_key=True),
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
    Column("attempt", _RowNumber, ForeignKey("attempt.id"), primary_key=True, autoincrement=False),
    Column("batch", PlainText, ForeignKey("batch.id"), nullable=False),
    Column("custom_id", PlainText, nullable=False),
    Index(None, "batch", "custom_id"),
)

result = Table(
    "result",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("attempt", _RowNumber, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("finished", Moment, nullable=False),
    ForeignKeyConstraint(["attempt"], ["attempt.id"]),
)

run = Table(
    "run",
    metadata,
    Column("id", _RowNumber, primary_key=True),
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


# ------------------------------------------------------------------------------------------------- what people decided

# A paper that turned out to be another: decisions keep the name that they were made under, because it is sealed.
alias = Table(
    "alias",
    metadata,
    Column("old", PlainText, primary_key=True),
    Column("paper", PlainText, nullable=False),
    Index(None, "paper"),
)

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
    Column("seq", _RowNumber, primary_key=True, autoincrement=False),
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
    Column("refers", _RowNumber),
    Index(None, "paper", "seq"),
)

decision_text = Table(
    "decision_text",
    metadata,
    Column("seq", _RowNumber, ForeignKey("decision.seq"), primary_key=True, autoincrement=False),
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

# ----------------------------------------------------------------------------------------------------- new papers

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

# How somebody of a team comes to the desk. A password is kept as its hash, an invitation as the digest of its secret.
account = Table(
    "account",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("login", PlainText, nullable=False),
    Column("role", PlainText, nullable=False),
    Column("password", PlainText),
    Column("invitation", PlainText),
    Column("invited_until", Moment),
    Column("made", Moment, nullable=False),
    Index(None, "login", unique=True),
    Index(None, "invitation", unique=True),
)

# Who is signed in, by the digest of the secret in their cookie.
desk_session = Table(
    "desk_session",
    metadata,
    Column("digest", PlainText, primary_key=True),
    Column("person", PlainText, ForeignKey("person.id"), nullable=False),
    Column("made", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "person"),
    Index(None, "until"),
)

# Tries to sign in that failed, or are not known to have succeeded yet. The key is a digest: what was typed as a name
# may be a password.
failed_sign_in = Table(
    "failed_sign_in",
    metadata,
    Column("attempt", PlainText, primary_key=True),
    Column("key", PlainText, primary_key=True),
    Column("at", Moment, nullable=False),
    Index(None, "key", "at"),
    Index(None, "at"),
)

# Which seeded drafts somebody has met, so that none comes twice; not what they made of them.
seeded = Table(
    "seeded",
    metadata,
    Column("person", PlainText, ForeignKey("person.id"), primary_key=True),
    Column("seed", PlainText, primary_key=True),
    Column("began", Moment, nullable=False),
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
