"""Questions asked together: a file of them goes up, a batch is made of it, and a file of answers comes back in a day.

Nothing that the provider names is trusted: its numbers go into addresses only if they look like numbers of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr

from pipeline.domain.batches import Fate, Progress
from pipeline.domain.exchange import Api
from pipeline.errors import CannotWrite, ModelNotFound, PipelineError, ReplyUnreadable
from pipeline.llm.openai.client import open_client
from pipeline.llm.openai.refusals import CHECK_URL, as_ours

__all__ = ["OpenAIBatches"]

_MOST_BYTES = 4 * 1024**3  # a file of answers; the largest file of questions is 200 MB
_A_PAGE = 100
_MOST_PAGES = 50
_NAME = re.compile(r"[A-Za-z0-9._-]{1,200}")
_FATES = {
    "completed": Fate.COMPLETED,
    "expired": Fate.LAPSED,
    "cancelled": Fate.LAPSED,
    "failed": Fate.REFUSED,
}
_OURS = "atlas"  # the label under which our own name for a batch travels
_Found = TypeVar("_Found")


class OpenAIBatches:
    """The batches of a provider that speaks the OpenAI API. Use it in one event loop and close it there.

    Every method raises what `OpenAIServer.ask` raises.
    """

    def __init__(self, endpoint: str, *, key: SecretStr | None, seconds: float) -> None:
        self._key = key
        self._seconds = seconds
        self._client = open_client(endpoint, key=key, seconds=seconds, connections=2, most_bytes=_MOST_BYTES)

    async def upload(self, file: Path) -> str:
        """Send a file of questions; returns the provider's name for it. Nothing is answered yet, nothing costs."""

        async def send() -> str:
            with file.open("rb") as content:
                reply = await self._client.files.with_raw_response.create(file=(file.name, content), purpose="batch")
            return _name(_json(reply.text), "id")

        try:
            return await self._answered(send)
        except ModelNotFound as error:
            raise ModelNotFound(
                f"the model server takes no files of questions: {error.message}",
                hint="most servers of one's own answer no batches; leave --batch or model.in_batches out",
            ) from None

    async def submit(self, file: str, api: Api, ours: str) -> str:
        """Have the questions of a file answered within a day; `ours` travels along. Returns the provider's name."""

        async def send() -> str:
            reply = await self._client.batches.with_raw_response.create(
                input_file_id=file,
                endpoint="/v1/responses" if api is Api.RESPONSES else "/v1/chat/completions",
                completion_window="24h",
                metadata={_OURS: ours},
            )
            return _name(_json(reply.text), "id")

        return await self._answered(send)

    async def find(self, ours: str) -> str | None:
        """The provider's name for the batch that travelled under our own; None when it has none such."""
        after: str | None = None
        for _ in range(_MOST_PAGES):
            page = await self._answered(partial(self._page, after))
            rows = [one for one in page.get("data") or () if isinstance(one, dict)]
            for one in rows:
                label = one.get("metadata")
                if isinstance(label, dict) and label.get(_OURS) == ours:
                    return _name(one, "id")
            if not page.get("has_more") or not rows:
                return None
            after = _name(rows[-1], "id")
        return None

    async def progress(self, remote: str) -> Progress:
        """How a batch does."""

        async def look() -> dict[str, Any]:
            return _json((await self._client.batches.with_raw_response.retrieve(remote)).text)

        return _progress(remote, await self._answered(look))

    async def download(self, file: str, into: Path) -> None:
        """Fetch a file of answers. Raises CannotWrite when it cannot be kept."""

        async def fetch() -> None:
            async with self._client.files.with_streaming_response.content(file) as reply:
                try:
                    with into.open("wb") as kept:
                        async for chunk in reply.iter_bytes():
                            kept.write(chunk)
                except OSError as error:
                    raise CannotWrite(
                        f"{into} cannot be written: {error.strerror}", hint="make room and run the same command again"
                    ) from error

        await self._answered(fetch)

    async def forget(self, files: Sequence[str]) -> None:
        """Have files deleted that are needed no more. That it fails is no loss: the provider drops them in time."""
        for file in files:
            with suppress(PipelineError):
                await self._answered(partial(self._client.files.with_raw_response.delete, file))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _page(self, after: str | None) -> dict[str, Any]:
        ask = self._client.batches.with_raw_response.list
        return _json((await (ask(limit=_A_PAGE, after=after) if after else ask(limit=_A_PAGE))).text)

    async def _answered(self, call: Callable[[], Awaitable[_Found]]) -> _Found:
        async with as_ours(self._client.base_url.host, self._key, seconds=self._seconds, what="a batch"):
            return await call()


def _json(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise ReplyUnreadable("what came back about a batch is no reply of a model server", hint=CHECK_URL)
    return value


def _name(row: dict[str, Any], field: str) -> str:
    """A name that the provider gave. Raises ReplyUnreadable for what could be anything else."""
    name = row.get(field)
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ReplyUnreadable("the provider named a batch or a file in a way that cannot be used", hint=CHECK_URL)
    return name


def _progress(remote: str, row: dict[str, Any]) -> Progress:
    counts = row.get("request_counts")
    counts = counts if isinstance(counts, dict) else {}
    errors = row.get("errors")
    said = [one for one in (errors.get("data") if isinstance(errors, dict) else None) or () if isinstance(one, dict)]
    return Progress(
        remote=remote,
        fate=_FATES.get(str(row.get("status")), Fate.RUNNING),
        total=_count(counts.get("total")),
        answered=_count(counts.get("completed")),
        failed=_count(counts.get("failed")),
        files=tuple(_name(row, field) for field in ("output_file_id", "error_file_id") if row.get(field)),
        asked=tuple(_name(row, field) for field in ("input_file_id",) if row.get(field)),
        said=" ".join(str(said[0].get("message") or "").split())[:200] if said else "",
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
