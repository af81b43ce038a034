"""Asking a service over HTTP: politely, with patience, and never taking a failure for an empty answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import httpx2

from pipeline.errors import ServiceUnavailable

__all__ = ["Asker"]

_LARGEST = 200 * 1024 * 1024
_AGAIN = {429, 500, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class _Question:
    method: str
    address: str
    query: dict[str, str] | None = None
    form: dict[str, str] | None = None


@dataclass
class Asker:
    """One service at one address: at most one request in `every_s`, again after what passes, capped in size and time.

    A service that tells its own rate (`x-rate-limit-limit` questions in `x-rate-limit-interval`) is asked no faster.
    `name` is for people. `sleep` and `now` are handed in so that tests need not wait.
    """

    name: str
    base: str
    contact: str
    every_s: float = 0.4
    tries: int = 4
    longest_wait_s: float = 60.0
    timeout_s: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _next: float = field(default=0.0, init=False)

    def post(self, path: str, form: Mapping[str, str], *, expect: str) -> bytes:
        """The body of the answer, whose content type must contain `expect`.

        Raises ServiceUnavailable where the service refuses, is down, answers with something else, or with too much.
        """
        body = self._answer(_Question("POST", self.base + path, form=dict(form)), expect)
        if body is None:
            raise self._refusal(404)
        return body

    def get(self, path: str, query: Mapping[str, str], *, expect: str) -> bytes | None:
        """The body of the answer as `post` gives it, or None where the service says that it holds no such thing.

        A web page that says "not found" is no such answer: the address is wrong, or something stands between.
        """
        return self._answer(_Question("GET", self.base + path, query=dict(query)), expect)

    def _answer(self, question: _Question, expect: str) -> bytes | None:
        reason = ""
        for attempt in range(1, self.tries + 1):
            self.sleep(max(0.0, self._next - self.now()))
            wait = min(self.longest_wait_s, 2.0**attempt)
            try:
                status, headers, body = self._once(question)
            except httpx2.HTTPError as error:
                reason = f"{type(error).__name__}: {error}"
            else:
                kind = headers.get("content-type", "")
                if status == 200 and expect in kind and body.strip():
                    return body
                if status == 200:
                    reason = (
                        f"it answered with {kind or 'nothing'} instead of {expect}" if body else "its answer is empty"
                    )
                elif status == 404 and "html" not in kind:
                    return None
                elif status not in _AGAIN:
                    raise self._refusal(status)
                else:
                    reason = f"it answered {status}"
                    wait = _told(headers.get("retry-after", ""), wait)
            if wait > self.longest_wait_s:
                reason += f" and asks for {wait:.0f} s of patience"
                break
            self._next = max(self._next, self.now() + wait)
        raise ServiceUnavailable(f"{self.name} could not be asked: {reason}", hint="the next run asks again")

    def _refusal(self, status: int) -> ServiceUnavailable:
        return ServiceUnavailable(
            f"{self.name} refuses the question ({status})", hint="check the search and the settings of [update]"
        )

    def _once(self, question: _Question) -> tuple[int, Mapping[str, str], bytes]:
        agent = f"atlas-pipeline (mailto:{self.contact})" if self.contact else "atlas-pipeline"
        chunks: list[bytes] = []
        size = 0
        with (
            httpx2.Client(timeout=self.timeout_s, follow_redirects=False, trust_env=False) as client,
            client.stream(
                question.method,
                question.address,
                params=question.query,
                data=question.form,
                headers={"user-agent": agent},
            ) as answer,
        ):
            began = self.now()
            for chunk in answer.iter_bytes():
                size += len(chunk)
                if size > _LARGEST:
                    raise httpx2.ReadError("the answer is too large")
                if self.now() - began > self.timeout_s * 5:
                    raise httpx2.ReadTimeout("the answer takes too long")
                chunks.append(chunk)
            self._next = self.now() + max(self.every_s, min(self.longest_wait_s, _own_pace(answer.headers)))
            return answer.status_code, answer.headers, b"".join(chunks)


def _own_pace(headers: Mapping[str, str]) -> float:
    """The seconds between two questions that the service tells (`50` in `1s`), 0 where it tells none."""
    most, interval = headers.get("x-rate-limit-limit", ""), headers.get("x-rate-limit-interval", "")
    seconds = interval.strip().removesuffix("s")
    if not (most.strip().isdecimal() and seconds.isdecimal() and int(most) > 0):
        return 0.0
    return int(seconds) / int(most)


def _told(header: str, otherwise: float) -> float:
    """The seconds that Retry-After asks for, in either of its forms."""
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return otherwise
