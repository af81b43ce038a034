"""Papers with their faces and identifiers, drafts with their history, paid calls, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table of the first version."""
    for table in ("draft", "report"):
        op.create_table(
            table,
            sa.Column("digest", sa.Text, nullable=False),
            sa.Column("body", sa.LargeBinary, nullable=False),
            sa.PrimaryKeyConstraint("digest", name=f"pk_{table}"),
        )
    _papers()
    _drafts()
    _calls()
    op.create_table(
        "run",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("finished", _MOMENT),
        sa.Column("exit_code", sa.Integer),
        sa.Column("counts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )


def _papers() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("hint", sa.Text, nullable=False),
        sa.Column("draft", sa.Text),
        sa.Column("drafter", sa.Text),
        sa.Column("primary_digest", sa.Text, nullable=False),
        sa.Column("primary_record", sa.Integer, nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("updated", _MOMENT, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", _MOMENT),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("not_before", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.ForeignKeyConstraint(["draft"], ["draft.digest"], name="fk_paper_draft"),
    )
    op.create_index("ix_paper_state_created", "paper", ["state", "created"])
    op.create_index("ix_paper_owner", "paper", ["owner"])
    op.create_table(
        "identifier",
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("paper", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("scheme", "value", name="pk_identifier"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_identifier_paper"),
    )
    op.create_index("ix_identifier_paper", "identifier", ["paper"])
    op.create_table(
        "face",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("record", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("level", sa.Text),
        sa.Column("document", sa.Text),
        sa.Column("unread_reason", sa.Text),
        sa.Column("unread_message", sa.Text),
        sa.Column("unread_hint", sa.Text),
        sa.Column("paper", sa.Text),
        sa.PrimaryKeyConstraint("digest", "record", name="pk_face"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_face_paper"),
    )
    op.create_index("ix_face_path", "face", ["path"])
    op.create_index("ix_face_paper", "face", ["paper"])


def _drafts() -> None:
    op.create_table(
        "draft_history",
        sa.Column("paper", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("draft", sa.Text, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("paper", "number", name="pk_draft_history"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_draft_history_paper"),
        sa.ForeignKeyConstraint(["draft"], ["draft.digest"], name="fk_draft_history_draft"),
        sa.ForeignKeyConstraint(["report"], ["report.digest"], name="fk_draft_history_report"),
    )
    op.create_index("ix_draft_history_draft", "draft_history", ["draft"])


def _calls() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", _ROW_NUMBER, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("paper", sa.Text),
        sa.Column("reserved_nanousd", sa.BigInteger, nullable=False),
        sa.Column("cost_nanousd", sa.BigInteger),
        sa.Column("started", _MOMENT, nullable=False),
        sa.Column("ended", _MOMENT),
        sa.Column("error", sa.Text),
        sa.Column("usage", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.ForeignKeyConstraint(["paper"], ["paper.id"], name="fk_attempt_paper"),
    )
    op.create_index("ix_attempt_key", "attempt", ["key"])
    op.create_index("ix_attempt_paper", "attempt", ["paper"])
    op.create_index("ix_attempt_started", "attempt", ["started"])
    op.create_table(
        "result",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("attempt", _ROW_NUMBER, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("finished", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_result"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_result_attempt"),
    )
