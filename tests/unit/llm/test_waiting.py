"""How long a server asks us to wait: every spelling of it, and nonsense that must not put us to sleep."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.llm.waiting import wait_asked

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"x-ratelimit-reset-requests": "-1"}, None),
        ({"llm_provider-retry-after": "7200"}, 7200.0),
        ({"llm_provider-retry-after-ms": "250"}, 0.25),
        ({"llm_provider-retry-after": "9", "retry-after": "7"}, 7.0),
    ],
)
def test_the_wait_is_read_from_whichever_header_makes_sense(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_asked(headers, NOW) == seconds
