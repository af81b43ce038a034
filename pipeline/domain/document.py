"""Document: what our reader saw of a paper. The same type for a PDF, a JATS file and a lone abstract.

All offsets are code points into `Document.text`, half-open. `text` holds only what a person can see on the page:
title, abstract and body in reading order, then captions and tables, then references. Hidden text is kept apart.

These are dataclasses, not pydantic models, because a paper has thousands of them; `as_json` and `from_json` carry them
over process and disk borders.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property

from pydantic import TypeAdapter

from pipeline.domain.paper import Paper

__all__ = [
    "Box",
    "Cell",
    "Document",
    "Hidden",
    "Level",
    "Page",
    "Reference",
    "Role",
    "Section",
    "Sentence",
    "SourceWarning",
    "Span",
    "Table",
    "TextQuality",
    "Zone",
]


class Level(StrEnum):
    """How much of the paper we hold."""

    ABSTRACT = "abstract"
    FULLTEXT_PDF = "fulltext_pdf"
    FULLTEXT_XML = "fulltext_xml"


class Zone(StrEnum):
    """Where on the paper a section stands."""

    FRONT = "front"  # title, authors, dates, keywords
    ABSTRACT = "abstract"
    BODY = "body"
    BACK = "back"  # funding, interests, acknowledgements, appendices
    CAPTION = "caption"
    TABLE = "table"
    REFERENCES = "references"


class Role(StrEnum):
    """What a section does, whatever its heading says."""

    TITLE = "title"
    FRONT = "front"
    SUMMARY = "summary"  # an abstract without parts, a "key points" box
    OBJECTIVE = "objective"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    PARTICIPANTS = "participants"  # the part of the methods that says who was studied
    RESULTS = "results"
    DISCUSSION = "discussion"
    LIMITATIONS = "limitations"
    CONCLUSIONS = "conclusions"
    FUNDING = "funding"
    INTERESTS = "interests"
    BACK = "back"
    CAPTION = "caption"
    TABLE = "table"
    REFERENCES = "references"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points from the top left, as displayed. `page` is 1-based."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `number` is 1-based, sizes are in PDF points as displayed."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Section:
    """A run of text with one role. Sections do not overlap; together with headings they cover the text.

    `span` covers the section's own paragraphs, without its heading and without its subsections.
    """

    id: str
    role: Role
    zone: Zone
    heading: str
    span: Span
    level: int = 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one row of a table. `page` is where it begins; None where the source has no pages."""

    id: str
    section: str
    span: Span
    page: int | None = None
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `span` is its text in the document."""

    row: int
    column: int
    span: Span
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as cells. `section` is the table's own section; `caption` is the span of its caption, if it has one."""

    id: str
    section: str
    cells: tuple[Cell, ...]
    caption: Span | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the reference list. `number` is its printed label ("12"), or None."""

    number: str | None
    span: Span
    year: int | None = None
    first_author: str = ""
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that a reader of the page cannot see, and how it is hidden (`white`, `tiny`, `covered`, ...)."""

    text: str
    how: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class SourceWarning:
    """Something about the source that a person should know. `code` is stable."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TextQuality:
    """Where the text comes from: `origin` is `text` or `ocr`; `confidence` is 0..1 for OCR.

    `unreliable_pages` are pages whose characters may not be what is printed; no number there is trusted.
    """

    origin: str = "text"
    confidence: float | None = None
    unreliable_pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Document:
    """What the reader saw. See the module's own docstring for what `text` holds and how offsets count."""

    text: str
    paper: Paper
    level: Level
    source_digest: str
    reader: str
    language: str = "en"
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    references: tuple[Reference, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    warnings: tuple[SourceWarning, ...] = ()
    quality: TextQuality = field(default_factory=TextQuality)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """Sections by their id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def sentence_by_id(self) -> dict[str, Sentence]:
        """Sentences by their id."""
        return {sentence.id: sentence for sentence in self.sentences}

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """The start of each sentence, ascending, for binary search."""
        return tuple(sentence.span.start for sentence in self.sentences)

    def section_of(self, sentence: Sentence) -> Section:
        """The section a sentence stands in."""
        return self.section_by_id[sentence.section]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share text with `span`, in reading order."""
        first = max(0, bisect_right(self.sentence_starts, span.start) - 1)
        last = bisect_left(self.sentence_starts, span.end)
        return tuple(sentence for sentence in self.sentences[first:last] if sentence.span.meets(span))

    def as_json(self) -> bytes:
        """This document as JSON, UTF-8."""
        return _adapter().dump_json(self)

    @staticmethod
    def from_json(content: bytes) -> Document:
        """The document that `as_json` wrote. Raises pydantic.ValidationError when it is not one."""
        return _adapter().validate_json(content)


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
