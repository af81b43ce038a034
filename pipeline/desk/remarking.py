"""What a person says of single statements: that one holds, that a finding may stand, a comment. The draft stays.

`draft` is always the digest of the draft that the person saw: somebody else's change in between raises StaleReview, and
nothing is lost or overwritten. What may be done when is said by `pipeline.review`.
"""

from __future__ import annotations

from pipeline.desk.dossier import held
from pipeline.desk.saying import say
from pipeline.desk.services import Desk
from pipeline.domain.review import Act, Decision, Said
from pipeline.domain.seen import statement_digest
from pipeline.errors import IllegalMove
from pipeline.review import finding_key

__all__ = [
    "comment",
    "dismiss",
    "resolve",
    "restore",
    "tick",
    "untick",
]


def tick(desk: Desk, paper: str, person: str, draft: str, field: str) -> Decision:
    """Say that a statement was compared with its passage; bound to its exact words."""
    return _about_statement(desk, Act.TICK, paper, person, draft, field)


def untick(desk: Desk, paper: str, person: str, draft: str, field: str) -> Decision:
    """Take a tick back."""
    return _about_statement(desk, Act.UNTICK, paper, person, draft, field)


def dismiss(desk: Desk, paper: str, person: str, draft: str, key: str, reason: str) -> Decision:
    """Let a finding stand for this exact text, with a reason. Raises IllegalMove when there is no such finding."""
    one = held(desk, paper)
    if key not in {finding_key(finding, one.draft) for finding in one.report.findings}:
        raise IllegalMove("there is no such finding any more", hint="open the paper again; its text may have changed")
    return say(desk, one, Said(paper, Act.DISMISS, person, draft, value=key, reason=reason))


def restore(desk: Desk, paper: str, person: str, draft: str, key: str) -> Decision:
    """Take a dismissal back."""
    return say(desk, held(desk, paper), Said(paper, Act.RESTORE, person, draft, value=key))


def comment(desk: Desk, paper: str, person: str, draft: str, field: str, text: str) -> Decision:
    """Remark something on a statement, or on the whole where `field` is empty."""
    return say(desk, held(desk, paper), Said(paper, Act.COMMENT, person, draft, field=field, reason=text))


def resolve(desk: Desk, paper: str, person: str, draft: str, seq: int) -> Decision:
    """Say that a comment is dealt with."""
    return say(desk, held(desk, paper), Said(paper, Act.RESOLVE, person, draft, refers=seq))


def _about_statement(desk: Desk, act: Act, paper: str, person: str, draft: str, field: str) -> Decision:
    one = held(desk, paper)
    statement = dict(one.draft.summary.statements()).get(field)
    if statement is None:
        raise IllegalMove(f"there is no statement at {field}", hint="open the paper again; it may have changed")
    return say(desk, one, Said(paper, act, person, draft, field=field, value=statement_digest(statement)))
