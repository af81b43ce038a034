"""Small invented documents for tests."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.document import Document, Level, Role, Span, Zone
from pipeline.domain.draft import Badge, Connective, Context, Design, Group
from pipeline.domain.facts import BadgeReading, DesignReading, Facts, SampleReading
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.paper import Author, Paper
from pipeline.sources.assembly import Block, Heading, Paragraph, assemble

__all__ = ["document", "facts", "paper", "span_of"]


def paper(title: str = "An invented study of sleep in ME/CFS", /, **changes: object) -> Paper:
    """An invented paper; `changes` replace its fields."""
    plain = Paper(title=title, authors=(Author(family="Doe", given="Jane"),), journal="Invented Medicine", year=2020)
    return Paper.model_validate({**plain.model_dump(), **changes})


def document(
    parts: Sequence[tuple[Role, Zone, str, str]],
    *,
    of: Paper | None = None,
    level: Level = Level.FULLTEXT_XML,
    language: str = "en",
) -> Document:
    """A document of sections, each (role, zone, heading, text)."""
    work = of or paper()
    blocks: list[Block] = [Paragraph(work.title, role=Role.TITLE, zone=Zone.FRONT)] if work.title else []
    for role, zone, heading, text in parts:
        blocks += [Heading(heading, role, zone), *(Paragraph(piece) for piece in text.split("\n"))]
    return assemble(
        blocks,
        paper=work,
        level=level,
        source_digest=digest_of_bytes(repr(parts).encode()),
        reader="test/1",
        language=language,
    )


def span_of(found_in: Document, text: str) -> Span:
    """Where `text` stands; fails the test when it does not."""
    start = found_in.text.index(text)
    return Span(start, start + len(text))


def facts(
    design: Design = Design.CASE_CONTROL,
    *,
    n_total: int | None = None,
    groups: Sequence[tuple[str, int]] = (),
    sample: Sequence[Span] = (),
    badge: Badge = Badge.UNCLEAR,
    reason: str | None = "no_set",
    pem: Sequence[Span] = (),
    context: Context = Context.MECFS,
    limitations: Sequence[Span] = (),
    harms: Sequence[Span] = (),
) -> Facts:
    """The facts of an invented paper."""
    return Facts(
        design=DesignReading(design),
        sample=SampleReading(n_total, tuple(Group(label=label, n=n) for label, n in groups), passages=tuple(sample)),
        definitions=(),
        connective=Connective.NONE,
        pem=BadgeReading(badge, reason, tuple(pem)),
        context=context,
        limitations=tuple(limitations),
        harms=tuple(harms),
    )
