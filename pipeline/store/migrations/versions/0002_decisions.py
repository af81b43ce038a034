"""What people decided, who they are, and what the review desk's queue shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)
_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the desk. Drafts that are there already enter the queue when the desk is next opened."""
    op.create_table(
        "alias",
        sa.Column("old", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("old", name="pk_alias"),
    )
    op.create_index("ix_alias_paper", "alias", ["paper"])
    op.create_table(
        "person",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_index("ix_person_name", "person", ["name"])
    _decisions()
    _desk()


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("seq", _ROW_NUMBER, nullable=False, autoincrement=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value_digest", sa.Text),
        sa.Column("reason_digest", sa.Text),
        sa.Column("saw", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("refers", _ROW_NUMBER),
        sa.PrimaryKeyConstraint("seq", name="pk_decision"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_decision_person"),
    )
    op.create_index("ix_decision_paper_seq", "decision", ["paper", "seq"])
    op.create_table(
        "decision_text",
        sa.Column("seq", _ROW_NUMBER, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", "kind", name="pk_decision_text"),
        sa.ForeignKeyConstraint(["seq"], ["decision.seq"], name="fk_decision_text_seq"),
    )


def _desk() -> None:
    op.create_table(
        "desk_row",
        sa.Column("paper", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("draft", "state", "title", "byline", "journal")),
        sa.Column("year", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("design", "badge", "maker", "prompt")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("blocking", "warnings", "notes")),
        sa.Column("assignee", sa.Text),
        sa.Column("disagreed", sa.Integer, nullable=False),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("drafted", _MOMENT, nullable=False),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("paper", name="pk_desk_row"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_desk_row_paper"),
    )
    op.create_index("ix_desk_row_state_urgency_paper", "desk_row", ["state", "urgency", "paper"])
    op.create_index("ix_desk_row_urgency_paper", "desk_row", ["urgency", "paper"])
    op.create_index("ix_desk_row_counts", "desk_row", ["state", "blocking", "warnings"])
    op.create_table(
        "viewing",
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("paper", "person", name="pk_viewing"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_viewing_person"),
    )
    op.create_table(
        "autosave",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person", "paper", "field", name="pk_autosave"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_autosave_person"),
    )
