"""A page as a picture, for people to compare a sentence with what is printed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.mupdf import mupdf
from pipeline.sources.pdf.opening import open_pdf

__all__ = ["draw_page"]

_MOST_PIXELS = 24_000_000
_POINTS = 72


def draw_page(path: Path, page: int, dots: int, limits: PdfLimits) -> bytes:
    """The page (1-based) as a PNG as displayed, `dots` to the inch, fewer where the page is huge.

    Raises UnreadableSource as `open_pdf` does, and with reason `no_such_page`.
    """
    document = open_pdf(path, limits)
    try:
        if not 1 <= page <= document.page_count:
            raise UnreadableSource(
                "no_such_page", f"{path.name} has no page {page}.", hint=f"It has {document.page_count}."
            )
        sheet = document[page - 1]
        scale = _scale(sheet.rect, dots)
        pixels = sheet.get_pixmap(matrix=mupdf.Matrix(scale, scale), alpha=False, annots=False)
        picture: bytes = pixels.tobytes("png")
    finally:
        document.close()
        mupdf.TOOLS.store_shrink(100)
    return picture


def _scale(rect: Any, dots: int) -> float:
    wanted = dots / _POINTS
    area = max(1.0, float(rect.width) * float(rect.height))
    return min(wanted, math.sqrt(_MOST_PIXELS / area))
