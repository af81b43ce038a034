"""What the workflow is handed: every door of the house, and the settings that are data."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pipeline.domain.batches import Standing
from pipeline.domain.profile import Profile
from pipeline.domain.report import Severity
from pipeline.ports import (
    Clock,
    Drafter,
    Drafts,
    Faces,
    Folder,
    Links,
    Originals,
    Papers,
    Queue,
    Reader,
    Runs,
    Shelf,
    Verifier,
)

__all__ = ["Posting", "RunSpending", "Services", "Watch"]

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


class Posting(Protocol):
    """Questions that go out together, and the answers brought back; there is none where a model is asked at once."""

    async def send(self) -> tuple[Standing, ...]:
        """Send everything that waits. Raises ServiceUnavailable, EndpointRefuses, StoreError."""
        ...

    async def collect(self) -> tuple[Standing, ...]:
        """How every batch stands; answers of those that are over are kept. Raises as `send`."""
        ...

    def done(self, back: Sequence[Standing]) -> None:
        """The papers of batches that are over went on."""
        ...

    async def close(self) -> None:
        """Close the connections."""
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
    as_study: bool = False
    stopping: Callable[[], bool] = lambda: False
    watch: Watch = _unwatched
    spending: RunSpending | None = None
    post: Posting | None = None
    verifier: Verifier | None = None
    originals: Originals | None = None
    computing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def close(self) -> None:
        """Let go of connections; called in the event loop in which papers were drafted."""
        await self.drafter.close()
        if self.verifier is not None:
            await self.verifier.close()
