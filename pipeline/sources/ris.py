"""RIS records, in the dialects of Zotero, EndNote, Ovid, Scopus and Rayyan, read with rispy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.decoding import decode
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, each
from pipeline.text.regex import regex

__all__ = ["NAME", "read", "records"]

NAME = "ris/1"

_TAG = regex(r"^([A-Z][A-Z0-9]) {0,3}- ?", re.MULTILINE)
_PAPERS = frozenset({"JOUR", "JFULL", "ABST", "INPR", "CPAPER", "CONF", "EJOUR", "MGZN", "GEN", "RPRT", "THES"})


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `no_records` when no record begins (`TY  -`).
    """
    found = list(records(decode(content)))
    if not found:
        raise UnreadableSource("no_records", "this RIS file holds no record", hint="export the records again as RIS")
    return each(found, _reading)


def records(text: str) -> Iterator[str]:
    """The text of each record; what stands between records (numbers, comments) is left out."""
    lines: list[str] = []
    for line in text.split("\n"):
        tagged = _TAG.match(line)
        if tagged and tagged.group(1) == "TY" and lines:
            yield "\n".join([*lines, "ER  - ", ""])
            lines = []
        if tagged and tagged.group(1) == "ER":
            if lines:
                yield "\n".join([*lines, "ER  - ", ""])
            lines = []
        elif lines or (tagged and tagged.group(1) == "TY"):
            lines.append(_TAG.sub(r"\1  - ", line))
    if lines:
        yield "\n".join([*lines, "ER  - ", ""])


def _reading(record: str) -> Reading:
    entries: list[dict[str, Any]] = rispy.loads(record)
    if not entries:
        raise UnreadableSource("broken", "this RIS record cannot be read", hint="export the record again as RIS")
    entry = entries[0]
    unknown = entry.get("unknown_tag") or {}
    names = _list(entry, "authors") or _list(entry, "first_authors")
    return Citation(
        title=_first(entry, "title", "primary_title", "short_title", "translated_title"),
        authors=tuple(author_of(name) for name in names),
        journal=_first(
            entry, "secondary_title", "alternate_title3", "journal_name", "alternate_title2", "alternate_title1"
        ),
        year=_first(entry, "year", "publication_year", "date"),
        doi=_first(entry, "doi") or next((text for text in _list(entry, "type_of_work") if text.startswith("10.")), ""),
        pmid=_number_of(entry, unknown),
        pmcid=" ".join(unknown.get("C2", [])) if isinstance(unknown, dict) else "",
        abstract=_first(entry, "abstract", "notes_abstract"),
        keywords=tuple(_list(entry, "keywords")),
        types=_types(entry),
        language=_first(entry, "language"),
        links=(
            *_list(entry, "urls"),
            *_list(entry, "notes"),
            *_list(entry, "custom2"),
            *_list(entry, "file_attachments2"),
        ),
    ).reading()


def _number_of(entry: dict[str, Any], unknown: object) -> str:
    """The PubMed number: in its accession field where PubMed or a manager of references put it."""
    base = _first(entry, "name_of_database", "database_provider").lower()
    number = _first(entry, "accession_number")
    if number.isdigit() and len(number) <= 8 and ("pubmed" in base or "medline" in base or "nlm" in base):
        return number
    if isinstance(unknown, dict):
        return next((value for tag in ("PM", "PMID") for value in unknown.get(tag, [])), "")
    return ""


def _types(entry: dict[str, Any]) -> tuple[str, ...]:
    """The kind of work the record names (`Letter`, `Review`), after the general kind where it is not an article."""
    general = _first(entry, "type_of_reference")
    own = [text for text in _list(entry, "type_of_work") if not text.startswith("10.") and len(text) < 60]
    return tuple(own) or (() if general in _PAPERS else (general,) if general else ())


def _first(entry: dict[str, Any], *keys: str) -> str:
    for key in keys:
        for text in _list(entry, key):
            return text
    return ""


def _list(entry: dict[str, Any], key: str) -> list[str]:
    value = entry.get(key)
    values = value if isinstance(value, list) else [value]
    return [" ".join(str(item).split()) for item in values if item is not None and str(item).strip()]
