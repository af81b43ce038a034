"""Rules that compare a draft with its document. Each family is one file; `FAMILIES` lists them in order.

`check` is pure: the same draft and document give the same report, byte for byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline.checks import (
    criteria,
    direction,
    evidence,
    integrity,
    metadata,
    numbers,
    omissions,
    plain_language,
    population,
    study,
    verdicts,
    wording,
)
from pipeline.checks.case import Case
from pipeline.checks.repairing import proven
from pipeline.checks.rule import Family, Rule
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.facts import Facts
from pipeline.domain.profile import Profile
from pipeline.domain.report import Check, CheckStatus, Finding, Report, Severity
from pipeline.domain.verification import Verification

__all__ = ["FAMILIES", "RULES", "RULES_VERSION", "check"]

RULES_VERSION = "28"
"""Changes whenever any draft may get other findings than before."""


FAMILIES: tuple[Family, ...] = (
    evidence.FAMILY,
    numbers.FAMILY,
    direction.FAMILY,
    wording.FAMILY,
    population.FAMILY,
    criteria.FAMILY,
    study.FAMILY,
    omissions.FAMILY,
    plain_language.FAMILY,
    metadata.FAMILY,
    integrity.FAMILY,
    verdicts.FAMILY,
)
"""Every family of rules, in the order in which a reviewer reads them."""

_OF_STATEMENTS = "ENDWPLI"
"""Families that judge single statements, and so can prove a repair of one."""

RULES: Mapping[str, Rule] = {rule.code: rule for family in FAMILIES for rule in family.rules}
"""Every rule by its code."""


def check(
    draft: Draft,
    document: Document,
    *,
    severities: Mapping[str, Severity] | None = None,
    languages: Collection[str] = ("en",),
    profile: Profile | None = None,
    facts: Facts | None = None,
    verification: Verification | None = None,
) -> Report:
    """What the rules find in `draft`, compared with `document`.

    `severities` replaces the severity of rules by their code; `languages` are those whose words the rules can read.
    In any other, rules that read words do not run, and the report says so. `profile` holds the field's criteria and
    terms, `facts` what was read by it already; without a profile, rules that need it do not run. `verification` is what
    a second model said, of this draft or of one before; verdicts hold for statements that are unchanged.
    """
    case = Case(draft, document, profile, facts, verification)
    chosen = severities or {}
    skipped = {rule.code: _why_not(rule, case, languages) for rule in RULES.values()}
    return Report(
        draft_digest=draft.digest(),
        rules_version=RULES_VERSION,
        checks=tuple(_status(family, skipped, case) for family in FAMILIES),
        findings=tuple(_findings(case, chosen, skipped)),
        verification=verification,
    )


def _findings(case: Case, severities: Mapping[str, Severity], skipped: Mapping[str, str]) -> Iterator[Finding]:
    judging = [rule for rule in RULES.values() if not skipped[rule.code] and rule.code[0] in _OF_STATEMENTS]
    for rule in RULES.values():
        if skipped[rule.code]:
            continue
        for hit in rule.find(case):
            yield Finding(
                rule=rule.code,
                severity=severities.get(rule.code, hit.severity or rule.severity),
                field=hit.field,
                message=hit.message,
                span=hit.span,
                nearest=hit.nearest,
                repair=proven(case, hit, rule, judging) if hit.repair else None,
            )


def _why_not(rule: Rule, case: Case, languages: Collection[str]) -> str:
    """Why a rule does not run on this draft; empty where it does."""
    if rule.reads_words and case.document.language not in languages:
        return f"language: {case.document.language}"
    if rule.needs_facts and (case.profile is None or case.facts is None):
        return "no profile was given"
    if rule.judges_style and case.is_offline:
        return "the sentences are the paper's own"
    if rule.needs_verdicts:
        return verdicts.why_not_run(case)
    return ""


def _status(family: Family, skipped: Mapping[str, str], case: Case) -> Check:
    """Whether a family ran on this draft, on which fields, and why not."""
    codes: dict[str, list[str]] = {}
    for rule in family.rules:
        codes.setdefault(skipped[rule.code], []).append(rule.code)
    ran = codes.pop("", [])
    reasons = [
        reason + ("" if len(found) == len(family.rules) else f": {', '.join(found)} did not run")
        for reason, found in codes.items()
    ]
    reasons += [reason for reason in (family.missing, family.left_out(case) if ran else "") if reason]
    status = (CheckStatus.PARTLY if reasons else CheckStatus.RAN) if ran else CheckStatus.NOT_RUN
    return Check(
        family=family.letter,
        name=family.name,
        status=status,
        reason="; ".join(reasons) or None,
        fields=family.fields if ran else (),
    )
