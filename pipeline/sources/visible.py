"""Characters that nobody sees: taken out of the text, and reported.

Zero-width signs break words apart for a program but not for a reader, bidirectional controls show another order than
the one that is stored, and tag characters spell whole sentences in nothing (Unicode 16, chapter 23.9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from pipeline.domain.document import Hidden, SourceWarning
from pipeline.sources.assembly import Block, CellBlock, Heading, Paragraph, ReferenceEntry, TableBlock
from pipeline.text.regex import regex

__all__ = ["without_hidden"]

_TAGS = regex("[\U000e0000-\U000e007f]+")
_INVISIBLE = regex(
    "[\u200b\u2060-\u2064\ufeff\u180e\u202a-\u202e\u2066-\u2069\u200e\u200f\u00ad\u206a-\u206f\ufff9-\ufffb]"
)
# Joiners are part of the spelling in Persian and the scripts of India; elsewhere they are noise.
_JOINERS = regex("(?<![\u0600-\u0dff])[\u200c\u200d](?![\u0600-\u0dff])")
_ANY = regex("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")


def without_hidden(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Hidden, ...], tuple[SourceWarning, ...]]:
    """The blocks without invisible characters, the text that was spelled in tag characters, and a warning if any."""
    cleaner = _Cleaner()
    cleaned = tuple(cleaner.block(block) for block in blocks)
    warnings: tuple[SourceWarning, ...] = ()
    if cleaner.removed:
        warnings = (
            SourceWarning("invisible_characters", f"{cleaner.removed} characters that no reader sees were left out"),
        )
    return cleaned, tuple(cleaner.hidden), warnings


class _Cleaner:
    """Counts what it takes out."""

    def __init__(self) -> None:
        self.removed = 0
        self.hidden: list[Hidden] = []

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, text=self.text(block.text))
            case Paragraph():
                return replace(block, text=self.text(block.text))
            case ReferenceEntry():
                return replace(block, text=self.text(block.text))
            case TableBlock():
                cells = tuple(self.cell(cell) for cell in block.cells)
                return replace(block, label=self.text(block.label), caption=self.text(block.caption), cells=cells)
        assert_never(block)

    def cell(self, cell: CellBlock) -> CellBlock:
        return replace(cell, text=self.text(cell.text))

    def text(self, text: str) -> str:
        if not _ANY.search(text):
            return text
        for tags in _TAGS.findall(text):
            spelled = "".join(chr(ord(ch) - 0xE0000) for ch in tags if 0x20 <= ord(ch) - 0xE0000 < 0x7F)
            if spelled:
                self.hidden.append(Hidden(spelled, "tag_characters"))
        clean = _JOINERS.sub("", _INVISIBLE.sub("", _TAGS.sub("", text)))
        # A soft hyphen is how a word may break, not something hidden.
        self.removed += len(text) - len(clean) - text.count("\u00ad")
        return clean
