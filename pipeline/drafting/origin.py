"""What a draft says about the source it was made from."""

from __future__ import annotations

from pipeline.domain.document import Document, Level
from pipeline.domain.draft import Identity, Source, SourceText

__all__ = ["source_of"]


def source_of(document: Document, *, file_name: str, other_levels: frozenset[Level] = frozenset()) -> Source:
    """The source as the draft names it. `other_levels` are those of the paper's other faces.

    A PDF alone says by itself which paper it is; a record or an XML file beside it, which grouping accepted because
    title and first author agree, is a second witness.
    """
    quality = document.quality
    return Source(
        file=file_name,
        level=document.level.value,
        language=document.language,
        text=SourceText(
            origin=quality.origin, confidence=quality.confidence, unreliable_pages=quality.unreliable_pages
        ),
        identity=_identity(document, other_levels),
        digest=document.source_digest,
        reader=document.reader,
    )


def _identity(document: Document, other_levels: frozenset[Level]) -> Identity:
    if document.level is not Level.FULLTEXT_PDF:
        return Identity.RECORD
    return Identity.AGREES if other_levels - {Level.FULLTEXT_PDF} else Identity.NOT_CHECKED
