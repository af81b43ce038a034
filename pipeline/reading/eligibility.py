"""Everything the decision table asks about: whom a paper says it chose, gathered in one record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.draft import Connective, Context, DefinitionRole, Design
from pipeline.domain.profile import PemStatus, SetKind
from pipeline.reading.case_definitions import Definitions, Named
from pipeline.reading.demands import Demand, DemandKind
from pipeline.reading.passages import Passage

__all__ = ["Eligibility"]


_NOT_MANDATORY = frozenset({PemStatus.OPTIONAL, PemStatus.ABSENT, PemStatus.EXERTIONAL})


@dataclass(frozen=True)
class Eligibility:
    """Everything the table asks about. `nobody_ill`: all who took part care for or teach the ill."""

    design: Design
    context: Context
    definitions: Definitions
    demands: tuple[Demand, ...]
    passages: tuple[Passage, ...]
    is_abstract: bool
    nobody_ill: bool = False

    @cached_property
    def sets(self) -> tuple[Named, ...]:
        """The entry sets whose rule is known or published, each once (a clinician's diagnosis is no rule)."""
        seen: dict[str, Named] = {}
        for named in self.definitions.entry:
            if named.mention.kind is not SetKind.CLINIC:
                seen.setdefault(named.set_id, named)
        return tuple(seen.values())

    @cached_property
    def statuses(self) -> tuple[PemStatus, ...]:
        """How PEM stands in each of them."""
        return tuple(named.mention.status for named in self.sets)

    @cached_property
    def conjunctive(self) -> bool:
        """Whether every entry set had to be met."""
        return self.definitions.connective is Connective.AND

    @cached_property
    def demanded(self) -> tuple[Demand, ...]:
        """Sentences that demand PEM of every case."""
        return self.having(DemandKind.REQUIRED)

    def having(self, kind: DemandKind) -> tuple[Demand, ...]:
        """Demands of one kind."""
        return tuple(demand for demand in self.demands if demand.kind is kind)

    def others(self, role: DefinitionRole) -> tuple[Named, ...]:
        """Sets named in another role than entry."""
        return tuple(named for named in self.definitions.named if named.role is role)

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether a passage about choosing people matches."""
        return any(pattern.search(passage.text) for passage in self.passages)

    @cached_property
    def all_mandatory(self) -> bool:
        """Whether there are entry sets and each of them demands PEM."""
        return bool(self.statuses) and all(status is PemStatus.MANDATORY for status in self.statuses)

    @cached_property
    def demands_pem(self) -> bool:
        """Whether the entry rule as a whole demands PEM of every case."""
        if self.conjunctive:
            return PemStatus.MANDATORY in self.statuses
        return self.all_mandatory

    @cached_property
    def known_without(self) -> bool:
        """Whether the entry rule is known and does not demand PEM of every case."""
        if not self.sets or self.demands_pem:
            return False
        if PemStatus.UNKNOWN in self.statuses:
            return any(status in _NOT_MANDATORY for status in self.statuses) and not self.conjunctive
        return True
