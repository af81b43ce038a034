"""The official client without its surprises: its own retries, redirects and environment are off."""

from __future__ import annotations

import httpx2
import openai
from pydantic import SecretStr

from pipeline.llm.transport import CappedTransport

__all__ = ["open_client"]

_CONNECT_S = 10.0
_NO_KEY = "none"  # the client insists on one, servers without keys ignore it


def open_client(
    endpoint: str, *, key: SecretStr | None, seconds: float, connections: int, most_bytes: int
) -> openai.AsyncOpenAI:
    """A client for one event loop. A reply of more than `most_bytes` bytes is refused while it comes."""
    limits = httpx2.Limits(max_connections=connections, max_keepalive_connections=connections)
    transport = CappedTransport(httpx2.AsyncHTTPTransport(trust_env=False, limits=limits), most_bytes)
    return openai.AsyncOpenAI(
        api_key=key.get_secret_value() if key else _NO_KEY,
        base_url=endpoint,
        max_retries=0,
        default_headers={"accept-encoding": "identity"},
        http_client=httpx2.AsyncClient(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx2.Timeout(seconds, connect=_CONNECT_S),
        ),
    )
