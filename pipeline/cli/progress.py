"""How far a batch is, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from rich.progress import TaskID

__all__ = ["Progress", "now_and_then"]

_SECONDS_BETWEEN_LINES = 5.0
#: Events of the workflow: the phase they belong to, and whether a step has ended.
_EVENTS = {
    "reading": ("reading", False),
    "read": ("reading", True),
    "drafting": ("drafting", False),
    "drafted": ("drafting", True),
}


def now_and_then(line: str) -> Callable[[int, int], None]:
    """Something to tell `done` and `of` to, that says so on standard error: nothing where it is done in a moment."""
    last = time.monotonic()

    def told(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(line.format(done, of), err=True)

    return told


class Progress:
    """Count, current paper, time left and cost so far. Give it to the workflow as its watch."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar = None if quiet or not sys.stderr.isatty() else _Bar()
        #: What the run has cost so far, in words; set it where a model is paid.
        self.cost: Callable[[], str] | None = None
        self._totals: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._began: dict[str, float] = {}
        self._last_line = time.monotonic()

    def expect(self, phase: str, total: int) -> None:
        """Say how many steps a phase (`reading`, `drafting`) will have."""
        self._totals[phase] = total
        self._done[phase] = 0
        self._began[phase] = time.monotonic()
        if self._bar and total:
            self._bar.begin(phase, total)

    def __call__(self, event: str, label: str) -> None:
        """One event of the workflow."""
        phase, ended = _EVENTS[event]
        if ended:
            self._done[phase] = self._done.get(phase, 0) + 1
        if self._bar:
            self._bar.show(phase, self._done.get(phase, 0), label, self.cost() if self.cost else "")
        elif not self._quiet and time.monotonic() - self._last_line > _SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            click.echo(self._line(phase, label), err=True)

    def _line(self, phase: str, label: str) -> str:
        done, total = self._done.get(phase, 0), self._totals.get(phase, 0)
        spent = time.monotonic() - self._began.get(phase, time.monotonic())
        left = f", about {spent / done * (total - done):.0f} s left" if done and total > done else ""
        return f"{phase}: {done} of {total}{left}{self._cost()}, now {label}"

    def _cost(self) -> str:
        return f", {self.cost()}" if self.cost else ""

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()


class _Bar:
    """The bar of a terminal."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description:<9}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[cost]}", markup=False),
            TextColumn("{task.fields[label]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def start(self) -> None:
        self._bar.start()

    def stop(self) -> None:
        self._bar.stop()

    def begin(self, phase: str, total: int) -> None:
        self._tasks[phase] = self._bar.add_task(phase, total=total, label="", cost="")

    def show(self, phase: str, done: int, label: str, cost: str) -> None:
        if phase in self._tasks:
            self._bar.update(self._tasks[phase], completed=done, label=label[:40], cost=cost)
