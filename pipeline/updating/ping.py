"""Telling a watchman that a run began and how it ended, so that somebody hears of a timer that no longer runs.

The protocol is that of healthchecks.io, which others speak too: a POST to ADDRESS/start, to ADDRESS when all is well
and to ADDRESS/<exit code> when it is not, with some words in the body. The address is a secret: whoever knows it can
say that all is well. A watchman who does not answer costs a few seconds and nothing else.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
from pydantic import SecretStr

from pipeline.engine.recording import Record, exit_code_of
from pipeline.errors import Conflict, PipelineError

__all__ = ["pinging", "telling_errors"]

log = logging.getLogger(__name__)

_SECONDS = 5.0
_IN_ALL_S = 10.0  # a server that answers a byte a second keeps nobody
_WELL = frozenset({0, 3, 4})  # a person is needed, or the budget is used up: the run itself went as it should
_NOTHING_ASKED = 69
_ENOUGH = 2_000


@contextmanager
def telling_errors(address: SecretStr | None) -> Iterator[None]:
    """Tell `address` the exit code of an error, from wherever it comes. Raises nothing of its own.

    That another run is at work is not told: that one tells how it ends.
    """
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Conflict):
            said = error.message if isinstance(error, PipelineError) else type(error).__name__
            _tell(address, f"/{exit_code_of(error)}", said)
        raise


@contextmanager
def pinging(address: SecretStr | None, record: Record) -> Iterator[None]:
    """Tell `address` that a run begins and, by its `record`, how it ended; errors are left to `telling_errors`.

    A run in which nothing could be asked is told as 69 each time, whatever its exit code: watchmen tell people once.
    """
    _tell(address, "/start", "")
    yield
    code = _NOTHING_ASKED if record.told.get("nothing_asked") else record.exit_code
    _tell(address, "" if code in _WELL else f"/{code}", _words(record))


def _words(record: Record) -> str:
    """How the run ended, for the watchman's log: counts and money, nothing of a paper."""
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in record.counts.items() if count)
    parts = (
        counts or "nothing new",
        f"spent {record.told.get('cost', 'nothing')}",
        f"{record.told.get('waiting', 0)} wait for people",
        str(record.told.get("held_back") or ""),
        f"exit code {record.exit_code}",
    )
    return "; ".join(part for part in parts if part)


def _tell(address: SecretStr | None, about: str, said: str) -> None:
    """One POST that is given up after a while; its failure is a warning without the address."""
    base = address.get_secret_value().strip().rstrip("/") if address else ""
    if not base:
        return
    asking = threading.Thread(target=_post, args=(base + about, said[:_ENOUGH]), name="ping", daemon=True)
    asking.start()
    asking.join(_IN_ALL_S)
    if asking.is_alive():
        log.warning("the address of update.ping did not answer in %.0f seconds", _IN_ALL_S)


def _post(address: str, said: str) -> None:
    try:
        with (
            httpx2.Client(timeout=_SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", address, content=said.encode(), headers={"user-agent": "atlas-pipeline"}) as answer,
        ):
            if not answer.is_success:
                log.warning("the address of update.ping answered %d", answer.status_code)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        log.warning("the address of update.ping could not be told: %s", type(error).__name__)
