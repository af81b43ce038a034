"""The criteria by which people were chosen: as the draft has them, and as the rules read them beside it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.desk.dossier import Dossier
from pipeline.domain.draft import CaseDefinition
from pipeline.domain.profile import Profile
from pipeline.reading.badge_table import ROWS

__all__ = ["CriteriaView", "ReadSet", "criteria_of"]

_MOST_PASSAGES = 4


@dataclass(frozen=True, slots=True)
class ReadSet:
    """One set as the rules read it: its name, its role, the paper's own words for it, and the sentence."""

    label: str
    role: str
    verbatim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """What the form shows: `rows` are the draft's sets, `sets` those to choose from, as (id, name).

    `stated` is what the table calls the case of the draft's own badge. `badge` is the badge that the rules compute from
    the paper, `case` what its row of the table says, `passages` the sentences it rests on, `read` the sets.
    """

    rows: tuple[CaseDefinition, ...]
    sets: tuple[tuple[str, str], ...]
    stated: str
    badge: str
    case: str
    passages: tuple[str, ...]
    read: tuple[ReadSet, ...]


def criteria_of(dossier: Dossier, profile: Profile) -> CriteriaView:
    """The criteria of a paper by the draft and by the rules."""
    facts, document = dossier.facts, dossier.document
    names = {one.id: one.label for one in profile.criteria}
    return CriteriaView(
        rows=dossier.draft.study.case_definitions,
        sets=tuple(names.items()),
        stated=_case(dossier.draft.pem.badge.value, dossier.draft.pem.reason),
        badge=facts.pem.badge.value,
        case=_case(facts.pem.badge.value, facts.pem.reason),
        passages=tuple(document.slice(span) for span in facts.pem.passages[:_MOST_PASSAGES]),
        read=tuple(
            ReadSet(names.get(one.id, one.id), one.role.value, one.verbatim, document.slice(one.passage))
            for one in facts.definitions
        ),
    )


def _case(badge: str, reason: str | None) -> str:
    """What the decision table calls the case of a badge with this reason; all that it may be where it has several."""
    cases = dict.fromkeys(row.case for row in ROWS if row.badge.value == badge and row.reason == reason)
    return " / ".join(cases)
