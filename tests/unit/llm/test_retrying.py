"""Patience: how often and how long, with a clock and a sleep of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.errors import CallTimedOut, EndpointRefuses, NotSent, RateLimited, RetryLater, ServiceUnavailable
from pipeline.llm.retrying import Patience, with_retries

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
PATIENCE = Patience(tries=4, shortest_s=1.0, longest_s=30.0)


class _Clock:
    def now(self) -> datetime:
        return NOW


def _tried(errors: list[Exception], *, stopping: Callable[[], bool] = lambda: False) -> tuple[object, int, float]:
    """A call that fails with each of `errors` and then succeeds: how it ended, the calls made, the seconds slept."""
    calls, slept = 0, 0.0

    async def call() -> str:
        nonlocal calls
        calls += 1
        if calls <= len(errors):
            raise errors[calls - 1]
        return "answer"

    async def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds

    async def run() -> object:
        try:
            return await with_retries(call, PATIENCE, clock=_Clock(), stopping=stopping, sleep=sleep)
        except Exception as error:
            return error

    return asyncio.run(run()), calls, slept


def test_the_wait_that_the_server_names_is_the_wait() -> None:
    ended, calls, slept = _tried([RateLimited("wait", wait_s=7.0), RateLimited("wait", wait_s=3.5)])
    assert (ended, calls) == ("answer", 3)
    assert slept == pytest.approx(10.5)


def test_a_longer_wait_than_ours_is_not_slept_but_parked_until_then() -> None:
    ended, calls, slept = _tried([RateLimited("wait", wait_s=31.0)])
    assert isinstance(ended, RetryLater)
    assert ended.not_before == NOW + timedelta(seconds=31)
    assert (calls, slept) == (1, 0.0)


def test_waits_without_a_named_time_never_exceed_the_longest() -> None:
    ended, calls, slept = _tried([NotSent("down")] * 9)
    assert isinstance(ended, NotSent)
    assert calls == 4
    assert 0 <= slept <= 3 * 30


def test_a_call_that_may_have_been_paid_for_is_made_once_more_only() -> None:
    ended, calls, _ = _tried([CallTimedOut("slow")] * 9)
    assert isinstance(ended, CallTimedOut)
    assert calls == 2


@pytest.mark.parametrize("error", [EndpointRefuses("no"), ValueError("a defect")])
def test_what_time_does_not_heal_is_not_tried_again(error: Exception) -> None:
    ended, calls, _ = _tried([error])
    assert ended is error
    assert calls == 1


def test_a_stop_ends_the_wait_and_parks_the_paper() -> None:
    ended, calls, slept = _tried([ServiceUnavailable("busy")], stopping=lambda: True)
    assert isinstance(ended, RetryLater)
    assert (calls, slept) == (1, 0.0)
