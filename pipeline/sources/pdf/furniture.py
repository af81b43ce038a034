"""What belongs to the page and not to the paper: running heads and feet, page numbers, line numbers, stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.sources.pdf.lines import Line, PageLines
from pipeline.text.regex import regex

__all__ = ["Swept", "sweep"]

_EDGE = 0.11
_DIGITS = regex(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = regex(
    r"(?:page\s*)?[A-Z]?\d{1,6}(?:\s*(?:of|/|\|)\s*\d{1,4})?|[ivxl]{1,6}|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE
)
_STAMP = regex(
    r"downloaded from|downloaded by|(?:un)?authori[sz]ed (?:licensed )?use|for personal use only|"
    r"protected by copyright|"
    r"preprint doi: ?https?://|copyright holder for this|who has granted (?:bio|med)rxiv|not certified by peer review|"
    r"^page \d+ of \d+|all rights reserved\. no reuse|perpetuity\.|this article is protected|"
    r"page number not for citation|^journal pre-?proof$|^accepted manuscript$",
    re.IGNORECASE,
)
_FEWEST = 8
_LEADING_NUMBER = regex(r"(\d{1,4})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Swept:
    """The lines of a paper that are its own, page by page in file order, and those that are furniture."""

    pages: tuple[tuple[Line, ...], ...]
    furniture: tuple[Line, ...]


def sweep(pages: Sequence[PageLines]) -> Swept:
    """Part the paper's lines from the furniture. Nothing is lost: what is swept stays readable for the metadata."""
    counts = _repeats(pages)
    needed = 2 if len(pages) <= 4 else 3
    heads = _head_faces(pages)
    kept: list[tuple[Line, ...]] = []
    furniture: list[Line] = []
    for page, numbers in zip(pages, _numbers_of(pages), strict=True):
        own: list[Line] = []
        for index, line in enumerate(page.lines):
            edge = _edge(line, page)
            if (
                index in numbers
                or _is_page_number(line, page)
                or (edge and counts[_key(line, edge)] >= needed)
                or counts[_place(line)] >= max(3, 0.5 * len(pages))
                or (page.number > 1 and edge == "top" and _head_face(line) in heads and _stands_apart(line, page))
                or ((edge or line.turned) and _STAMP.search(line.text))
            ):
                furniture.append(line)
            else:
                own.append(line)
        kept.append(tuple(_without_glued_numbers(own)))
    return Swept(tuple(kept), tuple(furniture))


def _repeats(pages: Sequence[PageLines]) -> Counter[tuple[object, ...]]:
    """On how many pages each masked edge text, and each text at one exact place, stands."""
    counts: Counter[tuple[object, ...]] = Counter()
    for page in pages:
        seen: set[tuple[object, ...]] = set()
        for line in page.lines:
            edge = _edge(line, page)
            if edge:
                seen.add(_key(line, edge))
            if len(line.text) > 3:
                seen.add(_place(line))
        counts.update(seen)
    return counts


def _edge(line: Line, page: PageLines) -> str:
    if line.y1 < _EDGE * page.height:
        return "top"
    if line.y0 > (1 - _EDGE) * page.height:
        return "bottom"
    return ""


def _key(line: Line, edge: str) -> tuple[object, ...]:
    return edge, _DIGITS.sub("#", line.text.lower()), round(line.size)


def _place(line: Line) -> tuple[object, ...]:
    return line.text, round(line.x0 / 4), round(line.y0 / 4)


def _head_faces(pages: Sequence[PageLines]) -> frozenset[tuple[object, ...]]:
    """The height and face of running heads whose words change from page to page: alone at the top of most pages."""
    later = [page for page in pages if page.number > 1]
    counts = Counter(
        face
        for page in later
        for face in {_head_face(line) for line in page.lines if _edge(line, page) and _stands_apart(line, page)}
    )
    return frozenset(face for face, count in counts.items() if count >= max(2, 0.6 * len(later)))


def _head_face(line: Line) -> tuple[object, ...]:
    return round(line.y0 / 2), line.font, round(line.size)


def _stands_apart(line: Line, page: PageLines) -> bool:
    """Whether a short line has the top of the page for itself and a gap below it."""
    if line.y1 > 0.09 * page.height or len(line.text) > 120:
        return False
    return not any(
        line.y1 - line.size < other.y0 < line.y1 + 0.8 * line.size and abs(other.y0 - line.y0) > 2
        for other in page.lines
    )


def _is_page_number(line: Line, page: PageLines) -> bool:
    if len(line.text) > 22 or not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return line.y1 < 0.09 * page.height or line.y0 > 0.91 * page.height


def _numbers_of(pages: Sequence[PageLines]) -> list[frozenset[int]]:
    """The line numbers of each page; where others have some, the few of a short last page are enough."""
    found = [_line_numbers(page, _FEWEST) for page in pages]
    if not any(found):
        return found
    return [numbers or _line_numbers(page, 2) for page, numbers in zip(pages, found, strict=True)]


def _line_numbers(page: PageLines, fewest: int) -> frozenset[int]:
    """The lines that only number the others, as in manuscripts: bare numbers left of the text, counting up by one.

    A second column of text has numbers of its own, which go on with those of the first or begin as they do.
    """
    bare = [
        (index, int(line.text))
        for index, line in enumerate(page.lines)
        if line.text.isdecimal() and len(line.text) <= 4
    ]
    if len(bare) < fewest:
        return frozenset()
    text_left = sorted(line.x0 for line in page.lines if len(line.text) > 20)
    if not text_left:
        return frozenset()
    middle = text_left[len(text_left) // 2]
    found: set[int] = set()
    counted: list[int] = []
    for column in _standing_below(bare, page):
        values = sorted(value for _, value in column)
        step = _step(values)
        begins = len(column) >= fewest and page.lines[column[0][0]].x1 <= middle + 2
        goes_on = bool(counted) and len(column) > 1 and (counted[0] in values or counted[-1] + step in values)
        if step and (goes_on if counted else begins):
            found.update(index for index, _ in column)
            counted = sorted((*counted, *values))
    return frozenset(found)


def _standing_below(bare: Sequence[tuple[int, int]], page: PageLines) -> list[list[tuple[int, int]]]:
    """The numbers by the column that they stand in, from left to right."""
    columns: list[list[tuple[int, int]]] = []
    for index, value in sorted(bare, key=lambda one: page.lines[one[0]].x1):
        if columns and page.lines[index].x1 - page.lines[columns[-1][-1][0]].x1 <= 6:
            columns[-1].append((index, value))
        else:
            columns.append([(index, value)])
    return columns


def _step(values: Sequence[int]) -> int:
    """By how much most of the numbers count up, 1 or 5; else 0."""
    step, times = (
        Counter(after - before for before, after in pairwise(values)).most_common(1)[0] if values[1:] else (0, 0)
    )
    return step if step in (1, 5) and times > 0.7 * (len(values) - 1) else 0


def _without_glued_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the numbers that a manuscript glues to their beginnings, if it does."""
    numbered = [
        (index, int(found.group(1))) for index, line in enumerate(lines) if (found := _LEADING_NUMBER.match(line.text))
    ]
    if len(numbered) < 12 or len(numbered) < 0.6 * len(lines):
        return lines
    rising = sum(after[1] - before[1] == 1 for before, after in pairwise(numbered))
    if rising < 0.7 * len(numbered):
        return lines
    cut = {index for index, _ in numbered}
    return [_cut(line) if index in cut else line for index, line in enumerate(lines)]


def _cut(line: Line) -> Line:
    found = _LEADING_NUMBER.match(line.text)
    count = found.end() if found else 0
    stops = tuple((max(0, offset - count), x) for offset, x in line.stops)
    return line._replace(text=line.text[count:], lead=max(0, line.lead - count), stops=stops)
