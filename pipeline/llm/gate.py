"""The gate before a model server: all processes together ask it no faster than it allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from pipeline.domain.pace import Limits, Pace, Told
from pipeline.errors import RetryLater

__all__ = ["Gate", "Pacing"]

#: What other processes learned (a limit, a time to wait) is known here after so many seconds at most.
_LOOK_S = 2.0
_STEP_S = 0.5


class Pacing(Protocol):
    """The pace of each server, shared by all processes."""

    def look(self, name: str) -> Pace:
        """The pace as it stands."""
        ...

    def take(self, name: str, limits: Limits, tokens: int, now: float) -> float:
        """Reserve the next free moment for a request; returns the seconds to wait until it."""
        ...

    def correct(self, name: str, limits: Limits, unused: int) -> None:
        """Give back tokens that a request did not need."""
        ...

    def hold_back(self, name: str, seconds: float, now: float) -> None:
        """Let nobody ask for so long."""
        ...

    def learn(self, name: str, told: Told, now: float) -> None:
        """Remember what a reply said of limits."""
        ...


@dataclass
class Gate:
    """One server and model (`name`), within `limits` of our own; where these say nothing, within those it told us.

    Nothing is written while no limit is known. A wait of more than `longest_s` parks the paper instead.
    """

    pacing: Pacing
    name: str
    limits: Limits = field(default_factory=Limits)
    longest_s: float = 60.0
    stopping: Callable[[], bool] = lambda: False
    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _known: Pace = field(default_factory=Pace, init=False)
    _looked: float = field(default=0.0, init=False)

    async def enter(self, tokens: int) -> None:
        """Wait for the turn of a request of so many tokens. Raises RetryLater where that is too long, or on a stop."""
        now = self.now()
        if now - self._looked > _LOOK_S:
            self._looked = now
            self._known = await asyncio.to_thread(self.pacing.look, self.name)
        if not self._matters(now):
            return
        wait = await asyncio.to_thread(self.pacing.take, self.name, self.limits, tokens, now)
        if wait > self.longest_s:
            raise RetryLater(
                f"the model server may not be asked for another {wait:.0f} seconds",
                hint="the paper is tried again after that time",
                not_before=datetime.fromtimestamp(now + wait, UTC),
            )
        while wait > 0:
            if self.stopping():
                raise RetryLater("stopped while waiting for the model server", hint="run the same command again")
            await self.sleep(min(wait, _STEP_S))
            wait -= _STEP_S

    async def answered(self, told: Told, unused: int) -> None:
        """Learn from a reply: what it said of limits, and how many of the reserved tokens it did not need."""
        if told.nothing_left_s or told.limits.or_else(self._known.told) != self._known.told:
            await asyncio.to_thread(self.pacing.learn, self.name, told, self.now())
            self._looked = 0.0
        if unused and self.limits.or_else(self._known.told).tokens:
            await asyncio.to_thread(self.pacing.correct, self.name, self.limits, unused)

    async def asked_to_wait(self, seconds: float) -> None:
        """The server asks everybody to wait."""
        await asyncio.to_thread(self.pacing.hold_back, self.name, seconds, self.now())
        self._looked = 0.0

    def _matters(self, now: float) -> bool:
        allowed = self.limits.or_else(self._known.told)
        return bool(allowed.requests or allowed.tokens) or self._known.not_before > now
