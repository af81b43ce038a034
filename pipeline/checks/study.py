"""S, study facts: design, people, studies, context and status, read again by rules and compared."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Span
from pipeline.domain.draft import Context, Design
from pipeline.domain.paper import PubStatus
from pipeline.domain.report import Severity

__all__ = ["FAMILY"]

# Names between which careful readers differ: nothing hangs on which of them an entry shows.
_ALIKE: tuple[frozenset[Design], ...] = (
    frozenset({Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS}),
    frozenset({Design.SYSTEMATIC_REVIEW, Design.SCOPING_REVIEW}),
    frozenset({Design.CASE_REPORT, Design.CASE_SERIES}),
    frozenset({Design.SURVEY, Design.CROSS_SECTIONAL}),
    frozenset({Design.EX_VIVO, Design.IN_VITRO}),
    frozenset({Design.EX_VIVO, Design.CASE_CONTROL}),
    frozenset({Design.GUIDELINE, Design.CRITERIA_DEFINITION}),
    frozenset({Design.EDITORIAL, Design.LETTER}),
    frozenset({Design.RCT, Design.CROSSOVER_TRIAL}),
    frozenset({Design.NARRATIVE_REVIEW, Design.EDITORIAL}),
)
# The second reading of a paper counts only among designs that look alike on the page; a plan is never a study.
_APART = frozenset({Design.PROTOCOL, Design.RCT, Design.CROSSOVER_TRIAL, Design.META_ANALYSIS})
_TRIALS = frozenset({Design.RCT, Design.CROSSOVER_TRIAL, Design.NONRANDOMISED_TRIAL, Design.SINGLE_ARM_TRIAL})


def _other_design(case: Case) -> Iterator[Hit]:
    facts, design = case.facts, case.draft.study.design
    if facts is None or design is facts.design.design:
        return
    read = facts.design
    if any({design, read.design} <= alike for alike in _ALIKE):
        return
    if design is read.second and not {design, read.design} & _APART:
        weight = Severity.NOTE if design not in _TRIALS else None
    else:
        weight = None
    why = f": {read.why}" if read.why else ""
    yield Hit(
        "/study/design",
        f"The draft calls the design {design}; the rules read {read.design}{why}",
        nearest=_passage(case, read.passages),
        severity=weight,
    )


def _other_size(case: Case) -> Iterator[Hit]:
    facts, study = case.facts, case.draft.study
    if facts is None:
        return
    read = facts.sample
    if None not in (study.n_total, read.n_total) and study.n_total != read.n_total:
        message = f"The draft counts {study.n_total:,} people; the rules read {read.n_total:,}."
        yield Hit("/study/n_total", message, nearest=_passage(case, read.passages))
    if None not in (study.n_studies, read.n_studies) and study.n_studies != read.n_studies:
        message = f"The draft counts {study.n_studies:,} studies; the rules read {read.n_studies:,}."
        yield Hit("/study/n_studies", message, nearest=_passage(case, read.passages))


def _other_context(case: Case) -> Iterator[Hit]:
    facts, context = case.facts, case.draft.study.context
    if facts is None or context is None or context is facts.context or Context.MIXED in (context, facts.context):
        return
    yield Hit("/study/context", f"The draft's context is {context}; the rules read {facts.context}.")


def _other_status(case: Case) -> Iterator[Hit]:
    """Only a status that weighs more than the draft's: what the record says of notices is rule I001."""
    said, paper = case.draft.study.pub_status, case.document.paper.pub_status
    if said is None or said is paper or paper is PubStatus.PUBLISHED:
        return
    yield Hit("/study/pub_status", f"The draft calls the paper {said}; its pages or record say {paper}.")


def _passage(case: Case, spans: tuple[Span, ...]) -> str | None:
    return shown(case.document.slice(spans[0])) if spans else None


FAMILY = Family(
    "S",
    "study facts",
    (
        Rule("S001", Severity.WARNING, "Another design than the rules read", _other_design, needs_facts=True),
        Rule("S002", Severity.NOTE, "Another number of people or studies than the rules read", _other_size,
             needs_facts=True),
        Rule("S003", Severity.NOTE, "Another context than the rules read", _other_context, needs_facts=True),
        Rule("S004", Severity.WARNING, "Another publication status than the paper's", _other_status,
             reads_words=False),
    ),
    fields=("/study/design", "/study/n_total", "/study/n_studies", "/study/context", "/study/pub_status"),
)  # fmt: skip
