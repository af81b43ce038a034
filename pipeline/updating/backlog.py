"""Whether drafting that costs money has to wait for people: more drafts than they can look at help nobody."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pipeline.domain.backlog import PACE_WEEKS, Backlog

__all__ = ["Watched", "held_back", "in_words"]

_LOOK_EVERY_S = 30.0


class Watched:
    """The backlog as a worker that stays looks at it: now and then, and it says so once when paying has to wait."""

    def __init__(
        self, why: Callable[[], str], told: Callable[[str], None], *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._why, self._told, self._now = why, told, now
        self._looked: float | None = None
        self._reason = ""
        self._looking = threading.Lock()

    def __call__(self) -> bool:
        """Whether nothing may be paid for now."""
        with self._looking:  # whoever comes while another looks has to know what it sees
            if self._looked is None or self._now() - self._looked >= _LOOK_EVERY_S:
                before, self._reason = self._reason, self._why()
                self._looked = self._now()
                if bool(before) != bool(self._reason):
                    self._told(self._reason or "fewer drafts wait now; drafting goes on")
            return bool(self._reason)


def held_back(backlog: Backlog, *, weeks: float, most: int) -> str:
    """Why nothing may be drafted for money now; empty where it may be.

    `weeks` of work at the pace of people is the limit, and `most` drafts whatever their pace, known or not; 0 is no
    limit.
    """
    if most and backlog.waiting >= most:
        unknown = "" if backlog.per_week else f" ({in_words(backlog)})"
        return (
            f"{backlog.waiting} drafts wait for a person{unknown}; no more are paid for until there are fewer than "
            f"{most} (update.waiting)"
        )
    if weeks and backlog.weeks is not None and backlog.weeks > weeks:
        return (
            f"{backlog.waiting} drafts wait for a person, {in_words(backlog)}; no more are paid for until it is "
            f"{weeks:g} weeks' work or less (update.waiting_weeks)"
        )
    return ""


def in_words(backlog: Backlog) -> str:
    """How many weeks' work waits, and how that is known."""
    if backlog.per_week is None or backlog.weeks is None:
        return f"nobody settled a paper in the last {PACE_WEEKS:g} weeks, so nobody knows how many weeks' work that is"
    return f"{backlog.weeks:.1f} weeks' work at {backlog.per_week:.1f} papers a week"
