"""How long a server asks us to wait, read from the headers of its reply."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

__all__ = ["wait_asked"]

_HANDED_ON = ("llm_provider-",)  # LiteLLM


def wait_asked(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds from `retry-after-ms` or `retry-after` (seconds or an HTTP date); None where neither makes sense.

    A gateway may have answered in the provider's place and hand on what that one said under a name of its own.
    """
    for prefix in ("", *_HANDED_ON):
        told = {name.removeprefix(prefix): text for name, text in headers.items() if name.startswith(prefix)}
        if (seconds := _wait_in(told, now)) is not None:
            return seconds
    return None


def _wait_in(headers: Mapping[str, str], now: datetime) -> float | None:
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    given = headers.get("retry-after")
    seconds = _number(given)
    if seconds is not None or not given:
        return seconds
    try:
        until = parsedate_to_datetime(given)
    except (ValueError, TypeError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
