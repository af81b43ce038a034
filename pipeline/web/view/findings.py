"""Findings as the reviewer reads them, by the statement or field that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.checks import RULES
from pipeline.desk.dossier import Dossier
from pipeline.desk.standing import WHOLE_DRAFT
from pipeline.domain.report import Finding, Severity
from pipeline.review import finding_key
from pipeline.text.difference import Piece, difference
from pipeline.web.strings import SEVERITIES

__all__ = ["FindingView", "findings_by_field", "under", "worst_first"]

_ORDER = list(Severity)


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


def findings_by_field(dossier: Dossier) -> dict[str, list[FindingView]]:
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


def worst_first(found: list[FindingView]) -> tuple[FindingView, ...]:
    """The same findings, blocking ones first."""
    return tuple(sorted(found, key=lambda one: list(SEVERITIES).index(one.severity)))


def under(findings: dict[str, list[FindingView]], prefix: str) -> tuple[FindingView, ...]:
    """Those on `prefix` and whatever is in it, worst first."""
    return worst_first([one for field, found in findings.items() if field.startswith(prefix) for one in found])
