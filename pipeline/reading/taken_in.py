"""Whom a study took in, read from the whole paper for one design: its criteria, whose illness, and the badge.

The design decides which sentences count as a rule of entry, so all three are read again when a person corrects it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.draft import Connective, Context, Design
from pipeline.domain.facts import BadgeReading, DefinitionReading
from pipeline.domain.profile import Profile
from pipeline.reading.badge import read_badge
from pipeline.reading.case_definitions import Definitions, as_readings, read_definitions, with_survey_rule
from pipeline.reading.contexts import read_context
from pipeline.reading.passages import View

__all__ = ["TakenIn", "read_taken_in"]

_NO_ENTRY = frozenset(
    {
        Design.NARRATIVE_REVIEW, Design.SYSTEMATIC_REVIEW, Design.META_ANALYSIS, Design.SCOPING_REVIEW,
        Design.GUIDELINE,
        Design.CRITERIA_DEFINITION, Design.EDITORIAL, Design.LETTER, Design.ERRATUM, Design.RETRACTION_NOTICE,
        Design.PATIENT_SUMMARY, Design.ANIMAL, Design.IN_VITRO,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Whom a study took in. A design without a rule of entry of its own lists no definitions."""

    definitions: tuple[DefinitionReading, ...]
    connective: Connective
    context: Context
    badge: BadgeReading


def read_taken_in(paper: View, profile: Profile, design: Design, context: Context | None = None) -> TakenIn:
    """What rules read for a study of this design; `context` is whose illness it is about where somebody said so."""
    definitions = read_definitions(paper, profile)
    if design is Design.SURVEY:
        definitions = with_survey_rule(definitions, paper, profile)
    about = context or read_context(paper, profile, design, definitions)
    if about in {Context.NONE, Context.ANIMAL, Context.CELL}:
        definitions = Definitions()
    badge = read_badge(paper, profile, design, about, definitions)
    listed = Definitions() if design in _NO_ENTRY else definitions
    return TakenIn(as_readings(listed), listed.connective, about, badge)
