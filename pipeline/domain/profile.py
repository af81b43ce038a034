"""Profile: what is special to one field's atlas, as data: its sets of criteria, its terms, its badge, its search.

Patterns are regular expressions as text; general code compiles and applies them. Nothing here names one illness.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.draft import Badge, Context

__all__ = [
    "BadgeText",
    "ContextWords",
    "CriteriaSet",
    "KeyTerms",
    "PemStatus",
    "Profile",
    "SetKind",
    "UndatedName",
    "UndatedStep",
]


class PemStatus(StrEnum):
    """How the key symptom stands in a set of criteria."""

    MANDATORY = "M"
    EXERTIONAL = "E"  # worsening by exertion is compulsory, but it is not the key symptom itself
    OPTIONAL = "O"
    ABSENT = "A"
    UNKNOWN = "?"


class SetKind(StrEnum):
    """What a way of choosing cases is."""

    CRITERIA = "criteria"  # a published set
    RULE = "rule"  # a known rule that is no set: self-report, codes, a biobank's own fields
    COHORT = "cohort"  # a cohort with a known rule of its own
    CLINIC = "clinic"  # a clinician's diagnosis; its logic is not known
    OTHER = "other"  # a state that is not the illness


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """One way of choosing cases: its spellings, its authors and years, and how the key symptom stands in it.

    `names` are matched without regard to case, `short` with it; `authors` are (first author, year) of its publication.
    """

    id: str
    label: str
    status: PemStatus
    kind: SetKind = SetKind.CRITERIA
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    authors: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndatedStep:
    """Which set a name without a year means in a paper published in `until` or before, and how far that carries."""

    until: int
    set: str
    status: PemStatus
    flag: str = ""


@dataclass(frozen=True, slots=True)
class UndatedName:
    """A name that stands for different sets at different times; `unknown` holds where the paper's year is not known."""

    names: tuple[str, ...]
    steps: tuple[UndatedStep, ...]
    unknown: UndatedStep

    def step(self, year: int | None) -> UndatedStep:
        """The reading for a paper of `year`."""
        if year is None:
            return self.unknown
        return next((step for step in self.steps if year <= step.until), self.unknown)


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Words that say whose illness a study is about."""

    context: Context
    names: tuple[str, ...]
    exact: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """How the key symptom is phrased. Weak terms never count on their own."""

    strong: tuple[str, ...] = ()
    strong_exact: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    other_meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadgeText:
    """The badge's labels and its fixed explanation: constants, never generated and never evidence."""

    labels: tuple[tuple[Badge, str], ...] = ()
    explanation: str = ""

    def label(self, badge: Badge) -> str:
        """The words shown for `badge`."""
        return dict(self.labels).get(badge, badge.value)


@dataclass(frozen=True, slots=True)
class Profile:
    """One field. `languages` are those whose wording rules may run; `anchors` finds sentences that may name a set.

    `survey_rule` is the id of the rule by which an open survey admits people.
    """

    name: str
    title: str
    languages: tuple[str, ...]
    anchors: str
    criteria: tuple[CriteriaSet, ...]
    undated: tuple[UndatedName, ...]
    contexts: tuple[ContextWords, ...]
    key_terms: KeyTerms
    badge: BadgeText
    survey_rule: str = ""
    search: tuple[tuple[str, str], ...] = ()

    def criteria_set(self, set_id: str) -> CriteriaSet | None:
        """The set with this id, or None."""
        return next((found for found in self.criteria if found.id == set_id), None)
