"""Invented documents of one passage or a few parts, for the tests of this room."""

from __future__ import annotations

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.facts import Facts
from pipeline.domain.paper import Paper
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.sources.assembly import Block, Heading, Paragraph, ReferenceEntry, assemble

__all__ = ["document", "facts_of", "methods", "reference"]


def methods(text: str) -> list[Block]:
    """A methods section of one paragraph."""
    return [Heading("Methods", Role.METHODS), Paragraph(text)]


def reference(number: str, author: str, year: int, title: str = "A paper") -> ReferenceEntry:
    """An entry of the reference list."""
    return ReferenceEntry(f"{author} A, Other B. {title}. A Journal {year};1:1-9.", number, year, author)


def document(
    *blocks: Block, title: str = "A passage", paper: Paper | None = None, abstract_only: bool = False
) -> Document:
    """A Document of these blocks under a title."""
    return assemble(
        [Heading(title, Role.TITLE, Zone.FRONT), *blocks],
        paper=paper or Paper(title=title),
        level=Level.ABSTRACT if abstract_only else Level.FULLTEXT_XML,
        source_digest="sha256:0",
        reader="test",
        language="en",
    )


def facts_of(text: str, *, year: int | None = None, abstract_only: bool = False) -> Facts:
    """The facts of one passage of a methods section, or of an abstract."""
    opening = Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT) if abstract_only else Heading("Methods", Role.METHODS)
    whole = document(opening, Paragraph(text), paper=Paper(title="A passage", year=year), abstract_only=abstract_only)
    return read_facts(whole, load_profile("mecfs"))
