"""`atlas add` against stand-ins for PubMed and Europe PMC over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from tests.acceptance.terminal import Answer, atlas, here
from tests.services.crossref import CrossrefStandIn, update, work
from tests.services.europepmc import Article, EuropePMCStandIn
from tests.services.pubmed import PubMedStandIn, Record
from tests.services.standing_in import FAULTS

DAY = date(2026, 3, 1)
OPEN = Article("10001", DAY, doi="10.5555/invented.10001", pmcid="PMC501", open=True, licence="cc by")
CLOSED = Article("10002", DAY, doi="10.5555/invented.10002")
PREPRINT = Article("PPR77", DAY, source="PPR", doi="10.1101/2026.01.01.123456", title="Another invented study")


@dataclass
class Services:
    """The stand-ins, and a home whose settings name them."""

    pubmed: PubMedStandIn
    europepmc: EuropePMCStandIn
    crossref: CrossrefStandIn
    home: Path

    def add(self, *identifiers: str) -> Answer:
        """`atlas add IDENTIFIERS... --json`, in this process."""
        return here("add", *identifiers, "--json", "-q", home=self.home)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    """Both services with three papers, two of them in PubMed."""
    with _running(tmp_path) as running:
        yield running


@contextmanager
def _running(home: Path) -> Iterator[Services]:
    with (
        PubMedStandIn(records=[Record("10001", DAY), Record("10002", DAY)]) as pubmed,
        EuropePMCStandIn(articles=[OPEN, CLOSED, PREPRINT]) as europepmc,
        CrossrefStandIn(works=[work(one.doi) for one in (OPEN, CLOSED, PREPRINT)]) as crossref,
    ):
        where = (
            f'address = "{pubmed.address}"\neuropepmc = "{europepmc.address}"\ncrossref_address = "{crossref.address}"'
        )
        (home / "atlas.toml").write_text(f"[update]\n{where}\ntries = 1\nlongest_wait = 0.0\n", encoding="utf-8")
        yield Services(pubmed, europepmc, crossref, home)


def test_papers_are_fetched_by_each_kind_of_identifier_and_drafted(services: Services) -> None:
    answer = services.add("PMID: 10001", "https://doi.org/10.1101/2026.01.01.123456", "10.5555/INVENTED.10002")
    assert answer.code == 0, answer.err
    first, second, third = answer.lines
    assert [one["state"] for one in answer.lines] == ["drafted"] * 3, answer.lines
    assert (first["identifier"], first["input"], first["reason"]) == ("PMID 10001", "PMID: 10001", None)
    assert [Path(file).suffix for file in first["files"]] == [".xml", ".xml"]
    assert json.loads(Path(first["draft"]).read_text(encoding="utf-8"))["source"]["level"] == "fulltext_xml"
    assert len({one["paper"] for one in answer.lines}) == 3
    for one in (second, third):
        assert "no full text" in one["reason"]
        assert "inputs/" in one["hint"]
        assert json.loads(Path(one["draft"]).read_text(encoding="utf-8"))["source"]["level"] == "abstract"
    added = services.home / "inputs/added"
    assert all(Path(file).parent == added.absolute() for one in answer.lines for file in one["files"])


def test_one_paper_asked_for_by_three_numbers_is_one_paper_and_drafted_once(services: Services) -> None:
    answer = services.add("PMC501", "10001", "10.5555/invented.10001")
    assert answer.code == 0, answer.err
    assert len({one["paper"] for one in answer.lines}) == 1
    assert sorted({one["state"] for one in answer.lines}) in (["drafted"], ["drafted", "duplicate"])
    again = services.add("PMC501")
    assert (again.code, again.lines[0]["state"]) == (0, "known")
    assert again.lines[0]["paper"] == answer.lines[0]["paper"]


def test_what_could_not_be_had_is_named_with_what_to_do_and_stops_no_other(services: Services) -> None:
    answer = services.add("10.5555/nowhere", "PMC501", "99999999", "smith.pdf")
    assert answer.code == 3
    nowhere, had, unknown, nothing = answer.lines
    assert had["state"] == "drafted"
    assert [one["state"] for one in (nowhere, unknown, nothing)] == ["not_found", "not_found", "not_an_identifier"]
    assert "DOI 10.5555/nowhere" in nowhere["reason"]
    assert "PMID 99999999" in unknown["reason"]
    assert all(one["hint"] and one["files"] == [] for one in (nowhere, unknown, nothing))


@pytest.mark.parametrize("name", FAULTS)
def test_a_service_that_fails_is_never_taken_for_a_paper_that_does_not_exist(services: Services, name: str) -> None:
    services.europepmc.faults = [FAULTS[name]] * 9
    answer = services.add("10.5555/invented.10001")
    assert answer.code == 69
    assert answer.lines[0]["state"] == "could_not_ask"
    assert "Europe PMC" in answer.lines[0]["reason"]
    assert not (services.home / "inputs/added").exists()


def test_the_record_is_drafted_when_only_the_full_text_could_not_be_asked_for(services: Services) -> None:
    services.europepmc.faults = [None, FAULTS["500"]]
    answer = services.add("PMID:10001")
    (told,) = answer.lines
    assert (answer.code, told["state"]) == (0, "drafted")
    assert "could not be asked" in told["reason"]
    assert "again later" in told["hint"]
    again = services.add("PMID:10001")  # now its text is there
    assert again.lines[0]["paper"] == told["paper"]
    assert len(again.lines[0]["files"]) == 2


def test_europe_pmc_s_record_stands_in_for_pubmed_s_while_that_is_down(services: Services) -> None:
    services.pubmed.faults = [FAULTS["500"]] * 9
    (told,) = services.add("PMID:10002").lines
    assert told["state"] == "drafted"
    assert "PubMed could not be asked" in told["reason"]


def test_a_text_that_names_no_licence_is_not_taken(services: Services) -> None:
    services.europepmc.articles = [Article("10001", DAY, pmcid="PMC501", open=True, licence_in_text="")]
    (told,) = services.add("PMC501").lines
    assert "no licence" in told["reason"]
    assert [Path(file).suffix for file in told["files"]] == [".json"]


def test_a_text_that_is_called_open_and_not_sent_is_named(services: Services) -> None:
    services.europepmc.texts_withheld = {"PMC501"}
    (told,) = services.add("PMC501").lines
    assert told["state"] == "drafted"
    assert "does not send it" in told["reason"]


def test_nothing_usable_is_65_and_asks_nobody(services: Services) -> None:
    answer = services.add("smith.pdf", "2009")
    assert answer.code == 65
    assert services.europepmc.asked == []
    assert services.pubmed.asked == []


def test_people_are_told_on_the_terminal_what_became_of_each(services: Services) -> None:
    answer = atlas("add", "PMID:", "10001", "10.5555/nowhere", cwd=services.home)
    assert answer.code == 3, answer.err
    assert "looking up PMID 10001" in answer.err
    assert len(answer.out.splitlines()) == 2
    assert any(line.startswith("drafted\t") for line in answer.out.splitlines())
    assert any(line.startswith("not_found\t") and "10.5555/nowhere" in line for line in answer.out.splitlines())


def test_what_became_of_an_added_paper_is_asked_and_told_with_its_date(services: Services) -> None:
    retracted = work(CLOSED.doi, **{"updated-by": [update("retraction", "10.5555/notice", (2026, 3, 8))]})
    services.crossref.works = [work(OPEN.doi), retracted]
    answer = services.add("PMC501", CLOSED.doi)
    assert answer.code == 3
    assert [one["state"] for one in answer.lines] == ["drafted", "drafted"]
    told = [{one["source"]: one["affected"] for one in line["standing"]} for line in answer.lines]
    assert told == [{"Crossref": "no"}, {"Crossref": "yes"}]
    assert all(line["standing"][0]["as_of"] for line in answer.lines)
    assert "retracted by 10.5555/notice, says Crossref" in answer.err
    assert services.add(CLOSED.doi).code == 0, "it is told once"


@pytest.mark.parametrize("name", FAULTS)
def test_a_source_that_fails_is_never_taken_for_not_retracted(services: Services, name: str) -> None:
    services.crossref.faults = [FAULTS[name]] * 9
    (line,) = services.add("PMC501").lines
    (told,) = line["standing"]
    assert (line["state"], told["affected"], told["as_of"]) == ("drafted", "could_not_ask", None)
    assert told["reason"]


def test_an_added_paper_is_looked_up_in_the_table_of_retraction_watch(services: Services) -> None:
    named = {
        "Title": OPEN.title,
        "RetractionDate": "7/12/2026 0:00",
        "RetractionDOI": "10.5555/notice",
        "OriginalPaperDOI": OPEN.doi,
        "OriginalPaperPubMedID": OPEN.number,
        "RetractionNature": "Retraction",
        "Reason": "+Error in Data;",
    }
    table = services.home / "inputs/retractions.csv"
    table.parent.mkdir()
    table.write_text("".join(f"{','.join(row)}\n" for row in (named.keys(), named.values())), encoding="utf-8")
    with (services.home / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write('retraction_watch = "inputs/retractions.csv"\n')
    answer = services.add("PMC501")
    told = {one["source"]: one["affected"] for one in answer.lines[0]["standing"]}
    assert told == {"Crossref": "no", "Retraction Watch": "yes"}
    assert answer.code == 3


def test_an_added_article_joins_its_preprint_before_anything_is_drafted(services: Services) -> None:
    title = "Another invented study of many people who rest and pace on most days"
    services.europepmc.articles = [replace(PREPRINT, title=title)]
    (preprint,) = services.add(PREPRINT.doi).lines
    told = {"has-preprint": [{"id-type": "doi", "id": PREPRINT.doi, "asserted-by": "subject"}]}
    services.europepmc.articles = [replace(PREPRINT, title=title), replace(CLOSED, title=title)]
    services.crossref.works = [work(PREPRINT.doi), work(CLOSED.doi, relation=told)]
    (article,) = services.add(CLOSED.doi).lines
    assert article["paper"] == preprint["paper"]
    draft = json.loads(Path(article["draft"]).read_text(encoding="utf-8"))
    assert draft["paper"]["doi"] == CLOSED.doi
    assert draft["made_by"]["anew"][0].startswith("the article of this preprint was published")
