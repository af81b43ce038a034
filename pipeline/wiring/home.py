"""A home: where its things lie, and how its ledger and readers are opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.ports import Clock
from pipeline.settings import ReadingSettings, Settings
from pipeline.sources.files import FileReader
from pipeline.sources.pdf import PdfLimits, PdfPool
from pipeline.store.clock import ServerClock
from pipeline.store.ledger import Ledger

__all__ = ["Home", "SystemClock", "clock_of", "database_of", "open_ledger", "open_pool", "open_reader"]


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of the user's own: configuration, inputs, outputs."""

    root: Path

    @property
    def inputs(self) -> Path:
        """Where papers are put."""
        return self.root / "inputs"

    @property
    def outputs(self) -> Path:
        """Where everything that is made lies."""
        return self.root / "outputs"

    @property
    def papers(self) -> Path:
        """One folder for each paper, for people."""
        return self.outputs / "papers"

    @property
    def documents(self) -> Path:
        """What was read, so that nothing is read twice."""
        return self.outputs / "documents"

    @property
    def originals(self) -> Path:
        """Copies of files that were read on other machines; may be deleted at any time."""
        return self.outputs / "originals"

    @property
    def pages(self) -> Path:
        """Pictures of pages; may be deleted at any time."""
        return self.outputs / "pages"

    @property
    def database(self) -> Path:
        """The ledger, unless the settings name a server."""
        return self.outputs / "atlas.db"


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)


def clock_of(ledger: Ledger) -> Clock:
    """The clock that all processes on one ledger share: the server's where there is one, else this machine's."""
    return SystemClock() if ledger.database.is_sqlite else ServerClock(ledger.database)


def database_of(home: Home, settings: Settings) -> str | Path:
    """The address of the ledger: the server that is set, or the file in the outputs folder."""
    return settings.store.url.get_secret_value() if settings.store.url else home.database


def open_ledger(home: Home, settings: Settings, *, others_at_work: bool = False) -> Ledger:
    """The ledger, made or upgraded if need be (not under `others_at_work`). Raises what `Ledger.open` raises."""
    return Ledger.open(database_of(home, settings), others_at_work=others_at_work)


@contextmanager
def open_reader(settings: ReadingSettings) -> Iterator[FileReader]:
    """A reader of every format; its PDF processes start at the first PDF and end with the context."""
    with open_pool(settings) as pdf:
        yield FileReader(pdf)


def open_pool(settings: ReadingSettings) -> PdfPool:
    """The processes that read and draw PDFs, closed as a context ends."""
    limits = PdfLimits(
        megabytes=settings.megabytes,
        pages=settings.pages,
        seconds=settings.seconds,
        memory=settings.memory_mib,
    )
    return PdfPool(settings.workers, limits)
