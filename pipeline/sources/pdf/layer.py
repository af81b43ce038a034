"""From MuPDF's text page to our lines. With `opening` and `oracle`, the only files that talk to the PDF library."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipeline.sources.pdf.characters import INVISIBLE, TAGS, clean, decode_tags, lowered, raised
from pipeline.sources.pdf.fonts import SignFonts
from pipeline.sources.pdf.lines import Drawn, Line, PageLines, Suspect
from pipeline.sources.pdf.mupdf import mupdf
from pipeline.sources.pdf.turning import Turn
from pipeline.text.regex import regex

__all__ = ["page_lines"]

# Images stay out (three times slower), unknown characters show as U+FFFD instead of looking like letters, and drawn
# rectangles come along at no cost.
_FLAGS = mupdf.TEXT_PRESERVE_WHITESPACE | mupdf.TEXT_CLIP | mupdf.TEXT_COLLECT_VECTORS
_TINY = 2.6
_FAINT = 20
_LIGHT = 0xE0E0E0
_SPACE_FLAG = 512
_INNER_END = regex(r"[.!?]\S{0,6} [^\Wa-z]|^[A-Z][\w/ ,&-]{3,40}[:.] ")
_BOLD_NAME = regex(r"bold|black|heavy|semib|demi(?!r)|[-.,]bd|[-.]b\b|medi(?:um)?\b", re.IGNORECASE)

_SIGNS = "=<>≤≥±≈×+−"

_Span = dict[str, Any]


def page_lines(page: Any, number: int, fonts: SignFonts) -> PageLines:
    """The lines, drawings and suspects of one page. `number` is 1-based, `fonts` are those of the file.

    The text page of MuPDF is in the coordinates of the unrotated page; here everything is as displayed, or as the
    page would be displayed with its text upright (`PageLines.turn`).
    """
    content: dict[str, Any] = page.get_textpage(flags=_FLAGS).extractDICT()
    blocks: list[dict[str, Any]] = content["blocks"]
    turn = Turn(0, page.rect.width, page.rect.height)
    if page.rotation:
        _transform(blocks, page.rotation_matrix)
    quarters = _quarters(blocks)
    if quarters:
        turn = Turn(quarters, turn.width, turn.height)
        upwards = quarters == 1
        _transform(
            blocks, mupdf.Matrix(0, 1, -1, 0, turn.height, 0) if upwards else mupdf.Matrix(0, -1, 1, 0, 0, turn.width)
        )
    for block in blocks:
        for line in block.get("lines", ()):
            fonts.learn(line["spans"])
    lines: list[Line] = []
    drawn: list[Drawn] = []
    suspects: list[Suspect] = []
    ghosts: list[Line] = []
    unknown = letters = 0
    for block in blocks:
        if block["type"] == 3:
            drawn.append(_drawn(block, len(lines)))
        elif block["type"] == 0:
            for spans, turned in _fragments(block["lines"]):
                if len(spans) > 1 and not turned and not turn.quarters:
                    spans = fonts.repaired(page, spans)
                visible = spans
                if _is_doubtful(spans):
                    visible, unseen = _parted(spans, number, suspects)
                    if len(unseen) > len(visible):
                        ghost = _line(unseen, "".join(span["text"] for span in unseen), number, turned)
                        ghosts += [ghost] if ghost is not None else []
                    if not visible:
                        continue
                raw = "".join(span["text"] for span in visible)
                if not raw.isascii() and INVISIBLE.search(raw):
                    suspects += _tagged(raw, visible[0], number)
                unknown += raw.count("\ufffd")
                letters += len(raw) - raw.count(" ")
                line = _line(visible, raw, number, turned)
                if line is not None:
                    lines.append(line)
    return PageLines(
        number,
        *turn.size,
        tuple(lines),
        tuple(drawn),
        tuple(suspects),
        tuple(ghosts),
        unknown,
        letters,
        turn,
        page.number in fonts.unproven,
    )


def _is_doubtful(spans: list[_Span]) -> bool:
    """Whether a run of the line is faint, light or tiny, so that it is worth a closer look."""
    return any(span["alpha"] < _FAINT or span["color"] >= _LIGHT or span["size"] < _TINY for span in spans)


def _parted(spans: list[_Span], number: int, suspects: list[Suspect]) -> tuple[list[_Span], list[_Span]]:
    """The spans that may be visible, and those drawn in no colour; every doubtful one joins `suspects`."""
    visible: list[_Span] = []
    unseen: list[_Span] = []
    for span in spans:
        how = _hiding(span)
        if how is not None:
            suspects.append(_suspect(span, how, number, sure=how != "white"))
        if how is None or how == "white":
            visible.append(span)
        elif how == "invisible":
            unseen.append(span)
    return visible, unseen


def _fragments(lines: list[dict[str, Any]]) -> list[tuple[list[_Span], bool]]:
    """The spans of each line, pieces of one line joined: MuPDF parts a line at a raised mark or a wide space."""
    found: list[tuple[list[_Span], bool]] = []
    last: tuple[float, float, float, float] | None = None
    for line in lines:
        spans = [span for span in line["spans"] if span["text"]]
        if not spans:
            continue
        turned = line["dir"][0] < 0.98
        x0, y0, x1, y1 = line["bbox"]
        if last is not None and not turned and not found[-1][1]:
            size = max(_size(spans[0]), _size(found[-1][0][-1]))
            overlap = min(y1, last[3]) - max(y0, last[1])
            gap = x0 - last[2]
            # A raised mark may stand over the space that ends the piece before it: its letters alone are in the way.
            behind = x0 - _inked(found[-1][0])
            if overlap > 0.5 * min(y1 - y0, last[3] - last[1]) and behind > -0.3 * size and gap < 0.8 * size:
                if gap > 0.12 * size and not found[-1][0][-1]["text"].endswith(" "):
                    spans[0] = {**spans[0], "text": " " + spans[0]["text"]}
                found[-1][0].extend(spans)
                last = (last[0], min(y0, last[1]), x1, max(y1, last[3]))
                continue
        found.append((spans, turned))
        last = (x0, y0, x1, y1)
    return found


def _inked(spans: list[_Span]) -> float:
    """Where the last of the spans that is no space ends."""
    end: float = next((span for span in reversed(spans) if not span["text"].isspace()), spans[-1])["bbox"][2]
    return end


def _hiding(span: _Span) -> str | None:
    """How a run may be hidden, by what the file says of it; None for ordinary text."""
    if span["alpha"] < _FAINT:
        return "invisible" if not span["char_flags"] & 16 else "transparent"
    if span["color"] >= _LIGHT and _near_white(span["color"]):
        return "white"
    if span["size"] < _TINY and span["text"].strip():
        _, y0, _, y1 = span["bbox"]
        if y1 - y0 < _TINY:
            return "tiny"
    return None


def _near_white(color: int) -> bool:
    return (color >> 16) >= 0xE0 and (color >> 8 & 0xFF) >= 0xE0 and (color & 0xFF) >= 0xE0


def _suspect(span: _Span, how: str, number: int, *, sure: bool) -> Suspect:
    x0, y0, x1, y1 = span["bbox"]
    return Suspect(number, x0, y0, x1, y1, clean(span["text"]), how, sure)


def _tagged(raw: str, span: _Span, number: int) -> list[Suspect]:
    """Text spelled in characters that have no shape."""
    x0, y0, x1, y1 = span["bbox"]
    return [
        Suspect(number, x0, y0, x1, y1, decode_tags(found), "tag_characters", sure=True) for found in TAGS.findall(raw)
    ]


def _transform(blocks: list[dict[str, Any]], matrix: Any) -> None:
    """Move everything by `matrix`, in place."""
    for block in blocks:
        block["bbox"] = tuple(mupdf.Rect(block["bbox"]) * matrix)
        for line in block.get("lines", ()):
            line["bbox"] = tuple(mupdf.Rect(line["bbox"]) * matrix)
            dx, dy = line["dir"]
            line["dir"] = (dx * matrix.a + dy * matrix.c, dx * matrix.b + dy * matrix.d)
            for span in line["spans"]:
                span["bbox"] = tuple(mupdf.Rect(span["bbox"]) * matrix)
                span["origin"] = tuple(mupdf.Point(span["origin"]) * matrix)


def _quarters(blocks: list[dict[str, Any]]) -> int:
    """1 where most text runs up the sheet, 3 where it runs down, else 0."""
    weights = {0: 0, 1: 0, 3: 0}
    for block in blocks:
        for line in block.get("lines", ()):
            _, dy = line["dir"]
            way = 1 if dy < -0.98 else 3 if dy > 0.98 else 0
            x0, y0, x1, y1 = line["bbox"]
            weights[way] += int(y1 - y0 if way else x1 - x0)
    most = max(weights, key=lambda way: weights[way])
    return most if weights[most] > 1.5 * weights[0] and weights[most] > 300 else 0


def _drawn(block: dict[str, Any], after: int) -> Drawn:
    x0, y0, x1, y1 = block["bbox"]
    filled = bool(block["isrect"]) and not block["stroked"] and block["alpha"] > 200
    return Drawn(x0, y0, x1, y1, filled, block["color"], after)


def _line(spans: list[_Span], raw: str, number: int, turned: bool) -> Line | None:
    main = spans[0] if len(spans) == 1 else max(spans, key=_weight)
    size = _size(main)
    if len(spans) > 1:
        base = main["origin"][1]
        parts = [span["text"] for span in spans] if turned else _parts(spans, base, size)
        raw = "".join(parts)
    else:
        parts = [raw]
    text = clean(raw)
    stripped = text.strip()
    if not stripped:
        return None
    first, last = spans[0]["bbox"], spans[-1]["bbox"]
    x0, x1 = (first[0], last[2]) if not turned else (min(s["bbox"][0] for s in spans), max(s["bbox"][2] for s in spans))
    y0, y1 = main["bbox"][1], main["bbox"][3]
    if turned:
        y0, y1 = min(s["bbox"][1] for s in spans), max(s["bbox"][3] for s in spans)
    stops: tuple[tuple[int, float], ...] = ()
    if _INNER_END.search(stripped):
        stops = _stops(spans, parts, len(text) == len(raw), len(text) - len(text.lstrip()), len(stripped))
    bold, italic = _is_bold(main), bool(main["flags"] & 2)
    lead = 0 if len(spans) == 1 else _lead(spans, parts)
    mixed = len(spans) > 1 and any(span["font"] != main["font"] and span["text"].strip() for span in spans)
    return Line(number, x0, y0, x1, y1, stripped, size, main["font"], bold, italic, lead, stops, turned, mixed)


def _size(span: _Span) -> float:
    """The type size; by its box where a font of drawn shapes names a size of its own."""
    size: float = span["size"]
    height: float = span["bbox"][3] - span["bbox"][1]
    return 0.8 * height if height > 2.2 * size or height < 0.5 * size else size


def _weight(span: _Span) -> int:
    return len(span["text"].strip())


def _is_bold(span: _Span) -> bool:
    return bool(span["flags"] & 16) or bool(span["char_flags"] & 8) or _is_bold_name(span["font"])


@cache
def _is_bold_name(font: str) -> bool:
    return _BOLD_NAME.search(font) is not None


def _parts(spans: list[_Span], base: float, size: float) -> list[str]:
    """The texts of the spans, raised characters as superscripts, with the thin spaces that the file leaves out.

    MuPDF adds a space where the gap is wide; beside a relation sign or a change of font a narrower one is meant.
    """
    parts: list[str] = []
    end = 0.0
    for span in spans:
        text: str = span["text"]
        shift = base - span["origin"][1] if span["size"] < 0.9 * size and not text.isspace() else 0.0
        x0, _, x1, _ = span["bbox"]
        if shift > 0.12 * size:
            text = raised(text)
        elif shift < -0.05 * size:
            text = lowered(text)
        elif parts and text[0] != " " and parts[-1][-1:] not in (" ", ""):
            sign = text[0] in _SIGNS or parts[-1][-1] in _SIGNS
            if x0 - end > (0.1 if sign else 0.18) * size and not (text[0] in ".,;:)" or parts[-1][-1] in "(["):
                text = " " + text
        parts.append(text)
        end = x1
    return parts


def _lead(spans: list[_Span], parts: list[str]) -> int:
    """How many characters the line begins with that are bolder or more slanted than its last ones."""
    look = (_is_bold(spans[0]), spans[0]["flags"] & 2)
    if look == (_is_bold(spans[-1]), spans[-1]["flags"] & 2) or not (look[0] or look[1]):
        return 0
    count = 0
    for span, part in zip(spans, parts, strict=True):
        if part.strip() and (_is_bold(span), span["flags"] & 2) != look:
            break
        count += len(part)
    return count


def _stops(spans: list[_Span], parts: list[str], same: bool, left: int, length: int) -> tuple[tuple[int, float], ...]:
    """Where each span begins and ends, as (offset into the cleaned line, x)."""
    stops: list[tuple[int, float]] = []
    begin, raw = 0, ""
    for span, part in zip(spans, parts, strict=True):
        raw += part
        end = len(raw) if same else len(clean(raw))
        x0, _, x1, _ = span["bbox"]
        stops.append((min(max(begin - left, 0), length), x0))
        stops.append((min(max(end - left, 0), length), x1))
        begin = end
    return tuple(stops)
