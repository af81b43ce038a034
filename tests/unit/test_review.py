"""The fold: what decisions add up to, and what may be decided when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.review import FIRST, Act, Decision, ReviewState, Said, Standing, intact, sealed
from pipeline.errors import BlockingFindings, IllegalMove, ReviewError
from pipeline.review import MOVES, broken_link, fold, judge, seen_blind, undoable

START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = Standing(draft="sha256:d1", seen="sha256:s1", notices="sha256:n0")


def said(act: Act, person: str = "ada", **changes: object) -> Said:
    """An act on the one paper of these tests; an approval saw what is there now."""
    plain = {"saw": NOW.seen, "value": {"notices": NOW.notices}} if act in {Act.APPROVE, Act.CONFIRM} else {}
    fields: dict[str, object] = {"paper": "p", "act": act, "person": person, "draft": NOW.draft, **plain, **changes}
    return Said(**fields)  # type: ignore[arg-type]


def chain(*acts: Said) -> list[Decision]:
    """The acts sealed into a chain."""
    made: list[Decision] = []
    for seq, one in enumerate(acts, start=1):
        before = made[-1].digest if made else FIRST
        made.append(sealed(one, seq=seq, at=START + timedelta(minutes=seq), before=before))
    return made


def test_a_draft_that_nobody_touched_is_drafted_and_one_that_was_looked_at_is_in_review() -> None:
    assert fold([], NOW).state is ReviewState.DRAFTED
    assert fold(chain(said(Act.TICK, value="x")), NOW).state is ReviewState.IN_REVIEW


def test_an_approval_holds_for_exactly_the_text_that_was_seen() -> None:
    approved = chain(said(Act.APPROVE))
    assert fold(approved, NOW).state is ReviewState.APPROVED
    changed = Standing(draft="sha256:d2", seen="sha256:s2", notices=NOW.notices)
    assert fold(approved, changed).state is ReviewState.LAPSED
    assert fold(approved, Standing(draft="sha256:d2", seen=NOW.seen, notices=NOW.notices)).state is ReviewState.APPROVED


def test_an_approval_lapses_when_a_retraction_becomes_known_and_one_confirmation_restores_it() -> None:
    retracted = Standing(draft=NOW.draft, seen=NOW.seen, notices="sha256:n1")
    decisions = chain(said(Act.APPROVE))
    lapsed = fold(decisions, retracted)
    assert lapsed.state is ReviewState.LAPSED
    assert "retraction" in lapsed.why
    held = chain(said(Act.APPROVE), said(Act.CONFIRM, value={"notices": "sha256:n1"}))
    assert fold(held, retracted).state is ReviewState.APPROVED


def test_a_second_person_is_needed_where_the_rules_say_so_and_the_same_person_does_not_count_twice() -> None:
    two = Standing(draft=NOW.draft, seen=NOW.seen, notices=NOW.notices, needs=2)
    once = chain(said(Act.APPROVE))
    assert fold(once, two).state is ReviewState.IN_REVIEW
    with pytest.raises(IllegalMove, match="already"):
        judge(said(Act.APPROVE), once, two)
    judge(said(Act.APPROVE, "ben"), once, two)
    assert fold(chain(said(Act.APPROVE), said(Act.APPROVE, "ben")), two).state is ReviewState.APPROVED


def test_a_second_person_judges_without_knowing_what_the_first_one_thought() -> None:
    two = Standing(draft=NOW.draft, seen=NOW.seen, notices=NOW.notices, needs=2)
    once = chain(
        said(Act.EDIT, result=NOW.draft),
        said(Act.TICK, value="x"),
        said(Act.COMMENT, reason="fine by me"),
        said(Act.TICK, "ben", value="y"),
        said(Act.APPROVE),
    )
    blind = fold(seen_blind(once, two, "ben"), two)
    assert (blind.approvals, blind.comments, blind.ticks) == ((), (), frozenset({"y"}))
    assert [one.act for one in blind.history] == [Act.EDIT, Act.TICK]
    assert Act.APPROVE in blind.moves
    assert seen_blind(once, two, "ada") == tuple(once)
    assert seen_blind(once, NOW, "ben") == tuple(once)
    twice = [*once, sealed(said(Act.APPROVE, "ben"), seq=6, at=START, before=once[-1].digest)]
    assert seen_blind(twice, two, "ben") == tuple(twice)
    assert fold(twice, two).state is ReviewState.APPROVED


def test_an_approval_that_was_taken_back_hides_nothing() -> None:
    two = Standing(draft=NOW.draft, seen=NOW.seen, notices=NOW.notices, needs=2)
    undone = chain(said(Act.APPROVE), said(Act.UNDO, refers=1))
    assert seen_blind(undone, two, "ben") == tuple(undone)


def test_a_blocking_finding_stops_approval_until_it_is_dismissed_or_a_reason_is_given() -> None:
    blocked = Standing(draft=NOW.draft, seen=NOW.seen, notices=NOW.notices, blocking=("N001 sha256:x",))
    with pytest.raises(BlockingFindings, match="N001"):
        judge(said(Act.APPROVE), [], blocked)
    judge(said(Act.APPROVE, reason="the number is in the figure"), [], blocked)
    dismissed = chain(said(Act.DISMISS, value="N001 sha256:x", reason="rounded on purpose"))
    judge(said(Act.APPROVE), dismissed, blocked)
    restored = chain(
        said(Act.DISMISS, value="N001 sha256:x", reason="rounded on purpose"), said(Act.RESTORE, value="N001 sha256:x")
    )
    with pytest.raises(BlockingFindings):
        judge(said(Act.APPROVE), restored, blocked)


def test_no_reason_lets_the_papers_own_words_pass() -> None:
    copied = Standing(draft=NOW.draft, seen=NOW.seen, notices=NOW.notices, own_words=True)
    with pytest.raises(BlockingFindings, match="own words"):
        judge(said(Act.APPROVE, reason="please"), [], copied)
    assert Act.APPROVE not in fold([], copied).moves


@pytest.mark.parametrize("act", [Act.RETURN, Act.EXCLUDE, Act.DISMISS, Act.COMMENT, Act.OVERRIDE])
def test_what_takes_something_away_or_speaks_to_others_needs_words(act: Act) -> None:
    with pytest.raises(IllegalMove, match="reason"):
        judge(said(act, reason="  "), [], NOW)
    judge(said(act, reason="because"), [], NOW)


def test_undo_takes_back_ones_own_last_decision_and_nobody_elses() -> None:
    decisions = chain(said(Act.APPROVE), said(Act.COMMENT, "ben", reason="look at the arms"))
    assert undoable(decisions, "ada") is None
    assert undoable(decisions, "ben") == decisions[1]
    with pytest.raises(IllegalMove, match="undo"):
        judge(said(Act.UNDO, refers=1), decisions, NOW)
    approved = chain(said(Act.APPROVE))
    judge(said(Act.UNDO, refers=1), approved, NOW)
    assert fold(chain(said(Act.APPROVE), said(Act.UNDO, refers=1)), NOW).state is ReviewState.DRAFTED


def test_a_later_decision_is_undone_before_an_earlier_one() -> None:
    decisions = chain(said(Act.TICK, value="a"), said(Act.TICK, value="b"))
    with pytest.raises(IllegalMove, match="undo"):
        judge(said(Act.UNDO, refers=1), decisions, NOW)
    judge(said(Act.UNDO, refers=2), decisions, NOW)


def test_two_people_who_judge_the_same_text_differently_disagree() -> None:
    decisions = chain(said(Act.APPROVE), said(Act.RETURN, "ben", reason="wrong arm", saw=NOW.seen))
    review = fold(decisions, NOW)
    assert review.disagreed
    assert (review.state, review.why) == (ReviewState.RETURNED, "wrong arm")
    own_return = chain(said(Act.APPROVE), said(Act.RETURN, reason="wrong arm", saw=NOW.seen))
    assert not fold(own_return, NOW).disagreed


def test_an_excluded_paper_takes_no_decision_but_being_included_again() -> None:
    decisions = chain(said(Act.EXCLUDE, reason="not about this illness"))
    assert fold(decisions, NOW).state is ReviewState.EXCLUDED
    with pytest.raises(IllegalMove):
        judge(said(Act.APPROVE), decisions, NOW)
    judge(said(Act.INCLUDE), decisions, NOW)
    back = chain(said(Act.EXCLUDE, reason="no"), said(Act.INCLUDE))
    assert fold(back, NOW).state is ReviewState.IN_REVIEW


def test_a_comment_stays_open_until_it_is_resolved() -> None:
    decisions = chain(said(Act.COMMENT, field="/summary/strengths/0", reason="says who?"), said(Act.RESOLVE, refers=1))
    assert [one.resolved for one in fold(decisions[:1], NOW).comments] == [False]
    assert [one.resolved for one in fold(decisions, NOW).comments] == [True]


def test_a_chain_that_was_tampered_with_is_found_and_a_text_taken_out_is_not_held_against_it() -> None:
    whole = chain(said(Act.COMMENT, reason="one"), said(Act.COMMENT, reason="two"), said(Act.APPROVE))
    assert broken_link(whole) is None
    taken_out = [one.model_copy(update={"reason": None}) for one in whole]
    assert broken_link(taken_out) is None
    assert all(intact(one) for one in taken_out)
    for tampered in (
        [whole[0].model_copy(update={"reason": "other words"}), *whole[1:]],
        [whole[0], whole[1].model_copy(update={"person": "eve"}), whole[2]],
        [whole[0], whole[2]],
        [whole[0], whole[2].model_copy(update={"seq": 2})],
        whole[1:],
    ):
        assert broken_link(tampered) is not None


_ACTS = st.sampled_from(list(Act))
_PEOPLE = st.sampled_from(["ada", "ben"])
_STANDINGS = st.builds(
    Standing,
    draft=st.just("sha256:d1"),
    seen=st.sampled_from(["sha256:s1", "sha256:s2"]),
    notices=st.sampled_from(["sha256:n0", "sha256:n1"]),
    blocking=st.sampled_from([(), ("N001 sha256:x",)]),
    needs=st.sampled_from([1, 2]),
    own_words=st.booleans(),
)


@given(st.lists(st.tuples(_ACTS, _PEOPLE, _STANDINGS, st.sampled_from([None, "why"])), max_size=12))
def test_in_any_order_of_acts_only_an_approval_of_what_is_there_now_approves(
    steps: Sequence[tuple[Act, str, Standing, str | None]],
) -> None:
    decisions: list[Decision] = []
    for act, person, now, reason in steps:
        review = fold(decisions, now)
        last = undoable(decisions, person)
        refers = last.seq if act is Act.UNDO and last else 1
        one = Said(
            "p", act, person, now.draft, value={"notices": now.notices}, reason=reason, saw=now.seen, refers=refers
        )
        before = decisions[-1].digest if decisions else FIRST
        try:
            judge(one, decisions, now)
        except ReviewError:
            continue
        assert act in MOVES[review.state]
        decisions.append(sealed(one, seq=len(decisions) + 1, at=START, before=before))
        after = fold(decisions, now)
        assert broken_link(decisions) is None
        if after.state is ReviewState.APPROVED:
            people = {given.person for given in after.approvals if given.saw == now.seen}
            assert len(people) >= now.needs
            assert not now.own_words or act not in {Act.APPROVE, Act.CONFIRM}
        other = Standing(draft="sha256:d9", seen="sha256:s9", notices=now.notices)
        assert fold(decisions, other).state is not ReviewState.APPROVED


def test_an_approval_that_lapsed_by_a_redraft_says_why_and_what_changed_and_one_that_lapsed_by_an_edit_does_not() -> (
    None
):
    anew = ("the article of this preprint was published", *(f"change {number}" for number in range(9)))
    redrafted = Standing(draft="sha256:d2", seen="sha256:s2", notices=NOW.notices, anew=anew)
    lapsed = fold(chain(said(Act.APPROVE)), redrafted)
    assert lapsed.state is ReviewState.LAPSED
    assert lapsed.why.startswith("the article of this preprint was published; change 0; change 1")
    assert "change 8" not in lapsed.why, "the page shows all of them"
    edited = fold(chain(said(Act.APPROVE), said(Act.EDIT, result="sha256:d2")), redrafted)
    assert edited.why == "its text, or what its evidence says, changed after it was approved"


def test_a_later_study_changes_no_state_and_is_taken_away_by_whoever_may() -> None:
    study = {"title": "Later", "doi": "10.5555/later", "found": "contradicts"}
    decisions = chain(said(Act.APPROVE), said(Act.LATER, value=study, reason="larger"))
    review = fold(decisions, NOW)
    assert review.state is ReviewState.APPROVED
    ((seq, found),) = [(one.seq, one.study) for one in review.later]
    assert (seq, found.doi, found.found, found.note) == (2, "10.5555/later", "contradicts", "larger")
    gone = chain(said(Act.APPROVE), said(Act.LATER, value=study), said(Act.NOT_LATER, "bo", refers=2))
    assert fold(gone, NOW).later == ()
    with pytest.raises(IllegalMove, match="no such later study"):
        judge(said(Act.NOT_LATER, refers=9), decisions, NOW)
    assert fold(chain(said(Act.LATER, value=study)), NOW).state is ReviewState.DRAFTED
