"""What a person decides about a whole draft. Each function adds one decision to the chain and returns it.

`draft` is always the digest of the draft that the person saw: somebody else's change in between raises StaleReview, and
nothing is lost or overwritten. What may be done when is said by `pipeline.review`.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.desk.dossier import held
from pipeline.desk.looking import NOTHING_SAID, Looked
from pipeline.desk.saying import bind, make, say
from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.review import Act, Decision, Said
from pipeline.errors import IllegalMove
from pipeline.review import undoable

__all__ = [
    "approve",
    "assign",
    "confirm",
    "exclude",
    "include",
    "return_draft",
    "undo",
    "withdraw",
]


def approve(
    desk: Desk, paper: str, person: str, draft: str, reason: str = "", looked: Looked = NOTHING_SAID
) -> Decision:
    """Approve exactly this text. Raises BlockingFindings while findings stop it and no reason is given.

    `looked` is what this person was told of how they looked at the evidence.
    """
    return bind(desk, Act.APPROVE, paper, person, draft, reason, looked.beside())


def confirm(
    desk: Desk, paper: str, person: str, draft: str, reason: str = "", looked: Looked = NOTHING_SAID
) -> Decision:
    """Say that an approval which lapsed still holds, for the text as it is now; `looked` as for `approve`."""
    return bind(desk, Act.CONFIRM, paper, person, draft, reason, looked.beside())


def return_draft(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Send a draft back to the curator with a reason."""
    return _whole(desk, Act.RETURN, paper, person, draft, reason)


def exclude(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Say that this paper is not for this atlas; it is not offered again."""
    return _whole(desk, Act.EXCLUDE, paper, person, draft, reason)


def include(desk: Desk, paper: str, person: str, draft: str) -> Decision:
    """Take an exclusion or a withdrawal back."""
    return _whole(desk, Act.INCLUDE, paper, person, draft, "")


def withdraw(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Take an entry down; its page then says why."""
    return _whole(desk, Act.WITHDRAW, paper, person, draft, reason)


def assign(desk: Desk, paper: str, person: str, draft: str, to: str) -> Decision:
    """Say who is to look at a paper; nobody for an empty `to`."""
    return say(desk, held(desk, paper), Said(paper, Act.ASSIGN, person, draft, value=to))


def undo(desk: Desk, paper: str, person: str, draft: str) -> Decision:
    """Take back the last decision on this paper, if it was this person's. An edit gives back the text before it."""
    one = held(desk, paper)
    last = undoable(desk.decisions.of(paper), person)
    if last is None:
        raise IllegalMove(
            "there is nothing of yours to undo here", hint="only your own last decision on this paper can be undone"
        )
    said = Said(paper, Act.UNDO, person, draft, refers=last.seq)
    if last.result is None:
        return say(desk, one, said)
    stored = desk.history.get(last.draft)
    return make(desk, one, replace(said, result=last.draft), Draft.model_validate_json(stored.body))


def _whole(desk: Desk, act: Act, paper: str, person: str, draft: str, reason: str) -> Decision:
    one = held(desk, paper)
    return say(desk, one, Said(paper, act, person, draft, reason=reason or None, saw=one.now.seen))
