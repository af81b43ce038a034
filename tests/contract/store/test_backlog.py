"""What waits for people and their pace, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pipeline.domain.backlog import Backlog
from pipeline.domain.desk import DeskRow
from pipeline.domain.ledger import Outcome, PaperState
from pipeline.domain.review import Act, Decision, ReviewState, Said
from pipeline.store import Ledger
from tests.contract.store.making import ANNE, LEASE_S, NOON, add, put_draft

_STATE = {Act.APPROVE: ReviewState.APPROVED, Act.COMMENT: ReviewState.IN_REVIEW, Act.EXCLUDE: ReviewState.EXCLUDED}


def _drafted(ledger: Ledger, *papers: str) -> None:
    add(ledger, *papers)
    for paper in papers:
        ledger.queue.claim(paper, ANNE, NOON, LEASE_S)
        digest = put_draft(ledger, paper, paper)
        ledger.queue.finish(paper, ANNE, Outcome(PaperState.DRAFTED, draft=digest, drafter="offline/1"), NOON)


def _decide(ledger: Ledger, paper: str, act: Act, *, weeks_ago: float) -> None:
    at = NOON - timedelta(weeks=weeks_ago)
    person = ledger.people.named("Ada", at).id
    draft = ledger.papers.get(paper).draft
    assert draft is not None

    def settle(_before: Sequence[Decision], _new: Decision) -> DeskRow:
        return DeskRow(
            paper, draft, _STATE[act], paper, "", "", 2020, "", "", "offline", "", 0, 0, 0, None, False, 0, at, at, at
        )

    ledger.decisions.add(Said(paper, act, person, draft, reason="invented"), settle, at)


def test_backlog_when_nobody_decided_anything_then_no_pace_is_known(ledger: Ledger) -> None:
    _drafted(ledger, "a", "b", "c")
    backlog = ledger.backlog(NOON)
    assert backlog == Backlog(unseen=3, in_review=0, settled=0, over_weeks=1.0)
    assert (backlog.per_week, backlog.weeks) == (None, None)


def test_backlog_when_people_decide_then_each_paper_they_settled_counts_once(ledger: Ledger) -> None:
    _drafted(ledger, *"abcdefg")
    _decide(ledger, "a", Act.APPROVE, weeks_ago=4)
    _decide(ledger, "a", Act.APPROVE, weeks_ago=3)
    _decide(ledger, "b", Act.EXCLUDE, weeks_ago=2)
    _decide(ledger, "c", Act.COMMENT, weeks_ago=1)
    assert ledger.backlog(NOON) == Backlog(unseen=4, in_review=1, settled=2, over_weeks=4.0)
    assert ledger.backlog(NOON).per_week == 0.5
    assert ledger.backlog(NOON).weeks == 10.0


def test_drafts_when_they_wait_for_long_then_they_are_stale_wherever_they_stand(ledger: Ledger) -> None:
    _drafted(ledger, *"abc")
    _decide(ledger, "a", Act.COMMENT, weeks_ago=6)
    _decide(ledger, "b", Act.APPROVE, weeks_ago=6)
    assert ledger.desk_rows.stale(NOON - timedelta(weeks=4)) == 1, "in review for six weeks; c was drafted now"
    assert ledger.desk_rows.stale(NOON) == 2, "and c, which the desk has not seen; b waits for nobody"


def test_backlog_when_people_have_not_come_for_months_then_no_pace_is_known(ledger: Ledger) -> None:
    _drafted(ledger, "a", "b")
    _decide(ledger, "a", Act.APPROVE, weeks_ago=9)
    assert ledger.backlog(NOON) == Backlog(unseen=1, in_review=0, settled=0, over_weeks=8.0)
