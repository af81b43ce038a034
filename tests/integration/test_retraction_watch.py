"""Retracted, not retracted, or could not ask: the table of retractions that a curator put there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.domain.doi_status import Affected
from pipeline.domain.paper import PubStatus
from pipeline.feeds.retraction_watch import read_table

DOI = "10.5555/invented.1"
COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
).split(",")


def _row(doi: str, nature: str, day: str, *, pmid: str = "0.0", title: str = "Invented") -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {
        "Title": title,
        "RetractionDate": day,
        "RetractionDOI": "10.5555/Notice",
        "OriginalPaperDOI": doi,
        "OriginalPaperPubMedID": pmid,
        "RetractionNature": nature,
        "Reason": "+Error in Data;+Withdrawal;",
        "Notes": "two lines,\nand a comma",
    }


def _table(folder: Path, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    file = folder / "retraction_watch.csv"
    with file.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return file


ROWS = (
    _row("10.5555/R", "Retraction", "7/12/2023 0:00", pmid="35281543.0"),
    _row("10.5555/c", "Expression of concern", "2024-02-03"),
    _row("10.5555/k", "Correction", "12/31/2022 0:00"),
    _row("10.5555/back", "Retraction", "1/5/2020 0:00"),
    _row("10.5555/back", "Reinstatement", "1/6/2021 0:00"),
    _row("10.5555/again", "Reinstatement", "1/6/2019 0:00"),
    _row("10.5555/again", "Retraction", "1/5/2020 0:00"),
    _row("unavailable", "Retraction", "1/5/2020 0:00", pmid="123.0"),
    _row("10.5555/odd", "Annulment", "1/5/2020 0:00"),
)


@pytest.mark.parametrize(
    ("doi", "expected"),
    [
        ("https://doi.org/10.5555/r", PubStatus.RETRACTED),
        ("10.5555/C", PubStatus.CONCERN),
        ("10.5555/k", PubStatus.CORRECTED),
        ("10.5555/back", PubStatus.PUBLISHED),
        ("10.5555/again", PubStatus.RETRACTED),
        ("10.5555/elsewhere", PubStatus.PUBLISHED),
        ("10.5555/odd", None),
        ("unavailable", None),
    ],
)
def test_the_table_gives_each_of_the_three_answers(tmp_path: Path, doi: str, expected: PubStatus | None) -> None:
    told = read_table(_table(tmp_path, *ROWS)).status(doi)
    assert told.status is expected
    assert told.as_of == "2024-02-03"


def test_a_row_of_the_table_is_kept_with_its_day_its_source_and_its_reason(tmp_path: Path) -> None:
    (notice,) = read_table(_table(tmp_path, *ROWS)).status("10.5555/r").notices
    assert (notice.day, notice.said_by, notice.doi) == ("2023-07-12", "retraction-watch", "10.5555/Notice")
    assert notice.label == "Error in Data; Withdrawal"


def test_a_paper_is_found_by_its_pubmed_number_and_a_nought_is_no_number(tmp_path: Path) -> None:
    table = read_table(_table(tmp_path, *ROWS))
    assert table.status("", "35281543").status is PubStatus.RETRACTED
    assert table.status("10.5555/elsewhere", "123").status is PubStatus.RETRACTED
    assert table.status("", "0").affected is Affected.COULD_NOT_ASK


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.77, 0.999])
def test_a_table_that_was_cut_off_is_not_believed_about_anybody(tmp_path: Path, share: float) -> None:
    file = _table(tmp_path, *ROWS)
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    table = read_table(file)
    assert table.status("10.5555/elsewhere").affected is Affected.COULD_NOT_ASK
    assert str(file) in table.fault


@pytest.mark.parametrize("content", [b"", b"doi,title\n10.5555/r,x\n", b"<html>sign in</html>", b"\xff\xfe\x00\x01"])
def test_a_file_that_is_no_such_table_is_not_believed(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    assert read_table(file).status(DOI).affected is Affected.COULD_NOT_ASK
    assert read_table(tmp_path / "missing.csv").status(DOI).affected is Affected.COULD_NOT_ASK
    assert read_table(tmp_path).status(DOI).affected is Affected.COULD_NOT_ASK


def test_an_empty_table_says_nothing_about_anybody(tmp_path: Path) -> None:
    assert read_table(_table(tmp_path)).status(DOI).affected is Affected.COULD_NOT_ASK


def test_a_table_in_an_older_encoding_is_read(tmp_path: Path) -> None:
    file = _table(tmp_path, _row("10.5555/r", "Retraction", "7/12/2023 0:00", title="Müller"), encoding="cp1252")
    assert read_table(file).status("10.5555/r").status is PubStatus.RETRACTED


@pytest.mark.corpus
def test_the_real_table_is_read_whole(corpus: Path) -> None:
    file = corpus / "records/retraction_watch_sample.csv"
    table = read_table(file)
    assert not table.fault
    with file.open(encoding="utf-8", newline="") as rows:
        named = list(csv.DictReader(rows))
    assert list(named[0]) == COLUMNS
    for row in named:
        told = table.status(row["OriginalPaperDOI"])
        assert told.status is PubStatus.RETRACTED
        assert told.notices[0].day
        assert table.status(row["RetractionDOI"]).affected is Affected.NO
