"""The passages under a statement, each with a sentence either side and with where it stands in the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.desk.dossier import Dossier
from pipeline.domain.document import Document, Sentence, Span
from pipeline.domain.draft import Evidence, Statement
from pipeline.reading.whose import Whose, whose
from pipeline.web.marks import Segment, abbreviation_marks, number_marks, segments

__all__ = ["EvidenceView", "passages_of"]

_LONGEST_CONTEXT = 400


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One passage with a sentence either side. `span` is where it stands in the paper, None where it was not found.

    `anchor` names that place in the source pane, empty where there is none; `whose` tells whose result it is.
    """

    quote: tuple[Segment, ...]
    plain: str
    before: str
    after: str
    page: int | None
    section: str
    anchor: str
    span: Span | None
    whose: Whose


def passages_of(
    statement: Statement,
    dossier: Dossier,
    number: int,
    known: Mapping[str, str],
) -> tuple[EvidenceView, ...]:
    """The passages of the statement with this `number`. `known` are the abbreviations that the paper introduces."""
    document, study = dossier.document, dossier.draft.study
    views: list[EvidenceView] = []
    for position, one in enumerate(statement.evidence):
        spans = dossier.index.locate(one.quote).spans
        span = _nearest_page(document, spans, one) if spans else None
        anchor = f"ev-{number}-{position}" if spans else ""
        before, after = _neighbours(document, spans[0]) if spans else ("", "")
        views.append(
            EvidenceView(
                quote=segments(
                    one.quote, [*number_marks(one.quote, statement.text), *abbreviation_marks(one.quote, known)]
                ),
                plain=one.quote,
                before=before,
                after=after,
                page=one.page,
                section=one.section or "",
                anchor=anchor,
                span=span,
                whose=whose(document, dossier.facts, study.groups, study.n_total, span) if span else Whose(),
            )
        )
    return tuple(views)


def _nearest_page(document: Document, spans: tuple[Span, ...], one: Evidence) -> Span:
    """Of several places of the same words, the one on the page that the draft names."""
    on_page = (span for span in spans for held in document.sentences_in(span) if held.page == one.page)
    return next(on_page, spans[0])


def _neighbours(document: Document, span: Span) -> tuple[str, str]:
    """The sentence before and the one after, where they stand in the same section."""
    held = document.sentences_in(span)
    if not held:
        return "", ""
    starts = document.sentence_starts
    first, last = starts.index(held[0].span.start), starts.index(held[-1].span.start)
    before = document.sentences[first - 1] if first else None
    after = document.sentences[last + 1] if last + 1 < len(document.sentences) else None

    def words(one: Sentence | None) -> str:
        return document.slice(one.span)[:_LONGEST_CONTEXT] if one and one.section == held[0].section else ""

    return words(before), words(after)
