"""How much of a file we are willing to read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PdfLimits"]


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """Ceilings for one paper: file size in megabytes, pages, characters, wall-clock seconds, memory in MiB.

    `memory` bounds the address space of the reading process where the system enforces it, else its resident size.
    `papers` is how many papers one process reads before a fresh one takes over. Text recognition has a ceiling of
    pages and, on top of `seconds`, of time of its own.
    """

    megabytes: int = 200
    pages: int = 300
    characters: int = 2_000_000
    seconds: float = 60.0
    memory: int = 2048
    papers: int = 200
    ocr_pages: int = 60
    ocr_seconds: float = 300.0
