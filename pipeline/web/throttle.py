"""How often somebody may fail to sign in: by name and address together, by address, and by name."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pipeline.domain.identity import digest_of_json

__all__ = ["SignIns", "Throttle", "Try"]

_WINDOW_S = 900.0


class SignIns(Protocol):
    """The failures that all processes of a desk count together."""

    def attempt(self, attempt: str, limits: Mapping[str, int], now: datetime, window_s: float) -> float:
        """Count a try as failed under each key; or, where a limit is reached, the seconds to wait."""
        ...

    def forgive(self, attempt: str, key: str) -> None:
        """Say that a try succeeded."""
        ...


@dataclass(frozen=True, slots=True)
class Try:
    """One try to sign in: it is taken where `wait_s` is 0, else the next one is after that many seconds."""

    id: str
    pair: str
    wait_s: float


@dataclass(frozen=True, slots=True)
class Throttle:
    """Counts failures of the last quarter of an hour, wherever the desk keeps them.

    The limit of a name alone is high, so that somebody who only guesses from elsewhere does not lock its owner out.
    """

    kept: SignIns
    now: Callable[[], datetime]
    pair: int = 6
    address: int = 30
    name: int = 60

    def begin(self, name: str, address: str) -> Try:
        """A try, counted as a failure until it is said to have succeeded; or how long to wait."""
        pair = _key("pair", name, address)
        limits = {pair: self.pair, _key("address", "", address): self.address, _key("name", name, ""): self.name}
        attempt = secrets.token_hex(8)
        return Try(attempt, pair, self.kept.attempt(attempt, limits, self.now(), _WINDOW_S))

    def succeeded(self, one: Try) -> None:
        """Forget the failures of this name from this address, and that this try was counted."""
        self.kept.forgive(one.id, one.pair)


def _key(kind: str, name: str, address: str) -> str:
    return digest_of_json([kind, name, address])
