"""The paper as text, cut at the passages that statements rest on."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.desk.dossier import Dossier
from pipeline.web.view.statements import placed, sections_of

__all__ = ["Paragraph", "text_view"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A section of the paper as text, cut at the passages that statements rest on."""

    heading: str
    role: str
    pieces: tuple[tuple[str, str, int], ...]
    page: int | None


def text_view(dossier: Dossier) -> tuple[Paragraph, ...]:
    """The paper as text, section by section, with the passages that statements rest on."""
    document = dossier.document
    ordered = sorted(placed(sections_of(dossier, {})), key=lambda place: (place[2].start, -place[2].end))
    found: list[Paragraph] = []
    for section in document.sections:
        pieces: list[tuple[str, str, int]] = []
        at = section.span.start
        for number, anchor, span in ordered:
            if span.start < at or span.start >= section.span.end:
                continue
            end = min(span.end, section.span.end)
            pieces += [(document.text[at : span.start], "", 0)] if at < span.start else []
            pieces.append((document.text[span.start : end], anchor, number))
            at = end
        pieces += [(document.text[at : section.span.end], "", 0)] if at < section.span.end else []
        inside = document.sentences_in(section.span)
        page = inside[0].page if inside else None
        found.append(Paragraph(section.heading, section.role.value, tuple(pieces), page))
    return tuple(found)
