"""Invented papers in many layouts: every sentence of the body found whole and in order, and nothing else among them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.document import Document, Zone
from pipeline.sources.pdf.build import read_pdf
from pipeline.sources.pdf.limits import PdfLimits
from tests.varied import Layout, Truth, varied_paper

LAYOUTS = st.builds(
    Layout,
    columns=st.integers(1, 3),
    sentences=st.integers(4, 36),
    seed=st.integers(0, 10_000),
    running_head=st.booleans(),
    page_numbers=st.booleans(),
    footnote=st.booleans(),
    watermark=st.booleans(),
    download_line=st.booleans(),
    numbered_lines=st.booleans(),
    references=st.sampled_from([0, 3, 12, 25]),
    float_at=st.sampled_from([None, 0, 1, 2, 3, 5]),
)

# One for each defect that such papers found; the defect stands in its name.
FOUND = {
    "each column of a manuscript has its line numbers": Layout(sentences=32, seed=400, numbered_lines=True),
    "the last page has few numbered lines": Layout(sentences=12, seed=292, footnote=True, numbered_lines=True),
    "a page number stands below a column's line numbers": Layout(
        columns=2, sentences=34, seed=787, numbered_lines=True
    ),
    "numbered lines cut a value in brackets": Layout(
        columns=3, sentences=14, seed=672, numbered_lines=True, float_at=1
    ),
    "a figure stands before the introduction": Layout(columns=3, sentences=6, seed=86, float_at=0),
    "the last page of rows is short": Layout(sentences=20, seed=633, footnote=True, by_rows=True),
    "a last page of rows in three columns is short": Layout(
        columns=3, sentences=32, seed=228, float_at=3, by_rows=True
    ),
}


def read(folder: Path, layout: Layout) -> tuple[Document, Truth]:
    path = folder / "varied.pdf"
    truth = varied_paper(path, layout)
    return read_pdf(path, "sha256:0", PdfLimits()), truth


def body_of(document: Document) -> list[str]:
    return [
        document.slice(sentence.span)
        for sentence in document.sentences
        if document.section_of(sentence).zone is Zone.BODY
    ]


def captions_of(document: Document) -> list[str]:
    return [document.slice(section.span).strip() for section in document.sections if section.zone is Zone.CAPTION]


@given(LAYOUTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_layout_when_varied_then_the_body_is_whole_and_alone(tmp_path: Path, layout: Layout) -> None:
    document, truth = read(tmp_path, layout)
    assert body_of(document) == list(truth.body)
    assert not [text for text in truth.foreign if any(text in sentence for sentence in body_of(document))]
    assert not truth.caption or truth.caption in captions_of(document)
    assert len(document.references) == layout.references


@pytest.mark.parametrize("layout", FOUND.values(), ids=FOUND.keys())
def test_layout_when_it_was_read_wrongly_once_then_it_is_read_rightly(tmp_path: Path, layout: Layout) -> None:
    document, truth = read(tmp_path, layout)
    assert body_of(document) == list(truth.body)
    assert not truth.caption or truth.caption in captions_of(document)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_layout_when_the_file_runs_in_rows_then_it_reads_as_one_that_runs_in_columns(
    tmp_path: Path, columns: int
) -> None:
    layout = Layout(columns=columns, sentences=24, seed=7, footnote=True)
    in_rows, _ = read(tmp_path, replace(layout, by_rows=True))
    in_columns, _ = read(tmp_path, layout)
    assert body_of(in_rows) == body_of(in_columns)
