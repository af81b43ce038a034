"""The PEM badge: one decision table over what a paper says about whom it chose.

The table is that of the field's decision procedure; each row carries its number, its reason code and the question it
asks. The first row that applies decides. `required` and `not_required` are claims: without a passage they become
`unclear`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.domain.document import Level, Span
from pipeline.domain.draft import Badge, Context, Design
from pipeline.domain.facts import BadgeReading
from pipeline.domain.profile import Profile
from pipeline.reading.badge_table import ROWS, Row, admitting_passages
from pipeline.reading.case_definitions import Definitions, eligibility_passages
from pipeline.reading.demands import DemandKind, demands_in
from pipeline.reading.eligibility import Eligibility
from pipeline.reading.passages import Passage, View
from pipeline.reading.professionals import only_professionals
from pipeline.text.regex import regex

__all__ = ["decided", "read_badge"]

_ASKING = frozenset({Design.SURVEY, Design.QUALITATIVE, Design.MIXED_METHODS, Design.CROSS_SECTIONAL, Design.OTHER})
_NO_SET = regex(
    r"\bno (?:published |specific |formal |particular |named )?(?:case )?(?:definition|criteria|set)\b"
    r"|\bset (?:was |is )?not named\b",
    re.IGNORECASE,
)


def read_badge(
    paper: View, profile: Profile, design: Design, context: Context, definitions: Definitions
) -> BadgeReading:
    """The badge with its reason, the passages it rests on, flags for a curator, and whether it is provisional."""
    return decided(paper, profile, design, context, definitions, eligibility_passages(paper))


def decided(
    paper: View,
    profile: Profile,
    design: Design,
    context: Context,
    definitions: Definitions,
    passages: tuple[Passage, ...],
) -> BadgeReading:
    """The same, where `passages` are the sentences that say whom the study chose."""
    is_abstract = paper.document.level is Level.ABSTRACT or (bool(paper.abstract) and not paper.has_body)
    demands = demands_in(passages, paper, profile)
    nobody_ill = design in _ASKING and only_professionals(paper)
    e = Eligibility(design, context, definitions, demands, passages, is_abstract, nobody_ill)
    row = next(row for row in ROWS if row.asks(e))
    spans = _passages(row, e)
    provisional = is_abstract and row.badge is not Badge.NOT_APPLICABLE
    reading = BadgeReading(row.badge, row.reason, spans, _flags(row, e, provisional=provisional), provisional)
    if row.badge in {Badge.REQUIRED, Badge.NOT_REQUIRED} and not spans:
        return replace(reading, badge=Badge.UNCLEAR, reason="abstract_silent" if is_abstract else "no_set")
    return reading


def _passages(row: Row, e: Eligibility) -> tuple[Span, ...]:
    """The sentences that the badge rests on: the demand, or the sentences that name the sets."""
    if row.badge in {Badge.NOT_APPLICABLE, Badge.UNCLEAR}:
        return ()
    if row.reason == "review_rule":
        return tuple(passage.span for passage in admitting_passages(e))[:4]
    found: list[Span] = []
    if row.reason in {"explicit_add_on", "fulltext_over_abstract"}:
        found += [demand.span for demand in e.demanded]
    if row.reason == "pem_excluded":
        found += [demand.span for demand in e.having(DemandKind.EXCLUDED)]
    if row.reason == "loosened":
        found += [demand.span for demand in (*e.having(DemandKind.NOT_REQUIRED), *e.having(DemandKind.OPTIONAL))]
    found += [named.mention.passage.span for named in e.sets]
    if row.badge is Badge.NOT_REQUIRED and not found:
        kinds = (DemandKind.OPTIONAL, DemandKind.NOT_REQUIRED, DemandKind.VARIES, DemandKind.OWN_RULE)
        found += [demand.span for kind in kinds for demand in e.having(kind)]
    if row.reason == "A_set" and not found:
        found += [passage.span for passage in e.passages if _PEOPLE_CHOSEN.search(passage.text)][:1]
    return tuple(dict.fromkeys(found))[:4]


_PEOPLE_CHOSEN = regex(
    r"\b(?:long[ -]?COVID|post[ -]?COVID|fatigue)\b[^.;]{0,120}\b(?:recruit\w*|includ\w*|eligib\w*"
    r"|defin\w+|enrol\w*|criteria)|\b(?:recruit\w*|includ\w*|eligib\w*|defin\w+|enrol\w*"
    r"|criteria)\b[^.;]{0,120}\b(?:long[ -]?COVID|post[ -]?COVID|fatigue)",
    re.IGNORECASE,
)


def _flags(row: Row, e: Eligibility, *, provisional: bool) -> tuple[str, ...]:
    flags = [flag for named in e.sets for flag in named.mention.flags]
    if provisional:
        flags.append("provisional")
    if row.reason == "pem_excluded":
        flags.append("pem_excluded")
    if row.reason == "planned":
        flags.append("planned")
    if e.definitions.modified and row.badge is Badge.REQUIRED:
        flags.append("modified")
    if e.context is Context.LONG_COVID:
        flags.append("long_covid")
    if e.context is Context.NONE and row.reason == "no_mecfs_cases":
        flags.append("no_mecfs_cases")
    if row.reason in {"E_set", "M_set_old", "loosened", "pem_excluded"} or (
        row.badge is Badge.UNCLEAR and e.says(_NO_SET)
    ):
        flags.append("curator")
    return tuple(dict.fromkeys(flags))
