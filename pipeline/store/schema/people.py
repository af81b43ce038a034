"""The tables of who may come to the desk."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Table,
)

from pipeline.store.schema.columns import Moment, PlainText, metadata

__all__ = ["account", "desk_session", "failed_sign_in"]

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
