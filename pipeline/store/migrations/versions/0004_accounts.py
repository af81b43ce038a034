"""Accounts of a team, and who is signed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of accounts and sessions."""
    op.create_table(
        "account",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("invitation", sa.Text),
        sa.Column("invited_until", _MOMENT),
        sa.Column("made", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_account"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_account_person"),
    )
    op.create_index("ix_account_login", "account", ["login"], unique=True)
    op.create_index("ix_account_invitation", "account", ["invitation"], unique=True)
    op.create_table(
        "desk_session",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_desk_session"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_desk_session_person"),
    )
    op.create_index("ix_desk_session_person", "desk_session", ["person"])
    op.create_index("ix_desk_session_until", "desk_session", ["until"])
