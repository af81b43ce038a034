"""Everything that rules alone read out of one Document."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.document import Document, Role, Span
from pipeline.domain.draft import Design
from pipeline.domain.facts import Facts, OutcomeReading
from pipeline.domain.profile import Profile
from pipeline.reading.abbreviations import abbreviations
from pipeline.reading.consistency import inconsistencies
from pipeline.reading.contexts import label_in_paper
from pipeline.reading.design import read_design
from pipeline.reading.grids import Grid, grids
from pipeline.reading.harms import read_harms
from pipeline.reading.limitations import read_limitations
from pipeline.reading.outcomes import read_outcomes
from pipeline.reading.outcomes_in_tables import outcomes_in
from pipeline.reading.participants import read_sample
from pipeline.reading.passages import View, view
from pipeline.reading.population import read_population
from pipeline.reading.registries import registry_ids
from pipeline.reading.taken_in import read_taken_in

__all__ = ["read_facts"]

# What these say of limits is about somebody else's work.
_ABOUT_OTHERS = frozenset({Design.LETTER, Design.ERRATUM, Design.RETRACTION_NOTICE, Design.PATIENT_SUMMARY})

# A plan, an opinion and a notice have no results of their own.
_WITHOUT_RESULTS = _ABOUT_OTHERS | {Design.PROTOCOL, Design.EDITORIAL, Design.NARRATIVE_REVIEW}


def read_facts(document: Document, profile: Profile) -> Facts:
    """The facts of `document`; every one points at the words it was read from, and none is guessed."""
    paper = view(document)
    design = read_design(paper)
    taken_in = read_taken_in(paper, profile, design.design)
    tables = tuple(grids(document))
    return Facts(
        design=design,
        sample=read_sample(paper, design.design),
        definitions=taken_in.definitions,
        connective=taken_in.connective,
        pem=taken_in.badge,
        context=taken_in.context,
        population=read_population(paper),
        label_in_paper=label_in_paper(paper, profile),
        limitations=() if design.design in _ABOUT_OTHERS else read_limitations(paper),
        harms=read_harms(paper),
        funding=_with_role(paper, Role.FUNDING),
        interests=_with_role(paper, Role.INTERESTS),
        registry_ids=registry_ids(paper),
        outcomes=() if design.design in _WITHOUT_RESULTS else (*read_outcomes(paper), *_in_tables(tables)),
        abbreviations=tuple(abbreviations(paper).items()),
        inconsistencies=inconsistencies(paper, tables),
    )


def _in_tables(tables: tuple[Grid, ...]) -> Iterator[OutcomeReading]:
    return (outcome for grid in tables for outcome in outcomes_in(grid))


def _with_role(paper: View, role: Role) -> tuple[Span, ...]:
    return tuple(passage.span for passage in paper.passages if passage.role is role)[:12]
