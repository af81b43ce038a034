"""Facts: what rules alone can read out of a Document. Every fact points at the words it was read from.

A fact that the paper does not state is None or empty; it is never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.domain.document import Span
from pipeline.domain.draft import Badge, Connective, Context, DefinitionRole, Design, Group

__all__ = [
    "BadgeReading",
    "DefinitionReading",
    "DesignReading",
    "Direction",
    "Facts",
    "Inconsistency",
    "InconsistencyKind",
    "OutcomeReading",
    "PopulationReading",
    "SampleReading",
]


@dataclass(frozen=True, slots=True)
class DesignReading:
    """The design by what was done. `second` is the next best reading; `why` is one sentence for people.

    `own_label` is the paper's own word for its design where that differs from what was done.
    """

    design: Design
    second: Design | None = None
    why: str = ""
    own_label: str = ""
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleReading:
    """People analysed (planned, for a protocol), the groups, and for a review the number of studies."""

    n_total: int | None = None
    groups: tuple[Group, ...] = ()
    n_studies: int | None = None
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinitionReading:
    """One set of criteria as the paper names it: `verbatim` is the paper's wording, `passage` its sentence."""

    id: str
    verbatim: str
    role: DefinitionRole
    passage: Span


@dataclass(frozen=True, slots=True)
class BadgeReading:
    """The PEM badge with the reason code of its row in the decision table.

    `required` and `not_required` always have a passage. `provisional` means: read from an abstract alone.
    """

    badge: Badge
    reason: str | None
    passages: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class PopulationReading:
    """Who was studied, in the paper's own words (short phrases), with where each was read."""

    age: str = ""
    sex: str = ""
    severity: str = ""
    country: str = ""
    setting: str = ""
    passages: tuple[Span, ...] = ()


class Direction(StrEnum):
    """Which way an outcome went. `no_difference`: none that could be told from chance, which is not sameness."""

    INCREASED = "increased"
    DECREASED = "decreased"
    NO_DIFFERENCE = "no_difference"


@dataclass(frozen=True, slots=True)
class OutcomeReading:
    """One result sentence or row of a table: what was measured, which way it went, against whom, with which figures.

    `outcome`, `against` and `effect` are the paper's words, empty where not told; `interval` is as printed, low end
    first, without a unit; `p` is printed text ("p < 0.001"). `significant` is by the P value or interval, else by the
    words, and None where neither tells. `cells` are the cells of a table that hold its figures, none for a sentence.
    """

    direction: Direction
    passage: Span
    outcome: str = ""
    against: str = ""
    effect: str = ""
    interval: tuple[float, float] | None = None
    p: str = ""
    significant: bool | None = None
    cells: tuple[Span, ...] = ()


class InconsistencyKind(StrEnum):
    """What in a paper does not fit what."""

    P_VALUE = "p_value"  # a P value and its own statistic
    INTERVAL = "interval"  # an estimate, its interval and its P value
    SHARE = "share"  # a percentage and its count
    SUM = "sum"  # parts and their total
    MEAN = "mean"  # a mean of whole numbers and the number of people
    ABSTRACT = "abstract"  # the abstract and the rest of the paper


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Figures of the paper itself that do not fit each other, which is no proof of which of them is wrong.

    `passage` is the sentence or row that holds them, `figures` are the ones in doubt, `says` is one sentence for
    people.
    """

    kind: InconsistencyKind
    says: str
    passage: Span
    figures: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules read out of one Document."""

    design: DesignReading
    sample: SampleReading
    definitions: tuple[DefinitionReading, ...]
    connective: Connective
    pem: BadgeReading
    context: Context
    population: PopulationReading = field(default_factory=PopulationReading)
    label_in_paper: str = ""
    limitations: tuple[Span, ...] = ()
    harms: tuple[Span, ...] = ()
    funding: tuple[Span, ...] = ()
    interests: tuple[Span, ...] = ()
    registry_ids: tuple[str, ...] = ()
    outcomes: tuple[OutcomeReading, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
