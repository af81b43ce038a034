"""Settings -> what is asked outside: PubMed, Europe PMC, Crossref, a table of retractions."""

from __future__ import annotations

from pipeline.adding import Adding
from pipeline.domain.ledger import Owner
from pipeline.feeds.about_papers import CrossrefStatus, OpenTexts, TableStatus, europepmc_identifier, europepmc_name
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.feeds.pubmed import PubMed
from pipeline.feeds.retraction_watch import read_table
from pipeline.services import Services
from pipeline.settings import Settings, UpdateSettings
from pipeline.store.ledger import Ledger
from pipeline.store.whole_files import write_whole
from pipeline.updating import Service, Updating
from pipeline.updating.services import StatusSource
from pipeline.wiring.home import Home

__all__ = ["adding_of", "pubmed_service", "updating_of"]


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
        inputs=home.inputs,
        library=europepmc,
        text_days=asked.full_text_days,
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
