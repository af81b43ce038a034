"""What the tables are made of: texts and moments that both databases hold alike, the versions there were."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)

__all__ = ["REVISIONS", "VERSION_TABLE", "Moment", "PlainText", "RowNumber", "metadata", "plain"]

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
RowNumber = BigInteger().with_variant(Integer(), "sqlite")
