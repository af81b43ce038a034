"""PubMed's "abstract" text export: numbered records whose parts are told apart by blank lines."""

from __future__ import annotations

import re

from pipeline.domain.identifiers import bare_doi, find_doi, find_registry_ids, normalise_pmcid
from pipeline.domain.paper import Author, Notice, Paper
from pipeline.errors import UnreadableSource
from pipeline.sources.decoding import decode
from pipeline.sources.links import notices_of_types, of_pubmed, status, versions_of
from pipeline.sources.names import authors_in
from pipeline.sources.records import AbstractPart, Found, Reading, abstract_reading, each, parts_of
from pipeline.text.regex import regex

__all__ = ["NAME", "RECORD_START", "read"]

NAME = "pubmed_text/1"

RECORD_START = regex(
    r"^(\d{1,6})\. (?=\S[^\n]*?(?:\n\S[^\n]*?)?\b(?:1[89]|20)\d\d\b[^\n]*(?:\n[^\n]+){0,3}\n\s*\n)", re.MULTILINE
)
_YEAR = regex(r"\b(?:1[89]|20)\d\d\b")
_JOURNAL = regex(r"^(.+?)\.\s+(?=(?:1[89]|20)\d\d\b)")
_PMID = regex(r"^PMID:\s*(\d+)", re.MULTILINE)
_PMCID = regex(r"^PMCID:\s*(PMC\d+)", re.MULTILINE)
_DOI = regex(r"^DOI:\s*(\S+)", re.MULTILINE)
_IDENTIFIERS = regex(r"^(?:DOI|PMCID|PMID):")
_ASIDE = regex(
    r"^(?:Author information:|©|Copyright\b|\(c\)|Conflict of interest statement:|Collaborators?\b)", re.IGNORECASE
)
_LINK = regex(
    r"^((?:Comment|Erratum|Retraction|Update|Expression of concern|Corrected and republished|"
    r"Retracted and republished|Partial retraction)\s+(?:in|on|of|for|from))\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_MARKED = regex(r"\((?:\d+|#|\*|[a-z])\)")


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the export, in order.

    Raises:
        UnreadableSource: `no_records` when no numbered record is there.
    """
    text = decode(content).lstrip("\ufeff\n ")
    starts = _starts(text)
    if not starts:
        raise UnreadableSource(
            "no_records", "this PubMed text holds no numbered record", hint='save again with the format "Abstract"'
        )
    ends = [*starts[1:], len(text)]
    return each([text[start:end] for start, end in zip(starts, ends, strict=True)], _reading)


def _starts(text: str) -> list[int]:
    """Where records begin: numbers that count up from the first, each at the head of a citation."""
    starts: list[int] = []
    expected = 0
    for match in RECORD_START.finditer(text):
        number = int(match.group(1))
        if not starts or (number == expected + 1 and text[: match.start()].endswith("\n\n")):
            starts.append(match.start())
            expected = number
    return starts


def _reading(record: str) -> Reading:
    paragraphs = [part for part in re.split(r"\n[ \t]*\n", record.strip()) if part.strip()]
    citation = re.sub(r"^\d+\. ", "", _flat(paragraphs[0]))
    title = _flat(paragraphs[1]) if len(paragraphs) > 1 else ""
    authors: tuple[Author, ...] = ()
    parts: list[AbstractPart] = []
    for place, paragraph in enumerate(paragraphs[2:], start=2):
        if _IDENTIFIERS.match(paragraph) or _ASIDE.match(paragraph) or _LINK.match(paragraph):
            continue
        if place == 2 and _names(paragraph):
            authors = authors_in(_MARKED.sub("", _flat(paragraph)))
            continue
        parts += parts_of(paragraph)
    year, journal = _YEAR.search(citation), _JOURNAL.match(citation)
    pmid, pmcid, doi = _PMID.search(record), _PMCID.search(record), _DOI.search(record)
    notices = notices_of_types((), _notices(paragraphs))
    own_doi = (bare_doi(doi.group(1)) if doi else None) or find_doi(citation)
    plain = title.strip("[]") if title.startswith("[") else title
    plain = plain.rstrip(".") if not plain.endswith("..") else plain
    paper = Paper(
        title=plain.strip("[]") if title.startswith("[") else plain,
        authors=authors,
        journal=journal.group(1) if journal else "",
        year=int(year.group()) if year else None,
        doi=own_doi,
        pmid=pmid.group(1) if pmid else None,
        pmcid=normalise_pmcid(pmcid.group(1)) if pmcid else None,
        registry_ids=find_registry_ids(" ".join(text for part in parts for text in part.paragraphs)),
        pub_status=status(notices, title=title, journal=journal.group(1) if journal else "", doi=own_doi),
        notices=notices,
        versions=versions_of(notices),
    )
    return abstract_reading(paper, parts)


def _names(paragraph: str) -> bool:
    """Whether a paragraph is the list of authors: short items between commas, none of them a sentence."""
    text = _MARKED.sub("", _flat(paragraph)).rstrip(".")
    items = [item for item in re.split(r"[,;]", text) if item.strip()]
    return all(len(item.split()) <= 7 for item in items) and not re.search(r"[.!?] [A-Z][a-z]+ [a-z]", text)


def _notices(paragraphs: list[str]) -> tuple[Notice, ...]:
    found: list[Notice] = []
    for paragraph in paragraphs:
        heads = list(_LINK.finditer(paragraph))
        ends = [*(head.start() for head in heads[1:]), len(paragraph)]
        for head, end in zip(heads, ends, strict=False):
            kind = of_pubmed(head.group(1))
            source = _flat(paragraph[head.end() : end])
            if kind is not None and source:
                found.append(Notice(kind=kind, text=source, doi=find_doi(source)))
    return tuple(found)


def _flat(text: str) -> str:
    """One line; a line that broke at a hyphen is closed up."""
    return " ".join(re.sub(r"(?<=\w)-\n(?=\w)", "-", text).split())
