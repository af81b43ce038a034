"""What waits for people is measured by their pace, and an unknown pace is said, never guessed."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pipeline.domain.backlog import Backlog
from pipeline.updating.backlog import Watched, held_back, in_words


def test_weeks_of_work_are_what_waits_by_the_pace_of_people() -> None:
    backlog = Backlog(unseen=30, in_review=10, settled=80, over_weeks=8.0)
    assert (backlog.per_week, backlog.weeks) == (10.0, 4.0)
    assert in_words(backlog) == "4.0 weeks' work at 10.0 papers a week"
    assert Backlog(0, 0, 0, 1.0).weeks == 0.0, "nothing waits, whatever the pace"


@pytest.mark.parametrize(
    ("unseen", "settled", "held"),
    [(40, 80, False), (41, 80, True), (41, 800, False), (41, 0, False), (500, 0, True), (500, 8000, True)],
)
def test_paying_stops_above_the_weeks_and_at_the_number_whatever_the_pace(
    unseen: int, settled: int, *, held: bool
) -> None:
    assert bool(held_back(Backlog(unseen, 0, settled, 8.0), weeks=4.0, most=500)) is held


def test_what_stops_it_is_said_with_the_setting_that_changes_it() -> None:
    by_weeks = held_back(Backlog(50, 0, 80, 8.0), weeks=4.0, most=500)
    assert "5.0 weeks' work at 10.0 papers a week" in by_weeks
    assert "update.waiting_weeks" in by_weeks
    by_number = held_back(Backlog(600, 0, 0, 1.0), weeks=4.0, most=500)
    assert "nobody knows how many weeks' work" in by_number
    assert "update.waiting)" in by_number


def test_each_limit_can_be_lifted() -> None:
    assert not held_back(Backlog(10_000, 0, 8, 8.0), weeks=0.0, most=0)
    assert held_back(Backlog(10_000, 0, 8, 8.0), weeks=4.0, most=0)


def test_papers_that_are_claimed_while_the_first_look_lasts_wait_for_what_it_sees() -> None:
    def slowly() -> str:
        time.sleep(0.05)
        return "600 drafts wait"

    watched = Watched(slowly, lambda _reason: None)
    with ThreadPoolExecutor(4) as threads:
        assert [one.result() for one in [threads.submit(watched) for _ in range(4)]] == [True] * 4


def test_a_worker_that_stays_looks_now_and_then_and_says_once_when_it_changes() -> None:
    reasons, now = [""], [0.0]
    said: list[str] = []
    watched = Watched(lambda: reasons[0], said.append, now=lambda: now[0])
    assert not watched()
    reasons[0] = "600 drafts wait"
    assert not watched(), "it does not look each time"
    now[0] = 31.0
    assert watched()
    reasons[0] = "601 drafts wait"
    now[0] = 62.0
    assert watched()
    assert said == ["600 drafts wait"]
    reasons[0] = ""
    now[0] = 93.0
    assert not watched()
    assert said[1:] == ["fewer drafts wait now; drafting goes on"]
