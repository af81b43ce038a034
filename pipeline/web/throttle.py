"""How often somebody may fail to sign in: by name and address together, by address, and by name."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

__all__ = ["Throttle"]

_WINDOW_S = 900.0
_MOST_KEYS = 20_000


class Throttle:
    """Counts failures of the last quarter of an hour, in memory: a restart forgets them. Safe to share by threads.

    The limit of a name alone is high, so that somebody who only guesses from elsewhere does not lock its owner out.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic, *, pair: int = 6, address: int = 30, name: int = 60):
        self._now = now
        self._limits = {"pair": pair, "address": address, "name": name}
        self._failed: dict[tuple[str, str, str], list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> float:
        """Seconds until the next try is taken; 0 now."""
        with self._lock:
            return max(self._left(key) for key in _keys(name, address))

    def failed(self, name: str, address: str) -> None:
        """Count a failure."""
        with self._lock:
            if len(self._failed) > _MOST_KEYS:
                since = self._now() - _WINDOW_S
                self._failed = {key: times for key, times in self._failed.items() if times[-1] > since}
            for key in _keys(name, address):
                times = self._failed.setdefault(key, [])
                times.append(self._now())
                del times[: -self._limits[key[0]]]

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of this name from this address."""
        with self._lock:
            self._failed.pop(("pair", name, address), None)

    def _left(self, key: tuple[str, str, str]) -> float:
        times = self._failed.get(key, [])
        if len(times) < self._limits[key[0]]:
            return 0.0
        return max(0.0, times[0] + _WINDOW_S - self._now())


def _keys(name: str, address: str) -> tuple[tuple[str, str, str], ...]:
    return ("pair", name, address), ("address", "", address), ("name", name, "")
