"""The Markdown page of a draft: each statement, what it rests on, what the rules found and what they did not check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.domain.draft import Basis, Draft, Evidence, Identity, Statement
from pipeline.domain.names import BADGE_NAMES, RUNNING_SECTIONS, SECTION_TITLES
from pipeline.domain.report import CheckStatus, Finding, Report, Severity
from pipeline.domain.verification import Support, Verification
from pipeline.drafting.designs import DESIGNS
from pipeline.text.markdown import escape

__all__ = ["draft_page"]

_BASES = {
    Basis.ABSENCE: "Rests on an absence: looked for in {searched} and not found.",
    Basis.DESIGN_RULE: "Rests on the design of the study, not on a passage.",
    Basis.PROFILE: "General knowledge of the field, not from this paper.",
    Basis.REVIEWER: "Added by a reviewer.",
}
_MARKS = {Severity.BLOCKING: "⛔ blocking", Severity.WARNING: "⚠️ warning", Severity.NOTE: "note"}
_LEVELS = {
    "abstract": "the abstract only",
    "fulltext_pdf": "the full text (PDF)",
    "fulltext_xml": "the full text (XML)",
}


def draft_page(draft: Draft, report: Report, *, about_badge: str, paper_id: str = "") -> str:
    """The page as Markdown, laid out like an entry of the atlas, every statement with its passage beneath it."""
    lines = [
        "<!-- Generated. Changes made here are lost when the paper is drafted or checked again.",
        "     Edit draft.json instead and run `atlas check` on it, or correct the draft at the review desk. -->",
        "",
        f"# {escape(draft.paper.title or 'Title not found')}",
        "",
        escape(_byline(draft)) + _doi(draft.paper.doi),
        "",
        *_state_box(draft, report),
        "",
        (
            f"**{BADGE_NAMES[draft.pem.badge]}** · {escape(DESIGNS[draft.study.design].name)} · read from "
            f"{_LEVELS.get(draft.source.level or '', 'a source of unknown kind')}"
        ),
        "",
        *_passages(draft.pem.evidence),
        *_about(report, "/pem"),
    ]
    for name, title in SECTION_TITLES.items():
        statements = draft.summary.section(name)
        if statements:
            findings = [_of(report, f"/summary/{name}/{index}") for index in range(len(statements))]
            shown = _paragraph if name in RUNNING_SECTIONS else _bullets
            lines += [f"## {title}", "", *shown(statements, findings), ""]
    lines += _study(draft, report)
    lines += _checks(draft, report)
    lines += ["## About the PEM badge", "", escape(about_badge), ""]
    if paper_id:
        lines += [f"_Paper `{paper_id}` in this atlas. Show it again with `atlas show {paper_id}`._", ""]
    return "\n".join(lines)


def _byline(draft: Draft) -> str:
    names = [author.name for author in draft.paper.authors]
    shown = "; ".join(names[:3]) + (" et al." if len(names) > 3 else "")
    parts = (
        shown or "Authors not found",
        draft.paper.journal or "Journal not found",
        str(draft.paper.year or "Year not found"),
    )
    return " · ".join(parts)


def _doi(doi: str | None) -> str:
    if not doi:
        return " · no DOI found"
    return f" · [doi:{escape(doi)}](https://doi.org/{_url(doi)})"


def _url(doi: str) -> str:
    return "".join(
        char
        if char.isascii() and (char.isalnum() or char in "./-_:")
        else f"%{char.encode().hex().upper()}"
        if char.isascii()
        else ""
        for char in doi
    )


def _state_box(draft: Draft, report: Report) -> list[str]:
    made = draft.made_by
    how = {
        "offline": "Drafted by rules from the paper's own sentences, without a language model.",
        "model": f"Drafted by a language model ({made.model if made else ''}).",
        "person": "Written by a person.",
    }.get(made.kind if made else "", "It is not said who wrote this draft.")
    counts = [f"{report.count(severity)} {name}" for severity, name in _COUNTED if report.count(severity)]
    box = [
        "> **Draft. No person has approved it.** " + how,
        f"> Findings of the rules: {', '.join(counts) or 'none'}. What was not checked is listed at the end.",
    ]
    if report.verification and report.verification.judgements:
        box.append(f"> {escape(_verified(report.verification))}")
    if draft.source.language not in {None, "en", "und"}:
        box.append(f"> The source is not in English (language: {draft.source.language}); rules for words did not run.")
    if draft.source.identity is Identity.NOT_CHECKED:
        box.append(
            "> Identity not checked: no record of this paper was given, so only the file itself says which it is."
        )
    if made and made.lacks:
        box.append(f"> **This draft is not whole:** {escape('; '.join(made.lacks))}.")
    if made and made.not_seen:
        box.append(f"> The model did not see: {escape('; '.join(made.not_seen))}.")
    if draft.source.text.origin == "ocr":
        box.append("> The text was recognised from page images (OCR): compare every number with the page.")
    return box


def _verified(verification: Verification) -> str:
    """How many statements a second model found carried by their passages, and how many not."""
    counts = verification.counts()
    told = f"{counts[Support.SUPPORTED]} carried, {counts[Support.PARTLY]} in part, {counts[Support.NOT]} not"
    return (
        f"A second model ({verification.by}) compared statements with their passages: {told}. "
        "Its verdicts prove nothing; compare them yourself."
    )


_COUNTED = ((Severity.BLOCKING, "blocking"), (Severity.WARNING, "to look at"), (Severity.NOTE, "notes"))


def _bullets(statements: Sequence[Statement], findings: Sequence[Sequence[Finding]]) -> list[str]:
    """One bullet a statement, with what it rests on beneath it."""
    lines: list[str] = []
    for statement, found in zip(statements, findings, strict=True):
        lines.append(f"- {escape(statement.text)}")
        lines += [f"  - {line}" for line in _ground(statement, found)]
    return lines


def _paragraph(statements: Sequence[Statement], findings: Sequence[Sequence[Finding]]) -> list[str]:
    """All statements as one paragraph, each with a number, and beneath it by number what each rests on."""
    text = " ".join(f"{escape(statement.text)} \\[{number}\\]" for number, statement in enumerate(statements, start=1))
    lines = [text, ""]
    for number, (statement, found) in enumerate(zip(statements, findings, strict=True), start=1):
        ground = _ground(statement, found) or ["Nothing is given."]
        lines.append(f"{number}. {ground[0]}")
        lines += [f"   - {line}" for line in ground[1:]]
    return lines


def _ground(statement: Statement, findings: Sequence[Finding]) -> list[str]:
    """What a statement rests on: its basis if that is no passage, its passages, and what the rules found in it."""
    lines: list[str] = []
    if statement.basis is not Basis.SOURCE:
        searched = ", ".join(statement.searched) or "the text"
        lines.append(f"_{_BASES[statement.basis].format(searched=escape(searched))}_")
    lines += [_passage(evidence) for evidence in statement.evidence]
    return lines + [_finding(finding) for finding in findings]


def _passage(evidence: Evidence) -> str:
    place = ", ".join(
        part for part in (f"p. {evidence.page}" if evidence.page else "", escape(evidence.section or "")) if part
    )
    return f"“{escape(evidence.quote)}”" + (f" ({place})" if place else "")


def _passages(evidence: Iterable[Evidence]) -> list[str]:
    lines = [f"- {_passage(passage)}" for passage in evidence]
    return [*lines, ""] if lines else []


def _finding(finding: Finding) -> str:
    nearest = f" Nearest passage: “{escape(finding.nearest)}”" if finding.nearest else ""
    return f"**{_MARKS[finding.severity]} {finding.rule}**: {escape(finding.message)}{nearest}"


def _of(report: Report, field: str) -> list[Finding]:
    """The findings on a field or below it, worst first."""
    order = list(Severity)
    found = [finding for finding in report.findings if finding.field == field or finding.field.startswith(field + "/")]
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _about(report: Report, field: str) -> list[str]:
    lines = [f"- {_finding(finding)}" for finding in _of(report, field)]
    return [*lines, ""] if lines else []


def _study(draft: Draft, report: Report) -> list[str]:
    study = draft.study
    groups = ", ".join(f"{group.label}: {group.n if group.n is not None else 'not stated'}" for group in study.groups)
    sets = ", ".join(f"{found.verbatim or found.id} ({found.role})" for found in study.case_definitions)
    rows = (
        ("Design", study.design.value.replace("_", " ")),
        ("Publication", (study.pub_status or "not known").replace("_", " ")),
        ("People analysed", str(study.n_total) if study.n_total is not None else "not found"),
        ("Groups", groups),
        ("Studies included", str(study.n_studies) if study.n_studies is not None else ""),
        (
            "Case definitions",
            f"{sets}; joined by {study.connective}" if sets and len(study.case_definitions) > 1 else sets,
        ),
        (
            "PEM badge",
            f"{draft.pem.badge.value.replace('_', ' ')}" + (f" ({draft.pem.reason})" if draft.pem.reason else ""),
        ),
        ("Name of the illness in the paper", study.label_in_paper or ""),
        ("Population", study.population or ""),
        ("Funding", study.funding or ""),
        ("Interests", study.interests or ""),
        ("Registry", ", ".join(study.registry_ids)),
    )
    lines = ["## Study facts", "", "| fact | as read |", "|---|---|"]
    lines += [f"| {name} | {escape(value)} |" for name, value in rows if value]
    lines.append("")
    if study.evidence:
        lines += ["Read from:", "", *_passages(study.evidence)]
    return (
        lines
        + _about(report, "/study")
        + _about(report, "/paper")
        + _about(report, "/made_by")
        + _about(report, "/source")
    )


def _checks(draft: Draft, report: Report) -> list[str]:
    ran = [check for check in report.checks if check.status is not CheckStatus.NOT_RUN]
    skipped = [check for check in report.checks if check.status is not CheckStatus.RAN]
    lines = ["## What the rules looked at", ""]
    lines += [f"- {check.family} {check.name}: {'some fields only' if check.fields else 'all fields'}" for check in ran]
    lines += ["", "Not checked:", ""]
    lines += [f"- {check.family} {check.name}: {escape(check.reason or 'no reason given')}" for check in skipped] or [
        "- nothing was left out"
    ]
    lines += [
        "",
        f"Rules {report.rules_version}; draft `{report.draft_digest[:19]}…`; source `{draft.source.file}`.",
        "",
    ]
    return lines
