"""Crossref's JSON for a work, with the updates that bear on it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.domain.identifiers import bare_doi
from pipeline.domain.paper import Notice
from pipeline.domain.updates import of_crossref
from pipeline.errors import UnreadableSource
from pipeline.sources.csl import citation_of
from pipeline.sources.json_fields import Fields, load, mappings, text, texts, year_in
from pipeline.sources.records import Found, Reading, each
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "crossref/1"

_CC = regex(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/([\d.]+))?", re.IGNORECASE)
_DATES = ("published-online", "published-print", "published", "issued", "posted")


def read(content: bytes) -> tuple[Found, ...]:
    """The work of the reply, or every work of a list of replies.

    Raises:
        UnreadableSource: `broken`, `too_large`, `no_records`.
    """
    works = _works(load(content))
    if not works:
        raise UnreadableSource("no_records", "Crossref's reply holds no work", hint="check the DOI")
    return each(works, _reading)


def _works(value: object) -> list[Fields]:
    found: list[Fields] = []
    for item in mappings(value):
        message = item.get("message", item)
        if isinstance(message, dict) and "items" in message:
            found += mappings(message["items"])
        else:
            found += [work for work in mappings(message) if "DOI" in work or "title" in work]
    return found


def _reading(work: Fields) -> Reading:
    citation = citation_of(work)
    subtitle = text(work.get("subtitle"))
    title = citation.title
    if subtitle and subtitle.lower() not in title.lower():
        title = f"{title.rstrip(':')}: {subtitle}"
    kind = text(work.get("subtype")) or text(work.get("type"))
    return replace(
        citation,
        title=title,
        journal=text(work.get("container-title")) or text(_institution(work)) or text(work.get("publisher")),
        year=_year(work) or citation.year,
        types=(kind,) if kind and kind != "journal-article" else (),
        keywords=texts(work.get("subject")),
        notices=_notices(work),
        licence=_licence(work),
        links=(),
    ).reading()


def _year(work: Fields) -> str:
    """The year of first publication among the dates that the publisher gave."""
    years: list[int] = []
    for key in _DATES:
        date = work.get(key)
        parts = date.get("date-parts") if isinstance(date, dict) else None
        year = year_in(parts[0]) if isinstance(parts, list) and parts else None
        years += [year] if year else []
    return str(min(years)) if years else ""


def _institution(work: Fields) -> object:
    return [place.get("name") for place in mappings(work.get("institution"))]


def _notices(work: Fields) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for key, affected in (("update-to", False), ("updated-by", True)):
        for update in mappings(work.get(key)):
            kind = of_crossref(text(update.get("type")), affected=affected)
            if kind is not None:
                label = text(update.get("label")) or text(update.get("type"))
                found.append(Notice(kind=kind, text=label, doi=bare_doi(text(update.get("DOI")))))
    return tuple(dict.fromkeys(found))


def _licence(work: Fields) -> str | None:
    for licence in mappings(work.get("license")):
        if match := _CC.search(text(licence.get("URL"))):
            name = "CC0" if match.group(1).lower() == "zero" else f"CC {match.group(1).upper()}"
            return f"{name} {match.group(2)}" if match.group(2) else name
    return None
