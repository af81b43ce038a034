"""The title and the authors, as the first page sets them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.paper import Author
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.text.regex import regex

__all__ = ["authors_of", "is_heading_word", "title_units"]

_NOT_TITLE = regex(
    r"(?:open access|research(?: article| paper)?|original (?:article|research|paper|investigation|contribution)s?|"
    r"review(?: article)?|"
    r"article|articles|case report|clinical study|short (?:report|communication)|letter(?: to the editor)?|editorial|"
    r"brief report|systematic review|study protocol|protocol|matters arising|perspective|hypothesis(?: and theory)?|"
    r"commentary|correspondence|mini ?review|"
    r"abstract|(?:accepted )?article in press|journal pre-?proofs?|accepted manuscript|preprint|www\..*|https?:.*|"
    r"retraction|corrigendum|erratum|contents lists.*|available online.*|journal homepage.*|vol(?:ume)?\b.*)",
    re.IGNORECASE,
)
_AFFILIATION = regex(
    r"\b(?:universit|department|institut|hospital|school of|faculty|centre|center|college|clinic\b|laborator|"
    r"division of|"
    r"division|ministry|foundation|street\b|road\b|avenue\b|germany\b|usa\b|u\.s\.a|united kingdom|\buk\b|china\b|"
    r"australia|norway|"
    r"sweden|canada|japan|spain\b|italy\b|france\b|programme|gmbh|academy|unit of|charit[eé])",
    re.IGNORECASE,
)
_STOP = regex(
    r"abstract|summary|received|accepted|published|correspond|key ?words|citation|e-?mail|@|https?:|doi|copyright|©|"
    r"edited|"
    r"academic editor|background|introduction|open access|article info|highlights|issn|volume",
    re.IGNORECASE,
)
_ABSTRACT = regex(r"abstract|summary|background|introduction|objective", re.IGNORECASE)
_MARKS = regex(r"[⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ᴬ-ᶿʰ-ʸ*†‡§¶#∗✉‖|∥♯¤•]+(?:\s*,\s*[⁰¹²³⁴-⁹ᴬ-ᶿʰ-ʸ*†‡§¶#∗✉‖]+)*")
_BRACKETS = regex(r"\([^)]*\)|\[[^\]]*\]")
_DEGREE = regex(
    r"(?:,\s*|\s+)\b(?:M\.?D|Ph\.?D|M\.?Sc|B\.?Sc|B\.?A|M\.?A|M\.?P\.?H|MBBS|MBChB|FRCP\w*|FRACP|Dr\.?P\.?H|D\.?O|"
    r"R\.?N|D\.?Phil|"
    r"M\.?S|Sc\.?D|Pharm\.?D|DVM|FACC|MRCP\w*|BS|DPT|MBA|Dr med|MHS|MPhil|Psy\.?D|Dr|Prof(?:essor)?|PT|"
    r"CCC-SLP)\b\.?(?=\s|,|;|$)"
)
_TITLES = regex(r"^(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s+")
_DIGITS = regex(
    r"(?<=[^\W\d_.])\s?\d{1,2}(?:\s*[,–-]\s*\d{1,2})*(?=\s|,|;|$|\*)|(?<=[.,\s])\d{1,2}(?:,\d{1,2})*(?=\s|,|;|$)"
)
_SPLIT = regex(r"\s*(?:,\s*and\s+|,\s*&\s*|\band\b(?=\s+[A-Z])|&|;|,|·|•|\|)\s*")
_PARTICLE = frozenset("van von der den de del della di da dos du la le el al bin ten ter zur zu af av 't".split())
_NAME = regex(r"[^\W\d_][\w.'’´\-]*")
_GROUP = regex(
    r"\b(?:group|consortium|collaborat|investigators|study|team|network|committee|initiative|editors of)\b",
    re.IGNORECASE,
)


def title_units(units: Sequence[Unit], look: Look, heights: float, hint: str) -> tuple[Unit, ...]:
    """The units of the title: the largest type on the first page that reads like one, or what the file itself names.

    `hint` is the title in the file's properties, which only counts when the page says the same words.
    """
    for page in (1, 2):
        candidates = [unit for unit in units if unit.page == page and _may_be_title(unit, look, heights)]
        if candidates:
            break
    else:
        return ()
    folded = _folded(hint)
    if len(folded) > 20:
        named = [unit for unit in candidates if len(_folded(unit.text)) > 8 and _folded(unit.text) in folded]
        if sum(len(_folded(unit.text)) for unit in named) > 0.8 * len(folded):
            return tuple(named)
    best = max(candidates, key=lambda unit: (round(unit.size, 0), unit.bold, -unit.first.y0))
    start = list(units).index(best)
    found = [best]
    for step in (1, -1):
        index = start + step
        while 0 <= index < len(units) and _belongs(units[index], found[-1] if step == 1 else found[0], best):
            found.insert(len(found) if step == 1 else 0, units[index])
            index += step
    return tuple(found)


def is_heading_word(text: str) -> bool:
    """Whether the text is the kind of an article or another line of a banner, and no name or title."""
    return _NOT_TITLE.fullmatch(text.strip(" .:")) is not None


def _may_be_title(unit: Unit, look: Look, height: float) -> bool:
    text = unit.text
    if unit.size < look.size + 1.2 and not (unit.bold and unit.size > look.size - 0.3):
        return False
    if len(text) < 18 or len(text) > 400 or len(text.split()) < 3 or unit.first.y0 > 0.7 * height:
        return False
    return not is_heading_word(text)


def _belongs(unit: Unit, neighbour: Unit, best: Unit) -> bool:
    """Whether `unit` is another part of the title `best`."""
    gap = unit.first.y0 - neighbour.last.y1 if unit.first.y0 > neighbour.first.y0 else neighbour.first.y0 - unit.last.y1
    alike = abs(unit.size - best.size) < 0.6 and unit.bold == best.bold and unit.first.italic == best.first.italic
    return unit.page == best.page and alike and gap < 1.2 * best.size and not is_heading_word(unit.text)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def authors_of(lines: Sequence[Line], title: Sequence[Unit]) -> tuple[Author, ...]:
    """The authors named under the title, in their order; empty where no line of names is found.

    `lines` are those of the title's page. They are read row by row, as raised marks cut a row of names.
    """
    names: list[str] = []
    size = edge = 0.0
    for found in _rows_below(lines, title):
        row = [line for line in found if not _STOP.match(line.text)] or found
        if names and row[-1].x1 < edge:
            continue  # a sidebar
        text = " ".join(line.text for line in row)
        largest = max(line.size for line in row)
        if not names:
            if len(text) > 400 or _ABSTRACT.match(text):
                break
            if _STOP.match(text) or not _mostly_names(text):
                continue
            size, edge = largest, row[0].x0
        elif (
            abs(largest - size) > 1.1
            or _STOP.search(text)
            or not (_mostly_names(text) or _is_cut(names[-1]))
            or (_AFFILIATION.search(text) and not _mostly_names(text))
        ):
            break
        names.append(text)
        if len(names) > 40:
            break
    return _names(" ".join(text.removesuffix("-") if text.endswith("-") else text for text in names))


def _rows_below(lines: Sequence[Line], title: Sequence[Unit]) -> list[list[Line]]:
    """The rows under the title, top to bottom, left to right, sidebars left out."""
    if not title:
        return []
    left = min(line.x0 for unit in title for line in unit.lines) - 6
    bottom = max(unit.last.y1 for unit in title) - 2
    rows: list[list[Line]] = []
    for line in sorted((line for line in lines if line.y0 >= bottom and line.x0 >= left), key=lambda line: line.middle):
        if rows and line.middle - rows[-1][0].middle < 0.45 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows[:60]]


def _is_cut(text: str) -> bool:
    """Whether a row of names goes on in the next one."""
    return text.rstrip().endswith((",", " and", "&", ";", "-", "·", "."))


def _mostly_names(text: str) -> bool:
    parts = [part for part in _SPLIT.split(_bare(text)) if part.strip()]
    return bool(parts) and len(_names(text)) >= 0.6 * len(parts)


def _bare(text: str) -> str:
    text = _BRACKETS.sub(" ", text)
    text = _MARKS.sub(", ", text)
    text = _DIGITS.sub(", ", text)
    for _ in range(3):
        text = _DEGREE.sub(", ", text)
    return re.sub(r"^(?:by|authors?:)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)


def _names(text: str) -> tuple[Author, ...]:
    found: list[Author] = []
    for part in _SPLIT.split(_bare(text)):
        author = _author(part.strip(" .,*"))
        if author is not None:
            found.append(author)
    return tuple(found)


def _author(part: str) -> Author | None:
    part = _TITLES.sub("", part)
    words = [word for word in part.split() if len(word) > 1 or word.isupper()]
    if _GROUP.search(part) and 2 <= len(words) <= 12 and part[0].isupper() and ". " not in part:
        return Author(collective=part)
    if not 2 <= len(words) <= 6 or _AFFILIATION.search(part) or len(part) > 60:
        return None
    if not all(_NAME.fullmatch(word) for word in words):
        return None
    if not all(word[0].isupper() or word.lower() in _PARTICLE for word in words) or not words[-1][0].isupper():
        return None
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLE:
        cut -= 1
    given, family = words[:cut], words[cut:]
    if words[-1].rstrip(".") in ("Jr", "Sr", "II", "III") and len(words) > 2:
        given, family = words[:-2], words[-2:]
    return Author(given=" ".join(given), family=_cased(" ".join(family)))


def _cased(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 3 else name
