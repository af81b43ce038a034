"""MEDLINE records, the text form of PubMed (`.nbib`): four-character tags, six-space continuation lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.identifiers import bare_doi, find_registry_ids, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Notice, Paper
from pipeline.errors import UnreadableSource
from pipeline.sources.decoding import decode
from pipeline.sources.links import notices_of_types, of_pubmed, status, versions_of
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, abstract_reading, each, parts_of
from pipeline.text.language import UNDETERMINED, language_code
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "medline/1"

_TAG = regex(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$")
_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_BRACKETED = regex(r"^\[(.*?)\]\.?$")
_PMID = regex(r"PMID:\s*(\d+)")
_DOI = regex(r"doi:\s*(10\.\S+)", re.IGNORECASE)

# Tags that link a record to another, as the reference types of PubMed XML.
_LINKS = {
    "RIN": "RetractionIn", "ROF": "RetractionOf", "EIN": "ErratumIn", "EFR": "ErratumFor",
    "ECI": "ExpressionOfConcernIn", "ECF": "ExpressionOfConcernFor", "CRI": "CorrectedandRepublishedIn",
    "CRF": "CorrectedandRepublishedFrom", "RRI": "RetractedandRepublishedIn", "RRF": "RetractedandRepublishedFrom",
    "UIN": "UpdateIn", "UOF": "UpdateOf", "CON": "CommentOn", "PRIN": "PartialRetractionIn",
    "PROF": "PartialRetractionOf", "CIN": "CommentIn", "SPIN": "SummaryForPatientsIn", "ORI": "OriginalReportIn",
}  # fmt: skip

Fields = dict[str, list[str]]


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `no_records` when no line carries a tag of the format.
    """
    records = list(_records(decode(content)))
    if not records:
        raise UnreadableSource(
            "no_records", "this file holds no MEDLINE record", hint="save the records again in PubMed format"
        )
    return each(records, _reading)


def _records(text: str) -> Iterator[Fields]:
    """The fields of each record; a repeated tag keeps its values in order."""
    fields: Fields = {}
    tag = ""
    for line in text.lstrip("\ufeff").split("\n"):
        match = _TAG.match(line)
        if match:
            tag = match.group(1)
            if tag == "PMID" and "PMID" in fields:
                yield fields
                fields = {}
            fields.setdefault(tag, []).append(match.group(2).strip())
        elif not line.strip():
            if fields:
                yield fields
            fields, tag = {}, ""
        elif tag and line[:1].isspace():
            fields[tag][-1] = f"{fields[tag][-1]} {line.strip()}".strip()
    if fields:
        yield fields


def _reading(fields: Fields) -> Reading:
    title = _one(fields, "TI") or _one(fields, "TT") or _one(fields, "BTI")
    if match := _BRACKETED.match(title):
        title = match.group(1)
    title = title.removesuffix(".") if not title.endswith("..") else title
    abstract = _one(fields, "AB")
    types = tuple(dict.fromkeys(fields.get("PT", [])))
    notices = notices_of_types(types, _notices(fields))
    journal = _one(fields, "JT") or _one(fields, "TA")
    doi = _doi(fields)
    paper = Paper(
        title=title,
        authors=_authors(fields),
        journal=journal,
        year=_year(fields),
        doi=doi,
        pmid=normalise_pmid(_one(fields, "PMID")),
        pmcid=normalise_pmcid(_one(fields, "PMC")),
        article_type=next((name.lower() for name in types if name != "Journal Article"), "journal article"),
        publication_types=types,
        keywords=tuple(dict.fromkeys(word.lstrip("*") for word in fields.get("OT", []))),
        registry_ids=find_registry_ids(" ".join([*fields.get("SI", []), abstract])),
        pub_status=status(notices, title=title, types=types, journal=journal, doi=doi),
        notices=notices,
        versions=versions_of(notices),
    )
    language = language_code(_one(fields, "LA"))
    spoken = "" if language == UNDETERMINED else language
    # PubMed's abstracts are English whatever the paper is in; a lone title keeps the paper's language.
    return abstract_reading(paper, parts_of(abstract), "en" if abstract else spoken)


def _one(fields: Fields, tag: str) -> str:
    return next(iter(fields.get(tag, [])), "")


def _authors(fields: Fields) -> tuple[Author, ...]:
    people = fields.get("FAU") or fields.get("AU") or []
    found = [author_of(name) for name in people]
    found += [Author(collective=name) for name in fields.get("CN", [])]
    return tuple(dict.fromkeys(author for author in found if author.name))


def _doi(fields: Fields) -> str | None:
    values = [*fields.get("LID", []), *fields.get("AID", [])]
    return next(
        (doi for value in values if value.endswith("[doi]") and (doi := bare_doi(value.removesuffix("[doi]")))), None
    )


def _year(fields: Fields) -> int | None:
    """The first of the dates of publication, electronic and in print."""
    years = [int(match.group()) for tag in ("DEP", "DP") if (match := _YEAR.search(_one(fields, tag)))]
    return min(years) if years else None


def _notices(fields: Fields) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for tag, reference_type in _LINKS.items():
        kind = of_pubmed(reference_type)
        for value in fields.get(tag, []):
            pmid, doi = _PMID.search(value), _DOI.search(value)
            if kind is not None:
                found.append(
                    Notice(
                        kind=kind,
                        text=value,
                        doi=bare_doi(doi.group(1)) if doi else None,
                        pmid=pmid.group(1) if pmid else None,
                    )
                )
    return tuple(found)
