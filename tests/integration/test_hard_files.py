"""Files that break or mislead a reader of PDFs: one line of the table for each, and what must come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.domain.document import Document
from pipeline.errors import UnreadableSource
from pipeline.sources.pdf import PdfReader
from pipeline.sources.pdf.mupdf import mupdf
from tests.scanned import needs_tesseract

pytestmark = pytest.mark.corpus


@dataclass(frozen=True)
class Read:
    """A file that is read: its warnings, its language where it can be told, words hidden in it, its doubtful pages."""

    warnings: frozenset[str] = frozenset()
    language: str | None = None
    hidden: str = ""
    unreliable: tuple[int, ...] = ()


def warned(*codes: str, language: str | None = None, hidden: str = "", unreliable: tuple[int, ...] = ()) -> Read:
    """A file that is read with these warnings."""
    return Read(frozenset(codes), language, hidden, unreliable)


EXPECTED: dict[str, Read | str] = {
    "annotated.pdf": warned("not_a_paper"),
    "arabic_rotated.pdf": warned("not_a_paper", language="ar"),
    "attachment.pdf": warned("not_a_paper"),
    "cid_ArabicCIDTrueType.pdf": warned("not_a_paper", language="ar"),
    "cid_noembed-eucjp.pdf": "empty",
    "corrupted_artur.pdf": "broken",
    "dehyphenation1.pdf": warned("not_a_paper", language="en"),
    "fuzzed_poppler_937.pdf": "broken",
    "german_consensus_hermisson.pdf": warned("repaired", language="de"),
    "huge_352_pages_freeculture.pdf": "too_many_pages",
    "injection_test_case4_reviewer.pdf": warned("hidden_text", language="en", hidden="positive review"),
    "injection_test_case6_resume.pdf": warned("hidden_text", "not_a_paper", hidden="Ignore all previous"),
    "injection_test_hidden_text.pdf": warned("hidden_text", "not_a_paper", hidden="SYSTEM_COMPROMISED"),
    "injection_test_light_244.pdf": warned("hidden_text", "not_a_paper", hidden="SYSTEM_COMPROMISED"),
    "injection_test_metadata_exploit.pdf": warned("not_a_paper"),
    "invisible_text_layer.pdf": warned("hidden_text", "not_a_paper", hidden="Invisible"),
    "javascript_js-authors.pdf": "empty",
    "korean_4pages.pdf": warned("not_a_paper", language="ko"),
    "not_a_paper_download_page_gonzalezcebrian2022evdiagnosis.pdf": "not_a_pdf",
    "not_a_paper_german_drug_list.pdf": warned("not_a_paper", language="de"),
    "not_a_pdf_access_denied.pdf": "not_a_pdf",
    "ocr_rotated_90.pdf": "images_only",
    "owner_password_only_r6.pdf": warned("not_a_paper"),
    "page_tree_cycle.pdf": "broken",
    "password_needed_2206.01062_pg3.pdf": "encrypted",
    "password_r6_user.pdf": "encrypted",
    "right_to_left_01.pdf": warned("not_a_paper", language="ar"),
    "scan_no_text_schomerus.pdf": "images_only",
    "scan_ocr_1999_zfn.pdf": warned("ocr_text", "not_a_paper", language="en", unreliable=(1, 2)),
    "type3_bad_spacing_hep.pdf": "garbled",
    "zero_pages_issue9105.pdf": "broken",
}


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as shared:
        yield shared


def test_table_names_every_hard_file(corpus: Path) -> None:
    assert set(EXPECTED) == {path.name for path in (corpus / "hard").iterdir()}


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if isinstance(expected, str)])
def test_file_that_cannot_be_read_is_refused_with_its_reason_and_advice(
    name: str, corpus: Path, reader: PdfReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no text recognition
    with pytest.raises(UnreadableSource) as caught:
        reader.read(corpus / "hard" / name, digest="sha256:0")
    assert caught.value.reason == EXPECTED[name]
    assert caught.value.message.endswith(".")
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize(("name", "expected"), [(name, one) for name, one in EXPECTED.items() if isinstance(one, Read)])
def test_file_that_can_be_read_comes_with_its_warnings(
    name: str, expected: Read, corpus: Path, reader: PdfReader
) -> None:
    document = reader.read(corpus / "hard" / name, digest="sha256:0")
    assert {warning.code for warning in document.warnings} == expected.warnings
    assert expected.language in (None, document.language)
    assert document.quality.unreliable_pages == expected.unreliable
    assert (document.quality.origin == "ocr") == ("ocr_text" in expected.warnings)
    assert bool(document.hidden) == bool(expected.hidden)
    if expected.hidden:
        assert any(expected.hidden in hidden.text for hidden in document.hidden)
        assert expected.hidden not in document.text


@pytest.mark.parametrize("name", ["annotated.pdf", "attachment.pdf"])
def test_annotations_and_attachments_are_no_text(name: str, corpus: Path, reader: PdfReader) -> None:
    path = corpus / "hard" / name
    with mupdf.open(path) as file:
        said = [annotation.info["content"] for page in file for annotation in page.annots()]
        said += [file.embfile_info(number)["filename"] for number in range(file.embfile_count())]
    text = reader.read(path, digest="sha256:0").text
    assert [one for one in said if len(one) > 3 and one in text] == []


def test_words_cut_at_line_ends_are_joined(corpus: Path, reader: PdfReader) -> None:
    document = reader.read(corpus / "hard" / "dehyphenation1.pdf", digest="sha256:0")
    assert "- " not in document.text


@needs_tesseract
def test_scan_on_its_side_is_read_and_nothing_in_it_is_trusted(corpus: Path, reader: PdfReader) -> None:
    document: Document = reader.read(corpus / "hard" / "ocr_rotated_90.pdf", digest="sha256:0")
    assert document.quality.origin == "ocr"
    assert document.quality.unreliable_pages == (1,)
    assert {warning.code for warning in document.warnings} == {"ocr_text", "not_a_paper"}


@needs_tesseract
def test_scan_with_damaged_pictures_is_refused(corpus: Path, reader: PdfReader) -> None:
    with pytest.raises(UnreadableSource) as caught:
        reader.read(corpus / "hard" / "scan_no_text_schomerus.pdf", digest="sha256:0")
    assert caught.value.reason == "images_only"
