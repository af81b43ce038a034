"""How far each search was asked, and the notices about papers that services told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of the feeds."""
    op.create_table(
        "cursor",
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("through", sa.Text),
        sa.Column("tried", _MOMENT, nullable=False),
        sa.Column("succeeded", _MOMENT),
        sa.Column("fault", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("search", name="pk_cursor"),
    )
    op.create_table(
        "notice",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("paper", "kind", "reference", "text", "source")),
        sa.Column("seen", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("paper", "kind", "reference", name="pk_notice"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_notice_paper"),
    )
