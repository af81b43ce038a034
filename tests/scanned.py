"""Scans for tests: an invented paper as pictures of its pages, upright or on its side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.sources.pdf.mupdf import mupdf

__all__ = ["needs_tesseract", "scan_of"]

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="the tesseract program is not installed; .ci/run installs it where it can"
)


def scan_of(source: Path, path: Path, *, dpi: int = 150, turned: int = 0, pages: int | None = None) -> Path:
    """Write `source` as grey pictures without any text; `turned` by so many degrees."""
    with mupdf.open(source) as paper, mupdf.open() as scan:
        for page in list(paper)[:pages]:
            matrix = mupdf.Matrix(dpi / 72, dpi / 72).prerotate(turned)
            picture = page.get_pixmap(matrix=matrix, colorspace=mupdf.csGRAY)
            sheet = scan.new_page(width=picture.width * 72 / dpi, height=picture.height * 72 / dpi)
            sheet.insert_image(sheet.rect, stream=picture.tobytes("png"))
        scan.save(path)
    return path
