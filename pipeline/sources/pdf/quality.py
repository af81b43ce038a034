"""Whether the characters can be trusted to be what is printed, and whether there are any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.domain.document import SourceWarning
from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.lines import PageLines

__all__ = ["TextJudgement", "judge_text"]

_ODD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_SINGLE = re.compile(r"(?:\b\w\b ){6,}")
_SCAN_HINT = "Add a version of the paper with a text layer, its XML or its record."


@dataclass(frozen=True, slots=True)
class TextJudgement:
    """`origin` is `text` or `ocr`; `unreliable` are pages whose characters may not be what is printed."""

    origin: str
    unreliable: tuple[int, ...]
    warnings: tuple[SourceWarning, ...]


def judge_text(document: Any, pages: Sequence[PageLines], name: str) -> TextJudgement:
    """The judgement on the text layer. Raises UnreadableSource with `images_only`, `empty` or `garbled`."""
    letters = [sum(len(line.text) for line in page.lines) for page in pages]
    scanned = [
        page.number for page, count in zip(pages, letters, strict=True) if count < 40 and _is_image(document, page)
    ]
    if sum(letters) < 40 * len(pages) and len(scanned) >= 0.5 * len(pages):
        raise UnreadableSource("images_only", f"The pages of {name} are images without text.", hint=_SCAN_HINT)
    unreliable: list[int] = []
    for page, count in zip(pages, letters, strict=True):
        if count < 60:
            continue
        text = " ".join(line.text for line in page.lines)
        odd = len(_ODD.findall(text))
        if odd > 0.02 * count or _SINGLE.search(text):
            unreliable.append(page.number)
    odd_total = sum(len(_ODD.findall(line.text)) for page in pages for line in page.lines)
    if sum(letters) and odd_total > 0.25 * sum(letters):
        raise UnreadableSource(
            "garbled",
            f"The text stored in {name} is not what is printed: its fonts do not say which characters they draw.",
            hint="Add the paper's XML or another version of the PDF.",
        )
    warnings: list[SourceWarning] = []
    if unreliable:
        shown = ", ".join(str(number) for number in unreliable[:12])
        warnings.append(
            SourceWarning("unreliable_text", f"characters on page {shown} may not be what is printed", unreliable[0])
        )
    if scanned:
        shown = ", ".join(str(number) for number in scanned[:12])
        warnings.append(SourceWarning("image_pages", f"page {shown} is an image; its text was not read", scanned[0]))
    if document.is_repaired:
        warnings.append(
            SourceWarning("repaired", "the file is damaged and was repaired while reading; parts may be missing")
        )
    turned = [page.number for page in pages if sum(line.turned for line in page.lines) > max(10, 0.5 * len(page.lines))]
    if turned:
        shown = ", ".join(str(number) for number in turned[:12])
        warnings.append(SourceWarning("turned_text", f"most text on page {shown} is turned", turned[0]))
    return TextJudgement("text", tuple(unreliable), tuple(warnings))


def _is_image(document: Any, page: PageLines) -> bool:
    area = page.width * page.height
    infos = document[page.number - 1].get_image_info()
    covered = sum(
        max(0.0, info["bbox"][2] - info["bbox"][0]) * max(0.0, info["bbox"][3] - info["bbox"][1]) for info in infos
    )
    return bool(covered > 0.4 * area)
