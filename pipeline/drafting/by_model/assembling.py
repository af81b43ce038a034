"""An answer made into a Draft: the model points at sentences, and their words are copied here."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pipeline.domain.answer import Answer, AnswerStatement
from pipeline.domain.document import Document
from pipeline.domain.draft import (
    SECTION_NAMES,
    Basis,
    CaseDefinition,
    Draft,
    Evidence,
    Group,
    MadeBy,
    Source,
    Statement,
    Study,
    Summary,
)
from pipeline.domain.facts import Facts
from pipeline.drafting.from_facts import paper_of, pem_of, study_of
from pipeline.drafting.passages import evidence_of

__all__ = ["draft_from"]

_MOST_SEARCHED = 8


def draft_from(
    answer: Answer,
    document: Document,
    facts: Facts,
    *,
    source: Source,
    made_by: MadeBy,
    searched: tuple[str, ...],
    definitions: Collection[str],
) -> Draft:
    """The draft that an answer makes. Every sentence number in it must be one of the document's.

    `searched` are the headings of what the model was shown: where it looked for what it says is absent. `definitions`
    are the ids that may be named; others are left out, which the draft's note says.
    """
    unknown = [one.id for one in answer.study.case_definitions if one.id not in definitions]
    if unknown:
        note = f"{made_by.note} Left out, for they are no ids of case definitions: {', '.join(unknown)}.".strip()
        made_by = made_by.model_copy(update={"note": note})
    return Draft(
        source=source,
        paper=paper_of(document),
        made_by=made_by,
        study=_study(answer, document, facts, definitions),
        pem=pem_of(document, facts.pem),
        summary=Summary(
            **{
                name: tuple(_statement(one, document, searched) for one in answer.section(name))
                for name in SECTION_NAMES
            }
        ),
    )


def _statement(given: AnswerStatement, document: Document, searched: tuple[str, ...]) -> Statement:
    basis = Basis(given.basis)
    return Statement(
        text=" ".join(given.text.split()),
        evidence=_evidence(document, given.sentences),
        basis=basis,
        searched=searched[:_MOST_SEARCHED] if basis is Basis.ABSENCE else (),
        stated_by=given.stated_by,
    )


def _study(answer: Answer, document: Document, facts: Facts, definitions: Collection[str]) -> Study:
    """The model's reading of the study; what it was not asked for is what rules read."""
    given, read = answer.study, study_of(document, facts)
    verbatim = {found.id: found.verbatim for found in facts.definitions}
    cited = [*given.sentences, *(number for one in given.case_definitions for number in one.sentences)]
    return read.model_copy(
        update={
            "design": given.design,
            "context": given.context,
            "n_total": given.n_total,
            "n_studies": given.n_studies,
            "groups": tuple(Group(label=group.label, n=group.n) for group in given.groups),
            "case_definitions": tuple(
                CaseDefinition(id=one.id, verbatim=verbatim.get(one.id, ""), role=one.role)
                for one in given.case_definitions
                if one.id in definitions
            ),
            "connective": given.connective,
            "evidence": _evidence(document, cited) or read.evidence,
        }
    )


def _evidence(document: Document, numbers: Iterable[int]) -> tuple[Evidence, ...]:
    return evidence_of(document, (document.sentences[number - 1].span for number in numbers))
