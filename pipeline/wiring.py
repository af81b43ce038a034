"""Settings -> services. The only room that knows every adapter; nothing is built before it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.adding import Adding
from pipeline.desk.services import Desk, ReviewRules
from pipeline.domain.exchange import Api, Rung
from pipeline.domain.ledger import Owner
from pipeline.domain.pace import Limits
from pipeline.domain.profile import Profile
from pipeline.drafting.by_model.drafter import ModelDrafter
from pipeline.drafting.offline import OfflineDrafter
from pipeline.drafting.withholding import NeverSend, WithholdingDrafter
from pipeline.errors import ConfigurationError
from pipeline.feeds.about_papers import CrossrefStatus, OpenTexts, TableStatus, europepmc_identifier, europepmc_name
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.feeds.pubmed import PubMed
from pipeline.feeds.retraction_watch import read_table
from pipeline.ports import Drafter
from pipeline.profiles.loading import load_profile
from pipeline.prompting.bodies import Target, is_openai
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.services import RunSpending, Services, Watch
from pipeline.settings import ModelSettings, ReadingSettings, Settings, UpdateSettings
from pipeline.sources.files import FileReader
from pipeline.sources.pdf import PdfLimits, PdfPool
from pipeline.store.documents import DocumentShelf
from pipeline.store.folder import PaperFolder
from pipeline.store.ledger import Ledger
from pipeline.store.whole_files import write_whole
from pipeline.updating import Service, Updating
from pipeline.updating.services import StatusSource

if TYPE_CHECKING:
    from pipeline.llm.money import Budget
    from pipeline.llm.paid import PaidModel

__all__ = [
    "Home",
    "SystemClock",
    "adding_of",
    "check_drafter",
    "database_of",
    "open_desk",
    "open_ledger",
    "open_reader",
    "open_services",
    "paid_model",
    "pubmed_service",
    "updating_of",
]


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


def check_drafter(settings: Settings) -> None:
    """Raise ConfigurationError when the drafter that is set cannot work: no model's name, no key for OpenAI."""
    if settings.drafter.kind == "model":
        _target(settings.model)
        _key(settings.model)
        find(load_catalogue(settings.prompts.folder), settings.model.prompt)


@contextmanager
def open_services(
    home: Home,
    settings: Settings,
    *,
    stopping: Callable[[], bool],
    watch: Watch,
    again: str = "",
) -> Iterator[Services]:
    """Everything a batch needs, closed when it ends.

    `again` is a word of this run, not empty when a model is to be asked anew what it was asked before.
    """
    with open_ledger(home, settings) as ledger, open_reader(settings.reading) as reader:
        profile = load_profile(settings.profile.name)
        drafter: Drafter
        drafter, spending = OfflineDrafter(), None
        if settings.drafter.kind == "model":
            drafter, spending = _model_drafter(settings, profile, ledger, stopping, again)
        yield Services(
            reader=reader,
            shelf=DocumentShelf(home.documents),
            faces=ledger.faces,
            papers=ledger.papers,
            queue=ledger.queue,
            drafts=ledger.drafts,
            runs=ledger.runs,
            folder=PaperFolder(home.papers),
            drafter=drafter,
            profile=profile,
            clock=SystemClock(),
            severities=settings.checks.severity,
            reading_at_once=settings.reading.workers,
            lease_s=settings.run.lease_seconds,
            stopping=stopping,
            watch=watch,
            spending=spending,
        )


@contextmanager
def open_desk(home: Home, settings: Settings) -> Iterator[Desk]:
    """The review desk of a home, closed when the context ends. No model is asked."""
    with open_desk_with_pictures(home, settings) as (desk, _):
        yield desk


@contextmanager
def open_desk_with_pictures(home: Home, settings: Settings) -> Iterator[tuple[Desk, PdfPool]]:
    """The review desk of a home, and what draws the pages of its papers."""
    with open_ledger(home, settings) as ledger, open_pool(settings.reading) as pool:
        reader = FileReader(pool)
        story = Services(
            reader=reader,
            shelf=DocumentShelf(home.documents),
            faces=ledger.faces,
            papers=ledger.papers,
            queue=ledger.queue,
            drafts=ledger.drafts,
            runs=ledger.runs,
            folder=PaperFolder(home.papers),
            drafter=OfflineDrafter(),
            profile=load_profile(settings.profile.name),
            clock=SystemClock(),
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
            rules=ReviewRules(settings.review.second, settings.review.share, settings.review.blind),
        )
        yield desk, pool


def adding_of(home: Home, settings: Settings) -> Adding:
    """What fetching single papers needs; nobody is asked yet."""
    return Adding(
        pubmed=_pubmed(settings.update),
        library=_europepmc(settings.update),
        folder=home.inputs / "added",
        write=write_whole,
    )


def updating_of(home: Home, settings: Settings, services: Services, ledger: Ledger, owner: Owner) -> Updating:
    """What one scheduled run needs beside the services."""
    asked = settings.update
    europepmc = _europepmc(asked)
    crossref = Crossref(
        _asker("Crossref", asked.crossref_address, asked, every_s=0.1), lambda: services.clock.now().date()
    )
    statuses: list[StatusSource] = [CrossrefStatus(crossref)] if asked.crossref else []
    if asked.retraction_watch:
        statuses.append(TableStatus(read_table(home.root / asked.retraction_watch)))
    return Updating(
        story=services,
        feeds={
            "pubmed": pubmed_service(_pubmed(asked)),
            "europepmc": Service("Europe PMC", europepmc, europepmc_identifier, europepmc_name, suffix=".json"),
        },
        cursors=ledger.cursors,
        notices=ledger.notices,
        standings=ledger.standings,
        statuses=statuses,
        full_texts=OpenTexts(europepmc) if asked.full_texts else None,
        folder=home.inputs / "feeds",
        write=write_whole,
        owner=owner,
        first_days=asked.first_days,
        overlap_days=asked.overlap_days,
        recheck_days=asked.recheck_days,
    )


def pubmed_service(pubmed: PubMed) -> Service:
    """PubMed as a scheduled run asks it."""
    return Service(
        "PubMed",
        pubmed,
        identifier=lambda name: ("pmid", name),
        name=lambda scheme, value: value if scheme == "pmid" else None,
        rechecks=True,
    )


def _pubmed(asked: UpdateSettings) -> PubMed:
    asker = _asker("PubMed", asked.address, asked, every_s=0.11 if asked.key else 0.4)
    return PubMed(asker, asked.key.get_secret_value() if asked.key else "")


def _europepmc(asked: UpdateSettings) -> EuropePMC:
    return EuropePMC(_asker("Europe PMC", asked.europepmc, asked, every_s=0.4))


def _asker(name: str, address: str, asked: UpdateSettings, *, every_s: float) -> Asker:
    """One asker of one service, as patient as the settings say."""
    base = address.rstrip("/") + "/"
    return Asker(name, base, asked.contact, every_s=every_s, tries=asked.tries, longest_wait_s=asked.longest_wait)


def _model_drafter(
    settings: Settings, profile: Profile, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[Drafter, RunSpending]:
    """The drafter that asks the model which is set, and what it spends."""
    paid, budget, target = paid_model(settings, ledger, stopping, again)
    prompt = find(load_catalogue(settings.prompts.folder), settings.model.prompt)
    drafter = ModelDrafter(paid, prompt, profile, target)
    return WithholdingDrafter(drafter, OfflineDrafter(), NeverSend(settings.model.never_send)), budget


def paid_model(
    settings: Settings, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[PaidModel, Budget, Target]:
    """The model that is set, asked through the ledger and within its budget. Raises ConfigurationError."""
    # The client takes half a second to load, so drafting offline does without it.
    from pipeline.llm.gate import Gate
    from pipeline.llm.money import Budget, Price
    from pipeline.llm.openai import OpenAIServer
    from pipeline.llm.paid import PaidModel
    from pipeline.llm.retrying import Patience

    model, money = settings.model, settings.budget
    target, priced = _target(model), money.prices.get(model.name)
    budget = Budget(
        price=Price(priced.input, priced.output, priced.cached_input) if priced else None,
        usd=money.run_usd,
        tokens=money.run_tokens,
    )
    paid = PaidModel(
        OpenAIServer(target.endpoint, key=_key(model), seconds=model.seconds, connections=settings.run.concurrency),
        ledger.calls,
        SystemClock(),
        budget,
        target=target,
        month_usd=money.month_usd,
        rung=_rung(model),
        patience=Patience(tries=model.tries, longest_s=model.longest_wait),
        again=again,
        stopping=stopping,
        gate=Gate(
            ledger.pacing,
            f"{target.endpoint} {target.model}",
            Limits(model.requests_per_minute, model.tokens_per_minute),
            longest_s=model.longest_wait,
            stopping=stopping,
        ),
    )
    return paid, budget, target


def _target(model: ModelSettings) -> Target:
    if not model.name:
        raise ConfigurationError(
            "no model is named", hint="set model.name in atlas.toml, or give --model NAME; --offline drafts without one"
        )
    endpoint = model.base_url.rstrip("/")
    if not endpoint.startswith(("https://", "http://")):
        raise ConfigurationError(f"model.base_url is no web address: {model.base_url}", hint="it begins with https://")
    own = is_openai(endpoint)
    api = {"auto": Api.RESPONSES if own else Api.CHAT, "responses": Api.RESPONSES, "chat": Api.CHAT}[model.api]
    return Target(
        endpoint=endpoint,
        api=api,
        model=model.name,
        input_tokens=model.input_tokens,
        output_tokens=model.output_tokens,
        temperature=None if model.temperature == "default" else model.temperature,
        effort=model.effort,
    )


def _rung(model: ModelSettings) -> Rung | None:
    if model.answers != "auto":
        return Rung(model.answers)
    return Rung.JSON_SCHEMA if is_openai(model.base_url) else None


def _key(model: ModelSettings) -> SecretStr | None:
    """The key as it is set. Raises ConfigurationError where it cannot be read, or OpenAI would need one."""
    key = model.key
    if model.key_file is not None and key is None:
        try:
            key = SecretStr(model.key_file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"the key file {model.key_file} could not be read", hint="correct model.key_file in atlas.toml"
            ) from error
    if is_openai(model.base_url) and not (key and key.get_secret_value()):
        raise ConfigurationError(
            "OpenAI needs a key and none is set",
            hint="set OPENAI_API_KEY or model.key_file; another server: model.base_url; without a model: --offline",
        )
    return key if key and key.get_secret_value() else None
