"""Where the parts of a paper begin: its abstract, its body, and a reference list that has no heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.domain.document import Role
from pipeline.sources.pdf.kinds import Kind
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import bare_heading, role_of_heading
from pipeline.text.regex import regex

__all__ = ["Starts", "is_front_text", "is_keywords", "starts_of"]

_FRONT_TEXT = regex(
    r"correspond|e-?mail|\w@\w+\.|received:? |accepted:? |published:? |academic editor|edited by|reviewed by|citation:|"
    r"copyright|©|"
    r"creative commons|open access article|key ?words|licen[cs]e|affiliation|doi\.org|https?://|specialty section|"
    r"these authors|department of|university|institute|hospital|issn|handling editor|article history",
    re.IGNORECASE,
)
_PART = regex(r"[A-Z][\w/&, -]{2,50}:")
_FIRST_SECTION = regex(r"1(?:\.|\s*\||\s)\s*[A-Z][a-zA-Z]")
_FIRST_ENTRY = regex(r"\[?1[\].)]?\s+[A-Z]")
_ENTRY = regex(r"\[?(\d{1,3})[\].)]?(?:\s+[A-Z]|$)")
_CITED_YEAR = regex(r"\b(?:19|20)\d\d\b")
_KEYWORDS = regex(r"key ?-?words?\b|index terms|abbreviations?:", re.IGNORECASE)


class Starts(NamedTuple):
    """The indices of the first unit of the body, the abstract and the reference list; None where there is none."""

    body: int
    abstract: int | None
    references: int | None


def starts_of(units: Sequence[Unit], kinds: Sequence[Kind], title: Sequence[Unit], look: Look) -> Starts:
    """Where the parts of the paper begin whose units, with their kinds, are given in reading order."""
    search = _Search(units, kinds, title, look)
    body = search.body()
    return Starts(body, search.abstract(body), _list_start(units))


def is_keywords(unit: Unit) -> bool:
    """Whether the unit lists key words or abbreviations."""
    return _KEYWORDS.match(unit.text) is not None


def is_front_text(unit: Unit, look: Look) -> bool:
    """Whether the unit speaks of the paper and not of the matter: addresses, dates, rights."""
    if _PART.match(unit.text) and role_of_heading(unit.text.partition(":")[0]) not in (None, Role.FRONT):
        return False
    if unit.page > 2:
        return False
    needed = 3 if unit.length >= 400 else 2 if len(unit.lines) > 2 and look.is_prose(unit.first) else 1
    return len(_FRONT_TEXT.findall(unit.text)) >= needed


class _Search:
    """The units with what is known of them."""

    def __init__(self, units: Sequence[Unit], kinds: Sequence[Kind], title: Sequence[Unit], look: Look) -> None:
        self.units, self.kinds, self.look = units, kinds, look
        self.title = {id(unit) for unit in title}

    def body(self) -> int:
        """The index of the first unit of the body: an introduction's heading, number 1, or prose."""
        seen_abstract = False
        for index, unit in enumerate(self.units):
            if unit.page > 4:
                break
            if self.kinds[index] is not Kind.HEADING:
                continue
            role = role_of_heading(unit.text)
            if role is Role.SUMMARY and bare_heading(unit.text) in ("abstract", "summary"):
                seen_abstract = True
            if role is Role.INTRODUCTION and not self._is_abstract_part(index):
                return index
            if _FIRST_SECTION.match(unit.text):
                return index
            if role in (Role.METHODS, Role.RESULTS) and not seen_abstract and self._prose_before(index) > 400:
                return self._first_prose()
        return self._first_prose()

    def _is_abstract_part(self, index: int) -> bool:
        """Whether an introduction-like heading opens the abstract: the other parts of one follow at once."""
        following = []
        length = 0
        for other in range(index + 1, min(index + 14, len(self.units))):
            if self.kinds[other] is Kind.HEADING:
                following.append(role_of_heading(self.units[other].text))
            length += self.units[other].length
            if length > 2600:
                break
        roles = set(following)
        return (
            bool(roles & {Role.METHODS, Role.OBJECTIVE})
            and bool(roles & {Role.RESULTS})
            and bool(roles & {Role.CONCLUSIONS})
        )

    def _prose_before(self, index: int) -> int:
        return sum(
            unit.length for unit, kind in zip(self.units[:index], self.kinds, strict=False) if kind is Kind.PROSE
        )

    def _first_prose(self) -> int:
        """The first running text in the paper's own body type after the title."""
        after_title = not self.title
        passed_abstract = False
        abstract_length = 0
        for index, unit in enumerate(self.units):
            if id(unit) in self.title:
                after_title = True
                continue
            if self.kinds[index] is Kind.HEADING and bare_heading(unit.text) in ("abstract", "summary"):
                passed_abstract = True
                continue
            if is_keywords(unit):
                passed_abstract, abstract_length = False, 0
                continue
            if not after_title or self.kinds[index] is not Kind.PROSE or is_front_text(unit, self.look):
                continue
            if not self.look.is_prose(max(unit.lines, key=lambda line: len(line.text))) or unit.length < 120:
                continue
            if passed_abstract and abstract_length < 400 and unit.page <= 2:
                abstract_length += unit.length
                continue
            return index
        return len(self.units)

    def abstract(self, body: int) -> int | None:
        """The index of the abstract's heading or first unit, or None."""
        for index, unit in enumerate(self.units[: body + 1]):
            plain = bare_heading(unit.text[:60])
            if self.kinds[index] is Kind.HEADING and plain in ("abstract", "summary", "structured abstract"):
                return index
            if re.match(r"(?:abstract|summary)\b", unit.text, re.IGNORECASE) and unit.length > 60:
                return index
        after_title = not self.title
        for index, unit in enumerate(self.units[:body]):
            if id(unit) in self.title:
                after_title = True
                continue
            if (
                after_title
                and unit.length > 250
                and self.kinds[index] in (Kind.PROSE, Kind.SMALL)
                and not is_front_text(unit, self.look)
            ):
                return index
        return None


def _list_start(units: Sequence[Unit]) -> int | None:
    """The index of the first entry of a numbered reference list that has no heading; None where there is none."""
    if any(role_of_heading(unit.text) is Role.REFERENCES for unit in units if unit.length < 40):
        return None
    for index, unit in enumerate(units):
        if unit.page < 0.4 * units[-1].page or unit.page == 1 or not _FIRST_ENTRY.match(unit.text):
            continue
        lines = [line.text for other in units[index : index + 14] for line in other.lines]
        begun = [int(found.group(1)) for text in lines if (found := _ENTRY.match(text))]
        if sum(number in begun for number in range(2, 8)) >= 4 and any(
            _CITED_YEAR.search(other.text) for other in units[index : index + 3]
        ):
            return index
    return None
