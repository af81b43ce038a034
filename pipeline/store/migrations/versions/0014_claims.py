"""The first paper of each drafter, found by an index: workers ask for it at each claim."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_paper_drafter_state_created", "paper", ["drafter", "state", "created"])
