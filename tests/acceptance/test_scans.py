"""A scan that nobody could read comes back by itself once text recognition is installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.terminal import atlas
from tests.scanned import needs_tesseract, scan_of


@pytest.fixture
def scan(tmp_path: Path, samples: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return scan_of(samples / "case-control-exemplin.pdf", tmp_path / "papers" / "scan.pdf")


@needs_tesseract
def test_scan_when_tesseract_is_installed_later_then_the_same_command_drafts_it(scan: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    without = atlas("draft", scan.parent, "--json", cwd=tmp_path, env={"PATH": str(tmp_path / "empty")})
    assert without.code == 65, without.err
    assert [line["state"] for line in without.lines] == ["unreadable"]
    assert "apt install tesseract-ocr" in without.out

    again = atlas("draft", scan.parent, "--json", cwd=tmp_path)
    assert again.code == 0, again.err
    assert [line["state"] for line in again.lines] == ["drafted"]


def test_doctor_when_tesseract_is_missing_then_it_says_how_to_get_it(tmp_path: Path) -> None:
    answer = atlas("doctor", cwd=tmp_path, env={"PATH": str(tmp_path)})
    assert "tesseract: not installed; scanned papers stay unread until it is (apt install tesseract-ocr)" in answer.out


@needs_tesseract
def test_doctor_when_tesseract_is_there_then_it_names_the_languages_it_reads(tmp_path: Path) -> None:
    answer = atlas("doctor", cwd=tmp_path)
    assert "reads scans in" in answer.out
    assert "eng" in answer.out
