"""A Document made ready for matching: its sentences with their role, their text with plain dashes and blanks.

Papers write one thing in many characters: non-breaking hyphens, soft hyphens, words broken at the end of a line.
A passage's `text` has these smoothed away, and `locate` leads back to the document's own offsets.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.domain.document import Document, Role, Section, Span, Zone
from pipeline.text.regex import regex

__all__ = ["Passage", "View", "fold", "view"]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\r", " "),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
    }
)
_DROPPED = regex(r"\u00ad\s*\n?\s*|(?<=[a-zà-ÿ])-\n\s*(?=[a-zà-ÿ])|[\u200b\u200c\u200d\ufeff]")
_LABEL = regex(
    r"(?P<label>abstract|background|introduction|objectives?|aims?|purpose|methods?|materials and methods|"
    r"patients and methods|design|setting|participants|patients|subjects|results|findings|discussion|"
    r"conclusions?|interpretation)\s*[:.]\s+",
    re.IGNORECASE,
)
_LABEL_ROLES = {
    "abstract": Role.SUMMARY,
    "background": Role.INTRODUCTION,
    "introduction": Role.INTRODUCTION,
    "objective": Role.OBJECTIVE,
    "aim": Role.OBJECTIVE,
    "purpose": Role.OBJECTIVE,
    "method": Role.METHODS,
    "materials and method": Role.METHODS,
    "patients and method": Role.METHODS,
    "design": Role.METHODS,
    "setting": Role.METHODS,
    "participant": Role.PARTICIPANTS,
    "patient": Role.PARTICIPANTS,
    "subject": Role.PARTICIPANTS,
    "result": Role.RESULTS,
    "finding": Role.RESULTS,
    "discussion": Role.DISCUSSION,
    "conclusion": Role.CONCLUSIONS,
    "interpretation": Role.CONCLUSIONS,
}
_WHO_TOOK_PART = regex(
    r"\b(?:participants?|patients|subjects|study population|study sample|recruitment|eligibility|inclusion"
    r"|case definitions?|cohorts?)\b"
    r"(?!.*\b(?:consent|involvement|contributions?|perspective|statement|availability)\b)",
    re.IGNORECASE,
)
_FRAGMENT_WORDS = 120
_SHORT_ABSTRACT = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. `text` is folded; `offsets`, where folding dropped characters, maps it back."""

    index: int
    span: Span
    text: str
    role: Role
    zone: Zone
    heading: str
    section: str
    offsets: tuple[int, ...] | None = None

    def locate(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        if self.offsets is None:
            return Span(self.span.start + start, self.span.start + end)
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return Span(self.span.start + self.offsets[start], self.span.start + last)


@dataclass(frozen=True)
class View:
    """A document's sentences, ready for matching."""

    document: Document
    passages: tuple[Passage, ...] = field(repr=False)

    @cached_property
    def title(self) -> str:
        """The title, folded."""
        printed = " ".join(passage.text for passage in self.passages if passage.role is Role.TITLE)
        return printed or fold(self.document.paper.title)[0]

    @cached_property
    def is_fragment(self) -> bool:
        """Whether this is a passage rather than a paper: a few sentences."""
        words = sum(passage.text.count(" ") + 1 for passage in self.running)
        return words < (_SHORT_ABSTRACT if self.abstract else _FRAGMENT_WORDS)

    @cached_property
    def running(self) -> tuple[Passage, ...]:
        """Running text: no references, no tables, no front matter but the title when nothing else is there."""
        left_out = {Zone.REFERENCES, Zone.TABLE, Zone.FRONT}
        found = tuple(
            passage for passage in self.passages if passage.zone not in left_out and passage.role is not Role.TITLE
        )
        return found or tuple(passage for passage in self.passages if passage.role is not Role.FRONT)

    @cached_property
    def abstract(self) -> tuple[Passage, ...]:
        """The abstract's sentences."""
        return tuple(passage for passage in self.passages if passage.zone is Zone.ABSTRACT)

    @cached_property
    def has_body(self) -> bool:
        """Whether anything beyond title and abstract was read."""
        return any(passage.zone is Zone.BODY and passage.role is not Role.TITLE for passage in self.passages)

    @cached_property
    def methods(self) -> tuple[Passage, ...]:
        """What says how the study was done: methods and participants of body and abstract.

        Where a document names no such part, everything that may be one: parts without a known role, an undivided
        abstract.
        """
        own = {Role.METHODS, Role.PARTICIPANTS}
        found = self.having(own)
        if any(passage.zone is not Zone.ABSTRACT for passage in found):
            return found
        loose = self.having({*own, Role.OTHER, Role.SUMMARY, Role.OBJECTIVE}) if self.has_body else self.abstract
        return tuple(
            passage
            for passage in loose or self.running
            if passage.role not in {Role.INTRODUCTION, Role.DISCUSSION, Role.CONCLUSIONS}
        )

    def having(self, roles: Container[Role]) -> tuple[Passage, ...]:
        """Running sentences whose role is one of `roles`, in reading order."""
        return tuple(passage for passage in self.running if passage.role in roles)


def view(document: Document) -> View:
    """The document's sentences, ready for matching.

    A label such as "METHODS:" at the start of a sentence in a part without a role of its own gives that sentence and
    those after it their role.
    """
    return View(document, tuple(_passages(document)))


def fold(text: str) -> tuple[str, tuple[int, ...] | None]:
    """`text` with plain dashes, quotes and blanks, and the place of each character, None where they all stay put."""
    plain = text.translate(_PLAIN)
    gaps = list(_DROPPED.finditer(plain))
    if not gaps:
        return plain.replace("\n", " "), None
    kept: list[int] = []
    position = 0
    for gap in gaps:
        kept.extend(range(position, gap.start()))
        position = gap.end()
    kept.extend(range(position, len(plain)))
    return "".join(plain[place] for place in kept).replace("\n", " "), tuple(kept)


def _passages(document: Document) -> Iterable[Passage]:
    section_id, label_role = "", None
    for index, sentence in enumerate(document.sentences):
        section = document.section_of(sentence)
        if section.id != section_id:
            section_id, label_role = section.id, None
        text, offsets = fold(document.slice(sentence.span))
        role = _by_heading(section)
        if role in {Role.SUMMARY, Role.OTHER, Role.TITLE, Role.METHODS}:
            label_role = _labelled(text) or label_role
        yield Passage(
            index, sentence.span, text, label_role or role, section.zone, section.heading, section.id, offsets
        )


def _by_heading(section: Section) -> Role:
    """A section's role; a heading about who took part holds even where its neighbours are back matter."""
    if section.role in {Role.BACK, Role.OTHER, Role.METHODS} and _WHO_TOOK_PART.search(section.heading):
        return Role.PARTICIPANTS
    return section.role


def _labelled(text: str) -> Role | None:
    match = _LABEL.match(text)
    if match is None:
        return None
    label = match["label"].lower()
    return _LABEL_ROLES.get(label) or _LABEL_ROLES.get(label.removesuffix("s"))
