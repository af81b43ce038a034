"""A new draft of a paper, asked for at the desk: the paper waits, and whoever drafts next, in the budget, drafts it.

Nothing is drafted or paid for here. What people wrote is carried over into the new draft where its passages still stand
(`drafting.carrying`), and an approval of the old text lapses with it.
"""

from __future__ import annotations

from pipeline.desk.services import Desk
from pipeline.errors import IllegalMove

__all__ = ["ask_again", "leave_it"]

_ASKED = "an editor asked at the desk for a new draft"
_AT_WORK = "somebody is at work on {} just now"


def ask_again(desk: Desk, paper: str) -> None:
    """Have a paper drafted anew by the next run. Raises NotFound, and IllegalMove where that cannot be asked now."""
    row = desk.story.papers.get(paper)
    if row.draft is None:
        raise IllegalMove(f"{row.id} has no draft yet", hint=row.hint or "draft it with `atlas draft`")
    if not desk.waiting.again(row.id, _ASKED, desk.story.clock.now()):
        raise IllegalMove(_AT_WORK.format(row.id), hint="look again in some minutes")


def leave_it(desk: Desk, paper: str) -> None:
    """Take that back. Raises NotFound, and IllegalMove where the paper is being drafted already."""
    row = desk.story.papers.get(paper)
    if not desk.waiting.leave(row.id, desk.story.clock.now()):
        raise IllegalMove(_AT_WORK.format(row.id), hint="look at its new draft in some minutes")
