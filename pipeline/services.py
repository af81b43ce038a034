"""What the workflow is handed: every door of the house, and the settings that are data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.domain.profile import Profile
from pipeline.domain.report import Severity
from pipeline.ports import Clock, Drafter, Drafts, Faces, Folder, Links, Papers, Queue, Reader, Runs, Shelf

__all__ = ["RunSpending", "Services", "Watch"]

#: Told what happens, for progress: an event (`reading`, `read`, `drafting`, `drafted`) and its file or paper.
Watch = Callable[[str, str], None]


def _unwatched(_event: str, _label: str) -> None:
    """A watch that nobody looks at."""


class RunSpending(Protocol):
    """What the run has cost so far; there is none where no model is paid."""

    reached: bool

    def in_words(self) -> str:
        """For people: dollars, or tokens where the price is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What the workflow is handed: every door of the house, and the settings that are data."""

    reader: Reader
    shelf: Shelf
    faces: Faces
    papers: Papers
    links: Links
    queue: Queue
    drafts: Drafts
    runs: Runs
    folder: Folder
    drafter: Drafter
    profile: Profile
    clock: Clock
    severities: Mapping[str, Severity] = field(default_factory=dict)
    reading_at_once: int = 2
    lease_s: float = 120.0
    stopping: Callable[[], bool] = lambda: False
    watch: Watch = _unwatched
    spending: RunSpending | None = None
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
