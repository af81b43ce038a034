"""Verification: what a second model says of each statement of a draft, bound to its exact words and passages."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from pipeline.domain.draft import Basis, Statement
from pipeline.domain.record import Record

__all__ = ["Judgement", "Support", "Verification", "can_be_verified"]


class Support(StrEnum):
    """How far the passages that a statement cites carry it."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    NOT = "not"


class Judgement(Record):
    """The verdict on one statement, known by the digest of its words and of what it rests on (`statement_digest`)."""

    statement: str
    support: Support
    reason: str


class Verification(Record):
    """The verdicts on a draft. They stay with it when people edit, and hold for what is unchanged.

    `by` names model and prompt. `why_not` says why what has no verdict has none; empty where the model was asked about
    all. `withheld` are the digests of statements whose words or passages give orders to a machine: nobody was asked.
    """

    by: str = ""
    why_not: str = ""
    judgements: tuple[Judgement, ...] = ()
    withheld: tuple[str, ...] = ()

    def of(self, statement: str) -> Judgement | None:
        """The verdict on the statement of this digest, or None."""
        return next((one for one in self.judgements if one.statement == statement), None)

    def counts(self) -> dict[Support, int]:
        """How many statements have each verdict."""
        counted = Counter(one.support for one in self.judgements)
        return {support: counted[support] for support in Support}


def can_be_verified(statement: Statement) -> bool:
    """Whether a statement cites passages that it can be compared with; an absence is shown by none."""
    return bool(statement.evidence) and statement.basis is not Basis.ABSENCE
