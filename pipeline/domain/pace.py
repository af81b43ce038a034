"""Pace: how fast one model server may be asked, kept so that all processes together obey it. Pure; times in seconds.

Source of the method: the generic cell rate algorithm (ITU-T I.371), once for requests and once for tokens. Who asks
takes the next free moment and waits for it, so nobody has to look again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

__all__ = ["Limits", "Pace", "Told", "corrected", "held_back", "learned", "reserved"]

#: So many seconds' worth may be asked at once after a pause.
BURST_S = 2.0
_MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests and tokens a minute; None: no limit is known."""

    requests: float | None = None
    tokens: float | None = None

    def or_else(self, other: Limits) -> Limits:
        """These limits, and the other's where these say nothing."""
        return Limits(
            self.requests if self.requests is not None else other.requests,
            self.tokens if self.tokens is not None else other.tokens,
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a server stands: the next free moment for a request and for a token, and until when nobody may ask.

    Moments are seconds of the common clock (Unix time). `told` is what the server itself said its limits are.
    """

    requests_at: float = 0.0
    tokens_at: float = 0.0
    not_before: float = 0.0
    told: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Told:
    """What one reply said of limits: those of a minute, and for how many seconds nothing is left."""

    limits: Limits = Limits()
    nothing_left_s: float = 0.0


def reserved(pace: Pace, limits: Limits, tokens: int, now: float) -> tuple[Pace, float]:
    """The pace after one more request of so many tokens, and the seconds to wait before it is made."""
    wait = max(0.0, pace.not_before - now)
    allowed = limits.or_else(pace.told)
    if allowed.requests:
        at = max(pace.requests_at, now - BURST_S)
        wait, pace = max(wait, at - now), replace(pace, requests_at=at + _MINUTE_S / allowed.requests)
    if allowed.tokens:
        at = max(pace.tokens_at, now - BURST_S)
        wait, pace = max(wait, at - now), replace(pace, tokens_at=at + tokens * _MINUTE_S / allowed.tokens)
    return pace, wait


def corrected(pace: Pace, limits: Limits, unused: int) -> Pace:
    """The pace when a request needed fewer tokens than were taken for it (or more, if `unused` is below 0)."""
    allowed = limits.or_else(pace.told)
    return replace(pace, tokens_at=pace.tokens_at - unused * _MINUTE_S / allowed.tokens) if allowed.tokens else pace


def held_back(pace: Pace, seconds: float, now: float) -> Pace:
    """The pace when a server asks everybody to wait."""
    return replace(pace, not_before=max(pace.not_before, now + seconds))


def learned(pace: Pace, told: Told, now: float) -> Pace:
    """The pace after a reply that spoke of limits."""
    pace = replace(pace, told=told.limits.or_else(pace.told))
    return held_back(pace, told.nothing_left_s, now) if told.nothing_left_s else pace
