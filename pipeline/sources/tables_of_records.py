"""Records in rows: PubMed's CSV, Rayyan's, Scopus's, or anybody's table with a title column."""

from __future__ import annotations

import csv
import io
import re

from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.decoding import decode
from pipeline.sources.names import authors_in
from pipeline.sources.records import Found, Reading, each

__all__ = ["NAME", "header_of", "read"]

NAME = "pubmed_csv/1"

# The names that a column may have, lower case, letters only.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "articletitle", "documenttitle", "papertitle"),
    "authors": ("authors", "author", "authorfullnames"),
    "journal": ("journalbook", "journal", "sourcetitle", "journaltitle", "publicationtitle", "source"),
    "year": ("publicationyear", "year", "date", "publicationdate", "createdate"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmedid"),
    "pmcid": ("pmcid", "pmc"),
    "abstract": ("abstract", "abstractnote"),
    "keywords": ("keywords", "authorkeywords", "manualtags"),
    "type": ("documenttype", "publicationtype"),
    "language": ("language",),
    "link": ("url", "link", "notes", "citation"),
}
_MAX_FIELD = 1_000_000


def header_of(line: str) -> frozenset[str]:
    """Which of the fields above the first line of a table names."""
    row = next(csv.reader(io.StringIO(line), delimiter=_delimiter(line)), [])
    names = {_plain(name) for name in row}
    return frozenset(field for field, known in _COLUMNS.items() if names & set(known))


def read(content: bytes) -> tuple[Found, ...]:
    """Every row of the table as a record, in order.

    Raises:
        UnreadableSource: `broken` when the rows cannot be told apart; `no_records` for a header alone.
    """
    text = decode(content)
    previous = csv.field_size_limit(_MAX_FIELD)
    try:
        lines = csv.DictReader(io.StringIO(text), delimiter=_delimiter(text.split("\n", 1)[0]))
        rows = [{_plain(str(name)): str(value or "") for name, value in row.items()} for row in lines]
    except csv.Error:
        raise UnreadableSource(
            "broken", "the rows of this table cannot be told apart", hint="export the table again as CSV"
        ) from None
    finally:
        csv.field_size_limit(previous)
    if not rows:
        raise UnreadableSource("no_records", "this table holds a header and no record", hint="export the records again")
    return each(rows, _reading)


def _reading(row: dict[str, str]) -> Reading:
    def value(field: str) -> str:
        return next((row[name] for name in _COLUMNS[field] if row.get(name)), "")

    return Citation(
        title=value("title"),
        authors=authors_in(value("authors").rstrip(".")),
        journal=value("journal"),
        year=value("year"),
        doi=value("doi"),
        pmid=value("pmid"),
        pmcid=value("pmcid"),
        abstract=value("abstract"),
        keywords=tuple(re.split(r"[;,]", value("keywords"))),
        types=tuple(filter(None, (value("type"),))),
        language=value("language"),
        links=(value("link"),),
    ).reading()


def _delimiter(line: str) -> str:
    return max((",", "\t", ";"), key=line.count)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
