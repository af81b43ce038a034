"""CSL-JSON, what Zotero and other managers of references exchange; Crossref's JSON is a dialect of it."""

from __future__ import annotations

from pipeline.domain.paper import Author
from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.json_fields import Fields, load, mappings, text, texts, year_in
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, each

__all__ = ["NAME", "citation_of", "people_of", "read"]

NAME = "csl/1"

_ORDINARY = frozenset({"article-journal", "journal-article", "article", "article-magazine"})


def read(content: bytes) -> tuple[Found, ...]:
    """Every item of the file, in order.

    Raises:
        UnreadableSource: `broken`, `too_large`, `no_records`.
    """
    value = load(content)
    items = mappings(value["items"]) if isinstance(value, dict) and "items" in value else mappings(value)
    if not items:
        raise UnreadableSource("no_records", "this CSL-JSON file holds no item", hint="export the references again")
    return each(items, _reading)


def citation_of(item: Fields) -> Citation:
    """One item as a citation."""
    kind = text(item.get("type"))
    genre = text(item.get("genre"))
    types = [name for name in (genre, kind) if name and name not in _ORDINARY]
    return Citation(
        title=text(item.get("title")),
        authors=people_of(item.get("author")),
        journal=text(item.get("container-title")) or text(item.get("publisher")),
        year=_year(item),
        doi=text(item.get("DOI")),
        pmid=text(item.get("PMID")),
        pmcid=text(item.get("PMCID")),
        abstract=_raw(item.get("abstract")),
        keywords=tuple(word.strip() for word in text(item.get("keyword")).split(",")) or texts(item.get("categories")),
        types=tuple(types[:1]),
        language=text(item.get("language")),
        links=(text(item.get("URL")), _raw(item.get("note"))),
    )


def people_of(value: object) -> tuple[Author, ...]:
    """Authors given as objects with `family`, `given`, `literal` or `name`."""
    return tuple(_person(person) for person in mappings(value))


def _reading(item: Fields) -> Reading:
    return citation_of(item).reading()


def _person(person: Fields) -> Author:
    family, given = text(person.get("family")), text(person.get("given"))
    particle = text(person.get("non-dropping-particle"))
    if family:
        return Author(family=f"{particle} {family}".strip(), given=given)
    whole = text(person.get("literal")) or text(person.get("name"))
    return author_of(whole) if text(person.get("literal")) else Author(collective=whole)


def _year(item: Fields) -> str:
    for key in ("issued", "published", "published-online", "published-print", "original-date"):
        date = item.get(key)
        if not isinstance(date, dict):
            found = year_in(date)
        else:
            found = year_in(_first_part(date)) or year_in(date.get("raw")) or year_in(date.get("literal"))
        if found:
            return str(found)
    return text(item.get("year"))


def _first_part(date: Fields) -> object:
    parts = date.get("date-parts")
    return parts[0] if isinstance(parts, list) and parts else None


def _raw(value: object) -> str:
    """Text with its line breaks."""
    return value if isinstance(value, str) else text(value)
