"""What a draft states with evidence, and whether one of its words is denied."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case
from pipeline.domain.draft import Statement
from pipeline.text.wording_clauses import clauses

__all__ = ["DENYING", "TELLING", "denied_at", "stated"]

# Sections that tell what was found or concluded; the others speak of what is not known.
TELLING = tuple(
    f"/summary/{name}/" for name in ("quick_summary", "why_it_matters", "observed_findings", "inferred_conclusions")
)
DENYING = tuple(f"/summary/{name}/" for name in ("does_not_prove", "limitations", "strengths"))


def denied_at(text: str, place: tuple[int, int]) -> bool:
    """Whether the word at `place` stands in a clause that denies or doubts it."""
    for clause in clauses(text):
        if clause.start <= place[0] < clause.start + len(clause.text):
            return clause.negated
    return False


def stated(case: Case, sections: tuple[str, ...]) -> Iterator[tuple[str, Statement]]:
    """The statements of these sections that rest on evidence, with their fields."""
    for field, statement in case.statements:
        if statement.evidence and field.startswith(sections):
            yield field, statement
