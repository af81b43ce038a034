"""The statements of an entry, section by section, each with everything a person needs to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.desk.differences import Changed, Differences
from pipeline.desk.dossier import Dossier
from pipeline.domain.document import Span
from pipeline.domain.draft import Basis, Statement
from pipeline.domain.report import Finding
from pipeline.domain.review import Comment
from pipeline.domain.seen import statement_digest
from pipeline.web.marks import Mark, Segment, abbreviation_marks, number_marks, segments
from pipeline.web.strings import SECTIONS
from pipeline.web.view.findings import FindingView
from pipeline.web.view.harm import SECTIONS_BY_HARM, by_harm
from pipeline.web.view.looked_for import LookedFor, looked_for
from pipeline.web.view.passages import EvidenceView, passages_of

__all__ = ["SectionView", "StatementView", "placed", "sections_of"]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement with everything a person needs to judge it. `number` counts from 1 in the order to judge them.

    `digest` is that of its words and quotes; `opened` says that this person opened its evidence in the paper.
    `since_machine` is what changed since the machine's draft, `since_person` since a person's version before this one.
    """

    number: int
    field: str
    text: str
    marked: tuple[Segment, ...]
    evidence: tuple[EvidenceView, ...]
    basis: str
    searched: str
    findings: tuple[FindingView, ...]
    looked_for: LookedFor
    comments: tuple[Comment, ...]
    digest: str
    opened: bool
    ticked: bool
    since_machine: Changed
    since_person: Changed
    kept: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section of the entry, with the findings on it as a whole."""

    name: str
    title: str
    statements: tuple[StatementView, ...]
    findings: tuple[FindingView, ...]


def sections_of(
    dossier: Dossier, findings: Mapping[str, Sequence[FindingView]], changes: tuple[Differences, Differences]
) -> tuple[SectionView, ...]:
    """Every section of the entry in the order to judge them, its statements numbered through, with their findings.

    `changes` are those since the machine's draft and since the former person's version.
    """
    known = dict(dossier.facts.abbreviations)
    spans: dict[str, list[Finding]] = {}
    for finding in dossier.report.findings:
        spans.setdefault(finding.field, []).append(finding)
    since_machine, since_person = changes
    kept = {one.field: one.text for one in dossier.kept}
    sections: list[SectionView] = []
    number = 0
    for name in SECTIONS_BY_HARM:
        section = dossier.draft.summary.section(name)
        views: list[StatementView] = []
        for position in by_harm(name, section, dossier.facts.harms, dossier.index):
            number, statement = number + 1, section[position]
            field = f"/summary/{name}/{position}"
            evidence = passages_of(statement, dossier, number, known)
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
                    looked_for=looked_for(dossier.report, spans.get(field, ()), has_evidence=bool(statement.evidence)),
                    comments=tuple(one for one in dossier.review.comments if one.field == field),
                    digest=statement_digest(statement),
                    opened=statement_digest(statement) in dossier.looked,
                    ticked=statement_digest(statement) in dossier.review.ticks,
                    since_machine=since_machine.statements.get(field, Changed()),
                    since_person=since_person.statements.get(field, Changed()),
                    kept=kept.get(field, ""),
                )
            )
        sections.append(SectionView(name, SECTIONS[name], tuple(views), tuple(findings.get(f"/summary/{name}", ()))))
    return tuple(sections)


def placed(sections: Iterable[SectionView]) -> tuple[tuple[int, str, Span], ...]:
    """Every passage that was found in the paper: the number of its statement, its anchor, and where it stands."""
    return tuple(
        (statement.number, one.anchor, one.span)
        for section in sections
        for statement in section.statements
        for one in statement.evidence
        if one.span is not None
    )


def _statement_marks(
    statement: Statement, quotes: str, findings: Sequence[Finding], known: Mapping[str, str]
) -> list[Mark]:
    marks = list(number_marks(statement.text, quotes, alone=True)) if statement.evidence else []
    marks += abbreviation_marks(statement.text, known)
    marks += [Mark(*one.span, f"found {one.severity.value}", one.message) for one in findings if one.span is not None]
    return marks
