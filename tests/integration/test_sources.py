"""Real files: every one ends in a document or a reason, in little time, and agrees with what is known of it."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.domain.document import Document, Level
from pipeline.domain.identifiers import normalise_doi
from pipeline.domain.paper import PubStatus
from pipeline.sources.files import FileReader, walk

pytestmark = pytest.mark.corpus

READER = FileReader()


def _document(path: Path) -> Document:
    (item,) = READER.read(path)
    assert item.document is not None, item.unread
    return item.document


@pytest.mark.parametrize(("folder", "least"), [("xml", 60), ("records", 400)])
def test_every_real_file_when_read_then_ends_in_items_within_seconds(corpus: Path, folder: str, least: int) -> None:
    documents = 0
    reasons: Counter[str] = Counter()
    for path in walk([corpus / folder]):
        started = time.monotonic()
        items = READER.read(path)
        assert time.monotonic() - started < 10, path.name
        assert items, path.name
        documents += sum(item.document is not None for item in items)
        reasons.update(item.unread.reason for item in items if item.unread)
    assert documents >= least
    assert set(reasons) <= {"no_records", "unknown_format", "retraction_table"}


def test_real_articles_when_read_then_offsets_hold_and_survive_json(corpus: Path) -> None:
    for path in walk([corpus / "xml"]):
        for item in READER.read(path):
            if item.document is None:
                continue
            document = item.document
            for section in document.sections:
                assert document.slice(section.span).strip(), (path.name, section)
            for sentence in document.sentences:
                assert document.section_of(sentence).span.holds(sentence.span), (path.name, sentence)
            assert Document.from_json(document.as_json()) == document


def test_pairs_when_their_jats_is_read_then_title_doi_and_authors_are_those_known(corpus: Path) -> None:
    lines = (corpus / "gold" / "pairs" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        known = json.loads(line)
        document = _document(corpus / "xml" / f"{Path(known['pdf']).stem}.nxml")
        paper = document.paper
        assert paper.title == known["title"]
        assert paper.doi == known["ids"]["doi"]
        assert [author.name for author in paper.authors] == known["authors"]
        assert paper.journal == known["journal"]
        assert len(document.references) == known["n_references"]


def test_pairs_when_read_as_article_and_as_record_then_are_one_paper(corpus: Path) -> None:
    for record in sorted((corpus / "records").glob("europepmc_*.json")):
        one = _document(record).paper
        other = _document(corpus / "xml" / f"pair_{record.stem.removeprefix('europepmc_')}.nxml").paper
        assert normalise_doi(one.doi) == normalise_doi(other.doi)
        assert (one.pmcid, one.year, one.is_notice) == (other.pmcid, other.year, other.is_notice), record.name


@pytest.mark.parametrize(
    ("name", "status", "is_notice"),
    [
        ("pubmed_retracted_10066780.xml", PubStatus.RETRACTED, False),
        ("pubmed_retraction_notice_27508352.xml", PubStatus.PUBLISHED, True),
        ("pair_PMC4745270.nxml", PubStatus.PUBLISHED, True),
        ("pair_PMC4736558.nxml", PubStatus.PUBLISHED, True),
        ("pubmed_35649368.xml", PubStatus.CORRECTED, False),
        ("pubmed_38833988.xml", PubStatus.PUBLISHED, True),
        ("pubmed_36156117.xml", PubStatus.PUBLISHED, False),
    ],
)
def test_known_retractions_and_corrections_when_read_then_have_the_right_direction(
    corpus: Path, name: str, status: PubStatus, *, is_notice: bool
) -> None:
    paper = _document(corpus / "xml" / name).paper
    assert (paper.pub_status, paper.is_notice) == (status, is_notice)


def test_records_without_an_abstract_when_read_then_hold_their_title_alone(corpus: Path) -> None:
    for name in ("pubmed_32894878.xml", "pubmed_38048813.xml"):
        document = _document(corpus / "xml" / name)
        assert document.text.strip() == document.paper.title
        assert document.level is Level.ABSTRACT
