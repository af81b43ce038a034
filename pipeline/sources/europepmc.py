"""Europe PMC's JSON: a search reply, one result, or the same with every value wrapped in a list."""

from __future__ import annotations

import re

from pipeline.domain.identifiers import bare_doi, normalise_pmid
from pipeline.domain.paper import Author, Notice
from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.json_fields import Fields, load, mappings, text, texts, year_in
from pipeline.sources.links import of_pubmed
from pipeline.sources.names import author_of, authors_in
from pipeline.sources.records import Found, Reading, each
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "europepmc/1"

_DOI = regex(r"doi:\s*(10\.\S+)", re.IGNORECASE)


def read(content: bytes) -> tuple[Found, ...]:
    """Every result of the reply, in order.

    Raises:
        UnreadableSource: `broken`, `too_large`; `no_records` for an empty reply.
    """
    results = [result for item in mappings(load(content)) for result in _results(item)]
    if not results:
        raise UnreadableSource("no_records", "Europe PMC's reply holds no result", hint="check the query")
    return each(results, _reading)


def _results(item: Fields) -> list[Fields]:
    if "resultList" in item:
        return [result for part in mappings(item["resultList"]) for result in mappings(part.get("result"))]
    return [item] if "title" in item or "abstractText" in item else mappings(item.get("result"))


def _reading(result: Fields) -> Reading:
    issue = next(iter(mappings(result.get("journalInfo"))), {})
    journal = next(iter(mappings(issue.get("journal"))), {})
    types = _inner(result, "pubTypeList", "pubType") or texts(result.get("pubType"))
    plain = ("journal article", "research-article", "journal article; research support")
    telling = tuple(name for name in types if name.lower() not in plain)
    dates = (
        result.get("firstPublicationDate"),
        result.get("electronicPublicationDate"),
        issue.get("yearOfPublication"),
    )
    years = [year for date in dates if (year := year_in(date))]
    return Citation(
        title=text(result.get("title")),
        authors=_authors(result),
        journal=text(journal.get("title")) or text(result.get("journalTitle")) or text(_server(result)),
        year=str(min(years)) if years else text(result.get("pubYear")),
        doi=text(result.get("doi")),
        pmid=text(result.get("pmid")),
        pmcid=text(result.get("pmcid")),
        abstract=_raw(result.get("abstractText")),
        keywords=_inner(result, "keywordList", "keyword"),
        types=(*telling, *(name for name in types if name not in telling)),
        language=text(result.get("language")),
        notices=_notices(result),
        licence=_licence(text(result.get("license"))),
    ).reading()


def _inner(result: Fields, outer: str, inner: str) -> tuple[str, ...]:
    return tuple(found for part in mappings(result.get(outer)) for found in texts(part.get(inner)))


def _server(result: Fields) -> object:
    return [part.get("publisher") for part in mappings(result.get("bookOrReportDetails"))]


def _authors(result: Fields) -> tuple[Author, ...]:
    found: list[Author] = []
    for part in mappings(result.get("authorList")):
        for person in mappings(part.get("author")):
            family = text(person.get("lastName"))
            given = text(person.get("firstName")) or text(person.get("initials"))
            group = text(person.get("collectiveName"))
            whole = text(person.get("fullName"))
            if family or group:
                found.append(Author(family=family, given=given) if family else Author(collective=group))
            elif whole:
                found.append(author_of(whole))
    return tuple(found) or authors_in(text(result.get("authorString")))


def _notices(result: Fields) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for part in mappings(result.get("commentCorrectionList")):
        for link in mappings(part.get("commentCorrection")):
            kind = of_pubmed(text(link.get("type")))
            if kind is None:
                continue
            reference = text(link.get("reference"))
            number = text(link.get("id")) if text(link.get("source")) in ("MED", "") else None
            doi = _DOI.search(reference)
            found.append(
                Notice(
                    kind=kind,
                    text=reference,
                    doi=bare_doi(doi.group(1)) if doi else None,
                    pmid=normalise_pmid(number) if number else None,
                )
            )
    return tuple(found)


def _licence(name: str) -> str | None:
    return name.upper().replace("CC-", "CC ", 1).replace("CC BY ", "CC BY-") if name.lower().startswith("cc") else None


def _raw(value: object) -> str:
    if isinstance(value, str):
        return value
    return next((item for item in value if isinstance(item, str)), "") if isinstance(value, list) else ""
