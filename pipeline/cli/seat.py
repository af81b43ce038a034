"""Somebody at the desk without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.progress import now_and_then
from pipeline.desk.refreshing import refresh
from pipeline.desk.services import Desk
from pipeline.settings import Settings, load
from pipeline.wiring import Home, open_desk

__all__ = ["Seat", "my_name", "seat_of"]


@dataclass(frozen=True, slots=True)
class Seat:
    """The desk, and the id of the person who sits at it."""

    desk: Desk
    person: str


@contextmanager
def seat_of(home: Path) -> Iterator[Seat]:
    """The desk of a home, its queue as it is now, closed when the context ends."""
    settings = load(home).settings
    with open_desk(Home(home), settings) as desk:
        refresh(desk, now_and_then("making the queue ready: {} of {} drafts"))
        yield Seat(desk, desk.people.named(my_name(settings), desk.story.clock.now()).id)


def my_name(settings: Settings) -> str:
    """The name under which this person decides: the one that is set, or the one they are signed in with."""
    import getpass

    try:
        return settings.review.name or getpass.getuser()
    except (OSError, KeyError):
        return "a person on this machine"
