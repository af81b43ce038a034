"""What a reader found in one record, before it is bound to the file it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.domain.document import Document, Hidden, Level, Role, SourceWarning, Zone
from pipeline.domain.paper import Paper
from pipeline.domain.source import Unread
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, Heading, Paragraph, assemble
from pipeline.sources.labels import labelled_parts
from pipeline.sources.roles import role_of_heading
from pipeline.sources.visible import without_hidden
from pipeline.text.language import UNDETERMINED, detect

__all__ = ["AbstractPart", "Found", "Reading", "abstract_blocks", "abstract_reading", "each", "parts_of"]


@dataclass(frozen=True, slots=True)
class AbstractPart:
    """One part of an abstract: its label as printed (empty without one) and its paragraphs."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One record as blocks in reading order, with the paper it describes.

    `language` is what the record itself says ("" when it says nothing); the text decides otherwise.
    """

    paper: Paper
    blocks: tuple[Block, ...]
    level: Level = Level.ABSTRACT
    language: str = ""
    warnings: tuple[SourceWarning, ...] = ()
    hidden: tuple[Hidden, ...] = ()

    def document(self, *, digest: str, reader: str) -> Document:
        """The Document of this record, with invisible characters taken out of its text and kept apart."""
        blocks, hidden, warnings = without_hidden(self.blocks)
        language = detect(_prose(blocks))
        if language == UNDETERMINED:
            language = self.language or UNDETERMINED
        return assemble(
            blocks,
            paper=self.paper,
            level=self.level,
            source_digest=digest,
            reader=reader,
            language=language,
            hidden=(*self.hidden, *hidden),
            warnings=(*self.warnings, *warnings, *_of_two_languages(blocks)),
        )


Found = Reading | Unread
Raw = TypeVar("Raw")


def each(records: Iterable[Raw], read_one: Callable[[Raw], Reading]) -> tuple[Found, ...]:
    """What `read_one` made of each record; a record that it cannot read costs that record alone."""
    found: list[Found] = []
    for raw in records:
        try:
            found.append(read_one(raw))
        except UnreadableSource as error:
            found.append(Unread(error.reason, error.message, error.hint))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            # Records are written by many programs; whatever shape one has, its neighbours must still be read.
            found.append(
                Unread(
                    "broken",
                    f"this record does not have the shape of its format ({type(error).__name__})",
                    "export the record again, or look it up by its DOI or PubMed number",
                )
            )
    return tuple(found)


def parts_of(abstract: str) -> tuple[AbstractPart, ...]:
    """The parts of an abstract given as one text, split where labels such as `METHODS:` stand."""
    return tuple(AbstractPart(label, (text,)) for label, text in labelled_parts(abstract) if text or label)


def abstract_blocks(parts: Sequence[AbstractPart]) -> tuple[Block, ...]:
    """The abstract as blocks: a heading, and under it one subsection for each labelled part."""
    spoken = [part for part in parts if any(text.strip() for text in part.paragraphs)]
    if not spoken:
        return ()
    blocks: list[Block] = [Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT, 1)]
    for part in spoken:
        role = role_of_heading(part.label) if part.label else Role.SUMMARY
        if part.label:
            blocks.append(Heading(part.label, role or Role.SUMMARY, Zone.ABSTRACT, 2))
        blocks += [Paragraph(text, role=role or Role.SUMMARY, zone=Zone.ABSTRACT) for text in part.paragraphs]
    return tuple(blocks)


def abstract_reading(paper: Paper, parts: Sequence[AbstractPart], language: str = "") -> Reading:
    """A record's title and abstract.

    Without an abstract only the title is there; whether that is enough is not decided here.
    """
    title: tuple[Block, ...] = (Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT),) if paper.title else ()
    return Reading(paper, title + abstract_blocks(parts), Level.ABSTRACT, language)


def _of_two_languages(blocks: Sequence[Block]) -> tuple[SourceWarning, ...]:
    """A warning where the abstract is in another language than the body."""
    spoken = [
        detect("\n".join(block.text for block in blocks if isinstance(block, Paragraph) and block.zone is zone))
        for zone in (Zone.ABSTRACT, Zone.BODY)
    ]
    if UNDETERMINED in spoken or spoken[0] == spoken[1]:
        return ()
    return (SourceWarning("abstract_language", f"the abstract is in '{spoken[0]}', the text in '{spoken[1]}'"),)


def _prose(blocks: Iterable[Block]) -> str:
    """What the language is judged by: the abstract and body, and the title only where there is nothing else."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    body = [block.text for block in paragraphs if block.zone not in (Zone.FRONT, Zone.BACK, Zone.CAPTION)]
    return "\n".join(body or [block.text for block in paragraphs])
