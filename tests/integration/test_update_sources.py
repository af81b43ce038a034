"""A run that asks Crossref, Europe PMC and a table too: three answers with their dates, and open full texts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.domain.document import Level
from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import Search
from pipeline.feeds.about_papers import (
    CrossrefStatus,
    OpenTexts,
    TableStatus,
    europepmc_identifier,
    europepmc_name,
)
from pipeline.feeds.asking import Asker
from pipeline.feeds.crossref import Crossref
from pipeline.feeds.europepmc import EuropePMC
from pipeline.feeds.retraction_watch import read_table
from pipeline.settings import load
from pipeline.updating import Service, Updating, take_in
from pipeline.wiring import Home, open_ledger
from tests.integration.test_update import FIRST, SEARCH, Clock, updating
from tests.services.crossref import CrossrefStandIn, update, work
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.pubmed import PubMedStandIn, Record
from tests.services.standing_in import status

DOI = "10.5555/invented.1001"


@pytest.fixture
def pubmed() -> Iterator[PubMedStandIn]:
    """PubMed with one record."""
    with PubMedStandIn() as running:
        running.records = [Record("1001", FIRST)]
        yield running


@pytest.fixture
def crossref() -> Iterator[CrossrefStandIn]:
    """Crossref that holds that record's DOI."""
    with CrossrefStandIn() as running:
        running.works = [work(DOI)]
        yield running


@pytest.fixture
def europepmc() -> Iterator[EuropePMCStandIn]:
    """Europe PMC with nothing in it yet."""
    with EuropePMCStandIn() as running:
        yield running


def _asker(name: str, address: str) -> Asker:
    return Asker(name, address, "x@example.org", every_s=0, tries=1, sleep=lambda _s: None)


@contextmanager
def _run(home: Path, pubmed: PubMedStandIn, clock: Clock) -> Iterator[Updating]:
    with updating(home, pubmed, clock) as run:
        yield run


def _with_crossref(run: Updating, crossref: CrossrefStandIn, clock: Clock) -> Updating:
    asked = Crossref(_asker("Crossref", crossref.address), lambda: clock.now().date())
    return replace(run, statuses=[CrossrefStatus(asked)])


def _standing(home: Path, source: str) -> tuple[Affected, str, str]:
    with open_ledger(Home(home), load(home).settings) as ledger:
        (row,) = ledger.papers.all()
        (one,) = [one for one in ledger.standings.of(row.id) if one.source == source]
        return one.affected, one.as_of, one.reason


def test_each_source_answers_with_its_date_and_a_failure_leaves_the_last_answer_and_says_so(
    pubmed: PubMedStandIn, crossref: CrossrefStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    with _run(tmp_path, pubmed, clock) as plain:
        run = _with_crossref(plain, crossref, clock)
        asyncio.run(take_in([SEARCH], run))
        assert _standing(tmp_path, "PubMed") == (Affected.NO, FIRST.isoformat(), "")
        assert _standing(tmp_path, "Crossref") == (Affected.NO, FIRST.isoformat(), "")
        clock.time += timedelta(days=8)
        crossref.faults = [status(500)] * 9
        taken = asyncio.run(take_in([SEARCH], run))
        checked = next(one for one in taken.rechecked if one.service == "Crossref")
        assert checked.fault
        affected, as_of, reason = _standing(tmp_path, "Crossref")
        assert (affected, as_of) == (Affected.NO, FIRST.isoformat()), "the last answer, for its day"
        assert "500" in reason
        crossref.faults = []
        crossref.works = [work(DOI, **{"updated-by": [update("retraction", "10.5555/notice", (2026, 3, 8))]})]
        clock.time += timedelta(days=1)
        (notice,) = asyncio.run(take_in([SEARCH], run)).notices
        assert (notice.kind, notice.reference) == ("retracted_by", "10.5555/notice")
        assert _standing(tmp_path, "Crossref")[0] is Affected.YES


def test_a_paper_that_no_source_could_be_asked_about_is_never_called_not_retracted(
    pubmed: PubMedStandIn, crossref: CrossrefStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    crossref.works = []  # another agency registers the DOI
    with _run(tmp_path, pubmed, clock) as plain:
        asyncio.run(take_in([SEARCH], _with_crossref(plain, crossref, clock)))
    affected, as_of, reason = _standing(tmp_path, "Crossref")
    assert (affected, as_of) == (Affected.COULD_NOT_ASK, "")
    assert "no record" in reason


def test_a_source_is_not_asked_again_before_its_time(
    pubmed: PubMedStandIn, crossref: CrossrefStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    with _run(tmp_path, pubmed, clock) as plain:
        run = _with_crossref(plain, crossref, clock)
        for days in (0, 1, 1, 6):
            clock.time += timedelta(days=days)
            asyncio.run(take_in([SEARCH], run))
    assert len(crossref.asked) == 2


def test_a_table_of_retraction_watch_is_a_source_like_the_others(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,"
        "OriginalPaperPubMedID,RetractionNature,Reason\n"
        f"1,Pacing,2/3/2026 0:00,10.5555/notice,0,1/1/2026 0:00,{DOI},1001,Retraction,+Error;\n",
        encoding="utf-8",
    )
    with _run(tmp_path, pubmed, Clock()) as plain:
        run = replace(plain, statuses=[TableStatus(read_table(table))])
        (notice,) = asyncio.run(take_in([SEARCH], run)).notices
    assert notice.kind == "retracted_by"
    assert _standing(tmp_path, "Retraction Watch")[0] is Affected.YES


def test_an_open_full_text_that_comes_later_takes_the_place_of_the_abstract(
    pubmed: PubMedStandIn, europepmc: EuropePMCStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    with _run(tmp_path, pubmed, clock) as plain:
        run = replace(plain, full_texts=OpenTexts(EuropePMC(_asker("Europe PMC", europepmc.address))))
        taken = asyncio.run(take_in([SEARCH], run))
        assert taken.full_texts is not None
        assert (taken.full_texts.asked, taken.full_texts.found) == (1, 0)
        europepmc.articles = [Article("1001", FIRST, doi=DOI, pmcid="PMC1001", open=True, licence="cc by")]
        clock.time += timedelta(days=8)
        taken = asyncio.run(take_in([SEARCH], run))
        assert taken.full_texts is not None
        assert taken.full_texts.found == 1
        (row,) = run.story.papers.all()
        face = run.story.faces.find(row.primary)
        assert face is not None
        assert face.level is Level.FULLTEXT_XML
        assert taken.due == (row.id,)


def test_a_text_whose_licence_does_not_allow_it_is_not_fetched_into_the_atlas(
    pubmed: PubMedStandIn, europepmc: EuropePMCStandIn, tmp_path: Path
) -> None:
    europepmc.articles = [Article("1001", FIRST, doi=DOI, pmcid="PMC1001", open=True, licence_in_text="")]
    with _run(tmp_path, pubmed, Clock()) as plain:
        run = replace(plain, full_texts=OpenTexts(EuropePMC(_asker("Europe PMC", europepmc.address))))
        taken = asyncio.run(take_in([SEARCH], run))
        assert taken.full_texts is not None
        assert taken.full_texts.found == 0
        assert not list(run.folder.glob("fulltext-*"))


def test_preprints_are_found_by_a_search_of_europe_pmc_and_taken_in_once(
    pubmed: PubMedStandIn, europepmc: EuropePMCStandIn, tmp_path: Path
) -> None:
    europepmc.articles = [
        Article(
            "PPR77", FIRST, source="PPR", doi="10.5555/preprint.77", title="Resting in an invented illness, a preprint"
        ),
        Article("1001", FIRST, doi=DOI),
    ]
    searches = [SEARCH, Search("preprints", "europepmc", "ME/CFS")]
    with _run(tmp_path, pubmed, Clock()) as plain:
        feed = Service(
            "Europe PMC",
            EuropePMC(_asker("Europe PMC", europepmc.address)),
            europepmc_identifier,
            europepmc_name,
            suffix=".json",
        )
        run = replace(plain, feeds={**plain.feeds, "europepmc": feed})
        for _ in range(2):
            taken = asyncio.run(take_in(searches, run))
            assert [one.fault for one in taken.asked] == ["", ""]
            assert len(run.story.papers.all()) == 2
            assert len(taken.due) == 2
