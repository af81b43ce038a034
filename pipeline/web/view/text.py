"""The paper as text, cut at the passages that statements rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.document import Document, Span
from pipeline.web.view.statements import SectionView, placed

__all__ = ["Paragraph", "Piece", "text_view"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text. `begins` are the anchors of the passages that begin in it, each with its statement's number.

    `number` is that of a statement whose passage covers it, 0 for none.
    """

    text: str
    number: int = 0
    begins: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A section of the paper as text."""

    heading: str
    role: str
    pieces: tuple[Piece, ...]
    page: int | None


def text_view(document: Document, sections: Iterable[SectionView]) -> tuple[Paragraph, ...]:
    """The paper as text, section by section, with the passages that statements rest on."""
    ordered = sorted(placed(sections), key=lambda place: (place[2].start, -place[2].end))
    found: list[Paragraph] = []
    for section in document.sections:
        inside = document.sentences_in(section.span)
        page = inside[0].page if inside else None
        found.append(Paragraph(section.heading, section.role.value, _pieces(document, section.span, ordered), page))
    return tuple(found)


def _pieces(document: Document, whole: Span, ordered: Iterable[tuple[int, str, Span]]) -> tuple[Piece, ...]:
    """The text of a section, cut; every passage that begins in it keeps its anchor, those inside another too."""
    pieces: list[Piece] = []
    at = whole.start
    for number, anchor, span in ordered:
        if not whole.start <= span.start < whole.end:
            continue
        end = min(span.end, whole.end)
        if span.start >= at:
            pieces += [Piece(document.text[at : span.start])] if at < span.start else []
            pieces.append(Piece(document.text[span.start : end], number, ((anchor, number),)))
        else:
            last = pieces[-1]
            pieces[-1] = Piece(last.text, last.number, (*last.begins, (anchor, number)))
            pieces += [Piece(document.text[at:end], number)] if at < end else []
        at = max(at, end)
    pieces += [Piece(document.text[at : whole.end])] if at < whole.end else []
    return tuple(pieces)
