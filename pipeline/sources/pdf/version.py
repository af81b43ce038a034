"""The version of this reader: raised whenever the Document of some file changes."""

from __future__ import annotations

__all__ = ["READER"]

READER = "pdf/10"
