"""Settings -> everything a batch or the review desk needs, closed when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.desk.services import Desk, ReviewRules
from pipeline.drafting.by_model.verifier import ModelVerifier
from pipeline.drafting.offline import OfflineDrafter
from pipeline.llm.money import Budget
from pipeline.ports import Drafter
from pipeline.profiles.loading import load_profile
from pipeline.services import RunSpending, Services, Watch
from pipeline.settings import Settings
from pipeline.sources.files import FileReader
from pipeline.sources.pdf import PdfPool
from pipeline.store.folder import PaperFolder
from pipeline.wiring.batches import drafter_in_batches
from pipeline.wiring.files import originals_of, shelf_of
from pipeline.wiring.home import Home, clock_of, open_ledger, open_pool, open_reader
from pipeline.wiring.models import check_verifier, drafter_by_model, verifier_by_model

__all__ = ["open_desk", "open_desk_with_pictures", "open_judging", "open_services"]


@contextmanager
def open_services(
    home: Home,
    settings: Settings,
    *,
    stopping: Callable[[], bool],
    watch: Watch,
    again: str = "",
    in_batches: bool = False,
    others_at_work: bool = False,
) -> Iterator[Services]:
    """Everything a run needs, closed when it ends.

    `again` is a word of this run, not empty when a model is to be asked anew what it was asked before. `in_batches`:
    its questions go out in the provider's batches, by the post. With `others_at_work` a database that others use is not
    upgraded.
    """
    with (
        open_ledger(home, settings, others_at_work=others_at_work) as ledger,
        open_reader(settings.reading) as reader,
    ):
        profile = load_profile(settings.profile.name)
        drafter: Drafter
        drafter, spending, post, second = OfflineDrafter(), None, None, None
        if settings.drafter.kind == "model" and in_batches:
            drafter, spending, post = drafter_in_batches(settings, profile, ledger, stopping, home)
        elif settings.drafter.kind == "model":
            drafter, spending = drafter_by_model(settings, profile, ledger, stopping, again)
        if spending is not None:
            second = verifier_by_model(settings, profile, ledger, stopping, again, spending)
        yield Services(
            reader=reader,
            shelf=shelf_of(home, settings),
            originals=originals_of(home, settings),
            faces=ledger.faces,
            papers=ledger.papers,
            links=ledger.links,
            queue=ledger.queue,
            drafts=ledger.drafts,
            runs=ledger.runs,
            folder=PaperFolder(home.papers),
            drafter=drafter,
            profile=profile,
            clock=clock_of(ledger),
            severities=settings.checks.severity,
            reading_at_once=settings.reading.workers,
            lease_s=settings.run.lease_seconds,
            stopping=stopping,
            watch=watch,
            spending=spending,
            post=post,
            verifier=second[0] if second else None,
        )


@contextmanager
def open_desk(home: Home, settings: Settings) -> Iterator[Desk]:
    """The review desk of a home, closed when the context ends. No model is asked."""
    with open_desk_with_pictures(home, settings) as (desk, _):
        yield desk


@contextmanager
def open_judging(
    home: Home, settings: Settings, stopping: Callable[[], bool], again: str = "", spending: RunSpending | None = None
) -> Iterator[tuple[Desk, ModelVerifier, Budget]]:
    """The desk of a home, the second model that judges its drafts, and what that spends.

    `again` is as in `open_services`; `spending` is that of the services of a run, which then pays for this too. Raises
    ConfigurationError where none is set.
    """
    check_verifier(settings)
    with open_ledger(home, settings) as ledger, open_desk(home, settings) as desk:
        beside = spending if isinstance(spending, Budget) else None
        opened = verifier_by_model(settings, desk.story.profile, ledger, stopping, again, beside)
        assert opened is not None
        yield desk, *opened


@contextmanager
def open_desk_with_pictures(home: Home, settings: Settings) -> Iterator[tuple[Desk, PdfPool]]:
    """The review desk of a home, and what draws the pages of its papers."""
    with open_ledger(home, settings) as ledger, open_pool(settings.reading) as pool:
        reader = FileReader(pool)
        story = Services(
            reader=reader,
            shelf=shelf_of(home, settings),
            originals=originals_of(home, settings),
            faces=ledger.faces,
            papers=ledger.papers,
            links=ledger.links,
            queue=ledger.queue,
            drafts=ledger.drafts,
            runs=ledger.runs,
            folder=PaperFolder(home.papers),
            drafter=OfflineDrafter(),
            profile=load_profile(settings.profile.name),
            clock=clock_of(ledger),
            severities=settings.checks.severity,
        )
        desk = Desk(
            story=story,
            decisions=ledger.decisions,
            rows=ledger.desk_rows,
            people=ledger.people,
            history=ledger.drafts,
            notices=ledger.notices,
            standings=ledger.standings,
            cursors=ledger.cursors,
            runs=ledger.runs,
            waiting=ledger.queue,
            rules=ReviewRules(settings.review.second, settings.review.share, settings.review.blind),
        )
        yield desk, pool
