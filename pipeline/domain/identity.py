"""Identity: what makes two things the same thing.

Everything that is stored or signed is known by the digest of its bytes. For records these are the bytes of its
canonical JSON: keys sorted, no white space, UTF-8, no escapes beyond what JSON demands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from pydantic import JsonValue

__all__ = ["canonical_json", "digest_of_bytes", "digest_of_chunks", "digest_of_json"]


def canonical_json(value: JsonValue) -> bytes:
    """The canonical JSON bytes of `value`: the same value gives the same bytes, always."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest_of_bytes(content: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def digest_of_json(value: JsonValue) -> str:
    """The digest of a value's canonical JSON."""
    return digest_of_bytes(canonical_json(value))


def digest_of_chunks(chunks: Iterable[bytes]) -> str:
    """The digest of the bytes of all chunks together; of nothing, the digest of the empty file."""
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return "sha256:" + total.hexdigest()
