"""Whether the characters can be trusted to be what is printed, and whether there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.domain.document import SourceWarning
from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.lines import PageLines
from pipeline.sources.pdf.oracle import Judged, has_ink, image_share
from pipeline.sources.pdf.tesseract import INSTALL_HINT
from pipeline.text.regex import regex

__all__ = ["TextJudgement", "image_pages", "judge_text"]

_ODD = regex("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_LATIN = regex(r"[A-Za-zÀ-ž,.;]+")
_AS_FIVE = regex(r"\b(?:[Pp]|[nN]|OR|HR|RR|SD|CI)\s5\s?(?:0?\.\d|\d{2})")
_IN_VALUE = regex("\\d\\s?[\ufffd\ue000-\uf8ff]\\s?\\d")
_SINGLE = regex(r"(?:\b\w\b ){6,}")


@dataclass(frozen=True, slots=True)
class TextJudgement:
    """`origin` is `text` or `ocr`; `unreliable` are pages whose characters may not be what is printed."""

    origin: str
    unreliable: tuple[int, ...]
    warnings: tuple[SourceWarning, ...]


def image_pages(document: Any, pages: Sequence[PageLines]) -> tuple[int, ...]:
    """The pages to be recognised: those without text of a file that is mostly images; empty for any other file."""
    letters = [sum(len(line.text) for line in (*page.lines, *page.ghosts)) for page in pages]
    bare = [page for page, count in zip(pages, letters, strict=True) if count < 40]
    if sum(letters) >= 40 * len(pages) or not bare:
        return ()
    scanned = [page.number for page in bare if image_share(document, page) > 0.4]
    if len(scanned) >= 0.5 * len(pages):
        return tuple(scanned)
    if not sum(letters) and (document.is_repaired or has_ink(document[0])):
        return tuple(page.number for page in bare)
    return ()


def judge_text(document: Any, judged: Judged, name: str) -> TextJudgement:
    """The judgement on the text layer. Raises UnreadableSource with `images_only` or `garbled`."""
    pages = judged.pages
    if image_pages(document, pages):
        raise UnreadableSource("images_only", f"The pages of {name} are images without text.", hint=INSTALL_HINT)
    letters = [sum(len(line.text) for line in page.lines) for page in pages]
    scanned = [
        page.number
        for page, count in zip(pages, letters, strict=True)
        if count < 40 and image_share(document, page) > 0.4
    ]
    unreliable: list[int] = []
    odd_total = 0
    for page, count in zip(pages, letters, strict=True):
        if page.doubted:
            unreliable.append(page.number)
            continue
        if count < 60:
            continue
        text = " ".join(line.text for line in page.lines)
        odd = 0 if text.isascii() else len(_ODD.findall(text))
        odd_total += odd
        if odd > 0.02 * count or _is_spaced_out(text) or _in_fragments(page) or _lies(text):
            unreliable.append(page.number)
    split = [page for page in pages if _in_fragments(page)]
    if len(split) > 0.5 * len(pages) or _without_spaces(pages):
        raise UnreadableSource(
            "garbled",
            f"The text stored in {name} does not say where its words begin and end.",
            hint="Add the paper's XML or another version of the PDF.",
        )
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
    origin = "ocr" if len(judged.recognised) > 0.5 * len(pages) else "text"
    return TextJudgement(origin, tuple(sorted({*unreliable, *judged.recognised})), tuple(warnings))


def _lies(text: str) -> bool:
    """Whether a font seems to store signs as other characters: "P 5 0.01" for "P = 0.01", or none at all in a value."""
    return len(_AS_FIVE.findall(text)) > 1 or _IN_VALUE.search(text) is not None


def _is_spaced_out(text: str) -> bool:
    """Whether letters stand apart from each other."""
    return text.count(" ") > 0.28 * len(text) and _SINGLE.search(text) is not None


def _in_fragments(page: PageLines) -> bool:
    """Whether most lines of a full page are a few letters: the file does not say where its words end."""
    pieces = sum(len(line.text) <= 5 and line.text.isalpha() for line in page.lines)
    return len(page.lines) > 150 and pieces > 0.5 * len(page.lines)


def _without_spaces(pages: Sequence[PageLines]) -> bool:
    """Whether much of the text runs on without spaces in a script that has them."""
    if sum(line.text.count(" ") for page in pages for line in page.lines) > 0.08 * sum(page.letters for page in pages):
        return False
    words = [word for page in pages for line in page.lines for word in _LATIN.findall(line.text)]
    return sum(len(word) for word in words if len(word) > 24) > 0.3 * sum(len(word) for word in words) > 300
