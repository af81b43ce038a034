"""The reference list: entries as printed, with number, year, first author and DOI."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.sources.assembly import ReferenceEntry
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.paragraphs import Vocabulary, joined
from pipeline.sources.pdf.units import Unit
from pipeline.text.regex import regex

__all__ = ["entries_of"]

_NUMBER = regex(r"\[?(\d{1,3})(?:\]\.?|[.)])?\s*(?=\S)")
_BARE_NUMBER = regex(r"\[?(\d{1,3})[\].)]?\.?$")
_NOT_MARKS = regex(r"[^\[\].)]")
_YEAR = regex(r"\b(1[89]\d\d|20\d\d)(?=[a-z]?\b)")
_PAREN_YEAR = regex(r"\((1[89]\d\d|20\d\d)[a-z]?\)")
_SEMI_YEAR = regex(r"\b(1[89]\d\d|20\d\d)\s*(?:[A-Z][a-z]{2}[^;]{0,12})?;")
_DOI = regex(r"10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_AUTHOR = regex(r"[^\W\d_][\w'’´\-]*(?:[ \-][^\W\d_][\w'’\-]+)?")
_INITIALS = regex(r"((?:[A-Z]\.?[\s\-]?){1,3})\s*(?=[A-Z][a-z])")


def entries_of(units: Sequence[Unit], words: Vocabulary) -> tuple[ReferenceEntry, ...]:
    """The entries of the reference list whose units are given in reading order."""
    lines = [line for unit in units for line in unit.lines]
    groups = _numbered(lines) or _hanging(units)
    return tuple(_entry(number, group, words) for number, group in groups if group)


def _numbered(lines: Sequence[Line]) -> list[tuple[str | None, list[Line]]]:
    """Entries by numbers that count up at the beginnings of lines; empty where the list is not numbered.

    All are written as the first one is: where that is "[1]", a line that begins with "6, pp. 580" opens no entry.
    """
    groups: list[tuple[str | None, list[Line]]] = []
    expected = 0
    waiting: str | None = None
    style: str | None = None
    for line in lines:
        match = _NUMBER.match(line.text)
        value = int(match.group(1)) if match else -1
        bare = _BARE_NUMBER.match(line.text)
        marks = _NOT_MARKS.sub("", (bare or match).group(0)) if match else ""
        if (
            match
            and style in (None, marks)
            and ((not groups and value <= 2) or (groups and expected <= value <= expected + 2))
        ):
            expected, style = value + 1, marks
            if bare:
                waiting = str(value)
                groups.append((waiting, []))
                continue
            groups.append((str(value), [_without(line, match.end())]))
        elif groups:
            groups[-1][1].append(line)
        elif line.text.strip():
            groups.append((None, [line]))
    numbered = sum(number is not None for number, _ in groups)
    return (
        groups if numbered >= 2 and numbered > len(lines) / 14 else ([] if len(lines) > 3 or numbered < 1 else groups)
    )


def _without(line: Line, count: int) -> Line:
    stops = tuple((max(0, offset - count), x) for offset, x in line.stops)
    return line._replace(text=line.text[count:], stops=stops)


def _hanging(units: Sequence[Unit]) -> list[tuple[str | None, list[Line]]]:
    """Entries by their hanging indent, or unit by unit where nothing hangs."""
    groups: list[tuple[str | None, list[Line]]] = []
    for unit in units:
        left = min(line.x0 for line in unit.lines)
        inner = [line for line in unit.lines if line.x0 > left + 3]
        hangs = len(inner) > 0.25 * len(unit.lines)
        for index, line in enumerate(unit.lines):
            begins = line.x0 <= left + 3 if hangs else index == 0 and line.text[:1].isupper()
            if begins or not groups:
                groups.append((None, [line]))
            else:
                groups[-1][1].append(line)
    return groups


def _entry(number: str | None, lines: Sequence[Line], words: Vocabulary) -> ReferenceEntry:
    text = joined(lines, words)
    doi = _DOI.search(text.replace(" ", "")) if "10." in text else None
    return ReferenceEntry(
        text=text,
        number=number,
        year=_year(text),
        first_author=_first_author(text),
        doi=doi.group(0).rstrip(".,;)").lower() if doi else None,
    )


def _year(text: str) -> int | None:
    """The year of publication: in brackets, before a semicolon, else the last one that is no page number."""
    for pattern in (_PAREN_YEAR, _SEMI_YEAR):
        found = pattern.search(text)
        if found:
            return int(found.group(1))
    bare = _DOI.sub("", text)
    years = _YEAR.findall(bare)
    return int(years[-1]) if years else None


def _first_author(text: str) -> str:
    """The family name of the first author, as printed."""
    start = text.lstrip("“\"' ")
    initials = _INITIALS.match(start)
    if initials:
        start = start[initials.end() :]
    match = _AUTHOR.match(start)
    if not match:
        return ""
    name = match.group(0)
    head, _, tail = name.rpartition(" ")
    return head if head and tail.isupper() and len(tail) <= 3 else name
