"""What the headers of a reply say of a server's limits."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.pace import Limits, Told
from pipeline.text.regex import regex

__all__ = ["told_by"]

_DURATION = regex(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNIT_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_LONGEST_RESET_S = 86_400.0


def told_by(headers: Mapping[str, str]) -> Told:
    """What a reply's `x-ratelimit-*` headers say; nothing where there are none or they make no sense."""
    limits, waits = {}, [0.0]
    for kind in ("requests", "tokens"):
        limits[kind] = _number(headers.get(f"x-ratelimit-limit-{kind}"))
        if _number(headers.get(f"x-ratelimit-remaining-{kind}")) == 0:
            waits.append(_seconds(headers.get(f"x-ratelimit-reset-{kind}") or ""))
    return Told(Limits(limits["requests"] or None, limits["tokens"] or None), max(waits))


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _seconds(text: str) -> float:
    """A duration as providers write it (`6m0s`, `12ms`, `1.5s`); 0 where it is none."""
    parts = _DURATION.findall(text)
    if "".join(number + unit for number, unit in parts) != text.strip():
        return 0.0
    return min(_LONGEST_RESET_S, sum(float(number) * _UNIT_S[unit] for number, unit in parts))
