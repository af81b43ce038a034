"""However many ask, and whenever: no more goes out than a server allows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.pace import BURST_S, Limits, Pace, Told, corrected, held_back, learned, reserved
from pipeline.llm.limits_told import told_by


@given(
    st.floats(1, 6000),
    st.lists(st.floats(0, 3), min_size=2, max_size=60),
)
def test_in_no_stretch_of_time_go_more_requests_out_than_the_limit_allows(a_minute: float, pauses: list[float]) -> None:
    pace, now, gone = Pace(), 1_000.0, []
    for pause in pauses:
        now += pause
        pace, wait = reserved(pace, Limits(requests=a_minute), 100, now)
        gone.append(now + wait)
    for first, start in enumerate(gone):
        for last in range(first + 1, len(gone)):
            allowed = (gone[last] - start + BURST_S) * a_minute / 60 + 1
            assert last - first <= allowed + 1e-6


@given(st.lists(st.integers(1, 5_000), min_size=2, max_size=40))
def test_tokens_are_spread_over_the_minute_too(sizes: list[int]) -> None:
    pace, gone = Pace(), []
    for size in sizes:
        pace, wait = reserved(pace, Limits(tokens=10_000), size, 50.0)
        gone.append(50.0 + wait)
    used = sum(sizes[:-1])
    assert gone[-1] - 50.0 + BURST_S >= used / 10_000 * 60 - 1e-6


def test_tokens_that_were_not_needed_are_given_back() -> None:
    limits = Limits(tokens=6_000)
    pace, _ = reserved(Pace(), limits, 6_000, 100.0)
    assert reserved(pace, limits, 1, 100.0)[1] == 60.0 - BURST_S
    assert reserved(corrected(pace, limits, 5_000), limits, 1, 100.0)[1] == 10.0 - BURST_S


def test_without_a_limit_nobody_waits_but_when_the_server_asks_for_it() -> None:
    assert reserved(Pace(), Limits(), 10**9, 5.0) == (Pace(), 0.0)
    assert reserved(held_back(Pace(), 30.0, 5.0), Limits(), 1, 10.0)[1] == 25.0


def test_what_the_server_says_holds_where_the_settings_say_nothing() -> None:
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "12",
        "x-ratelimit-reset-requests": "1s",
        "x-ratelimit-limit-tokens": "150000",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "1m30.5s",
    }
    told = told_by(headers)
    assert told == Told(Limits(60.0, 150_000.0), 90.5)
    pace = learned(Pace(), told, 0.0)
    assert reserved(pace, Limits(requests=600), 1, 0.0)[1] == 90.5
    assert Limits(requests=600).or_else(pace.told) == Limits(600, 150_000.0)


def test_headers_that_make_no_sense_say_nothing() -> None:
    for odd in ("", "-1", "1e9", "soon", "９", "1" * 40):
        headers = {
            "x-ratelimit-limit-requests": odd,
            "x-ratelimit-remaining-tokens": "0",
            "x-ratelimit-reset-tokens": odd,
        }
        assert told_by(headers) == Told()
