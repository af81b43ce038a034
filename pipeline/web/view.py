"""What the paper's page shows, worked out of a dossier. Pure: no request, no response, no markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks import RULES
from pipeline.desk.dossier import Dossier
from pipeline.desk.standing import WHOLE_DRAFT
from pipeline.domain.document import Box, Document, Sentence, Span
from pipeline.domain.draft import Basis, Draft, Evidence, Statement
from pipeline.domain.report import CheckStatus, Finding, Severity
from pipeline.domain.review import Comment
from pipeline.domain.seen import statement_digest
from pipeline.review import finding_key
from pipeline.text.align import Index
from pipeline.text.difference import Piece, difference
from pipeline.web.marks import Mark, Segment, abbreviation_marks, number_marks, segments
from pipeline.web.strings import SECTIONS, SEVERITIES

__all__ = [
    "EvidenceView",
    "FindingView",
    "Overlay",
    "PageView",
    "PaperView",
    "Paragraph",
    "SectionView",
    "StatementView",
    "paper_view",
    "text_view",
]

_ORDER = list(Severity)
_LONGEST_CONTEXT = 400
_SAME_LINE = 4  # points
_BETWEEN_COLUMNS = 9.0  # points; words of one line stand closer


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding for the reviewer: what, by which rule, against which words; `dismissed` is the reason if let stand.

    `repair` is the whole statement put right, empty where the rules prove none; `repaired` what that would change.
    """

    key: str
    rule: str
    rule_title: str
    severity: str
    severity_title: str
    message: str
    nearest: str
    dismissed: str | None
    may_stand: bool
    field: str
    repair: str
    repaired: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One passage with a sentence either side. `anchor` is where it stands in the source pane, if it was found."""

    quote: tuple[Segment, ...]
    plain: str
    before: str
    after: str
    page: int | None
    section: str
    anchor: str


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with everything a person needs to judge it. `number` counts through the whole entry, from 1."""

    number: int
    field: str
    text: str
    marked: tuple[Segment, ...]
    evidence: tuple[EvidenceView, ...]
    basis: str
    searched: str
    findings: tuple[FindingView, ...]
    comments: tuple[Comment, ...]
    ticked: bool
    changed: tuple[Piece, ...]
    kept: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of the entry, with the findings on it as a whole."""

    name: str
    title: str
    statements: tuple[StatementView, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Overlay:
    """One box over a page, in points, belonging to a statement; `left` is where the line that it begins on begins."""

    box: Box
    number: int
    anchor: str
    first: bool
    left: float


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of the paper with the boxes on it."""

    number: int
    width: float
    height: float
    overlays: tuple[Overlay, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """The whole page. `general` are findings on the draft as a whole, `skipped` what no rule looked at, in words."""

    sections: tuple[SectionView, ...]
    general: tuple[FindingView, ...]
    study: tuple[FindingView, ...]
    pem: tuple[FindingView, ...]
    clean: tuple[str, ...]
    skipped: tuple[str, ...]
    pages: tuple[PageView, ...]
    open_blocking: int
    unopened: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A section of the paper as text, cut at the passages that statements rest on."""

    heading: str
    role: str
    pieces: tuple[tuple[str, str, int], ...]
    page: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    anchor: str
    number: int
    span: Span


def paper_view(dossier: Dossier) -> PaperView:
    """Everything on the page of one paper."""
    findings = _findings(dossier)
    places, sections = _sections(dossier, findings)
    used = {one.field for section in sections for one in section.statements} | {
        f"/summary/{section.name}" for section in sections
    }
    general = [
        view
        for field, found in findings.items()
        if not field.startswith(("/study", "/pem")) and field not in used
        for view in found
    ]
    return PaperView(
        sections=sections,
        general=_worst_first(general),
        study=_under(findings, "/study"),
        pem=_under(findings, "/pem"),
        clean=_clean(dossier),
        skipped=tuple(
            f"{check.name or check.family}: {check.reason or 'not run'}"
            for check in dossier.report.checks
            if check.status is not CheckStatus.RAN
        ),
        pages=_pages(dossier.document, places),
        open_blocking=sum(
            one.severity == Severity.BLOCKING and one.dismissed is None for found in findings.values() for one in found
        ),
        unopened=sum(not one.ticked and bool(one.evidence) for section in sections for one in section.statements),
    )


def text_view(dossier: Dossier) -> tuple[Paragraph, ...]:
    """The paper as text, section by section, with the passages that statements rest on."""
    places, _ = _sections(dossier, {})
    document = dossier.document
    ordered = sorted(places, key=lambda place: (place.span.start, -place.span.end))
    found: list[Paragraph] = []
    for section in document.sections:
        pieces: list[tuple[str, str, int]] = []
        at = section.span.start
        for place in ordered:
            if place.span.start < at or place.span.start >= section.span.end:
                continue
            end = min(place.span.end, section.span.end)
            pieces += [(document.text[at : place.span.start], "", 0)] if at < place.span.start else []
            pieces.append((document.text[place.span.start : end], place.anchor, place.number))
            at = end
        pieces += [(document.text[at : section.span.end], "", 0)] if at < section.span.end else []
        inside = document.sentences_in(section.span)
        page = inside[0].page if inside else None
        found.append(Paragraph(section.heading, section.role.value, tuple(pieces), page))
    return tuple(found)


def _findings(dossier: Dossier) -> dict[str, list[FindingView]]:
    """The findings by the statement or field that they are about, worst first."""
    found: dict[str, list[FindingView]] = {}
    ranked = sorted(dossier.report.findings, key=lambda one: _ORDER.index(one.severity))
    for finding in ranked:
        holder = finding.field.partition("/evidence/")[0]
        found.setdefault(holder, []).append(_finding(finding, dossier))
    return found


def _finding(finding: Finding, dossier: Dossier) -> FindingView:
    key = finding_key(finding, dossier.draft)
    rule = RULES.get(finding.rule)
    said = dict(dossier.draft.summary.statements()).get(finding.field)
    repair = finding.repair if finding.repair and said is not None else ""
    return FindingView(
        key=key,
        rule=finding.rule,
        rule_title=rule.title if rule else "",
        severity=finding.severity.value,
        severity_title=SEVERITIES[finding.severity.value],
        message=finding.message,
        nearest=finding.nearest or "",
        dismissed=next((one.reason for one in dossier.review.dismissed if one.key == key), None),
        may_stand=finding.rule != WHOLE_DRAFT,
        field=finding.field,
        repair=repair,
        repaired=difference(said.text, repair) if said is not None and repair else (),
    )


def _worst_first(found: list[FindingView]) -> tuple[FindingView, ...]:
    return tuple(sorted(found, key=lambda one: list(SEVERITIES).index(one.severity)))


def _under(findings: dict[str, list[FindingView]], prefix: str) -> tuple[FindingView, ...]:
    return _worst_first([one for field, found in findings.items() if field.startswith(prefix) for one in found])


def _sections(dossier: Dossier, findings: dict[str, list[FindingView]]) -> tuple[list[_Place], tuple[SectionView, ...]]:
    index = dossier.index
    known = dict(dossier.facts.abbreviations)
    spans: dict[str, list[Finding]] = {}
    for finding in dossier.report.findings:
        spans.setdefault(finding.field, []).append(finding)
    before = _texts(dossier.machine)
    kept = {one.field: one.text for one in dossier.kept}
    places: list[_Place] = []
    sections: list[SectionView] = []
    number = 0
    for name, title in SECTIONS.items():
        views: list[StatementView] = []
        for position, statement in enumerate(dossier.draft.summary.section(name)):
            number += 1
            field = f"/summary/{name}/{position}"
            evidence = _evidence(statement, dossier.document, index, number, places, known)
            quotes = " ; ".join(one.quote for one in statement.evidence)
            views.append(
                StatementView(
                    number=number,
                    field=field,
                    text=statement.text,
                    marked=segments(statement.text, _statement_marks(statement, quotes, spans.get(field, ()), known)),
                    evidence=evidence,
                    basis="" if statement.evidence and statement.basis is Basis.SOURCE else statement.basis.value,
                    searched=", ".join(statement.searched),
                    findings=tuple(findings.get(field, ())),
                    comments=tuple(one for one in dossier.review.comments if one.field == field),
                    ticked=statement_digest(statement) in dossier.review.ticks,
                    changed=_changed(before, field, statement.text),
                    kept=kept.get(field, ""),
                )
            )
        sections.append(SectionView(name, title, tuple(views), tuple(findings.get(f"/summary/{name}", ()))))
    return places, tuple(sections)


def _statement_marks(
    statement: Statement, quotes: str, findings: Sequence[Finding], known: Mapping[str, str]
) -> list[Mark]:
    marks = list(number_marks(statement.text, quotes, alone=True)) if statement.evidence else []
    marks += abbreviation_marks(statement.text, known)
    marks += [Mark(*one.span, f"found {one.severity.value}", one.message) for one in findings if one.span is not None]
    return marks


def _evidence(
    statement: Statement,
    document: Document,
    index: Index,
    number: int,
    places: list[_Place],
    known: Mapping[str, str],
) -> tuple[EvidenceView, ...]:
    views: list[EvidenceView] = []
    for position, one in enumerate(statement.evidence):
        spans = index.locate(one.quote).spans
        anchor = f"ev-{number}-{position}" if spans else ""
        before, after = _neighbours(document, spans[0]) if spans else ("", "")
        if spans:
            places.append(_Place(anchor, number, _nearest_page(document, spans, one)))
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


def _texts(machine: Draft | None) -> dict[str, str]:
    return {field: one.text for field, one in machine.summary.statements()} if machine else {}


def _changed(before: dict[str, str], field: str, text: str) -> tuple[Piece, ...]:
    """What changed since the machine's draft; nothing where the words are its own."""
    if not before or text in before.values():
        return ()
    return difference(before.get(field, ""), text)


def _clean(dossier: Dossier) -> tuple[str, ...]:
    """The families that ran wholly and found nothing."""
    found = {finding.rule[0] for finding in dossier.report.findings}
    return tuple(
        check.name or check.family
        for check in dossier.report.checks
        if check.status is CheckStatus.RAN and check.family not in found
    )


def _pages(document: Document, places: list[_Place]) -> tuple[PageView, ...]:
    overlays: dict[int, list[Overlay]] = {}
    shown = [(place, [box for one in document.sentences_in(place.span) for box in one.boxes]) for place in places]
    wanted = {boxes[0].page for _, boxes in shown if boxes}
    lines: dict[int, list[Box]] = {number: [] for number in wanted}
    for sentence in document.sentences if wanted else ():
        for box in sentence.boxes:
            if box.page in wanted:
                lines[box.page].append(box)
    for place, boxes in shown:
        for order, box in enumerate(boxes):
            left = _line_start(box, lines[box.page]) if order == 0 else box.x0
            overlay = Overlay(box, place.number, place.anchor, first=order == 0, left=left)
            overlays.setdefault(box.page, []).append(overlay)
    return tuple(
        PageView(page.number, page.width, page.height, tuple(overlays.get(page.number, ()))) for page in document.pages
    )


def _line_start(box: Box, on_page: Sequence[Box]) -> float:
    """Where the line of a box begins in its column, so that a number beside it covers no word."""
    line = [one for one in on_page if abs(one.y0 - box.y0) < _SAME_LINE and one.x0 < box.x0]
    left = box.x0
    for one in sorted(line, key=lambda other: -other.x1):
        if one.x1 < left - _BETWEEN_COLUMNS:
            break
        left = min(left, one.x0)
    return left
