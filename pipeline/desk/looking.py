"""Whose evidence a person has opened in the paper, statement by statement, for the exact words that it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.seen import statement_digest
from pipeline.errors import NotFound

__all__ = ["NOTHING_SAID", "Looked", "look_at", "looked_by", "unopened"]


@dataclass(frozen=True, slots=True)
class Looked:
    """How somebody looked who approves, as they were told: at which statements they never opened the evidence (fields).

    At the terminal the passages are printed, but no page of the paper is shown there.
    """

    unopened: tuple[str, ...] = ()
    at_terminal: bool = False

    def beside(self) -> dict[str, JsonValue]:
        """What the decision says of it."""
        never: dict[str, JsonValue] = {"unopened": list(self.unopened)} if self.unopened else {}
        return {**never, **({"at_terminal": True} if self.at_terminal else {})}


NOTHING_SAID = Looked()
"""Where nobody was told anything, and so nothing is said."""


def looked_by(desk: Desk, paper: str, person: str, *, at_terminal: bool = False) -> Looked:
    """How this person looked at the evidence of a paper's current draft."""
    stored = desk.history.latest(desk.story.papers.get(paper).id)
    if stored is None:
        return Looked(at_terminal=at_terminal)
    draft = Draft.model_validate_json(stored.body)
    return Looked(unopened(draft, desk.people.looked(person, stored.paper)), at_terminal)


def look_at(desk: Desk, paper: str, person: str, statement: str) -> bool:
    """Note that a person opened the evidence of the statement with this digest; returns whether the draft has it.

    A statement that was changed meanwhile is another one: nothing is noted. Raises NotFound for no paper or no draft.
    """
    stored = desk.history.latest(desk.story.papers.get(paper).id)
    if stored is None:
        raise NotFound(f"{paper} has no draft", hint="draft it with `atlas draft`")
    draft = Draft.model_validate_json(stored.body)
    known = statement in {statement_digest(one) for _, one in draft.summary.statements()}
    if known:
        desk.people.look(person, paper, statement, desk.story.clock.now())
    return known


def unopened(draft: Draft, looked: Collection[str]) -> tuple[str, ...]:
    """The fields of the statements that rest on a passage and whose digest is not among `looked`."""
    return tuple(
        field for field, one in draft.summary.statements() if one.evidence and statement_digest(one) not in looked
    )
