"""C, case definitions and the badge: computed again from the paper, and compared with what the draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.checks.case import Case, shown, word_runs
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Span
from pipeline.domain.draft import Badge, Connective, DefinitionRole
from pipeline.domain.facts import DefinitionReading
from pipeline.domain.profile import CriteriaSet, PemStatus, Profile, SetKind
from pipeline.domain.report import Severity
from pipeline.reading.badge_table import ROWS

__all__ = ["FAMILY"]

_FIELD = "/pem"
_DEFINITIONS = "/study/case_definitions"
# These say on whose rule the badge rests, not which way it goes.
_FIT_ANY = frozenset({"planned", "source_cohort", "parent_study", "per_arm", "donor_rule", "pool_rule"})
# Reasons that follow from the sets named and from nothing else.
_BY_SET: Mapping[str, frozenset[PemStatus]] = {
    "M_set": frozenset({PemStatus.MANDATORY}),
    "all_M": frozenset({PemStatus.MANDATORY}),
    "M_set_old": frozenset({PemStatus.MANDATORY}),
    "O_set": frozenset({PemStatus.OPTIONAL}),
    "A_set": frozenset({PemStatus.ABSENT}),
    "E_set": frozenset({PemStatus.EXERTIONAL}),
}


def _badges_of(reason: str) -> frozenset[Badge]:
    """The badges that the decision table gives with a reason code."""
    return frozenset(row.badge for row in ROWS if row.reason == reason)


def _other_badge(case: Case) -> Iterator[Hit]:
    facts, pem = case.facts, case.draft.pem
    if facts is None or pem.override is not None or pem.badge is facts.pem.badge:
        return
    says = _said(facts.pem.badge, facts.pem.reason)
    message = f"The draft's badge is {_said(pem.badge, pem.reason)}; by the rules the paper gives {says}."
    refuted = pem.badge is Badge.REQUIRED and facts.pem.badge is Badge.NOT_REQUIRED
    yield Hit(
        _FIELD,
        message,
        nearest=_passage(case, facts.pem.passages),
        severity=Severity.BLOCKING if refuted else None,
    )


def _reason_misfits(case: Case) -> Iterator[Hit]:
    pem = case.draft.pem
    if pem.reason is None or pem.reason in _FIT_ANY:
        return
    badges = _badges_of(pem.reason)
    if not badges:
        yield Hit(f"{_FIELD}/reason", f"“{shown(pem.reason)}” is no reason code of the decision table.")
    elif pem.badge not in badges:
        fitting = " or ".join(sorted(badge.value for badge in badges))
        yield Hit(f"{_FIELD}/reason", f"The reason {pem.reason} goes with {fitting}, not with {pem.badge}.")


def _without_eligibility(case: Case) -> Iterator[Hit]:
    facts, pem = case.facts, case.draft.pem
    if facts is None or pem.badge is not Badge.REQUIRED or pem.override is not None:
        return
    own = {*facts.pem.passages, *(definition.passage for definition in facts.definitions)}
    found = [cited for cited in case.cited_by(_FIELD) if cited.match.found]
    located = [span for cited in found for span in cited.match.spans]
    if any(_names_mandatory(case.profile, cited.evidence.quote) for cited in found):
        return
    if not located:
        yield Hit(_FIELD, "“required” is a claim and needs the passage that says who could take part; none is given.")
    elif own and not any(span.meets(passage) for span in located for passage in own):
        message = "The passages given for “required” are not those that say who could take part."
        yield Hit(_FIELD, message, nearest=_passage(case, tuple(own)))


def _boilerplate(case: Case) -> Iterator[Hit]:
    if case.profile is None:
        return
    constant = word_runs(case.profile.badge.explanation)
    for cited in case.cited_by(_FIELD):
        if word_runs(cited.evidence.quote) & constant:
            yield Hit(cited.field, "This quotes the fixed explanation of the badge, which is no evidence of any paper.")


def _other_definitions(case: Case) -> Iterator[Hit]:
    facts, study = case.facts, case.draft.study
    if facts is None or not facts.definitions:
        return
    read = {definition.id: definition for definition in reversed(facts.definitions)}
    entry = {one.id for one in facts.definitions if one.role is DefinitionRole.ENTRY}
    ours = {one.id for one in study.case_definitions if one.role is DefinitionRole.ENTRY}
    for index, definition in enumerate(study.case_definitions):
        if definition.role is DefinitionRole.ENTRY and entry and definition.id not in entry:
            known = read.get(definition.id)
            role = f" (it reads this one as {known.role})" if known else ""
            names = ", ".join(sorted(entry))
            message = f"The draft has {definition.id} as the entry rule; the rules read {names}{role}."
            yield Hit(f"{_DEFINITIONS}/{index}", message, nearest=_named_at(case, facts.definitions))
    if study.case_definitions and (missing := entry - {one.id for one in study.case_definitions}) and ours & entry:
        yield Hit(
            _DEFINITIONS,
            f"The rules read one more entry rule: {', '.join(sorted(missing))}.",
            nearest=_passage(case, tuple(read[one].passage for one in sorted(missing))),
            severity=Severity.NOTE,
        )


def _other_words(case: Case) -> Iterator[Hit]:
    """A definition whose own words name another set than its id."""
    if case.profile is None:
        return
    for index, definition in enumerate(case.draft.study.case_definitions):
        named = {one.id for one in case.profile.criteria if _names(one, definition.verbatim)}
        if named and definition.id not in named:
            ids = ", ".join(sorted(named))
            message = f"“{shown(definition.verbatim)}” names {ids}, not {definition.id}."
            yield Hit(f"{_DEFINITIONS}/{index}", message)


def _does_not_follow(case: Case) -> Iterator[Hit]:
    """The badge against the draft's own entry rule, whatever the paper says."""
    pem, study = case.draft.pem, case.draft.study
    if case.profile is None or pem.override is not None or study.connective not in (None, Connective.SINGLE):
        return
    entry = [one.id for one in study.case_definitions if one.role is DefinitionRole.ENTRY]
    found = case.profile.criteria_set(entry[0]) if len(entry) == 1 else None
    if found is None or found.status is PemStatus.UNKNOWN:
        return
    mandatory = found.status is PemStatus.MANDATORY
    by_set = _BY_SET.get(pem.reason or "")
    if by_set is not None and found.status not in by_set:
        yield Hit(_FIELD, f"The reason {pem.reason} does not fit the draft's own entry rule, {found.label}.")
    elif pem.badge is Badge.NOT_APPLICABLE and pem.reason in (None, "no_participants", "no_mecfs_cases"):
        yield Hit(_FIELD, f"The badge says that nobody was enrolled, but the draft has an entry rule, {found.label}.")
    elif pem.reason is None and (pem.badge is Badge.REQUIRED) is not mandatory and pem.badge is not Badge.UNCLEAR:
        how = "demands" if mandatory else "does not demand"
        yield Hit(_FIELD, f"The draft's own entry rule, {found.label}, {how} the symptom; the badge says otherwise.")


def _names(found: CriteriaSet, words: str) -> bool:
    if found.kind is not SetKind.CRITERIA or not words:
        return False
    if any(re.search(name, words, re.IGNORECASE) for name in found.names):
        return True
    by_author = any(
        re.search(rf"\b{re.escape(author)}\b", words, re.IGNORECASE) and str(year) in words
        for author, year in found.authors
    )
    return by_author or any(re.search(rf"\b(?:{short})\b", words) for short in found.short)


def _names_mandatory(profile: Profile | None, words: str) -> bool:
    criteria = profile.criteria if profile else ()
    return any(one.status is PemStatus.MANDATORY and _names(one, words) for one in criteria)


def _said(badge: Badge, reason: str | None) -> str:
    return f"{badge.value} ({reason})" if reason else badge.value


def _named_at(case: Case, definitions: tuple[DefinitionReading, ...]) -> str | None:
    return _passage(case, tuple(one.passage for one in definitions if one.role is DefinitionRole.ENTRY))


def _passage(case: Case, spans: tuple[Span, ...]) -> str | None:
    return shown(case.document.slice(spans[0])) if spans else None


FAMILY = Family(
    "C",
    "case definitions and badge",
    (
        Rule("C001", Severity.WARNING, "The badge is not what the rules compute", _other_badge, needs_facts=True),
        Rule("C002", Severity.WARNING, "The reason code does not fit the badge", _reason_misfits, reads_words=False),
        Rule("C003", Severity.BLOCKING, "“required” without an eligibility passage", _without_eligibility,
             needs_facts=True),
        Rule("C004", Severity.BLOCKING, "The badge's fixed explanation given as evidence", _boilerplate,
             needs_facts=True),
        Rule("C005", Severity.WARNING, "Another entry rule than the rules read", _other_definitions, needs_facts=True),
        Rule("C006", Severity.WARNING, "A definition's words name another set", _other_words, needs_facts=True),
        Rule("C007", Severity.WARNING, "The badge does not follow from the draft's own entry rule", _does_not_follow,
             reads_words=False, needs_facts=True),
    ),
    fields=("/pem", "/study/case_definitions"),
)  # fmt: skip
