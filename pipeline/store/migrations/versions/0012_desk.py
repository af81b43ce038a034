"""How long a draft waits, what each person has opened, failed sign-ins, and what is measured of seeded drafts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the column and the tables; a draft is taken to wait since it was made, until its row is worked out again."""
    op.add_column("desk_row", sa.Column("since", _TIME))
    op.execute("UPDATE desk_row SET since = drafted")
    op.create_index("ix_desk_row_state_since_paper", "desk_row", ["state", "since", "paper"])
    op.create_index("ix_desk_row_since_paper", "desk_row", ["since", "paper"])
    op.create_table(
        "opened",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("began", _TIME, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("person", "paper", name="pk_opened"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_opened_person"),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("attempt", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("attempt", "key", name="pk_failed_sign_in"),
    )
    op.create_index("ix_failed_sign_in_key_at", "failed_sign_in", ["key", "at"])
    op.create_index("ix_failed_sign_in_at", "failed_sign_in", ["at"])
    op.create_table(
        "seeded",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("seed", sa.Text, nullable=False),
        sa.Column("began", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("person", "seed", name="pk_seeded"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_seeded_person"),
    )
    op.create_table(
        "measured",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measured"),
    )
    op.create_index("ix_measured_kind_seconds", "measured", ["kind", "seconds"])
