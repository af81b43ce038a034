"""The project's own sample PDFs as a reviewer sees them: every sentence in its part, notes and heads out of the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.domain.document import Document, Role, Zone
from pipeline.domain.paper import NoticeKind
from pipeline.sources.pdf import PdfReader

NOTES = ("Invented sample paper", "made up", "Correspond", "Received", "upper age limit was 55")


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as shared:
        yield shared


def sentences(document: Document, *zones: Zone) -> list[str]:
    return [document.slice(one.span) for one in document.sentences if document.section_of(one).zone in zones]


@pytest.mark.parametrize("name", ["trial-samplexine", "case-control-exemplin", "retraction-exemplin-notice"])
def test_sample_when_notes_stand_at_the_foot_of_a_page_then_they_are_back_matter(
    name: str, reader: PdfReader, samples: Path
) -> None:
    document = reader.read(samples / f"{name}.pdf", digest="sha256:0")
    told = sentences(document, Zone.ABSTRACT, Zone.BODY, Zone.FRONT)
    assert not [text for text in told for note in NOTES if note in text]
    behind = [one for one in document.sentences if "Invented sample paper" in document.slice(one.span)]
    assert behind
    for one in behind:
        section = document.section_of(one)
        assert (section.role, section.zone, section.heading) == (Role.BACK, Zone.BACK, "")


def test_sample_when_a_narrow_table_stands_beside_text_then_text_and_sections_are_whole(
    reader: PdfReader, samples: Path
) -> None:
    document = reader.read(samples / "case-control-exemplin.pdf", digest="sha256:0")
    assert "Groups were compared with Mann–Whitney tests." in sentences(document, Zone.BODY)
    headings = [(section.heading, section.role) for section in document.sections if section.zone is Zone.BODY]
    assert ("2.5. Statistics", Role.METHODS) in headings
    assert ("3.1. Participants", Role.RESULTS) in headings
    assert [len({cell.column for cell in table.cells}) for table in document.tables] == [3, 5]
    assert "J. Muster et al." not in document.text
    assert document.paper.journal == "Archives of Imaginary Biomedicine"


def test_sample_when_it_is_a_retraction_notice_then_it_says_who_wrote_what_about_which_paper(
    reader: PdfReader, samples: Path
) -> None:
    document = reader.read(samples / "retraction-exemplin-notice.pdf", digest="sha256:0")
    paper = document.paper
    assert [author.collective for author in paper.authors] == ["The editors of Invented Letters"]
    assert (paper.journal, paper.doi) == ("Invented Letters", "10.5555/il.2024.0009")
    assert [(notice.kind, notice.doi) for notice in paper.notices] == [(NoticeKind.RETRACTS, "10.5555/il.2020.0041")]
    assert document.warnings == ()
    assert sentences(document, Zone.BODY)[0].startswith("The article “Raised exemplin")
