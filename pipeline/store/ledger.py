"""The ledger: the one durable truth about inputs, papers, drafts, paid calls and runs, on SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.domain.backlog import PACE_WEEKS, Backlog
from pipeline.domain.ledger import Figures, Owner
from pipeline.store import leases
from pipeline.store.accounts import Accounts
from pipeline.store.batches import Batches
from pipeline.store.calls import Calls
from pipeline.store.copying import copy_all
from pipeline.store.database import Database
from pipeline.store.decisions import Decisions
from pipeline.store.desk_rows import DeskRows
from pipeline.store.drafts import Drafts
from pipeline.store.faces import Faces
from pipeline.store.feeds import Cursors, Notices, Standings
from pipeline.store.links import Links
from pipeline.store.location import locate
from pipeline.store.measuring import Measuring
from pipeline.store.pacing import Pacing
from pipeline.store.papers import Papers
from pipeline.store.people import People
from pipeline.store.purging import purge
from pipeline.store.queue import Queue
from pipeline.store.runs import Runs
from pipeline.store.sign_ins import SignIns
from pipeline.store.turns import Turns
from pipeline.store.upgrade import upgrade

__all__ = ["Ledger"]


class Ledger:
    """An open database, one narrow face for each noun. Every method of theirs is one transaction of its own.

    Safe to share between threads. Times are aware datetimes that the caller hands in.
    """

    def __init__(self, database: Database, *, alive: Callable[[Owner], bool] = leases.alive) -> None:
        self.database = database
        self.faces = Faces(database)
        self.papers = Papers(database)
        self.queue = Queue(database, alive)
        self.drafts = Drafts(database)
        self.calls = Calls(database)
        self.batches = Batches(database)
        self.runs = Runs(database)
        self.decisions = Decisions(database)
        self.desk_rows = DeskRows(database)
        self.people = People(database)
        self.cursors = Cursors(database)
        self.notices = Notices(database)
        self.standings = Standings(database)
        self.links = Links(database)
        self.accounts = Accounts(database)
        self.sign_ins = SignIns(database)
        self.measuring = Measuring(database)
        self.pacing = Pacing(database)
        self.turns = Turns(database, alive)

    @classmethod
    def open(
        cls, where: str | Path, *, alive: Callable[[Owner], bool] = leases.alive, others_at_work: bool = False
    ) -> Self:
        """Open, make or upgrade the database at a path, `sqlite:///path` or `postgresql://...`.

        With `others_at_work` a server's tables are made, and never upgraded (SchemaTooOld).

        Raises ConfigurationError for an address that is none, CannotWrite for a full disk or a missing right,
        SchemaTooNew, ServiceUnavailable for a server that does not answer, and StoreError for a damaged file, one of
        another program or one on a network file system.
        """
        database = Database(locate(where))
        try:
            upgrade(database, others_at_work=others_at_work)
        except BaseException:
            database.close()
            raise
        return cls(database, alive=alive)

    def purge(self, paper: str, now: datetime) -> tuple[str, ...]:
        """Take the texts of a paper out; see `purging.purge`."""
        return purge(self.database, paper, now)

    def copy_to(self, other: Ledger, told: Callable[[str, int], None]) -> dict[str, int]:
        """Copy everything into another, empty ledger; see `copying.copy_all`."""
        return copy_all(self.database, other.database, told)

    def figures(self, now: datetime) -> Figures:
        """The ledger in numbers."""
        return Figures(
            papers=self.papers.counts(),
            in_work=self.queue.in_work(now),
            open_attempts=len(self.calls.open_attempts()),
            spending=self.calls.spent(),
            database_bytes=self.database.bytes_on_disk(),
        )

    def backlog(self, now: datetime) -> Backlog:
        """What waits for people, and how fast they have been of late."""
        unseen, in_review = self.desk_rows.waiting()
        settled, first = self.decisions.settled(now - timedelta(weeks=PACE_WEEKS))
        weeks = (now - first) / timedelta(weeks=1) if first else 0.0
        return Backlog(unseen, in_review, settled, max(1.0, min(PACE_WEEKS, weeks)))

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
