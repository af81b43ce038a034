"""The whole page of one paper, put together."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.desk.differences import Differences
from pipeline.desk.dossier import Dossier
from pipeline.domain.report import CheckStatus, Severity
from pipeline.web.catalogue import SAY
from pipeline.web.view.changes import since
from pipeline.web.view.findings import FindingView, findings_by_field, under, worst_first
from pipeline.web.view.looked_for import why_not
from pipeline.web.view.sheets import PageView, sheets
from pipeline.web.view.statements import SectionView, sections_of

__all__ = ["PaperView", "paper_view"]


@dataclass(frozen=True, slots=True)
class PaperView:
    """The whole page. `general` are findings on the draft as a whole, `skipped` what no rule looked at, in words.

    `cited` is how many statements rest on a passage; `unopened` are the numbers of those whose evidence this person
    never opened in the paper.
    """

    sections: tuple[SectionView, ...]
    general: tuple[FindingView, ...]
    study: tuple[FindingView, ...]
    pem: tuple[FindingView, ...]
    clean: tuple[str, ...]
    skipped: tuple[str, ...]
    pages: tuple[PageView, ...]
    since_person: Differences
    open_blocking: int
    uncompared: int
    cited: int
    unopened: tuple[int, ...]


def paper_view(dossier: Dossier) -> PaperView:
    """Everything on the page of one paper."""
    findings, changes = findings_by_field(dossier), since(dossier)
    sections = sections_of(dossier, findings, changes)
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
        general=worst_first(general),
        study=under(findings, "/study"),
        pem=under(findings, "/pem"),
        clean=_clean(dossier),
        skipped=tuple(
            f"{check.name or check.family}: {why_not(check) or SAY['looked_for']['not_run']}"
            for check in dossier.report.checks
            if check.status is not CheckStatus.RAN
        ),
        pages=sheets(dossier.document, sections),
        since_person=changes[1],
        open_blocking=sum(
            one.severity == Severity.BLOCKING and one.dismissed is None for found in findings.values() for one in found
        ),
        uncompared=sum(not one.ticked and bool(one.evidence) for section in sections for one in section.statements),
        cited=sum(bool(one.evidence) for section in sections for one in section.statements),
        unopened=tuple(
            one.number for section in sections for one in section.statements if one.evidence and not one.opened
        ),
    )


def _clean(dossier: Dossier) -> tuple[str, ...]:
    """The families that ran wholly and found nothing."""
    found = {finding.rule[0] for finding in dossier.report.findings}
    return tuple(
        check.name or check.family
        for check in dossier.report.checks
        if check.status is CheckStatus.RAN and check.family not in found
    )
