"""A run in the ledger: begun, and ended with its exit code whatever ends it, short of the process itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydantic import JsonValue

from pipeline.errors import PipelineError
from pipeline.ports import Clock, Runs

__all__ = ["Record", "exit_code_of", "recorded"]

log = logging.getLogger(__name__)


@dataclass
class Record:
    """What a run says of itself at its end."""

    counts: dict[str, int] = field(default_factory=dict)
    exit_code: int = 0
    told: dict[str, JsonValue] = field(default_factory=dict)


@contextmanager
def recorded(runs: Runs, command: str, clock: Clock) -> Iterator[Record]:
    """The record of a run, written at the end. An error is written too, with the exit code that it leads to."""
    number = runs.start(command, clock.now())
    record = Record()
    try:
        yield record
    except BaseException as error:
        record.exit_code = exit_code_of(error)
        record.told["error"] = error.message if isinstance(error, PipelineError) else type(error).__name__
        try:
            _finish(runs, number, record, clock)
        except PipelineError as another:  # what ended the run may be that the ledger is away
            log.warning("the end of this run could not be written: %s", another.message)
        raise
    _finish(runs, number, record, clock)


def exit_code_of(error: BaseException) -> int:
    """The exit code that an error leads to when nothing catches it (docs/commands.md)."""
    if isinstance(error, PipelineError):
        return error.exit_code
    return 130 if isinstance(error, KeyboardInterrupt) else 1


def _finish(runs: Runs, number: int, record: Record, clock: Clock) -> None:
    runs.finish(number, clock.now(), counts=record.counts, exit_code=record.exit_code, told=record.told)
