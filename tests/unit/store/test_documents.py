"""The shelf: a document is there and whole, or it is read again."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.domain.document import Document, Level, Role, Section, Sentence, Span, Zone
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.paper import Paper
from pipeline.errors import CannotWrite
from pipeline.store import DocumentShelf
from tests.conftest import ROOT

TEXT = "Rest helped ≥ 10² of them. Pacing did not."
DOCUMENT = Document(
    text=TEXT,
    paper=Paper(title="An invented study"),
    level=Level.ABSTRACT,
    source_digest=digest_of_bytes(b"source"),
    reader="plain/1",
    sections=(Section("s1", Role.SUMMARY, Zone.ABSTRACT, "", Span(0, len(TEXT))),),
    sentences=(Sentence("1", "s1", Span(0, 26)), Sentence("2", "s1", Span(27, len(TEXT)))),
)


@pytest.fixture
def shelf(tmp_path: Path) -> DocumentShelf:
    return DocumentShelf(tmp_path / "documents")


def _only_file(shelf: DocumentShelf) -> Path:
    (file,) = (path for path in shelf.folder.rglob("*") if path.is_file())
    return file


def test_document_when_put_then_it_comes_back_equal(shelf: DocumentShelf) -> None:
    digest = shelf.put(DOCUMENT)
    assert digest == digest_of_bytes(DOCUMENT.as_json())
    assert shelf.get(digest) == DOCUMENT
    assert shelf.has(digest)
    assert shelf.bytes_on_disk() == _only_file(shelf).stat().st_size


def test_document_when_put_twice_then_the_same_file_stays(shelf: DocumentShelf) -> None:
    shelf.put(DOCUMENT)
    before = _only_file(shelf).stat().st_ino
    shelf.put(DOCUMENT)
    assert _only_file(shelf).stat().st_ino == before


def test_document_when_missing_then_there_is_none(shelf: DocumentShelf) -> None:
    assert shelf.get(digest_of_bytes(b"never put")) is None
    assert not shelf.has(digest_of_bytes(b"never put"))


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other", "no gzip"])
def test_document_when_damaged_then_it_counts_as_missing_and_can_be_put_anew(shelf: DocumentShelf, damage: str) -> None:
    digest = shelf.put(DOCUMENT)
    file = _only_file(shelf)
    whole = file.read_bytes()
    flipped = bytes(byte ^ 1 if place == len(whole) // 2 else byte for place, byte in enumerate(whole))
    file.write_bytes(
        {
            "empty": b"",
            "cut": whole[: len(whole) // 2],
            "flipped": flipped,
            "other": gzip.compress(b"{}"),
            "no gzip": b"plain words",
        }[damage]
    )
    assert shelf.get(digest) is None
    assert not shelf.has(digest)
    assert shelf.put(DOCUMENT) == digest
    assert shelf.get(digest) == DOCUMENT


def test_document_when_it_is_of_an_older_form_then_it_is_read_again(shelf: DocumentShelf) -> None:
    content = b'{"text":"what an older version wrote"}'
    digest = digest_of_bytes(content)
    number = digest.removeprefix("sha256:")
    file = shelf.folder / number[:2] / f"{number}.json.gz"
    file.parent.mkdir(parents=True)
    file.write_bytes(gzip.compress(content))
    assert shelf.get(digest) is None


def test_document_when_its_writer_is_killed_then_it_is_whole_or_not_there(shelf: DocumentShelf) -> None:
    moments = random.Random(2026)
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", _PUT_FOR_EVER, str(shelf.folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        told = [child.stdout.readline()]
        time.sleep(moments.uniform(0, 0.1))
        child.kill()
        told += child.stdout.readlines()
        child.wait()
        child.stdout.close()
        assert all(shelf.has(digest.strip()) for digest in told)
    assert all(shelf.has(f"sha256:{file.name.partition('.')[0]}") for file in shelf.folder.glob("*/*.json.gz"))


_PUT_FOR_EVER = """
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from pipeline.store import DocumentShelf
from tests.unit.store.test_documents import DOCUMENT
shelf = DocumentShelf(Path(sys.argv[1]))
for number in count():
    print(shelf.put(replace(DOCUMENT, reader=f"{number}", text=DOCUMENT.text * 5000)), flush=True)
"""


def test_document_when_a_killed_writer_left_a_part_then_it_is_swept_away_a_day_later(shelf: DocumentShelf) -> None:
    shelf.put(DOCUMENT)
    file = _only_file(shelf)
    old, young = (file.with_name(f".{file.name}.part.{name}") for name in ("old", "young"))
    for part in (old, young):
        part.write_bytes(b"half a file")
    yesterday = time.time() - 90_000
    os.utime(old, (yesterday, yesterday))
    file.unlink()
    shelf.put(DOCUMENT)
    assert sorted(file.parent.iterdir()) == sorted([young, file])


def test_document_when_the_disk_is_full_then_the_path_is_named_and_no_part_stays(shelf: DocumentShelf) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _PUT_WITHOUT_ROOM, str(shelf.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(f"CannotWrite {shelf.folder}")
    assert [path for path in shelf.folder.rglob("*") if path.is_file()] == []


_PUT_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from pipeline.errors import CannotWrite
from pipeline.store import DocumentShelf
from tests.unit.store.test_documents import DOCUMENT
resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
try:
    DocumentShelf(Path(sys.argv[1])).put(DOCUMENT)
except CannotWrite as error:
    print(type(error).__name__, error)
"""


def test_shelf_when_its_folder_is_a_file_then_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file of that name")
    with pytest.raises(CannotWrite, match="documents"):
        DocumentShelf(tmp_path / "documents").put(DOCUMENT)
