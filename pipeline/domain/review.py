"""Review: what people decided about drafts, and what their decisions add up to. Format `atlas.decision/1`.

Decisions form one chain for the whole atlas: each holds the digest of the one before it, and its own digest covers
the *digests* of the texts it carries, not the texts. So a text can be taken out (a takedown, a name that is to go), and
the chain still proves that nothing was added, changed or removed in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field, JsonValue

from pipeline.domain.entry import LaterStudy
from pipeline.domain.identity import digest_of_json
from pipeline.domain.record import Record

__all__ = [
    "FIRST",
    "Act",
    "Approval",
    "Comment",
    "Decision",
    "Dismissal",
    "Later",
    "Person",
    "Review",
    "ReviewState",
    "Said",
    "Standing",
    "intact",
    "sealed",
]

FIRST = "sha256:" + "0" * 64
"""What stands in `before` of the first decision of an atlas."""


class Act(StrEnum):
    """What a person did. A decision is never changed; `undo` is one more decision."""

    ASSIGN = "assign"
    TICK = "tick"
    UNTICK = "untick"
    COMMENT = "comment"
    RESOLVE = "resolve"
    EDIT = "edit"
    DISMISS = "dismiss"
    RESTORE = "restore"
    OVERRIDE = "override"
    APPROVE = "approve"
    CONFIRM = "confirm"
    RETURN = "return"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    WITHDRAW = "withdraw"
    LATER = "later"
    NOT_LATER = "not_later"
    UNDO = "undo"


class ReviewState(StrEnum):
    """Where a draft stands with people. Always computed from decisions, never set."""

    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    LAPSED = "lapsed"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"


class Person(Record):
    """Somebody who decides. `id` means nothing and stays; `name` is the one they chose, empty once it was taken out."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A decision before it has its place in the chain.

    `draft` is the digest of the draft it was made on, `field` a JSON Pointer into that draft or empty for the whole,
    `saw` the digest of what a reader would see of it (`domain.seen`), `result` the digest of the draft that an edit
    made, `refers` the place in the chain of the decision that is undone or the comment that is resolved.
    """

    paper: str
    act: Act
    person: str
    draft: str
    field: str = ""
    value: JsonValue = None
    reason: str | None = None
    saw: str | None = None
    result: str | None = None
    refers: int | None = None


class Decision(Record):
    """One act of one person. `value` and `reason` are None where there was none or where it was taken out."""

    schema_: Literal["atlas.decision/1"] = Field(default="atlas.decision/1", alias="schema")
    seq: int
    paper: str
    act: Act
    person: str
    at: datetime
    draft: str
    field: str = ""
    value: JsonValue = None
    value_digest: str | None = None
    reason: str | None = None
    reason_digest: str | None = None
    saw: str | None = None
    result: str | None = None
    refers: int | None = None
    before: str
    digest: str = ""


def sealed(said: Said, *, seq: int, at: datetime, before: str) -> Decision:
    """The decision in its place of the chain: `seq` counts from 1, `before` is the digest of the one before it."""
    open_one = Decision(
        seq=seq,
        paper=said.paper,
        act=said.act,
        person=said.person,
        at=at,
        draft=said.draft,
        field=said.field,
        value=said.value,
        value_digest=None if said.value is None else digest_of_json(said.value),
        reason=said.reason or None,
        reason_digest=digest_of_json(said.reason) if said.reason else None,
        saw=said.saw,
        result=said.result,
        refers=said.refers,
        before=before,
    )
    return open_one.model_copy(update={"digest": _digest(open_one)})


def intact(decision: Decision) -> bool:
    """Whether the decision is what its digest says; a text that was taken out is not held against it."""
    texts = ((decision.value, decision.value_digest), (decision.reason, decision.reason_digest))
    return decision.digest == _digest(decision) and all(
        text is None or digest_of_json(text) == digest for text, digest in texts
    )


def _digest(decision: Decision) -> str:
    covered = decision.model_dump(mode="json", by_alias=True, exclude={"digest", "value", "reason"})
    return digest_of_json(covered)


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's approval of exactly what they saw."""

    seq: int
    person: str
    at: datetime
    saw: str


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A finding that a person looked at and let stand, with their reason. `key` says which (`review.finding_key`)."""

    seq: int
    key: str
    person: str
    reason: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person remarked on a statement, or on the whole (`field` empty)."""

    seq: int
    field: str
    person: str
    at: datetime
    text: str
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of a paper now, beside what people said: its current draft, and what stands in the way.

    `seen` is the digest of what a reader would see, `notices` that of the retractions, corrections and concerns that
    are known; `blocking` are the keys of the findings that stop approval; `needs` is how many people must approve;
    `own_words` says that the draft is still made of the paper's own sentences; `anew` why it was drafted anew and what
    changed, where it was made from another text than the one before.
    """

    draft: str
    seen: str
    notices: str
    blocking: tuple[str, ...] = ()
    needs: int = 1
    own_words: bool = False
    anew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """A later study of the same question that a person named; `seq` is the place of that decision in the chain."""

    seq: int
    person: str
    study: LaterStudy


@dataclass(frozen=True, slots=True)
class Review:
    """What all decisions on one paper add up to. `why` is one sentence for people; `moves` are the acts open now."""

    state: ReviewState
    why: str
    moves: frozenset[Act]
    approvals: tuple[Approval, ...] = ()
    ticks: frozenset[str] = frozenset()
    dismissed: tuple[Dismissal, ...] = ()
    comments: tuple[Comment, ...] = ()
    assignee: str | None = None
    disagreed: bool = False
    later: tuple[Later, ...] = ()
    history: tuple[Decision, ...] = field(default=())

    def is_dismissed(self, key: str) -> bool:
        """Whether a person let the finding with this key stand."""
        return any(one.key == key for one in self.dismissed)
