"""A stand-in for Europe PMC's RESTful API over real HTTP: invented records, the documented formats, faults on demand.

It speaks `search` (JSON; idlist and core; cursor marks) and `fullTextXML` as far as `feeds/europepmc.py` asks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.services.standing_in import StandIn

__all__ = ["Article", "EuropePMCStandIn"]

_IDS = re.compile(r"EXT_ID:(\S+) AND SRC:([A-Z]+)")
_SPAN = re.compile(r"(FIRST_IDATE|UPDATE_DATE):\[(\S+) TO (\S+)\]")


@dataclass
class Article:
    """One invented record: its id in its source, its days, its licence, and whether its full text may be had."""

    number: str
    entered: date
    source: str = "MED"
    doi: str = ""
    pmcid: str = ""
    open: bool = False
    licence: str = ""
    licence_in_text: str = "https://creativecommons.org/licenses/by/4.0/"
    changed: date | None = None
    title: str = "Pacing and rest in an invented group of people with ME/CFS"
    corrections: list[dict[str, Any]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the feed calls it."""
        return f"{self.source}:{self.number}"

    def core(self) -> dict[str, Any]:
        """The record as a search of type `core` gives it."""
        told: dict[str, Any] = {
            "id": self.number,
            "source": self.source,
            "title": f"{self.title} {self.number}.",
            "authorString": f"Doe{self.number} J.",
            "authorList": {
                "author": [
                    {
                        "fullName": f"Doe{self.number} J",
                        "firstName": "Jane",
                        "lastName": f"Doe{self.number}",
                        "initials": "J",
                    }
                ]
            },
            "journalInfo": {
                "yearOfPublication": self.entered.year,
                "dateOfPublication": str(self.entered.year),
                "journal": {"title": "Inventions", "medlineAbbreviation": "Invent"},
            },
            "pubYear": str(self.entered.year),
            "abstractText": (
                "<h4>Background</h4>We studied pacing in chronic fatigue syndrome (ME/CFS). <h4>Methods</h4>We asked "
                "40 patients who met the Canadian Consensus Criteria about pacing in a cross-sectional survey. "
                "<h4>Results</h4>Of 40 patients, 24 (60%) paced daily. <h4>Conclusions</h4>Many patients pace. Larger "
                "studies are needed to learn whom it helps and whom it harms."
            ),
            "language": "eng",
            "pubTypeList": {"pubType": ["Preprint"] if self.source == "PPR" else ["Journal Article"]},
            "isOpenAccess": "Y" if self.open else "N",
            "inEPMC": "Y" if self.pmcid else "N",
            "inPMC": "N",
            "citedByCount": 0,
            "hasReferences": "Y",
            "firstPublicationDate": self.entered.isoformat(),
        }
        told |= {"pmid": self.number} if self.source == "MED" else {}
        told |= {"pmcid": self.pmcid} if self.pmcid else {}
        told |= {"doi": self.doi} if self.doi else {}
        told |= {"license": self.licence} if self.licence else {}
        return told | ({"commentCorrectionList": {"commentCorrection": self.corrections}} if self.corrections else {})

    def full_text(self) -> bytes:
        """The article as JATS."""
        licence = (
            '<permissions><license><ali:license_ref xmlns:ali="http://www.niso.org/schemas/ali/1.0/">'
            f"{self.licence_in_text}</ali:license_ref></license></permissions>"
            if self.licence_in_text
            else ""
        )
        ids = f'<article-id pub-id-type="pmcid">{self.pmcid}</article-id>'
        ids += f'<article-id pub-id-type="pmid">{self.number}</article-id>' if self.source == "MED" else ""
        ids += f'<article-id pub-id-type="doi">{self.doi}</article-id>' if self.doi else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal '
            'Archiving and Interchange DTD v1.3 20210610//EN" "JATS-archivearticle1-3.dtd">\n'
            '<article article-type="research-article" xml:lang="en"><front><journal-meta><journal-title-group>'
            "<journal-title>Inventions</journal-title></journal-title-group></journal-meta><article-meta>"
            f"{ids}<title-group><article-title>{self.title} {self.number}</article-title></title-group>"
            f'<contrib-group><contrib contrib-type="author"><name><surname>Doe{self.number}</surname>'
            "<given-names>Jane</given-names></name></contrib></contrib-group>"
            f'<pub-date pub-type="epub"><year>{self.entered.year}</year></pub-date>{licence}'
            "<abstract><p>We studied pacing in chronic fatigue syndrome (ME/CFS).</p></abstract></article-meta></front>"
            "<body><sec><title>Methods</title><p>We asked 40 patients who met the Canadian Consensus Criteria about "
            "pacing in a cross-sectional survey. All were adults and had been ill for more than six months.</p></sec>"
            "<sec><title>Results</title><p>Of 40 patients, 24 (60%) paced daily. Sixteen did not pace.</p></sec>"
            "<sec><title>Discussion</title><p>Many patients pace. Larger studies are needed to learn whom it helps and "
            "whom it harms. A limitation is that we asked few people once.</p></sec></body><back><ref-list><ref>"
            "<mixed-citation>A cited paper, https://creativecommons.org/licenses/by-nc/3.0/</mixed-citation></ref>"
            "</ref-list></back></article>"
        ).encode()


@dataclass
class EuropePMCStandIn(StandIn):
    """A server of invented records.

    `withheld` are found by searches and never sent when asked for by name; `texts_withheld` are open texts not sent.
    """

    articles: list[Article] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    texts_withheld: set[str] = field(default_factory=set)

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, str, bytes]:
        """What the service would say."""
        if path.endswith("/fullTextXML"):
            pmcid = path.split("/")[-2]
            held = [one for one in self.articles if one.pmcid == pmcid and one.open]
            if not held or pmcid in self.texts_withheld:
                return 404, "application/xml", b""
            return 200, "application/xml;charset=UTF-8", held[0].full_text()
        found = [one for one in self.articles if self._is_meant(one, query["query"])]
        size, mark = min(int(query["pageSize"]), 1000), query["cursorMark"]
        start = 0 if mark == "*" else int(mark.removeprefix("AoJ"))
        page = found[start : start + size]
        results = [
            one.core() if query["resultType"] == "core" else {"id": one.number, "source": one.source} for one in page
        ]
        told: dict[str, Any] = {
            "version": "6.9",
            "hitCount": len(found),
            "request": {
                "queryString": query["query"],
                "resultType": query["resultType"],
                "cursorMark": mark,
                "pageSize": size,
                "sort": "",
                "synonym": False,
            },
            "resultList": {"result": results},
        }
        if page:
            told["nextCursorMark"] = f"AoJ{start + len(page)}"
        return 200, "application/json;charset=UTF-8", json.dumps(told).encode()

    def _is_meant(self, one: Article, query: str) -> bool:
        if one.name in self.withheld and _IDS.search(query):
            return False
        ids = _IDS.findall(query)
        if ids and (one.number, one.source) not in {(number.rstrip(")"), source) for number, source in ids}:
            return False
        if asked := re.search(r'DOI:"([^"]+)"', query):
            return one.doi.lower() == asked[1].lower()
        if asked := re.search(r"PMCID:(PMC\d+)", query):
            return one.pmcid == asked[1]
        if span := _SPAN.search(query):
            day = one.entered if span[1] == "FIRST_IDATE" else one.changed
            return day is not None and date.fromisoformat(span[2]) <= day <= date.fromisoformat(span[3])
        return bool(ids)
