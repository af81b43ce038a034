"""How papers bear on other works."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table of links."""
    op.create_table(
        "link",
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("paper", "kind", "scheme", "value", name="pk_link"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_link_paper"),
    )
    op.create_index("ix_link_scheme_value", "link", ["scheme", "value"])
    op.create_index("ix_link_kind", "link", ["kind"])
