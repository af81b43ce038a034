"""The decision table of the badge: one row for each case of the field's procedure, in the order of asking."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.domain.document import Zone
from pipeline.domain.draft import Badge, Context, DefinitionRole, Design
from pipeline.domain.profile import PemStatus, SetKind
from pipeline.reading.case_definitions import Named
from pipeline.reading.demands import DemandKind
from pipeline.reading.eligibility import Eligibility
from pipeline.reading.passages import Passage
from pipeline.text.number_words import SPELLED
from pipeline.text.regex import regex

__all__ = ["ROWS", "Row", "admitting_passages"]

_COMPARES_SETS = regex(
    r"\bcompar\w+\b[^.;]{0,80}\b(?:case )?(?:definitions|criteria)\b|\b(?:definitions"
    r"|criteria)\b[^.;]{0,60}\b(?:were|are|was) compared|\b(?:agreement|overlap|concordance"
    r"|difference) between\b[^.;]{0,60}\b(?:definitions|criteria)|\b(?:each|every|several|different"
    r"|various|applied (?:both|two|three|four)) (?:\w+ )?(?:case )?definitions?\b[^.;]{0,40}\b(?:applied"
    r"|pool|sample|same)",
    re.IGNORECASE,
)
_PARENT = regex(
    r"\b(?:secondary analysis|post[ -]hoc analysis|re-?analys\w+|sub-?study|second look|parent (?:study"
    r"|trial|cohort)|finished (?:\w+[ -]){0,4}trial|(?:earlier|previous|completed"
    r"|original) (?:\w+[ -]){0,3}trial|baseline (?:data|serum|samples?) of)\b",
    re.IGNORECASE,
)
_DONORS = regex(
    r"\b(?:donors?|donated|bio-?bank(?:ed)? (?:samples?|sera)|cells (?:came|taken|isolated|obtained)"
    r"|(?:serum|plasma|blood|tissue|biops\w+) (?:came|was taken|taken|samples? (?:came|from)))\b",
    re.IGNORECASE,
)
_PUBLIC = regex(
    r"\b(?:summary statistics|public(?:ly)?(?: available)?|published"
    r"|deposited)\b[^.;]{0,60}\b(?:data ?sets?|statistics|expression|data|cohorts?)\b"
    r"|\bre-?analy\w+ of published\b",
    re.IGNORECASE,
)
_VARIOUS = regex(
    r"\b(?:various|different|differing|several|mixed|diverse) (?:\w+ )?(?:case )?(?:definitions|criteria)\b",
    re.IGNORECASE,
)
_LOOSE = regex(
    r"\b(?:some|any|one|two|three|at least (?:one|two|three|\d)|one or more) (?:of|from"
    r"|among)\b[^.;]{0,160}|\bwithout (?:requiring|the requirement|demanding|the need)|\bloosen\w*"
    r"|\brelaxed\b|\bbut not\b",
    re.IGNORECASE,
)
# A sentence on which studies a review let in, not on what those studies turned out to have used.
_STUDIES = regex(r"\b(?:studies|trials|papers|reports|articles|sources|publications)\b", re.IGNORECASE)
_ADMITTED = regex(
    r"\b(?:eligib\w*|inclusion criteri\w+|includ\w+ (?:only )?if|only|restricted to|limited to|had to|must"
    r"|admitted)\b",
    re.IGNORECASE,
)
_NOT_ALL = regex(
    r"\b(?:sub-?groups?|sensitivity|some|most|any (?:case |published |named )?(?:definition|criteria|set)|of which"
    r"|of these|of whom|not (?:a |an )?(?:condition|criterion|requir\w+|demanded|necessary)|named|reported|measured"
    rf"|assessed)\b|\b(?:\d+|{SPELLED}) (?:\w+ )?(?:us(?:ed|ing)|requir\w+|of)\b",
    re.IGNORECASE,
)

_NEARLY_ALL = regex(r"\ball\b|\bevery\b|\b9\d(?:\.\d+)? ?%|\b100 ?%|\bturned out\b")
_OF_PEOPLE = regex(r"definition|criteria|patient|cohort", re.IGNORECASE)

_NO_PEOPLE = frozenset({Design.ANIMAL, Design.IN_VITRO, Design.IN_SILICO})
_OPINION = frozenset({Design.NARRATIVE_REVIEW, Design.EDITORIAL, Design.LETTER})
_REVIEWS = frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.SCOPING_REVIEW})
_DOCUMENTS = frozenset({Design.GUIDELINE, Design.CRITERIA_DEFINITION})
_INHERITS = frozenset({Design.ERRATUM, Design.RETRACTION_NOTICE, Design.PATIENT_SUMMARY})
_GENETIC = frozenset({Design.GWAS, Design.MENDELIAN_RANDOMIZATION})
_M, _O, _A, _E = PemStatus.MANDATORY, PemStatus.OPTIONAL, PemStatus.ABSENT, PemStatus.EXERTIONAL


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the decision table: `number` is its place in the published table, `asks` what it asks."""

    number: int
    case: str
    badge: Badge
    reason: str | None
    asks: Callable[[Eligibility], bool]


def _only(e: Eligibility, *ids: str) -> bool:
    return bool(e.sets) and all(named.set_id in ids for named in e.sets)


def _kinds(e: Eligibility) -> set[SetKind]:
    return {named.mention.kind for named in e.sets}


def _is_non_mandatory_entry(e: Eligibility) -> bool:
    return e.known_without or (not e.sets and bool(e.having(DemandKind.OPTIONAL)))


def _sub_has_mandatory(e: Eligibility, role: DefinitionRole, *, share: bool | None = None) -> bool:
    return any(share is None or named.share is share for named in e.others(role))


def admitting_passages(e: Eligibility) -> tuple[Passage, ...]:
    """Sentences by which a review let in only studies whose every case had to have PEM."""
    found: list[Passage] = []
    for passage in e.passages:
        if not (_STUDIES.search(passage.text) and _ADMITTED.search(passage.text)) or _NOT_ALL.search(passage.text):
            continue
        named = [one.mention for one in e.definitions.named if one.mention.passage is passage]
        published = [one for one in named if one.kind is SetKind.CRITERIA]
        demanded = any(demand.passage is passage for demand in e.demanded)
        if all(one.status is _M for one in published) and (published or demanded):
            found.append(passage)
    return tuple(found)


def _is_public_human_data(e: Eligibility) -> bool:
    return e.says(_PUBLIC) and e.says(_OF_PEOPLE) and (e.says(_VARIOUS) or not e.sets) and not e.all_mandatory


def _set_in_abstract_demand_in_text(e: Eligibility) -> bool:
    named_in_abstract = any(
        named.mention.passage.zone is Zone.ABSTRACT or _is_labelled_abstract(named) for named in e.sets
    )
    return named_in_abstract and all(demand.passage.zone is not Zone.ABSTRACT for demand in e.demanded)


def _some_also_met_mandatory(e: Eligibility) -> bool:
    return any(named.share and named.mention.status is _M for named in e.others(DefinitionRole.DESCRIBED))


def _loosened(e: Eligibility) -> bool:
    """A set that demands PEM, applied so that PEM was one of several burdens or expressly not demanded."""
    if _M not in e.statuses:
        return False
    if e.having(DemandKind.NOT_REQUIRED) and not e.demanded:
        return True
    sentences = {named.mention.passage for named in e.sets}
    return e.definitions.modified and (
        any(demand.passage in sentences for demand in e.having(DemandKind.OPTIONAL))
        or any(
            re.search(
                (
                    r"\bsome of\b|\bany of\b|\bany (?:one|two|three|four|\d) of\b|\bat least (?:one|two)\b"
                    r"|\bone or more\b|\bonly (?:two|three)\b"
                ),
                passage.text,
            )
            for passage in sentences
        )
    )


def _in_set_sentence(e: Eligibility, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(named.mention.passage.text) for named in e.sets)


def _is_labelled_abstract(named: Named) -> bool:
    return named.mention.passage.text.upper().startswith("ABSTRACT")


_R, _N, _U, _X = Badge.REQUIRED, Badge.NOT_REQUIRED, Badge.UNCLEAR, Badge.NOT_APPLICABLE

ROWS: tuple[Row, ...] = (
    Row(35, "erratum, retraction notice, summary for patients", _X, "inherit", lambda e: e.design in _INHERITS),
    Row(28, "guideline or criteria paper", _X, "criteria_document", lambda e: e.design in _DOCUMENTS),
    Row(27, "review that admits only studies by sets that demand PEM", _R, "review_rule",
        lambda e: e.design in _REVIEWS and bool(admitting_passages(e))),
    Row(27, "other review of studies", _X, "review_rule",
        lambda e: e.design in _REVIEWS and e.context is not Context.NONE),
    Row(27, "review of another field", _X, "no_participants", lambda e: e.design in _REVIEWS),
    Row(40, "published data by various definitions", _U, "source_cohort",
        lambda e: e.design is Design.IN_SILICO and e.context is not Context.NONE and _is_public_human_data(e)),
    Row(25, "animals, cell lines, computer only", _X, "no_participants",
        lambda e: e.design in _NO_PEOPLE and not e.sets),
    Row(26, "narrative review, editorial, letter, opinion", _X, "no_participants",
        lambda e: e.design in _OPINION or (e.design is Design.OTHER and e.context is Context.NONE and not e.sets)),
    Row(0, "people, but none with this illness", _X, "no_mecfs_cases",
        lambda e: e.nobody_ill or e.context in {Context.NONE, Context.ANIMAL, Context.CELL}),
    Row(34, "PEM is an exclusion", _N, "pem_excluded",
        lambda e: bool(e.having(DemandKind.EXCLUDED)) and not e.demanded),
    Row(10, "a set that demands PEM, loosened", _N, "loosened", _loosened),
    Row(20, "abstract names a set without PEM, full text adds PEM", _R, "fulltext_over_abstract",
        lambda e: bool(e.demanded) and not e.demands_pem and _set_in_abstract_demand_in_text(e)),
    Row(17, "self-reported diagnosis plus an entry screen that demands PEM", _R, "explicit_add_on",
        lambda e: bool(e.demanded) and SetKind.RULE in _kinds(e)),
    Row(2, "PEM compulsory in so many words", _R, "explicit_add_on", lambda e: bool(e.demanded) and not e.demands_pem),
    Row(33, "controls with PEM excluded: the cases decide", _U, None, lambda _: False),
    Row(15, "entry by a set without PEM, other sets for subgroups", _N, "entry_rule_wins",
        lambda e: _is_non_mandatory_entry(e) and _sub_has_mandatory(e, DefinitionRole.SUBGROUP)),
    Row(32, "a study of criteria on one pool", _N, "pool_rule",
        lambda e: e.says(_COMPARES_SETS) and len(e.definitions.named) > 1 and _is_non_mandatory_entry(e)),
    Row(5, "entry by a set without PEM, some also met one with it", _N, "described_not_required",
        lambda e: _is_non_mandatory_entry(e) and _some_also_met_mandatory(e)),
    Row(21, "arms chosen by different sets", _N, "per_arm",
        lambda e: e.definitions.arms and not e.all_mandatory and len(e.sets) > 1),
    Row(3, "sets joined by AND, one demands PEM", _R, "and_contains_M",
        lambda e: e.conjunctive and len(e.sets) > 1 and _M in e.statuses and not e.all_mandatory),
    Row(30, "public data: rule of the source cohort", _R, "source_cohort",
        lambda e: (e.design in _GENETIC or SetKind.COHORT in _kinds(e)) and e.demands_pem),
    Row(30, "public data: rule of the source cohort", _N, "source_cohort",
        lambda e: e.design in _GENETIC and e.known_without and e.says(_PUBLIC)),
    Row(29, "protocol: as planned", _R, "planned", lambda e: e.design is Design.PROTOCOL and e.demands_pem),
    Row(29, "protocol: as planned", _N, "planned", lambda e: e.design is Design.PROTOCOL and e.known_without),
    Row(31, "secondary analysis: rule of the parent study", _R, "parent_study",
        lambda e: e.demands_pem and _in_set_sentence(e, _PARENT)),
    Row(31, "secondary analysis: rule of the parent study", _N, "parent_study",
        lambda e: e.known_without and _in_set_sentence(e, _PARENT)),
    Row(24, "cells or serum: rule of the donors", _R, "donor_rule",
        lambda e: e.demands_pem and _in_set_sentence(e, _DONORS)),
    Row(14, "Ramsay's ME", _R, "M_set_old", lambda e: _only(e, "ramsay")),
    Row(23, "long COVID that had to meet a set with PEM", _R, "M_set",
        lambda e: e.context is Context.LONG_COVID and e.demands_pem and len(e.sets) == 1),
    Row(9, "IOM", _R, "M_set", lambda e: _only(e, "iom2015")),
    Row(11, "NICE 2021", _R, "M_set", lambda e: _only(e, "nice2021") and e.all_mandatory),
    Row(7, "one set that demands PEM", _R, "M_set", lambda e: e.all_mandatory and len(e.sets) == 1),
    Row(8, "CCC against ICC makes no difference", _R, "all_M",
        lambda e: e.all_mandatory and _only(e, "ccc2003", "icc2011")),
    Row(7, "several sets, all demand PEM", _R, "all_M", lambda e: e.all_mandatory),
    Row(4, "sets joined by OR, one without PEM", _N, "or_contains_nonM",
        lambda e: len(e.sets) > 1 and e.known_without and _M in e.statuses),
    Row(16, "self-report, survey, biobank, codes", _N, "known_rule_no_PEM",
        lambda e: e.known_without and _kinds(e) <= {SetKind.RULE}),
    Row(22, "long COVID by the WHO definition, or another state", _N, "A_set",
        lambda e: e.known_without and _kinds(e) <= {SetKind.OTHER}),
    Row(12, "NICE 2007", _N, "E_set", lambda e: _only(e, "nice2007")),
    Row(13, "London, Australian", _N, "E_set",
        lambda e: e.known_without and all(status is _E for status in e.statuses)),
    Row(6, "all cases had PEM, not demanded", _N, "observed_only",
        lambda e: e.known_without and any(_NEARLY_ALL.search(d.passage.text) for d in e.having(DemandKind.OBSERVED))),
    Row(1, "Fukuda and other sets with PEM as one option", _N, "O_set", lambda e: e.known_without and _O in e.statuses),
    Row(16, "Oxford and other sets without PEM", _N, "A_set", lambda e: e.known_without),
    Row(18, "a list from which PEM is one choice", _N, "O_set",
        lambda e: not e.sets and bool(e.having(DemandKind.OPTIONAL))),
    Row(16, "the paper's own conditions, without PEM", _N, "known_rule_no_PEM",
        lambda e: not e.sets and bool(e.having(DemandKind.OWN_RULE)) and e.context in {Context.MECFS, Context.MIXED}),
    Row(6, "said not to be demanded, or cases with and without PEM", _N, "observed_only",
        lambda e: not e.sets and bool(e.having(DemandKind.NOT_REQUIRED) or e.having(DemandKind.VARIES))),
    Row(22, "long COVID or other fatigue, by a rule without PEM", _N, "A_set",
        lambda e: e.context in {Context.LONG_COVID, Context.OTHER_FATIGUE} and not e.is_abstract),
    Row(19, "abstract silent, no full text", _U, "abstract_silent",
        lambda e: e.is_abstract and not e.definitions.entry),
    Row(18, "no set named", _U, "no_set", lambda _: True),
)  # fmt: skip
"""The decision table, in the order in which its rows are asked."""
