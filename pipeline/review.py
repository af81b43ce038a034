"""Decisions folded into a state, and the legal moves in one table. Pure: the same decisions give the same review.

`judge` says whether an act may be done now, `fold` what all acts add up to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.domain.draft import Draft
from pipeline.domain.entry import LaterStudy
from pipeline.domain.report import Finding
from pipeline.domain.review import (
    FIRST,
    Act,
    Approval,
    Comment,
    Decision,
    Dismissal,
    Later,
    Review,
    ReviewState,
    Said,
    Standing,
    intact,
)
from pipeline.domain.seen import statement_digest
from pipeline.errors import BlockingFindings, IllegalMove

__all__ = [
    "MOVES",
    "NEEDS_A_REASON",
    "broken_link",
    "finding_key",
    "fold",
    "has_edited",
    "judge",
    "judged_at",
    "seen_blind",
    "undoable",
]

_TALK = frozenset({Act.ASSIGN, Act.COMMENT, Act.RESOLVE, Act.UNDO})
_NAMES = frozenset({Act.LATER, Act.NOT_LATER})
_WORK = (
    _TALK | _NAMES | {Act.TICK, Act.UNTICK, Act.EDIT, Act.DISMISS, Act.RESTORE, Act.OVERRIDE, Act.RETURN, Act.EXCLUDE}
)

#: What may be done in each state; everything else is refused.
MOVES: Mapping[ReviewState, frozenset[Act]] = {
    ReviewState.DRAFTED: _WORK | {Act.APPROVE},
    ReviewState.IN_REVIEW: _WORK | {Act.APPROVE},
    ReviewState.RETURNED: _WORK | {Act.APPROVE},
    ReviewState.APPROVED: _WORK - {Act.EXCLUDE} | {Act.WITHDRAW},
    ReviewState.LAPSED: _WORK | {Act.APPROVE, Act.CONFIRM, Act.WITHDRAW},
    ReviewState.EXCLUDED: _TALK | {Act.INCLUDE},
    ReviewState.WITHDRAWN: _TALK | {Act.INCLUDE},
}

#: Acts that take something away from readers or from another person, and so say why.
NEEDS_A_REASON = frozenset({Act.RETURN, Act.EXCLUDE, Act.WITHDRAW, Act.DISMISS, Act.OVERRIDE, Act.COMMENT})

#: So many lines of what changed stand in the reason of a lapse; the page shows all.
_TOLD = 5
_BINDS = {Act.APPROVE, Act.CONFIRM}
_ENDS = {Act.RETURN, Act.EXCLUDE, Act.INCLUDE, Act.WITHDRAW}
_JUDGES = _BINDS | {Act.TICK, Act.UNTICK, Act.COMMENT, Act.RESOLVE}


def finding_key(finding: Finding, draft: Draft) -> str:
    """What a dismissal of this finding is bound to: its rule, and the exact statement or field that it is about.

    A changed statement has another key, so the finding comes back; a statement that only moved keeps its key.
    """
    statements = dict(draft.summary.statements())
    statement = statements.get(finding.field) or statements.get(finding.field.partition("/evidence/")[0])
    about = statement_digest(statement) if statement else f"{finding.field} {finding.message}"
    return f"{finding.rule} {about}"


def fold(decisions: Sequence[Decision], now: Standing) -> Review:
    """What the decisions on one paper, in their order, add up to while `now` is true of it."""
    live = _not_undone(decisions)
    acts = [one for one in live if one.act in _BINDS | _ENDS]
    since = _last(acts, _ENDS)
    approvals = tuple(
        Approval(one.seq, one.person, one.at, one.saw or "") for one in acts if one.act in _BINDS and one.seq > since
    )
    state, why = _state(live, acts, approvals, now)
    return Review(
        state=state,
        why=why,
        moves=_moves(state, now),
        approvals=approvals,
        ticks=_ticks(live),
        dismissed=_dismissed(live),
        comments=_comments(live),
        assignee=next((str(one.value or "") or None for one in reversed(live) if one.act is Act.ASSIGN), None),
        disagreed=_disagreed(acts),
        later=_later(live),
        history=tuple(decisions),
    )


def judge(said: Said, decisions: Sequence[Decision], now: Standing) -> None:
    """Let a decision pass, or say why it may not be made.

    Raises:
        IllegalMove: the state does not allow the act, or a reason is missing, or there is nothing of the kind to undo.
        BlockingFindings: an approval while findings block it that nobody dismissed with a reason.
    """
    review = fold(decisions, now)
    if said.act not in MOVES[review.state]:
        raise IllegalMove(f"{said.paper} is {_words(review.state)}: {said.act} is not possible", hint=review.why)
    if said.act in NEEDS_A_REASON and not (said.reason or "").strip():
        raise IllegalMove(f"to {said.act} needs a reason", hint="say why, in a few words; others will read it")
    if said.act is Act.UNDO and not _is_last_own(said, decisions):
        raise IllegalMove(
            "there is nothing of yours to undo here", hint="only your own last decision on this paper can be undone"
        )
    if said.act is Act.RESOLVE and said.refers not in {one.seq for one in review.comments}:
        raise IllegalMove("there is no such comment", hint="open the paper again; it may have changed")
    if said.act is Act.NOT_LATER and said.refers not in {one.seq for one in review.later}:
        raise IllegalMove("no such later study is named here", hint="atlas review show PAPER lists them")
    if said.act in _BINDS:
        _judge_approval(said, review, now)


def undoable(decisions: Sequence[Decision], person: str) -> Decision | None:
    """The decision that a person can take back now: the last one on the paper, if it is theirs and not undone yet."""
    live = _not_undone(decisions)
    return live[-1] if live and live[-1].person == person else None


def has_edited(decisions: Sequence[Decision], what: str) -> bool:
    """Whether an edit of this kind (`criteria`) stands: made by anybody, and not undone."""
    return any(one.act is Act.EDIT and one.value == {"what": what} for one in _not_undone(decisions))


def judged_at(decisions: Sequence[Decision]) -> datetime | None:
    """When the whole was last approved, returned, excluded, taken in again or withdrawn, as far as that stands."""
    return next((one.at for one in reversed(_not_undone(decisions)) if one.act in _BINDS | _ENDS), None)


def seen_blind(decisions: Sequence[Decision], now: Standing, person: str) -> tuple[Decision, ...]:
    """What somebody may know of the decisions who judges a draft that another person has approved already.

    Until they have judged it themselves, or nobody else has to, the approvals, ticks and comments of others are left
    out. Edits and dismissals stay: they are part of what there is to judge.
    """
    approved_by = {one.person for one in fold(decisions, now).approvals if one.saw == now.seen}
    if person in approved_by or not approved_by or len(approved_by) >= now.needs:
        return tuple(decisions)
    hidden = {one.seq for one in decisions if one.act in _JUDGES and one.person != person}
    return tuple(one for one in decisions if one.seq not in hidden and one.refers not in hidden)


def broken_link(decisions: Sequence[Decision]) -> str | None:
    """What is wrong with a whole chain, as one sentence; None when it holds from its first decision to its last."""
    before = FIRST
    for place, one in enumerate(decisions, start=1):
        if one.seq != place:
            return f"decision {place} is missing"
        if one.before != before:
            return f"decision {place} does not follow the one before it"
        if not intact(one):
            return f"decision {place} is not what its digest says"
        before = one.digest
    return None


def _is_last_own(said: Said, decisions: Sequence[Decision]) -> bool:
    last = undoable(decisions, said.person)
    return last is not None and last.seq == said.refers


def _judge_approval(said: Said, review: Review, now: Standing) -> None:
    if now.own_words:
        raise BlockingFindings(
            f"{said.paper} is still in the paper's own words",
            hint="put every sentence of the paper into plain words, or draft it with a model",
        )
    open_ones = [key for key in now.blocking if not review.is_dismissed(key)]
    if open_ones and not (said.reason or "").strip():
        rules = ", ".join(sorted({key.partition(" ")[0] for key in open_ones}))
        raise BlockingFindings(
            f"{said.paper}: {len(open_ones)} finding(s) block approval ({rules})",
            hint="correct the sentences, dismiss each finding with a reason, or approve with a reason for all",
        )
    mine = any(one.person == said.person and one.saw == now.seen for one in review.approvals)
    if mine and review.state is not ReviewState.LAPSED:
        raise IllegalMove(f"you have approved {said.paper} already", hint="it waits for a second person")


def _state(
    live: Sequence[Decision], acts: Sequence[Decision], approvals: tuple[Approval, ...], now: Standing
) -> tuple[ReviewState, str]:
    last = acts[-1] if acts else None
    why = (last.reason if last else None) or ""
    match last.act if last else None:
        case Act.EXCLUDE:
            return ReviewState.EXCLUDED, why
        case Act.WITHDRAW:
            return ReviewState.WITHDRAWN, why
        case Act.RETURN:
            return ReviewState.RETURNED, why
        case Act.APPROVE | Act.CONFIRM:
            return _approved(live, acts, approvals, now)
        case _:
            if any(one.act not in {Act.ASSIGN, Act.INCLUDE, *_NAMES} for one in live):
                return ReviewState.IN_REVIEW, "somebody has begun to look at it"
            return ReviewState.DRAFTED, "nobody has looked at it yet"


def _approved(
    live: Sequence[Decision], acts: Sequence[Decision], approvals: tuple[Approval, ...], now: Standing
) -> tuple[ReviewState, str]:
    people = {one.person for one in approvals if one.saw == now.seen}
    noticed = _notices_at_approval(acts)
    if noticed is not None and noticed != now.notices and approvals:
        return ReviewState.LAPSED, "a retraction, correction or concern became known after it was approved"
    if len(people) >= now.needs:
        return ReviewState.APPROVED, "a person compared each sentence with its passage"
    if people:
        return ReviewState.IN_REVIEW, f"{len(people)} of {now.needs} people have approved it"
    edited = any(one.act in {Act.EDIT, Act.OVERRIDE} and one.seq > approvals[-1].seq for one in live)
    if now.anew and not edited:
        return ReviewState.LAPSED, "; ".join(now.anew[:_TOLD])
    return ReviewState.LAPSED, "its text, or what its evidence says, changed after it was approved"


def _notices_at_approval(acts: Sequence[Decision]) -> str | None:
    for one in reversed(acts):
        if one.act in _BINDS and isinstance(one.value, dict):
            found = one.value.get("notices")
            return found if isinstance(found, str) else None
    return None


def _moves(state: ReviewState, now: Standing) -> frozenset[Act]:
    moves = MOVES[state]
    return moves - _BINDS if now.own_words else moves


def _not_undone(decisions: Sequence[Decision]) -> list[Decision]:
    undone = {one.refers for one in decisions if one.act is Act.UNDO}
    return [one for one in decisions if one.act is not Act.UNDO and one.seq not in undone]


def _last(acts: Sequence[Decision], kinds: set[Act]) -> int:
    return max((one.seq for one in acts if one.act in kinds), default=0)


def _ticks(live: Sequence[Decision]) -> frozenset[str]:
    ticked: dict[str, bool] = {}
    for one in live:
        if one.act in {Act.TICK, Act.UNTICK} and isinstance(one.value, str):
            ticked[one.value] = one.act is Act.TICK
    return frozenset(key for key, on in ticked.items() if on)


def _dismissed(live: Sequence[Decision]) -> tuple[Dismissal, ...]:
    standing: dict[str, Dismissal] = {}
    for one in live:
        if not isinstance(one.value, str):
            continue
        if one.act is Act.DISMISS:
            standing[one.value] = Dismissal(one.seq, one.value, one.person, one.reason or "")
        elif one.act is Act.RESTORE:
            standing.pop(one.value, None)
    return tuple(standing.values())


def _comments(live: Sequence[Decision]) -> tuple[Comment, ...]:
    resolved = {one.refers for one in live if one.act is Act.RESOLVE}
    told = (Comment(one.seq, one.field, one.person, one.at, one.reason or "") for one in live if one.act is Act.COMMENT)
    return tuple(replace(one, resolved=True) if one.seq in resolved else one for one in told)


def _later(live: Sequence[Decision]) -> tuple[Later, ...]:
    gone = {one.refers for one in live if one.act is Act.NOT_LATER}
    return tuple(
        Later(one.seq, one.person, LaterStudy.model_validate({**one.value, "note": one.reason or ""}))
        for one in live
        if one.act is Act.LATER and one.seq not in gone and isinstance(one.value, dict)
    )


def _disagreed(acts: Sequence[Decision]) -> bool:
    """Whether two people judged the same text differently: one approved it, and another returned it."""
    approved: dict[str, set[str]] = {}
    for one in acts:
        if one.act in _BINDS and one.saw:
            approved.setdefault(one.saw, set()).add(one.person)
        elif one.act is Act.RETURN and one.saw and approved.get(one.saw, set()) - {one.person}:
            return True
    return False


def _words(state: ReviewState) -> str:
    return state.value.replace("_", " ")
