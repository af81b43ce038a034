"""Hidden text, judged by what a reader could see: pages that give cause are rendered once and measured.

Method: grey rendering at 100 dpi; a run whose box shows less than 24 of 255 steps between its darkest and its
lightest pixel cannot be read. One measure covers white, covered and same-coloured text; colour alone would accuse
white letters on a dark header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.domain.document import Box, Hidden, SourceWarning
from pipeline.sources.pdf.lines import Drawn, Line, PageLines, Suspect
from pipeline.sources.pdf.mupdf import mupdf, pixels_of
from pipeline.sources.pdf.turning import Turn

__all__ = ["Judged", "has_ink", "image_share", "judge", "with_recognised"]

_DPI = 100
_CONTRAST = 24


@dataclass(frozen=True, slots=True)
class Judged:
    """The pages with visible lines only, the hidden text, and what to tell people about it.

    `recognised` are the pages whose text a scanner's text recognition laid over their image.
    """

    pages: tuple[PageLines, ...]
    hidden: tuple[Hidden, ...]
    warnings: tuple[SourceWarning, ...]
    recognised: tuple[int, ...]


def judge(document: Any, pages: Sequence[PageLines]) -> Judged:
    """Part what can be seen from what cannot. Renders only the pages that give cause."""
    kept: list[PageLines] = []
    hidden: list[Hidden] = []
    recognised: list[int] = []
    visible: set[tuple[object, ...]] = set()
    for page in pages:
        page = _with_readable_type(page)
        if _is_recognised(document, page):
            recognised.append(page.number)
            kept.append(page._replace(lines=(*page.lines, *page.ghosts), suspects=()))
            continue
        found, lines = _of_page(document, page, visible)
        hidden += found
        kept.append(page._replace(lines=lines))
    hidden = [item for item in hidden if any(character.isalpha() for character in item.text)]  # a font's sample is none
    warnings = []
    if hidden:
        kinds = ", ".join(sorted({item.how for item in hidden}))
        words = sum(len(item.text.split()) for item in hidden)
        message = f"{words} words cannot be seen on the page ({kinds}); they were kept apart from the text"
        warnings.append(SourceWarning("hidden_text", message, page=hidden[0].page))
    return with_recognised(Judged(tuple(kept), tuple(hidden), tuple(warnings), ()), recognised)


def with_recognised(judged: Judged, numbers: Sequence[int]) -> Judged:
    """The judgement with these pages known to be recognised from their image, and a warning that says so."""
    if not numbers:
        return judged
    message = f"the text of {len(numbers)} pages was recognised from their image; compare every number with the page"
    warning = SourceWarning("ocr_text", message, page=numbers[0])
    return replace(judged, warnings=(*judged.warnings, warning), recognised=(*judged.recognised, *numbers))


def _with_readable_type(page: PageLines) -> PageLines:
    """The page without suspicion of small type where nearly all of it is small: then the file lies about its sizes."""
    tiny = sum(len(suspect.text) for suspect in page.suspects if suspect.how == "tiny")
    if tiny < 400 or tiny < 0.3 * page.letters:
        return page
    return page._replace(suspects=tuple(suspect for suspect in page.suspects if suspect.how != "tiny"))


def _is_recognised(document: Any, page: PageLines) -> bool:
    """Whether the page is an image with its text laid over it in no colour."""
    ghosts = sum(len(line.text) for line in page.ghosts)
    if ghosts < 150 or ghosts < 3 * sum(len(line.text) for line in page.lines):
        return False
    return image_share(document, page) > 0.5


def image_share(document: Any, page: PageLines) -> float:
    """The share of the page that images cover, 0..1 (more where they overlap)."""
    boxes = [info["bbox"] for info in document[page.number - 1].get_image_info()]
    covered = sum(max(0.0, x1 - x0) * max(0.0, y1 - y0) for x0, y0, x1, y1 in boxes)
    return float(covered / max(1.0, page.width * page.height))


def has_ink(page: Any) -> bool:
    """Whether anything at all can be seen on the page."""
    pixmap = pixels_of(page, dpi=20)
    samples: bytes = pixmap.samples
    return bool(samples) and max(samples) - min(samples) > 40


def _of_page(document: Any, page: PageLines, seen: set[tuple[object, ...]]) -> tuple[list[Hidden], tuple[Line, ...]]:
    """The page's hidden text and visible lines. `seen` are doubtful runs that an earlier page was found to show."""
    turn = page.turn
    hidden = [_hidden(suspect, turn) for suspect in page.suspects if suspect.sure and suspect.text.strip()]
    hidden += [
        Hidden(line.text, "off_page", page.number, _box(line, turn)) for line in page.lines if _is_outside(line, page)
    ]
    lines = [line for line in page.lines if not _is_outside(line, page)]
    doubtful = [
        suspect
        for suspect in page.suspects
        if not suspect.sure and suspect.text.strip() and _place(suspect) not in seen
    ]
    covered = _covered(lines, page.drawn)
    if not doubtful and not covered:
        return hidden, tuple(lines)
    pixels = _Pixels(document[page.number - 1], turn)
    invisible = [suspect for suspect in doubtful if pixels.contrast(suspect) < _CONTRAST]
    seen.update(_place(suspect) for suspect in doubtful if suspect not in invisible)
    hidden += [_hidden(suspect, turn) for suspect in invisible]
    unseen = {id(line) for line in covered if pixels.contrast(line) < _CONTRAST}
    hidden += [Hidden(line.text, "covered", page.number, _box(line, turn)) for line in lines if id(line) in unseen]
    visible: list[Line] = []
    for line in lines:
        if id(line) in unseen:
            continue
        inside = [suspect for suspect in invisible if _within(suspect, line)]
        rest = _without(line, inside)
        if rest is not None:
            visible.append(rest)
    return hidden, tuple(visible)


def _place(suspect: Suspect) -> tuple[object, ...]:
    """The same words at the same place: a running head in white letters need not be looked at on every page."""
    return suspect.text, round(suspect.x0), round(suspect.y0), round(suspect.x1)


def _within(suspect: Suspect, line: Line) -> bool:
    return (
        suspect.x0 < line.x1 + 1
        and suspect.x1 > line.x0 - 1
        and min(suspect.y1, line.y1) - max(suspect.y0, line.y0) > 0.5 * min(suspect.y1 - suspect.y0, line.y1 - line.y0)
    )


def _without(line: Line, hidden: Sequence[Suspect]) -> Line | None:
    """The line without its invisible runs; None where nothing is left."""
    text = line.text
    for suspect in hidden:
        text = text.replace(suspect.text.strip(), " ", 1)
    if text == line.text:
        return line
    text = " ".join(text.split())
    return line._replace(text=text, stops=(), lead=0) if text else None


def _is_outside(line: Line, page: PageLines) -> bool:
    return line.x1 < 0 or line.y1 < 0 or line.x0 > page.width or line.y0 > page.height


def _covered(lines: Sequence[Line], drawn: Sequence[Drawn]) -> list[Line]:
    """Lines over or under which a filled rectangle lies that could hide them."""
    sheets = [
        (number, item)
        for number, item in enumerate(drawn)
        if item.filled and item.y1 - item.y0 > 5 and item.x1 - item.x0 > 15
    ]
    if not sheets or len(sheets) > 400:
        return []
    found = []
    for index, line in enumerate(lines):
        for _, sheet in sheets:
            holds = (
                sheet.x0 <= line.x0 + 2
                and sheet.x1 >= line.x1 - 2
                and sheet.y0 <= line.middle <= sheet.y1
                and sheet.y1 >= line.y1 - 3
            )
            if holds and (sheet.after > index or _is_dark(sheet.color)):
                found.append(line)
                break
    return found


def _is_dark(color: int) -> bool:
    return (color >> 16) + (color >> 8 & 0xFF) + (color & 0xFF) < 240


def _hidden(suspect: Suspect, turn: Turn) -> Hidden:
    return Hidden(suspect.text.strip(), suspect.how, suspect.page, _box(suspect, turn))


def _box(item: Suspect | Line, turn: Turn) -> Box:
    x0, y0, x1, y1 = turn.back(item.x0, item.y0, item.x1, item.y1)
    return Box(item.page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))


class _Pixels:
    """The page as grey pixels."""

    def __init__(self, page: Any, turn: Turn) -> None:
        self.turn = turn
        zoom = _DPI / 72
        longest = max(page.rect.width, page.rect.height, 1)
        zoom = min(zoom, 2500 / longest)
        pixmap = pixels_of(page, matrix=mupdf.Matrix(zoom, zoom), annots=False)
        self.zoom, self.width, self.height = zoom, pixmap.width, pixmap.height
        self.stride: int = pixmap.stride
        self.samples: bytes = pixmap.samples

    def contrast(self, item: Suspect | Line) -> int:
        """Between the darkest and the lightest pixel of the item's box, 0..255."""
        left, top, right, bottom = self.turn.back(item.x0, item.y0, item.x1, item.y1)
        x0, x1 = max(0, int(left * self.zoom)), min(self.width, int(right * self.zoom) + 1)
        y0, y1 = max(0, int(top * self.zoom)), min(self.height, int(bottom * self.zoom) + 1)
        low, high = 255, 0
        for y in range(y0, y1):
            row = self.samples[y * self.stride + x0 : y * self.stride + x1]
            if row:
                low, high = min(low, *row), max(high, *row)
        return max(0, high - low)
