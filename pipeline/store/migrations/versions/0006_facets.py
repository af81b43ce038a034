"""Indexes for the facets of the queue."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

_FACETS = ("design", "badge", "journal", "year", "maker", "prompt", "assignee")


def upgrade() -> None:
    """Make an index for each facet."""
    for facet in _FACETS:
        columns = [facet, "urgency", "paper", "state", "blocking", "warnings"]
        op.create_index(f"ix_desk_row_{facet}", "desk_row", columns)
