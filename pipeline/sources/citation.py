"""A bibliographic record as reference managers write it, whichever format it came in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.identifiers import bare_doi, find_doi, find_registry_ids, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Notice, Paper
from pipeline.errors import UnreadableSource
from pipeline.sources.links import notices_of_types, status, versions_of
from pipeline.sources.marked_up import marked_up_parts, plain_text
from pipeline.sources.records import Reading, abstract_reading
from pipeline.text.language import UNDETERMINED, language_code
from pipeline.text.regex import regex

__all__ = ["Citation", "identifiers_in"]

_PMID = regex(
    r"(?:\bPMID\b\s*[:=]?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)([1-9]\d{0,7})\b", re.IGNORECASE
)
_PMCID = regex(r"\bPMC\d{2,9}\b", re.IGNORECASE)
_BRACKETED = regex(r"^\[(.*?)\]\.?$", re.DOTALL)
_YEAR = regex(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Citation:
    """What the record states, as strings; empty where it does not."""

    title: str
    authors: tuple[Author, ...] = ()
    journal: str = ""
    year: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    language: str = ""
    links: tuple[str, ...] = ()
    """Addresses and notes in which an identifier may stand when it has no field of its own."""
    notices: tuple[Notice, ...] = ()
    licence: str | None = None

    def reading(self) -> Reading:
        """The record as title and abstract.

        Raises:
            UnreadableSource: `no_records` when neither a title, an identifier nor an abstract is there.
        """
        title = _title(self.title)
        found = identifiers_in(self.links)
        doi = bare_doi(self.doi) or find_doi(self.doi) or found[0]
        pmid, pmcid = normalise_pmid(self.pmid) or found[1], normalise_pmcid(self.pmcid) or found[2]
        if not (title or doi or pmid or self.abstract.strip()):
            raise UnreadableSource(
                "no_records",
                "this record has neither a title nor an identifier",
                hint="export the record again, with its title",
            )
        year = _YEAR.search(self.year)
        notices = notices_of_types(self.types, self.notices)
        language = language_code(self.language)
        paper = Paper(
            title=title,
            authors=tuple(dict.fromkeys(author for author in self.authors if author.name)),
            journal=plain_text(self.journal),
            year=int(year.group()) if year else None,
            doi=doi,
            pmid=pmid,
            pmcid=pmcid,
            licence=self.licence,
            article_type=self.types[0].lower() if self.types else "",
            publication_types=self.types,
            keywords=tuple(dict.fromkeys(word for word in map(plain_text, self.keywords) if word)),
            registry_ids=find_registry_ids(self.abstract),
            pub_status=status(notices, title=title, types=self.types, journal=self.journal, doi=doi),
            notices=notices,
            versions=versions_of(notices),
        )
        spoken = "" if language == UNDETERMINED else language
        return abstract_reading(paper, marked_up_parts(self.abstract), spoken)


def identifiers_in(texts: Iterable[str]) -> tuple[str | None, str | None, str | None]:
    """The first DOI, PMID and PMCID that stand in addresses or notes."""
    joined = " \n".join(texts)
    pmid, pmcid = _PMID.search(joined), _PMCID.search(joined)
    addresses = [word for word in joined.split() if "doi.org/" in word or "doi" in word.lower()]
    doi = next((found for word in addresses if (found := find_doi(word.replace("%2F", "/").replace("%2f", "/")))), None)
    return (
        doi.split("&")[0] if doi else None,
        pmid.group(1) if pmid else None,
        normalise_pmcid(pmcid.group()) if pmcid else None,
    )


def _title(title: str) -> str:
    text = plain_text(title)
    if match := _BRACKETED.match(text):
        text = match.group(1)
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text
