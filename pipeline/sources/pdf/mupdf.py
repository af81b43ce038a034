"""The PDF library, imported in this one file. It ships no complete types, so it is `Any` to everyone else."""

from __future__ import annotations

import sys
from typing import Any

# Version 2 loads layout models (numpy, onnxruntime) on import unless its subpackage is out of reach; we use none.
sys.modules.setdefault("pymupdf.layout", None)  # type: ignore[arg-type]

import pymupdf  # noqa: E402

__all__ = ["mupdf"]

mupdf: Any = pymupdf
