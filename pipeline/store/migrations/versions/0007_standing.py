"""What each source answered about each paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table of answers."""
    op.create_table(
        "standing",
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("affected", sa.Text, nullable=False),
        sa.Column("as_of", sa.Text, nullable=False),
        sa.Column("tried", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("paper", "source", name="pk_standing"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_standing_paper"),
    )
    op.create_index("ix_standing_source_tried", "standing", ["source", "tried"])
