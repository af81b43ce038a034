"""Papers that are pictures: read through Tesseract, marked as such, and coming back once the program is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.domain.document import Document, Role, Zone
from pipeline.errors import UnreadableSource
from pipeline.sources.pdf import PdfLimits, PdfPool, PdfReader
from tests.scanned import needs_tesseract, scan_of
from tests.typeset import BODY, TITLE, two_column_paper

DIGEST = "sha256:0"


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scan")
    return scan_of(two_column_paper(folder / "paper.pdf", repeat=1), folder / "scan.pdf")


@pytest.fixture(scope="module")
def read(scan: Path) -> Document:
    with PdfReader() as reader:
        return reader.read(scan, digest=DIGEST)


@needs_tesseract
def test_scan_when_tesseract_is_there_then_text_sections_and_boxes_are_read(read: Document) -> None:
    assert read.paper.title == TITLE
    found = {section.role for section in read.sections if section.zone is Zone.BODY}
    assert {Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.LIMITATIONS} <= found
    wanted = [sentence for _, paragraphs in BODY for text in paragraphs for sentence in text.split(". ")]
    assert sum(sentence in read.text for sentence in wanted) >= 0.9 * len(wanted)
    sizes = {page.number: page for page in read.pages}
    for sentence in read.sentences:
        assert sentence.boxes
        for box in sentence.boxes:
            assert -1 <= box.x0 <= box.x1 <= sizes[box.page].width + 1
            assert -1 <= box.y0 <= box.y1 <= sizes[box.page].height + 1


@needs_tesseract
def test_scan_when_it_was_recognised_then_no_number_is_trusted_and_the_reviewer_is_told(read: Document) -> None:
    assert read.quality.origin == "ocr"
    assert read.quality.confidence is not None
    assert 0.6 < read.quality.confidence <= 1
    assert read.quality.unreliable_pages == tuple(page.number for page in read.pages)
    assert [warning.code for warning in read.warnings] == ["ocr_text"]


@needs_tesseract
def test_scan_when_it_lies_on_its_side_then_it_is_read_and_boxes_lie_on_the_page_as_shown(tmp_path: Path) -> None:
    paper = two_column_paper(tmp_path / "paper.pdf", repeat=1)
    path = scan_of(paper, tmp_path / "scan.pdf", turned=90, pages=1)
    with PdfReader() as reader:
        document = reader.read(path, digest=DIGEST)
    assert "Every participant gave written consent before the first walk" in document.text
    page = document.pages[0]
    assert page.width > page.height
    boxes = [box for sentence in document.sentences for box in sentence.boxes]
    assert all(0 <= box.x0 <= box.x1 <= page.width and 0 <= box.y0 <= box.y1 <= page.height for box in boxes)
    assert sum(box.y1 - box.y0 > box.x1 - box.x0 for box in boxes) > 0.8 * len(boxes)


@needs_tesseract
def test_scan_when_it_has_more_pages_than_are_recognised_then_it_is_refused(scan: Path) -> None:
    with PdfReader(PdfLimits(ocr_pages=0)) as reader, pytest.raises(UnreadableSource) as caught:
        reader.read(scan, digest=DIGEST)
    assert caught.value.reason == "images_only"
    assert "at most 0" in caught.value.message


@needs_tesseract
def test_scan_when_its_time_is_up_then_it_is_refused_and_the_reader_goes_on(scan: Path, tmp_path: Path) -> None:
    with PdfReader(PdfLimits(ocr_seconds=0.1)) as reader:
        with pytest.raises(UnreadableSource) as caught:
            reader.read(scan, digest=DIGEST)
        assert caught.value.reason == "timeout"
        assert reader.read(two_column_paper(tmp_path / "paper.pdf"), digest=DIGEST).paper.title == TITLE


@needs_tesseract
def test_scan_when_nothing_can_be_made_out_then_it_is_refused(tmp_path: Path) -> None:
    path = scan_of(two_column_paper(tmp_path / "paper.pdf"), tmp_path / "scan.pdf", dpi=22)
    with PdfReader() as reader, pytest.raises(UnreadableSource) as caught:
        reader.read(path, digest=DIGEST)
    assert caught.value.reason == "images_only"
    assert "could be recognised" in caught.value.message


def test_scan_when_tesseract_is_missing_then_the_hint_names_the_line_that_installs_it(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with PdfReader() as reader, pytest.raises(UnreadableSource) as caught:
        reader.read(scan, digest=DIGEST)
    assert caught.value.reason == "images_only"
    assert "apt install tesseract-ocr" in caught.value.hint


def test_scan_when_tesseract_fails_then_its_own_words_are_told(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, "echo 'Failed loading language' >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with PdfReader() as reader, pytest.raises(UnreadableSource) as caught:
        reader.read(scan, digest=DIGEST)
    assert "Failed loading language" in caught.value.message


def test_fingerprint_when_tesseract_comes_or_goes_then_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with PdfPool(1) as pool:
        without = pool.fingerprint
        _program(tmp_path, "exit 0")
        assert pool.fingerprint == f"{without} ocr"


def _program(folder: Path, script: str) -> None:
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
