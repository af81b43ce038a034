"""From the bytes of a text file to its characters."""

from __future__ import annotations

import codecs

from pipeline.text.regex import regex

__all__ = ["decode", "looks_binary"]

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_WHITE = frozenset(b"\t\n\r\f\v\x1a\x1b")


def decode(content: bytes) -> str:
    r"""The text of a file, never failing: byte order mark, UTF-8, UTF-16 without a mark, else Windows-1252.

    Line ends become `\n`; characters that a file cannot mean (NUL and its like) are dropped.
    """
    text = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return _CONTROLS.sub("", text)


def looks_binary(content: bytes) -> bool:
    """Whether these bytes are something other than text, judged by their control characters."""
    head = content[:65536]
    if not head or any(head.startswith(mark) for mark, _ in _MARKS) or _wide(head):
        return False
    controls = sum(byte < 32 and byte not in _WHITE for byte in head)
    return controls > max(2, len(head) // 300)


def _decoded(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    if wide := _wide(content[:4096]):
        return content.decode(wide, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A multi-byte character cut at the end of a sample is no sign of another encoding.
        if error.start > len(content) - 4:
            return content.decode("utf-8", errors="ignore")
        return content.decode("cp1252", errors="replace")


def _wide(head: bytes) -> str | None:
    """The byte order of UTF-16 text without a mark, told by where the zero bytes of its Latin letters stand."""
    even, odd = head[0::2], head[1::2]
    if len(head) < 8:
        return None
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None
