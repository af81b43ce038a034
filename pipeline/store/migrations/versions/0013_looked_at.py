"""Whose evidence each person opened in the paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; what people opened before is not known."""
    op.create_table(
        "looked_at",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "paper", "statement", name="pk_looked_at"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_looked_at_person"),
    )
