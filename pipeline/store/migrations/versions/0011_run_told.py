"""What a run said beside its counts: its cost, what waits, why it was cut short."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the column; older runs said nothing."""
    op.add_column("run", sa.Column("told", sa.Text, nullable=True))
