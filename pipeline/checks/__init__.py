"""Rules that compare a draft with its document. Each family is one file; `FAMILIES` lists them in order.

`check` is pure: the same draft and document give the same report, byte for byte.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline.checks import evidence, integrity, metadata, numbers, plain_language
from pipeline.checks.case import Case
from pipeline.checks.rule import Family, Rule
from pipeline.domain.document import Document
from pipeline.domain.draft import Draft
from pipeline.domain.report import Check, CheckStatus, Finding, Report, Severity

__all__ = ["FAMILIES", "RULES", "RULES_VERSION", "check"]

RULES_VERSION = "1"
"""Changes whenever any draft may get other findings than before."""

_NOT_BUILT = "not built yet"

FAMILIES: tuple[Family, ...] = (
    evidence.FAMILY,
    numbers.FAMILY,
    Family("D", "direction and significance", missing=_NOT_BUILT),
    Family("W", "wording", missing=_NOT_BUILT),
    Family("P", "population", missing=_NOT_BUILT),
    Family("C", "case definitions and badge", missing=_NOT_BUILT),
    Family("S", "study facts", missing=_NOT_BUILT),
    Family("O", "omissions", missing=_NOT_BUILT),
    plain_language.FAMILY,
    metadata.FAMILY,
    integrity.FAMILY,
)
"""Every family of rules, in the order in which a reviewer reads them."""

RULES: Mapping[str, Rule] = {rule.code: rule for family in FAMILIES for rule in family.rules}
"""Every rule by its code."""


def check(
    draft: Draft,
    document: Document,
    *,
    severities: Mapping[str, Severity] | None = None,
    languages: Collection[str] = ("en",),
) -> Report:
    """What the rules find in `draft`, compared with `document`.

    `severities` replaces the severity of rules by their code; `languages` are those whose words the rules can read.
    In any other, rules that read words do not run, and the report says so.
    """
    case = Case(draft, document)
    readable = document.language in languages
    chosen = severities or {}
    return Report(
        draft_digest=draft.digest(),
        rules_version=RULES_VERSION,
        checks=tuple(_status(family, document.language, readable=readable) for family in FAMILIES),
        findings=tuple(_findings(case, chosen, readable=readable)),
    )


def _findings(case: Case, severities: Mapping[str, Severity], *, readable: bool) -> Iterator[Finding]:
    for family in FAMILIES:
        for rule in family.rules:
            if rule.reads_words and not readable:
                continue
            for hit in rule.find(case):
                yield Finding(
                    rule=rule.code,
                    severity=severities.get(rule.code, rule.severity),
                    field=hit.field,
                    message=hit.message,
                    span=hit.span,
                    nearest=hit.nearest,
                )


def _status(family: Family, language: str, *, readable: bool) -> Check:
    """Whether a family ran on this document, on which fields, and why not."""
    skipped = [rule.code for rule in family.rules if rule.reads_words and not readable]
    reasons = []
    if skipped:
        whole = len(skipped) == len(family.rules)
        reasons.append(f"language: {language}" + ("" if whole else f": {', '.join(skipped)} did not run"))
    if family.missing:
        reasons.append(family.missing)
    if not family.rules or len(skipped) == len(family.rules):
        status = CheckStatus.NOT_RUN
    else:
        status = CheckStatus.PARTLY if reasons else CheckStatus.RAN
    return Check(
        family=family.letter,
        name=family.name,
        status=status,
        reason="; ".join(reasons) or None,
        fields=family.fields if status is not CheckStatus.NOT_RUN else (),
    )
