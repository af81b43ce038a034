"""Health: an atlas in numbers at one moment, for those who watch many machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.domain.backlog import Backlog
from pipeline.domain.batches import Batch
from pipeline.domain.feed import Cursor
from pipeline.domain.ledger import RunRow, Spending

__all__ = ["Health"]


@dataclass(frozen=True, slots=True)
class Health:
    """How an atlas stands `at` a moment.

    `papers` counts by state, inputs that could not be read among the unreadable. `runs` are the last run of each
    command, `batches` those that a provider still works on. `month_usd` is the most that a calendar month may cost,
    `spent_month` what this one did.
    """

    at: datetime
    papers: dict[str, int]
    in_work: int
    backlog: Backlog
    cursors: tuple[Cursor, ...]
    runs: tuple[RunRow, ...]
    batches: tuple[Batch, ...]
    spent: Spending
    spent_month: Spending
    month_usd: float
    database_bytes: int
    documents_bytes: int
