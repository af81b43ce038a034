"""Real papers: every file ends in a named state with its reason; every statement stands where it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.document import Document
from pipeline.domain.draft import Basis, Draft
from pipeline.domain.ledger import PaperState
from pipeline.settings import Settings
from pipeline.store.documents import DocumentShelf
from pipeline.wiring import Home, open_ledger
from tests.acceptance.terminal import Answer, atlas

pytestmark = pytest.mark.corpus

STATES = {state.value for state in PaperState} - {"waiting", "failed"} | {"duplicate", "known"}
FOLDERS = ("pdf", "xml", "records", "hard")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="module")
def everything(home: Path, corpus: Path) -> Answer:
    """The whole corpus as one atlas."""
    return atlas("draft", *(corpus / name for name in FOLDERS), "--json", cwd=home)


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Answer:
    """The PDFs alone."""
    return atlas("draft", corpus / "pdf", "--json", cwd=tmp_path_factory.mktemp("pdfs"))


def test_every_file_ends_in_a_named_state_with_a_reason_and_none_by_a_defect(everything: Answer, corpus: Path) -> None:
    assert everything.code == 3, everything.err
    assert "Traceback" not in everything.err
    named = {line["input"].partition("#")[0] for line in everything.lines}
    assert named == {str(path) for name in FOLDERS for path in (corpus / name).iterdir()}
    for line in everything.lines:
        assert line["state"] in STATES, line
        assert line["state"] == "drafted" or line["reason"], line


def test_at_least_38_of_the_41_pdfs_yield_a_draft(pdfs: Answer) -> None:
    drafted = [line for line in pdfs.lines if line["state"] == "drafted"]
    assert len(pdfs.lines) == 41
    assert len(drafted) >= 38, [(line["input"], line["reason"]) for line in pdfs.lines if line not in drafted]


def test_the_pdf_the_xml_and_the_record_of_a_pair_are_one_paper(everything: Answer) -> None:
    faces: dict[str, list[str | None]] = {}
    for line in everything.lines:
        if found := re.search(r"(?:pair|europepmc)_(PMC\d+)", line["input"]):
            faces.setdefault(found[1], []).append(line["paper"])
    assert len(faces) == 13
    for name, papers in faces.items():
        assert len(papers) == 3, name
        assert len(set(papers)) == 1, name


def test_no_draft_from_nothing(everything: Answer) -> None:
    """Records without an abstract, notices, scans and web pages are never drafted."""
    ends = {Path(line["input"]).name: line["state"] for line in everything.lines}
    for name in ("pubmed_32894878.xml", "pubmed_38048813.xml", "pubmed_retraction_notice_27508352.xml"):
        assert ends[name] in {"insufficient_source", "unreadable"}, name
    for name in ("pair_PMC4745270.pdf", "pair_PMC4745270.nxml", "pubmed_38833988.xml", "pubmed_37909814.xml"):
        assert ends[name] in {"insufficient_source", "unreadable", "duplicate"}, name
    hard = (
        "scan_no_text_schomerus.pdf",
        "ocr_rotated_90.pdf",
        "not_a_pdf_access_denied.pdf",
        "not_a_paper_download_page_gonzalezcebrian2022evdiagnosis.pdf",
        "zero_pages_issue9105.pdf",
        "password_r6_user.pdf",
    )
    for name in hard:
        assert ends[name] in {"insufficient_source", "unreadable"}, name


def test_every_statement_of_every_draft_stands_in_the_document_on_the_page_it_names(
    home: Path, everything: Answer
) -> None:
    del everything
    checked = 0
    shelf = DocumentShelf(Home(home).documents)
    with open_ledger(Home(home), Settings()) as ledger:
        for row in ledger.papers.all([PaperState.DRAFTED]):
            stored = ledger.drafts.latest(row.id)
            assert stored is not None
            face = ledger.faces.find(row.primary)
            assert face is not None
            document = shelf.get(face.document or "")
            assert document is not None
            checked += _statements_stand(Draft.model_validate_json(stored.body), document, row.id)
    assert checked > 1000


def _statements_stand(draft: Draft, document: Document, name: str) -> int:
    pages: dict[str, set[int | None]] = {}
    for sentence in document.sentences:
        pages.setdefault(document.slice(sentence.span), set()).add(sentence.page)
    statements = draft.summary.statements()
    for field, statement in statements:
        assert statement.evidence or statement.basis is not Basis.SOURCE, (name, field)
        for evidence in statement.evidence:
            assert evidence.page in pages[evidence.quote], (name, field)
    return len(statements)


def test_a_second_run_over_everything_does_no_work(home: Path, corpus: Path, everything: Answer) -> None:
    before = _work_done(home)
    again = atlas("draft", *(corpus / name for name in FOLDERS), "--json", cwd=home)
    assert again.code == 0
    assert _work_done(home) == before
    assert len(again.lines) == len(everything.lines)
    assert "drafted" not in {line["state"] for line in again.lines}


def _work_done(home: Path) -> dict[str, Any]:
    """How often each paper was claimed, and when each file was written."""
    with open_ledger(Home(home), Settings()) as ledger:
        tries = {row.id: row.tries for row in ledger.papers.all()}
    files = {str(path): path.stat().st_mtime_ns for path in (home / "outputs/papers").rglob("*")}
    return {"tries": tries, "files": json.dumps(files, sort_keys=True)}
