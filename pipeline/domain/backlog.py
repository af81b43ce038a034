"""Backlog: what waits for people, measured by how fast they have been."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PACE_WEEKS", "Backlog"]

#: The pace of people is that of so many weeks: long enough for a holiday, short enough for somebody who joins.
PACE_WEEKS = 8.0


@dataclass(frozen=True, slots=True)
class Backlog:
    """Drafts that wait for a first look (`unseen`) or are in review, and how many papers people settled of late.

    `settled` counts papers that were approved, confirmed, returned or excluded in the last `over_weeks` weeks: eight,
    or as many as there are since the first decision of all, and at least one.
    """

    unseen: int
    in_review: int
    settled: int
    over_weeks: float

    @property
    def waiting(self) -> int:
        """Every draft that waits for people."""
        return self.unseen + self.in_review

    @property
    def per_week(self) -> float | None:
        """Papers settled a week; None where nobody settled any, so that no pace is known."""
        return self.settled / self.over_weeks if self.settled else None

    @property
    def weeks(self) -> float | None:
        """How many weeks' work waits; None where the pace is not known and something waits."""
        if not self.waiting:
            return 0.0
        return self.waiting / self.per_week if self.per_week else None
