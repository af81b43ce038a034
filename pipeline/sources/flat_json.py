"""Lists of records in plain JSON, as scripts around PubMed save them: objects with a title and the usual names."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.domain.paper import Author
from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.csl import people_of
from pipeline.sources.json_fields import Fields, load, mappings, text, texts
from pipeline.sources.names import author_of, authors_in
from pipeline.sources.records import Found, Reading, each

__all__ = ["NAME", "read"]

NAME = "flat_json/1"

_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "articletitle", "article_title"),
    "abstract": ("abstract", "abstracttext", "abstract_text", "summary"),
    "journal": ("journal", "journal_title", "container-title", "source", "fulljournalname"),
    "year": ("year", "pub_year", "publication_year", "pubdate", "pub_date", "publication_date", "date", "published"),
    "doi": ("doi", "elocationid"),
    "pmid": ("pmid", "pubmed_id", "uid"),
    "pmcid": ("pmcid", "pmc", "pmc_id"),
    "language": ("language", "lang"),
}


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `broken`, `too_large`; `no_records` when there is no list of objects with titles.
    """
    records = _records(load(content), depth=3)
    if not records:
        raise UnreadableSource(
            "no_records", "this JSON holds no record that we know", hint="export the records as RIS, nbib or CSL-JSON"
        )
    return each(records, _reading)


def _records(value: object, depth: int) -> list[Fields]:
    """The objects with a title: the value itself, its list, or the first such list inside it."""
    found = [item for item in mappings(value) if _value(item, "title")]
    if found or depth == 0:
        return found
    inner = list(value.values()) if isinstance(value, Mapping) else []
    return next((records for item in inner if (records := _records(item, depth - 1))), [])


def _value(item: Fields, field: str) -> object:
    lowered = {str(key).lower(): value for key, value in item.items()}
    return next((lowered[name] for name in _NAMES[field] if lowered.get(name)), None)


def _reading(item: Fields) -> Reading:
    abstract = _value(item, "abstract")
    return Citation(
        title=text(_value(item, "title")),
        authors=_authors(item.get("authors") or item.get("author") or item.get("Authors")),
        journal=text(_value(item, "journal")),
        year=text(_value(item, "year")),
        doi=text(_value(item, "doi")),
        pmid=text(_value(item, "pmid")),
        pmcid=text(_value(item, "pmcid")),
        abstract=abstract if isinstance(abstract, str) else "\n".join(texts(abstract)),
        keywords=texts(item.get("keywords")),
        types=texts(item.get("publication_types") or item.get("pubtype")),
        language=text(_value(item, "language")),
    ).reading()


def _authors(value: object) -> tuple[Author, ...]:
    if isinstance(value, str):
        return authors_in(value)
    if mappings(value):
        named = [person.get("name") for person in mappings(value)]
        return tuple(author_of(text(name)) for name in named) if all(named) else people_of(value)
    return tuple(author_of(name) for name in texts(value))
