"""Questions that a provider answers together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables of batches."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("endpoint", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("remote", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
    )
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "batch_call",
        sa.Column("attempt", number, nullable=False, autoincrement=False),
        sa.Column("batch", sa.Text, nullable=False),
        sa.Column("custom_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("attempt", name="pk_batch_call"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_batch_call_attempt"),
        sa.ForeignKeyConstraint(["batch"], ["batch.id"], name="fk_batch_call_batch"),
    )
    op.create_index("ix_batch_call_batch_custom_id", "batch_call", ["batch", "custom_id"])
