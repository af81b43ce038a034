"""Messages between the reader and its child: eight bytes of length, then that many bytes."""

from __future__ import annotations

from typing import BinaryIO

__all__ = ["LARGEST", "receive", "send"]

LARGEST = 512 * 1024 * 1024
_HEADER = 8


def send(stream: BinaryIO, content: bytes) -> None:
    """Write one frame. Raises OSError (BrokenPipeError) where nobody reads any more."""
    stream.write(len(content).to_bytes(_HEADER, "big") + content)
    stream.flush()


def receive(stream: BinaryIO) -> bytes | None:
    """The next frame; None where the stream ended, even in the middle of a frame.

    Raises ValueError for a length that no frame of ours has.
    """
    header = _exactly(stream, _HEADER)
    if header is None:
        return None
    length = int.from_bytes(header, "big")
    if length > LARGEST:
        raise ValueError(f"a frame of {length} bytes is not one of ours")
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, count: int) -> bytes | None:
    parts: list[bytes] = []
    while count:
        part = stream.read(count)
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
