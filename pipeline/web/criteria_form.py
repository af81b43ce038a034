"""The form for the criteria by which people were chosen: one row for each set, each with its words and its role."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.draft import CaseDefinition, Connective, DefinitionRole

__all__ = ["connective_in", "definitions_in"]

_MOST = 12
_LONGEST = 300


def definitions_in(fields: Mapping[str, str]) -> tuple[CaseDefinition, ...]:
    """The rows of the form in which a set is chosen; a role that is none is taken for `entry`, the cautious reading."""
    rows = (str(row) for row in range(_MOST) if fields.get(f"set-{row}", "").strip())
    return tuple(
        CaseDefinition(
            id=fields[f"set-{row}"].strip()[:_LONGEST],
            verbatim=" ".join(fields.get(f"words-{row}", "").split())[:_LONGEST],
            role=_role(fields.get(f"role-{row}", "")),
        )
        for row in rows
    )


def connective_in(fields: Mapping[str, str]) -> Connective | None:
    """How the sets are joined, or None where the form does not say."""
    said = fields.get("connective", "")
    return Connective(said) if said in set(Connective) else None


def _role(said: str) -> DefinitionRole:
    return DefinitionRole(said) if said in set(DefinitionRole) else DefinitionRole.ENTRY
