"""What people drop into inputs/, and papers that wait for their full text: over real HTTP, in real homes."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.domain.ledger import PaperState
from pipeline.feeds.about_papers import OpenTexts
from pipeline.feeds.asking import Asker
from pipeline.feeds.europepmc import EuropePMC
from pipeline.updating import Taken, Updating, take_in
from pipeline.workflow import one_paper
from tests.acceptance.terminal import here
from tests.desks import desk_of
from tests.integration.test_one_work import ABSTRACT, ris
from tests.integration.test_update import FIRST, OWNER, SEARCH, Clock, updating
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.pubmed import PubMedStandIn, Record

TITLE = "Pacing and rest in an invented group of people with ME/CFS"


@pytest.fixture
def pubmed() -> Iterator[PubMedStandIn]:
    """PubMed with nothing in it yet."""
    with PubMedStandIn() as running:
        yield running


@pytest.fixture
def europepmc() -> Iterator[EuropePMCStandIn]:
    """Europe PMC with nothing in it yet."""
    with EuropePMCStandIn() as running:
        yield running


@contextmanager
def _run(home: Path, pubmed: PubMedStandIn, clock: Clock, *, days: int = 0) -> Iterator[Updating]:
    with updating(home, pubmed, clock) as plain:
        yield replace(plain, inputs=home / "inputs", text_days=days)


def _taken(run: Updating) -> Taken:
    taken = asyncio.run(take_in([SEARCH], run))
    for paper in taken.due:
        asyncio.run(one_paper(paper, run.story, OWNER))
    return taken


def test_files_dropped_into_inputs_are_taken_in_once_and_drafted(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    folder = tmp_path / "inputs/from-a-manager"
    folder.mkdir(parents=True)
    library = folder / "library.ris"
    library.write_text(ris(TITLE, "10.5555/a", ABSTRACT) + ris("Resting " + TITLE, "10.5555/b", ABSTRACT), "utf-8")
    with _run(tmp_path, pubmed, Clock()) as run:
        taken = _taken(run)
        assert (taken.dropped.files, taken.dropped.papers, len(taken.due)) == (1, 2, 2)
        again = _taken(run)
        assert (again.dropped.files, again.due) == (0, ())
        library.write_text(library.read_text("utf-8") + ris("Sleeping " + TITLE, "10.5555/c", ABSTRACT), "utf-8")
        more = _taken(run)
        assert (more.dropped.files, len(more.due)) == (1, 1), "a file that grew is read again, and nothing twice"


def test_a_file_that_cannot_be_read_is_told_once(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs/broken.pdf").write_bytes(b"%PDF-1.4\nbroken")
    (tmp_path / "inputs/retractions.csv").write_text("RetractionDOI,RetractionNature,OriginalPaperDOI\n", "utf-8")
    with _run(tmp_path, pubmed, Clock()) as run:
        ((name, why),) = _taken(run).dropped.unreadable
        assert name.endswith("broken.pdf")
        assert why
        assert _taken(run).dropped.unreadable == ()


def test_what_the_feeds_wrote_is_not_taken_for_something_that_people_put_in(
    pubmed: PubMedStandIn, tmp_path: Path
) -> None:
    pubmed.records = [Record("1001", FIRST)]
    with _run(tmp_path, pubmed, Clock()) as run:
        _taken(run)
        assert any((tmp_path / "inputs/feeds").iterdir())
        assert _taken(run).dropped.files == 0


def test_a_file_that_was_only_touched_is_the_same_file(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    file = tmp_path / "inputs/one.ris"
    file.parent.mkdir()
    file.write_text(ris(TITLE, "10.5555/a", ABSTRACT), "utf-8")
    with _run(tmp_path, pubmed, Clock()) as run:
        _taken(run)
        os.utime(file, ns=(1, 1))
        assert _taken(run).due == ()


def test_the_command_reads_inputs_and_says_what_it_found(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    where = f'address = "{pubmed.address}"\nfull_texts = false\ncrossref = false\nlongest_wait = 0.0\n'
    (tmp_path / "atlas.toml").write_text(f"[update]\n{where}", "utf-8")
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs/one.ris").write_text(ris(TITLE, "10.5555/a", ABSTRACT), "utf-8")
    answer = here("update", "--json", home=tmp_path)
    assert (answer.code, answer.lines[0]["papers"]) == (0, {"drafted": 1}), answer.err
    assert answer.lines[0]["dropped"] == {"files": 1, "papers": 1, "unreadable": []}
    (tmp_path / "inputs/two.ris").write_text(ris(TITLE, "10.5555/b", ABSTRACT), "utf-8")
    answer = here("update", "--json", home=tmp_path)
    assert answer.code == 3, "two papers of one title are a question to a person"
    assert len(answer.lines[0]["may_be_the_same"]) == 1


def test_a_new_paper_waits_for_its_full_text_until_a_day_and_is_then_drafted_from_its_abstract(
    pubmed: PubMedStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    pubmed.records = [Record("1001", FIRST)]
    with _run(tmp_path, pubmed, clock, days=14) as run:
        taken = _taken(run)
        (paper,) = taken.waits
        row = run.story.papers.get(paper)
        until = row.created + timedelta(days=14)
        assert (taken.due, row.state) == ((), PaperState.RETRY_LATER)
        assert f"{until:%Y-%m-%d}" in row.reason
        assert "--paper" in row.hint
        clock.time = until - timedelta(hours=1)
        assert _taken(run).due == ()
        clock.time = until + timedelta(hours=1)
        assert _taken(run).due == (paper,)
        assert run.story.papers.get(paper).state is PaperState.DRAFTED


def test_a_full_text_that_comes_while_it_is_waited_for_is_drafted_at_once(
    pubmed: PubMedStandIn, europepmc: EuropePMCStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    pubmed.records = [Record("1001", FIRST)]
    asker = Asker("Europe PMC", europepmc.address, "", every_s=0, tries=1, sleep=lambda _s: None)
    with _run(tmp_path, pubmed, clock, days=14) as plain:
        run = replace(plain, full_texts=OpenTexts(EuropePMC(asker)))
        (paper,) = _taken(run).waits
        europepmc.articles = [Article("1001", FIRST, doi="10.5555/invented.1001", pmcid="PMC7", open=True)]
        clock.time += timedelta(days=2)
        assert _taken(run).due == (paper,), "it is asked for every day while it is waited for"
    with desk_of(tmp_path) as (desk, _):
        stored = desk.history.latest(paper)
        assert stored is not None
        assert b'"fulltext_xml"' in stored.body


def test_a_better_text_that_comes_after_the_draft_offers_a_redraft_and_says_so(
    pubmed: PubMedStandIn, europepmc: EuropePMCStandIn, tmp_path: Path
) -> None:
    clock = Clock()
    pubmed.records = [Record("1001", FIRST)]
    asker = Asker("Europe PMC", europepmc.address, "", every_s=0, tries=1, sleep=lambda _s: None)
    with _run(tmp_path, pubmed, clock) as plain:
        run = replace(plain, full_texts=OpenTexts(EuropePMC(asker)))
        (paper,) = _taken(run).due
        europepmc.articles = [Article("1001", FIRST, doi="10.5555/invented.1001", pmcid="PMC7", open=True)]
        clock.time += timedelta(days=9)
        taken = _taken(run)
        assert (taken.due, taken.anew) == ((paper,), (paper,))
    with desk_of(tmp_path) as (desk, _):
        stored = desk.history.latest(paper)
        assert stored is not None
        assert b"it was drafted anew from the full text, before from the abstract" in stored.body


def test_a_person_who_cannot_wait_has_it_drafted_now(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    pubmed.records = [Record("1001", FIRST)]
    with _run(tmp_path, pubmed, Clock(), days=14) as run:
        (paper,) = _taken(run).waits
    answer = here("draft", "--paper", paper, "--json", home=tmp_path)
    assert [line["state"] for line in answer.lines] == ["drafted"], answer.err


def test_what_people_put_in_does_not_wait(pubmed: PubMedStandIn, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs/one.ris").write_text(ris(TITLE, "10.5555/a", ABSTRACT), "utf-8")
    with _run(tmp_path, pubmed, Clock(), days=14) as run:
        taken = _taken(run)
        assert (taken.waits, len(taken.due)) == ((), 1)
