"""The wire under the client: no surprises in what comes back, neither in size nor in kind."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

__all__ = ["CappedTransport"]


class CappedTransport(httpx2.AsyncBaseTransport):
    """Refuses a reply that is compressed, which we never ask for, and one of more than `most_bytes` bytes.

    Both would otherwise be read whole into memory: 200 KB on the wire can hold 200 MB.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, most_bytes: int) -> None:
        self._inner = inner
        self._most_bytes = most_bytes

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The inner transport's response with a counted stream. Raises httpx2.DecodingError."""
        response = await self._inner.handle_async_request(request)
        coding = response.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity"}:
            await response.aclose()
            raise httpx2.DecodingError(f"the reply is compressed ({coding[:20]}), which was not asked for")
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Counted(response.stream, self._most_bytes)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream, most_bytes: int) -> None:
        self._inner = inner
        self._left = most_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._inner:
            self._left -= len(chunk)
            if self._left < 0:
                raise httpx2.DecodingError("the reply is far larger than an answer can be")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
