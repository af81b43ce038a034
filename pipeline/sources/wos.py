"""Web of Science records (`.ciw`, plain text export): two-character tags, three-space continuation lines."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.decoding import decode
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, each
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "wos/1"

_TAG = regex(r"^([A-Z][A-Z0-9])(?: (.*)|)$")

Fields = dict[str, list[str]]


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `no_records` when no record begins (`PT`).
    """
    records = list(_records(decode(content)))
    if not records:
        raise UnreadableSource(
            "no_records", "this Web of Science file holds no record", hint="export the records again as plain text"
        )
    return each(records, _reading)


def _records(text: str) -> Iterator[Fields]:
    fields: Fields = {}
    tag = ""
    for line in text.split("\n"):
        match = _TAG.match(line)
        if match and match.group(1) == "ER":
            if fields:
                yield fields
            fields, tag = {}, ""
        elif match and match.group(1) not in ("FN", "VR", "EF"):
            tag = match.group(1)
            fields.setdefault(tag, []).append((match.group(2) or "").strip())
        elif tag and line.startswith("   "):
            fields[tag].append(line.strip())
    if "TI" in fields:
        yield fields


def _reading(fields: Fields) -> Reading:
    def joined(tag: str) -> str:
        return " ".join(fields.get(tag, []))

    return Citation(
        title=joined("TI"),
        authors=tuple(author_of(name) for name in fields.get("AF") or fields.get("AU") or []),
        journal=joined("SO").title() if joined("SO").isupper() else joined("SO"),
        year=joined("PY") or joined("EA"),
        doi=joined("DI"),
        pmid=joined("PM"),
        abstract=joined("AB"),
        keywords=tuple(word.strip() for word in joined("DE").split(";")),
        types=tuple(word.strip() for word in joined("DT").split(";") if word.strip()),
        language=joined("LA"),
    ).reading()
