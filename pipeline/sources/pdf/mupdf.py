"""The PDF library, imported in this one file. It ships no complete types, so it is `Any` to everyone else."""

from __future__ import annotations

import sys
from itertools import count
from typing import Any

# Version 2 loads layout models (numpy, onnxruntime) on import unless its subpackage is out of reach; we use none.
sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]

import pymupdf  # noqa: E402

__all__ = ["mupdf", "pixels_of"]

mupdf: Any = pymupdf
_BETWEEN = 16
_drawn = count(1)


def pixels_of(page: Any, **how: Any) -> Any:
    """The page (or `clip` of it) as grey pixels, `how` as for the library's own `get_pixmap`.

    Drawing fills a cache of 256 MiB that outlives the file; emptying it costs as much as reading two pages, so that is
    done now and then.
    """
    if next(_drawn) % _BETWEEN == 0:
        mupdf.TOOLS.store_shrink(100)
    return page.get_pixmap(colorspace=mupdf.csGRAY, alpha=False, **how)
