"""V, verification: what a second model said of each statement, where one was asked. The rules ask nobody themselves.

A verdict is bound to the exact words and passages it was given on. One of "supported" is no finding and takes none
away: what the rules see stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.report import Severity
from pipeline.domain.seen import statement_digest
from pipeline.domain.verification import Support, can_be_verified

__all__ = ["FAMILY", "why_not_run"]

_NOBODY = "no second model was asked (verifier.name)"


def why_not_run(case: Case) -> str:
    """Why there is not one verdict on a draft; empty where there is one, or where nothing had to be asked."""
    found = case.verification
    if found is None:
        return _NOBODY
    return "" if found.judgements or found.withheld else found.why_not


def _judged(case: Case, support: Support) -> Iterator[tuple[str, str]]:
    """The statements with this verdict: their fields, and the reason that was given."""
    for field, statement in case.statements:
        one = case.verification.of(statement_digest(statement)) if case.verification else None
        if one is not None and one.support is support:
            yield field, shown(one.reason)


def _not_supported(case: Case) -> Iterator[Hit]:
    for field, reason in _judged(case, Support.NOT):
        yield Hit(field, f"A second model finds this not carried by its passages: {reason}")


def _partly_supported(case: Case) -> Iterator[Hit]:
    for field, reason in _judged(case, Support.PARTLY):
        yield Hit(field, f"A second model finds this carried in part by its passages: {reason}")


def _not_verified(case: Case) -> Iterator[Hit]:
    found = case.verification
    if found is None:
        return
    why = f": {found.why_not}" if found.why_not else " since the edit"
    for field, statement in case.statements:
        digest = statement_digest(statement)
        if can_be_verified(statement) and found.of(digest) is None and digest not in found.withheld:
            yield Hit(field, f"Not verified{why}.")


def _withheld(case: Case) -> Iterator[Hit]:
    found = case.verification
    for field, statement in case.statements if found is not None else ():
        if found is not None and statement_digest(statement) in found.withheld:
            yield Hit(
                field,
                "Its words or passages read like an order to a machine, so no second model was asked about it.",
            )


def _left_out(case: Case) -> str:
    """What was not verified in this draft, for people; empty where all of it was."""
    without = sum(not can_be_verified(statement) for _, statement in case.statements)
    reasons = [case.verification.why_not if case.verification else ""]
    reasons.append(f"{without} statements cite no passage to compare with" if without else "")
    return "; ".join(reason for reason in reasons if reason)


FAMILY = Family(
    "V",
    "verification by a second model",
    (
        Rule(
            "V001",
            Severity.WARNING,
            "A second model finds it not in its passages",
            _not_supported,
            reads_words=False,
            needs_verdicts=True,
        ),
        Rule(
            "V002",
            Severity.NOTE,
            "A second model finds it in its passages in part",
            _partly_supported,
            reads_words=False,
            needs_verdicts=True,
        ),
        Rule("V003", Severity.NOTE, "Not verified", _not_verified, reads_words=False, needs_verdicts=True),
        Rule("V004", Severity.WARNING, "Kept from the second model", _withheld, reads_words=False, needs_verdicts=True),
    ),
    fields=("/summary",),
    left_out=_left_out,
)
