"""The parts of a draft that rules decide, whoever writes the sentences: the paper, the study as read, the badge."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.document import Document
from pipeline.domain.draft import CaseDefinition, DraftPaper, Evidence, Pem, Study
from pipeline.domain.facts import BadgeReading, DefinitionReading, Facts
from pipeline.drafting.passages import evidence_of

__all__ = ["case_definitions_of", "paper_of", "pem_of", "study_of"]


def paper_of(document: Document) -> DraftPaper:
    """The paper as the draft names it."""
    paper = document.paper
    return DraftPaper(
        title=paper.title,
        authors=paper.authors,
        journal=paper.journal,
        year=paper.year,
        doi=paper.doi,
        pmid=paper.pmid,
        pmcid=paper.pmcid,
        licence=paper.licence,
        versions=paper.versions,
    )


def study_of(document: Document, facts: Facts) -> Study:
    """What rules read of the study, with the passages it was read from."""
    spans = (
        *facts.design.passages,
        *facts.sample.passages,
        *(definition.passage for definition in facts.definitions),
    )
    population = "; ".join(
        part
        for part in (
            facts.population.age,
            facts.population.sex,
            facts.population.severity,
            facts.population.setting,
            facts.population.country,
        )
        if part
    )
    return Study(
        design=facts.design.design,
        pub_status=document.paper.pub_status,
        context=facts.context,
        n_total=facts.sample.n_total,
        groups=facts.sample.groups,
        n_studies=facts.sample.n_studies,
        case_definitions=case_definitions_of(facts.definitions),
        connective=facts.connective,
        evidence=evidence_of(document, spans),
        population=population or None,
        harms_reported="yes" if facts.harms else "not_said",
        funding=_first(evidence_of(document, facts.funding)),
        interests=_first(evidence_of(document, facts.interests)),
        registry_ids=facts.registry_ids or document.paper.registry_ids,
        label_in_paper=facts.label_in_paper or None,
    )


def _first(evidence: tuple[Evidence, ...]) -> str | None:
    return evidence[0].quote if evidence else None


def case_definitions_of(readings: Iterable[DefinitionReading]) -> tuple[CaseDefinition, ...]:
    """Sets of criteria as the draft names them."""
    return tuple(CaseDefinition(id=found.id, verbatim=found.verbatim, role=found.role) for found in readings)


def pem_of(document: Document, badge: BadgeReading) -> Pem:
    """The badge as the decision table computes it, with its passages."""
    return Pem(
        badge=badge.badge,
        reason=badge.reason,
        evidence=evidence_of(document, badge.passages),
        flags=badge.flags,
    )
