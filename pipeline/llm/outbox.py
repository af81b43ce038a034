"""Questions that wait for the next batch, in files as the provider takes them: nothing of them is kept in memory.

A question that was put here is not sent yet. If the process dies, its papers are still due, and what it left here is
swept away by a run of another day.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from pipeline.domain.batches import Asked
from pipeline.domain.exchange import Request
from pipeline.errors import CannotWrite
from pipeline.llm.batch_lines import question_line

__all__ = ["MOST_BYTES", "MOST_CALLS", "Outbox", "Parcel"]

MOST_CALLS = 50_000  # of a provider's batch
MOST_BYTES = 200_000_000  # of its file
_DAY_S = 86_400


@dataclass(slots=True)
class Parcel:
    """One file of questions, not larger than a provider takes; its name is the batch's."""

    name: str
    file: Path
    asked: list[Asked] = field(default_factory=list)
    bytes: int = 0


class Outbox:
    """Where a run puts its questions; safe to be used by several threads. `folder` is this run's own."""

    def __init__(self, folder: Path, *, most_calls: int = MOST_CALLS, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder / uuid4().hex
        self._most_calls = most_calls
        self._most_bytes = most_bytes
        self._parcels: list[Parcel] = []
        self._lock = threading.Lock()

    def put(self, request: Request, asked: Asked) -> None:
        """Keep a question for the next batch. Raises CannotWrite."""
        line = question_line(request, asked.key)
        with self._lock:
            parcel = self._parcels[-1] if self._parcels else None
            if parcel is None or len(parcel.asked) >= self._most_calls or parcel.bytes + len(line) > self._most_bytes:
                parcel = self._new()
            try:
                with parcel.file.open("ab") as file:
                    file.write(line)
            except OSError as error:
                raise _cannot_write(parcel.file, error) from error
            parcel.asked.append(asked)
            parcel.bytes += len(line)

    def parcels(self) -> tuple[Parcel, ...]:
        """What waits, and take it out; the files stay until `sweep`."""
        with self._lock:
            waiting, self._parcels = tuple(self._parcels), []
        return waiting

    def only(self, parcel: Parcel, asked: Sequence[Asked]) -> Path:
        """The file of a parcel with just these of its questions, in the order they were put. Raises CannotWrite."""
        if len(asked) == len(parcel.asked):
            return parcel.file
        wanted = {one.key for one in asked}
        smaller = parcel.file.with_suffix(".part.jsonl")
        try:
            with parcel.file.open("rb") as lines, smaller.open("wb") as file:
                for one, line in zip(parcel.asked, lines, strict=True):
                    if one.key in wanted:
                        wanted.discard(one.key)
                        file.write(line)
        except OSError as error:
            raise _cannot_write(smaller, error) from error
        return smaller

    def sweep(self) -> None:
        """Delete this run's files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _new(self) -> Parcel:
        name = uuid4().hex
        try:
            if not self._folder.exists():
                self._folder.mkdir(parents=True)
                _sweep_the_dead(self._folder.parent)
        except OSError as error:
            raise _cannot_write(self._folder, error) from error
        parcel = Parcel(name, self._folder / f"{name}.jsonl")
        self._parcels.append(parcel)
        return parcel


def _sweep_the_dead(folder: Path) -> None:
    """Delete what no run can still be filling."""
    for one in folder.iterdir():
        if time.time() - one.stat().st_mtime > _DAY_S:
            shutil.rmtree(one, ignore_errors=True)


def _cannot_write(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f"{path} cannot be written: {error.strerror}", hint="make room and run the same command again")
