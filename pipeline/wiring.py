"""Settings -> services. The only room that knows every adapter; nothing is built before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.drafting.offline import OfflineDrafter
from pipeline.profiles.loading import load_profile
from pipeline.settings import ReadingSettings, Settings
from pipeline.sources.files import FileReader
from pipeline.sources.pdf import PdfLimits, PdfPool
from pipeline.store.documents import DocumentShelf
from pipeline.store.folder import PaperFolder
from pipeline.store.ledger import Ledger
from pipeline.workflow import Services, Watch

__all__ = ["Home", "SystemClock", "database_of", "open_ledger", "open_reader", "open_services"]


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
    def database(self) -> Path:
        """The ledger, unless the settings name a server."""
        return self.outputs / "atlas.db"


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)


def database_of(home: Home, settings: Settings) -> str | Path:
    """The address of the ledger: the server that is set, or the file in the outputs folder."""
    return settings.store.url.get_secret_value() if settings.store.url else home.database


def open_ledger(home: Home, settings: Settings) -> Ledger:
    """The ledger, made or upgraded if need be. Raises what `Ledger.open` raises."""
    return Ledger.open(database_of(home, settings))


@contextmanager
def open_reader(settings: ReadingSettings) -> Iterator[FileReader]:
    """A reader of every format; its PDF processes start at the first PDF and end with the context."""
    limits = PdfLimits(
        megabytes=settings.megabytes,
        pages=settings.pages,
        seconds=settings.seconds,
        memory=settings.memory_mib,
    )
    with PdfPool(settings.workers, limits) as pdf:
        yield FileReader(pdf)


@contextmanager
def open_services(
    home: Home,
    settings: Settings,
    *,
    stopping: Callable[[], bool],
    watch: Watch,
) -> Iterator[Services]:
    """Everything a batch needs, closed when it ends."""
    with open_ledger(home, settings) as ledger, open_reader(settings.reading) as reader:
        yield Services(
            reader=reader,
            shelf=DocumentShelf(home.documents),
            faces=ledger.faces,
            papers=ledger.papers,
            queue=ledger.queue,
            drafts=ledger.drafts,
            folder=PaperFolder(home.papers),
            drafter=OfflineDrafter(),
            profile=load_profile(settings.profile.name),
            clock=SystemClock(),
            severities=settings.checks.severity,
            reading_at_once=settings.reading.workers,
            lease_s=settings.run.lease_seconds,
            stopping=stopping,
            watch=watch,
        )
