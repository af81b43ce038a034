"""When a failed call is made again, and after how long; the only importer of `tenacity`.

A server that asks for more patience than we have is not asked before the time it named: the paper is parked until then.
A call that may have been paid for is made again once only; one that nobody listened to, a few times.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_random_exponential

from pipeline.errors import CallTimedOut, RateLimited, ReplyUnreadable, RetryLater, ServiceUnavailable
from pipeline.ports import Clock

__all__ = ["Patience", "with_retries"]

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")
_MOST_AFTER_DOUBT = 2
_STEP_S = 0.5
_LONGEST_PARKING_S = 30 * 86_400.0


@dataclass(frozen=True, slots=True)
class Patience:
    """`tries` calls at most for one question; waits grow from `shortest_s` and never exceed `longest_s` seconds."""

    tries: int = 5
    shortest_s: float = 1.0
    longest_s: float = 60.0


async def with_retries(
    call: Callable[[], Awaitable[_Result]],
    patience: Patience,
    *,
    clock: Clock,
    stopping: Callable[[], bool] = lambda: False,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> _Result:
    """What `call` returns, called again while that makes sense.

    Raises RetryLater with the time where the server asks for a longer wait than `patience` has, and when a stop is
    asked for during a wait; else the last error.
    """

    async def wait(seconds: float) -> None:
        """Sleep in small steps, so that a person who asks us to stop does not wait for the server's pleasure."""
        left = seconds
        while left > 0:
            if stopping():
                raise RetryLater("stopped while waiting for the model server", hint="run the same command again")
            await sleep(min(left, _STEP_S))
            left -= _STEP_S

    retrying = AsyncRetrying(
        retry=retry_if_exception(lambda error: isinstance(error, ServiceUnavailable)),
        stop=lambda state: _is_enough(state, patience),
        wait=lambda state: _wait_s(state, patience),
        sleep=wait,
        before_sleep=_say,
        reraise=True,
    )
    try:
        return await retrying(call)
    except RateLimited as error:
        until = clock.now() + timedelta(seconds=min(error.wait_s or 0.0, _LONGEST_PARKING_S)) if error.wait_s else None
        raise RetryLater(error.message, hint=error.hint, not_before=until) from None


def _is_enough(state: RetryCallState, patience: Patience) -> bool:
    error = _error(state)
    if isinstance(error, RetryLater):
        return True
    if isinstance(error, RateLimited) and (error.wait_s or 0.0) > patience.longest_s:
        return True
    in_doubt = isinstance(error, CallTimedOut | ReplyUnreadable)
    return state.attempt_number >= (min(_MOST_AFTER_DOUBT, patience.tries) if in_doubt else patience.tries)


def _wait_s(state: RetryCallState, patience: Patience) -> float:
    error = _error(state)
    if isinstance(error, RateLimited) and error.wait_s is not None:
        return error.wait_s
    return wait_random_exponential(multiplier=patience.shortest_s, max=patience.longest_s)(state)


def _say(state: RetryCallState) -> None:
    error = _error(state)
    wait = state.next_action.sleep if state.next_action else 0.0
    log.info("asked again after %.1f s: %s", wait, type(error).__name__, extra={"action": "retry"})


def _error(state: RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome else None
