"""A stand-in for PubMed's E-utilities over real HTTP: invented records, the documented formats, and faults on demand.

It speaks ESearch (JSON) and EFetch (XML) as far as `feeds/pubmed.py` asks, and keeps what it was asked. The shapes are
those of real replies; the records are invented.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.services.standing_in import StandIn

__all__ = ["PubMedStandIn", "Record"]


@dataclass
class Record:
    """One invented record: its number, its days, and what it says.

    `types` are its publication types; `links` the kind and the number of each other record that it names, which
    appeared in `reference`.
    """

    number: str
    entered: date
    title: str = "Pacing and rest in an invented group of people with ME/CFS"
    abstract: str = (
        "BACKGROUND: We studied pacing in chronic fatigue syndrome (ME/CFS). METHODS: We asked 40 patients who met the "
        "Canadian Consensus Criteria about pacing in a cross-sectional survey. RESULTS: Of 40 patients, 24 (60%) paced "
        "daily. CONCLUSIONS: Many patients pace. Larger studies are needed to learn whom it helps and whom it harms."
    )
    changed: date | None = None
    retracted_by: str = ""
    types: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    reference: str = "Inventions"

    def xml(self) -> str:
        """The record as EFetch gives it."""
        named = [*self.links, *([("RetractionIn", self.retracted_by)] if self.retracted_by else [])]
        links = "".join(
            f'<CommentsCorrections RefType="{kind}"><RefSource>{self.reference}</RefSource>'
            f'<PMID Version="1">{number}</PMID></CommentsCorrections>'
            for kind, number in named
        )
        links = f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList>" if links else ""
        types = "".join(f'<PublicationType UI="D000000">{name}</PublicationType>' for name in self.types)
        types = f"<PublicationTypeList>{types}</PublicationTypeList>" if types else ""
        day = self.entered
        return (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{self.number}</PMID>'
            '<Article PubModel="Print"><Journal><JournalIssue>'
            f"<PubDate><Year>{day.year}</Year></PubDate></JournalIssue>"
            f"<Title>Inventions</Title></Journal><ArticleTitle>{self.title} {self.number}</ArticleTitle>"
            f"<Abstract><AbstractText>{self.abstract}</AbstractText></Abstract>"
            f"<AuthorList><Author><LastName>Doe{self.number}</LastName><ForeName>Jane</ForeName></Author></AuthorList>"
            f"<Language>eng</Language>{types}</Article>{links}</MedlineCitation>"
            f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{self.number}</ArticleId>'
            f'<ArticleId IdType="doi">10.5555/invented.{self.number}</ArticleId></ArticleIdList></PubmedData>'
            "</PubmedArticle>"
        )


@dataclass
class PubMedStandIn(StandIn):
    """A server of invented records. Those whose number is `withheld` are named by searches and never sent."""

    records: list[Record] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)

    @property
    def address(self) -> str:
        """Where its E-utilities are."""
        return f"{super().address}entrez/eutils/"

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        """What the service would say."""
        if path.endswith("esearch.fcgi"):
            first, last = (datetime.strptime(query[name], "%Y/%m/%d").date() for name in ("mindate", "maxdate"))  # noqa: DTZ007
            asked = set(re.findall(r"(\d+)\[uid\]", query["term"]))
            meant = [one for one in self.records if not asked or one.number in asked]
            days = [(one, one.changed if query["datetype"] == "mdat" else one.entered) for one in meant]
            found = [one.number for one, day in days if day is not None and first <= day <= last]
            most = min(int(query["retmax"]), 10_000)
            told = {"count": str(len(found)), "retmax": str(most), "retstart": "0", "idlist": found[:most]}
            return 200, "application/json; charset=UTF-8", json.dumps({"header": {}, "esearchresult": told}).encode()
        wanted = query["id"].split(",")
        records = "".join(one.xml() for one in self.records if one.number in wanted and one.number not in self.withheld)
        head = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "">\n'
        return 200, "text/xml; charset=UTF-8", f"{head}<PubmedArticleSet>{records}</PubmedArticleSet>".encode()
