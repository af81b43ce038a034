"""Whatever a file holds, reading it ends in items: a document for each record, or a reason a person can act on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.document import Document, Level
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.paper import Paper
from pipeline.domain.source import ReadItem, Unread
from pipeline.errors import InputMissing, UnreadableSource
from pipeline.sources import files, jats
from pipeline.sources.files import FileReader

RECORD = "TY  - JOUR\nTI  - Pacing in adults\nAB  - We asked 12 adults to rest.\nER  - \n"


class PdfRoom:
    """Stands where the reader of PDFs is plugged in."""

    fingerprint = "pdf/test"

    def read(self, path: Path, *, digest: str) -> Document:
        if b"locked" in path.read_bytes():
            raise UnreadableSource("encrypted", "this PDF needs a password", hint="save it without one")
        return Document(text="", paper=Paper(), level=Level.FULLTEXT_PDF, source_digest=digest, reader="pdf/test")


@pytest.fixture
def reader() -> FileReader:
    return FileReader(PdfRoom())


def _items(reader: FileReader, folder: Path, content: bytes, name: str = "paper.pdf") -> tuple[ReadItem, ...]:
    path = folder / name
    path.write_bytes(content)
    return reader.read(path)


def _reason(items: tuple[ReadItem, ...]) -> str:
    (item,) = items
    assert item.document is None
    assert item.number is None
    assert isinstance(item.unread, Unread)
    assert item.unread.message
    assert item.unread.hint
    return item.unread.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00" * 100, "empty"),
        (b"<!DOCTYPE html><html><body>Access denied</body></html>", "html"),
        (b"<article><front><article-meta>", "broken"),
        (b"<article><front/>" + b"<sec>" * 200_000, "broken"),
        (b"PK\x03\x04" + bytes(range(256)) * 4, "unknown_format"),
        (b'{"schema": "atlas.draft/1", "summary": {}}', "draft"),
        (b"10.9901/a\n10.9901/b\n", "id_list"),
        (b"Record ID,Title,RetractionDOI,OriginalPaperDOI\n1,A,x,y\n", "retraction_table"),
        (b"<?xml version='1.0'?><PubmedArticleSet></PubmedArticleSet>", "no_records"),
        (b'{"resultList": {"result": []}}', "no_records"),
        (b'[{"id": "a", "type": "article", "title": "x", "DOI": ', "broken"),
        (b"%PDF-1.7 locked", "encrypted"),
    ],
)
def test_a_file_that_is_no_paper_when_read_then_says_why(
    reader: FileReader, tmp_path: Path, content: bytes, reason: str
) -> None:
    assert _reason(_items(reader, tmp_path, content)) == reason


def test_a_file_of_one_record_when_read_then_has_no_number_and_the_file_s_digest(
    reader: FileReader, tmp_path: Path
) -> None:
    (item,) = _items(reader, tmp_path, RECORD.encode(), "any.name")
    assert item.number is None
    assert item.document is not None
    assert item.document.source_digest == digest_of_bytes(RECORD.encode())


def test_a_file_of_several_records_when_read_then_each_has_its_number_and_its_own_digest(
    reader: FileReader, tmp_path: Path
) -> None:
    content = (RECORD + "TY  - JOUR\nER  - \n" + RECORD).encode()
    items = _items(reader, tmp_path, content)
    assert [item.number for item in items] == [1, 2, 3]
    assert items[1].unread is not None
    digests = [item.document.source_digest for item in items if item.document]
    assert len(set(digests)) == 2
    assert all(digest.startswith("sha256:") and len(digest) == 71 for digest in digests)
    assert digests == [item.document.source_digest for item in _items(reader, tmp_path, content) if item.document]


def test_a_pdf_when_read_then_goes_to_the_pdf_room_with_the_digest_of_its_bytes(
    reader: FileReader, tmp_path: Path
) -> None:
    content = b"%PDF-1.7\n" + b"x" * 3_000_000
    (item,) = _items(reader, tmp_path, content, "record.ris")
    assert item.document is not None
    assert item.document.source_digest == digest_of_bytes(content)


def test_a_pdf_when_no_pdf_room_is_there_then_says_so(tmp_path: Path) -> None:
    assert _reason(_items(FileReader(), tmp_path, b"%PDF-1.7")) == "no_pdf_reader"


def test_a_file_above_the_limit_when_read_then_is_too_large(
    reader: FileReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_MAX_BYTES", 40)
    assert _reason(_items(reader, tmp_path, RECORD.encode())) == "too_large"


def test_a_folder_named_like_a_paper_when_read_then_is_no_file(reader: FileReader, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").mkdir()
    assert _reason(reader.read(tmp_path / "paper.pdf")) == "broken"


def test_a_pipe_when_read_then_is_refused_and_not_waited_for(reader: FileReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "paper.pdf")
    assert _reason(reader.read(tmp_path / "paper.pdf")) == "broken"


def test_a_file_that_may_not_be_opened_when_read_then_says_so(
    reader: FileReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paper.ris"
    path.write_text(RECORD)
    path.chmod(0)
    if os.access(path, os.R_OK):  # the superuser may read everything: let the system's refusal come by hand

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    (item,) = reader.read(path)
    assert item.unread is not None
    assert (item.unread.reason, "permission denied" in item.unread.message) == ("broken", True)


def test_a_path_that_is_not_there_when_read_then_is_missing(reader: FileReader, tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        reader.read(tmp_path / "gone.pdf")


def test_the_fingerprint_when_the_pdf_room_changes_then_changes() -> None:
    with_pdf, without = FileReader(PdfRoom()).fingerprint(), FileReader().fingerprint()
    assert with_pdf != without
    assert "pdf/test" in with_pdf
    assert jats.NAME in with_pdf


@given(content=st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_when_read_then_ends_in_items(reader: FileReader, tmp_path: Path, content: bytes) -> None:
    items = _items(reader, tmp_path, content)
    assert items
    assert all((item.document is None) != (item.unread is None) for item in items)
