"""How fast each model server may be asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of paces."""
    op.create_table(
        "pace",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("requests_at", sa.Double, nullable=False),
        sa.Column("tokens_at", sa.Double, nullable=False),
        sa.Column("not_before", sa.Double, nullable=False),
        sa.Column("told_requests", sa.Double),
        sa.Column("told_tokens", sa.Double),
        sa.PrimaryKeyConstraint("name", name="pk_pace"),
    )
