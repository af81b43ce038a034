"""From units to the parts of a paper: front matter, abstract, body, back matter, captions, reference list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.domain.document import Role, Zone
from pipeline.sources.pdf.asides import asides_of
from pipeline.sources.pdf.captions import joined_captions
from pipeline.sources.pdf.cuts import is_cut
from pipeline.sources.pdf.feet import foot_notes
from pipeline.sources.pdf.kinds import Kind, kind_of, number_depth
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.starts import is_front_text, is_keywords, starts_of
from pipeline.sources.pdf.title import is_heading_word
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import role_of_heading, role_under
from pipeline.text.regex import regex

__all__ = ["Part", "Parts", "parts_of"]

_ITEM = regex(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s|[•●○▪–-]\s")
_MAIN_NAME = regex(
    r"^\W*(?:\w{1,4}\W+)?(?:(?:\w+,? ){0,3}(?:and |& )?)"
    r"(?:introduction|background|methods?|methodology|materials|results|findings|"
    r"discussion|conclusions?|case (?:report|presentation)|comment|interpretation|procedures)\b(?:\W+\w+){0,3}\W*$",
    re.IGNORECASE,
)
_MAIN = frozenset(
    (
        Role.INTRODUCTION, Role.METHODS, Role.RESULTS, Role.DISCUSSION, Role.CONCLUSIONS, Role.REFERENCES, Role.FUNDING,
        Role.INTERESTS, Role.BACK,
    )
)  # fmt: skip
_IMRAD: frozenset[Role | None] = frozenset((Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.DISCUSSION))
_BEHIND: frozenset[Role] = frozenset((Role.FUNDING, Role.INTERESTS, Role.BACK, Role.FRONT))


@dataclass
class Part:
    """A section in the making: its heading's lines and its paragraphs, each a list of lines."""

    role: Role
    zone: Zone
    level: int = 1
    heading: tuple[Line, ...] = ()
    paragraphs: list[list[Line]] = field(default_factory=list)


@dataclass
class Parts:
    """What the flow of units was parted into."""

    front: list[Unit] = field(default_factory=list)
    abstract: list[Part] = field(default_factory=list)
    body: list[Part] = field(default_factory=list)
    captions: list[Unit] = field(default_factory=list)
    labels: list[Unit] = field(default_factory=list)
    footnotes: list[Unit] = field(default_factory=list)
    references: list[Unit] = field(default_factory=list)


def parts_of(units: Sequence[Unit], title: Sequence[Unit], look: Look) -> Parts:
    """The parts of the paper whose units are given in reading order; `title` are the units of its title."""
    return _Walk(units, title, look).walk()


class _Walk:
    """One pass over the units, remembering which part of the paper we are in."""

    def __init__(self, units: Sequence[Unit], title: Sequence[Unit], look: Look) -> None:
        self.look = look
        self.units, self.kinds = joined_captions(units, _kinds(units, look, title[0].page if title else 1), look)
        self.title = {id(unit) for unit in title}
        self.parts = Parts()
        self.zone = Zone.FRONT
        self.main_style: tuple[float, bool, bool, bool] | None = None
        self.parent: Role | None = None
        self.starts = starts_of(self.units, self.kinds, title, look)
        self.asides = asides_of(self.units, self.kinds, self.starts.body, look)

    def walk(self) -> Parts:
        for index, unit in enumerate(self.units):
            if id(unit) in self.title or index in self.asides:
                continue
            self._take(index, unit, self.kinds[index])
        self._set_aside()
        return self.parts

    def _set_aside(self) -> None:
        """What stood in the middle of paragraphs, behind everything else; what has no heading of its own, as notes."""
        open_at = 0
        self.parent = None
        for index in sorted(self.asides):
            unit, kind = self.units[index], self.kinds[index]
            if index - 1 not in self.asides:
                open_at = len(self.parts.body)
            if kind is Kind.HEADING and not self._is_stray(index):
                self._heading(unit)
            elif kind in (Kind.HEADING, Kind.LABEL) and not _is_below(self.units[index - 1], unit):
                self.parts.labels.append(unit)
            elif len(self.parts.body) > open_at:
                self._add(self.parts.body[-1], unit)
            else:
                self.parts.footnotes.append(unit)

    def _take(self, index: int, unit: Unit, kind: Kind) -> None:
        if kind is Kind.NOTE and self.zone is not Zone.REFERENCES:
            self.parts.footnotes.append(unit)
            return
        if self.zone is Zone.FRONT and self.starts.abstract is not None and index >= self.starts.abstract:
            self.zone = Zone.ABSTRACT
        if index == self.starts.references:
            self.parts.body.append(Part(Role.REFERENCES, Zone.REFERENCES))
            self.zone = Zone.REFERENCES
        if self.zone in (Zone.FRONT, Zone.ABSTRACT) and index >= self.starts.body:
            self.zone = Zone.BODY
            if kind is not Kind.HEADING:
                self.parts.body.append(Part(Role.INTRODUCTION if self.parts.abstract else Role.OTHER, Zone.BODY))
        if kind is Kind.CAPTION and self.zone in (Zone.FRONT, Zone.ABSTRACT):
            self.parts.captions.append(unit)
        elif self.zone is Zone.FRONT or (unit.page == 1 and is_heading_word(unit.text)):
            self.parts.front.append(unit)
        elif self.zone is Zone.ABSTRACT:
            self._abstract(unit, kind)
        elif kind is Kind.CAPTION:
            self.parts.captions.append(unit)
        elif kind is Kind.LABEL and self.zone is not Zone.REFERENCES:
            self.parts.labels.append(unit)
        elif kind is Kind.HEADING and not self._is_entry(unit) and not self._is_stray(index):
            self._heading(unit)
        elif self.zone is Zone.REFERENCES:
            self.parts.references.append(unit)
        elif kind is Kind.SMALL and not self._is_small_section(unit) and self._is_footnote(index):
            (self.parts.front if unit.page == 1 else self.parts.footnotes).append(unit)
        else:
            self._prose(unit)

    def _abstract(self, unit: Unit, kind: Kind) -> None:
        if is_keywords(unit) or is_front_text(unit, self.look):
            self.parts.front.append(unit)
            return
        if kind is Kind.LABEL:
            self.parts.front.append(unit)
            return
        if not self.parts.abstract:
            self.parts.abstract.append(Part(Role.SUMMARY, Zone.ABSTRACT))
        if kind is Kind.HEADING:
            role = role_of_heading(unit.text)
            if role is Role.FRONT:
                self.parts.front.append(unit)
                return
            self.parts.abstract.append(
                Part(role or Role.SUMMARY, Zone.ABSTRACT, 2 if role is not Role.SUMMARY else 1, unit.lines)
            )
            return
        self._add(self.parts.abstract[-1], unit)

    def _heading(self, unit: Unit) -> None:
        text = unit.text
        role = role_of_heading(text)
        depth = number_depth(text)
        style: tuple[float, bool, bool, bool] = (round(unit.size), unit.bold, unit.italic, text.isupper())
        named = role in _MAIN and (role in _BEHIND or role is Role.REFERENCES or _MAIN_NAME.search(text) is not None)
        first = self.main_style is None
        inside = not first and self.parent in _IMRAD  # there a subheading may look like a heading
        top = depth == 1 or (depth == 0 and (named or first or (style == self.main_style and not inside)))
        if top and first and role in _MAIN:
            self.main_style = style
        level = depth or (1 if top else 2)
        if top:
            own = role_of_heading(text) or Role.OTHER
            self.parent = own
        else:
            own = role_under(self.parent, text)
        if own is Role.REFERENCES:
            self.zone = Zone.REFERENCES
        elif own in _BEHIND:
            self.zone = Zone.BACK
        else:
            self.zone = Zone.BODY
        self.parts.body.append(Part(own, self.zone, level, unit.lines))

    def _prose(self, unit: Unit) -> None:
        if not self.parts.body:
            self.parts.body.append(Part(Role.OTHER, Zone.BODY))
        self._add(self.parts.body[-1], unit)

    def _add(self, part: Part, unit: Unit) -> None:
        if part.paragraphs and _continues(part.paragraphs[-1], unit):
            part.paragraphs[-1].extend(unit.lines)
        else:
            part.paragraphs.append(list(unit.lines))

    def _is_footnote(self, index: int) -> bool:
        """Whether small type stands at the foot of its column, or no running text of its own type goes before it."""
        unit = self.units[index]
        for other, kind in zip(self.units[index + 1 :], self.kinds[index + 1 :], strict=False):
            if other.page != unit.page:
                break
            if other.column == unit.column and kind in (Kind.PROSE, Kind.HEADING) and other.first.y0 > unit.first.y0:
                return unit.page == 1 and len(unit.lines) < 4
        return unit.size < self.look.size - 0.6 and (unit.length < 1200 or unit.page == 1)

    def _is_entry(self, unit: Unit) -> bool:
        """Whether a heading-like unit of a reference list is one of its entries."""
        return self.zone is Zone.REFERENCES and role_of_heading(unit.text) is None

    def _is_small_section(self, unit: Unit) -> bool:
        """Whether the section that is open is set in this small type throughout, heading included."""
        heading = self.parts.body[-1].heading if self.parts.body else ()
        return bool(heading) and abs(heading[0].size - unit.size) < 1.1 and heading[0].size < self.look.size - 0.4

    def _is_stray(self, index: int) -> bool:
        """Whether a heading-like unit is followed by no text: a label of a figure or the head of a box."""
        if role_of_heading(self.units[index].text) is not None or number_depth(self.units[index].text):
            return False
        following = [kind for kind in self.kinds[index + 1 : index + 9] if kind is not Kind.NOTE]
        for kind in following[:3]:
            if kind in (Kind.PROSE, Kind.SMALL):
                return False
            if kind is Kind.LABEL:
                return True
        return True


def _kinds(units: Sequence[Unit], look: Look, first_page: int) -> list[Kind]:
    """The kinds of the units; a heading that goes on in small letters below is none."""
    kinds = [kind_of(unit, look) for unit in units]
    for index, (unit, below) in enumerate(pairwise(units)):
        if kinds[index] is not Kind.HEADING or not below.text[:1].islower() or below.column != unit.column:
            continue
        if 0 < below.first.y0 - unit.last.y0 < 2 * unit.size and role_of_heading(unit.text) is None:
            kinds[index] = Kind.PROSE
    # Later pages may hold whole sections in small type; there the flow itself tells notes (`_is_footnote`).
    on_page = [(unit, kind) for unit, kind in zip(units, kinds, strict=True) if unit.page == first_page]
    notes = {id(note) for note in foot_notes([unit for unit, _ in on_page], [kind for _, kind in on_page], look)}
    return [Kind.NOTE if id(unit) in notes else kind for unit, kind in zip(units, kinds, strict=True)]


def _is_below(before: Unit, unit: Unit) -> bool:
    """Whether the unit stands under the one before it as the next line of one text does."""
    return before.page == unit.page and 0 < unit.first.y0 - before.last.y0 < 2 * unit.size


def _continues(paragraph: list[Line], unit: Unit) -> bool:
    """Whether the unit goes on with the paragraph: across a column, a page, a float, or a formula."""
    last, first = paragraph[-1], unit.first
    if last.text.endswith(("-", "\u00ad")):
        return True
    if _ITEM.match(first.text):
        return False
    ended = not is_cut(last.text)
    lower = first.text[:1].islower()
    moved = first.page != last.page or first.y0 < last.y0 or first.x0 > last.x1
    if moved:
        return lower or (not ended and abs(first.size - last.size) < 0.6)
    full = len(paragraph) > 1 and last.x1 > max(line.x1 for line in paragraph[-5:]) - 1.2 * last.size
    return not ended and (lower or (full and abs(first.size - last.size) < 0.4))
