"""The queue brought up to the drafts that were made elsewhere: by workers, by a run of the night, on a new machine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.desk.dossier import row_now
from pipeline.desk.services import Desk

__all__ = ["Refresher", "refresh"]

#: Told how many rows are worked out, and of how many.
Told = Callable[[int, int], None]


def _nobody(_done: int, _of: int) -> None:
    """Nobody is told."""


def refresh(desk: Desk, told: Told = _nobody, stopping: Callable[[], bool] = lambda: False) -> int:
    """Work out the rows of drafts that the queue does not show yet, or shows as they were; returns how many.

    A row that a decision wrote meanwhile is the better one, and stays.
    """
    missing = desk.rows.missing()
    for number, paper in enumerate(missing):
        if stopping():
            return number
        told(number, len(missing))
        desk.rows.put_missing(row_now(desk, paper))
    if missing:
        told(len(missing), len(missing))
    return len(missing)


@dataclass
class Refresher:
    """Refreshes beside the pages, never twice at once. `left` is how many rows are still to be worked out."""

    desk: Desk
    left: int = 0
    stopped: bool = False
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def run(self, told: Told = _nobody) -> None:
        """Refresh now; nothing where somebody does already."""
        if not self._turn.acquire(blocking=False):
            return
        try:

            def hear(done: int, of: int) -> None:
                self.left = of - done
                told(done, of)

            refresh(self.desk, hear, lambda: self.stopped)
        finally:
            self.left = 0
            self._turn.release()
