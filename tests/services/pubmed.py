"""A stand-in for PubMed's E-utilities over real HTTP: invented records, the documented formats, and faults on demand.

It speaks ESearch (JSON) and EFetch (XML) as far as `feeds/pubmed.py` asks, and keeps what it was asked. The shapes are
those of real replies; the records are invented.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

__all__ = ["Fault", "PubMedStandIn", "Record"]

#: Changes an answer: given the status, the type and the body, gives what is sent.
Fault = Callable[[int, str, bytes], tuple[int, str, bytes]]


@dataclass
class Record:
    """One invented record: its number, its days, and what it says."""

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

    def xml(self) -> str:
        """The record as EFetch gives it."""
        links = (
            '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Inventions</RefSource>'
            f'<PMID Version="1">{self.retracted_by}</PMID></CommentsCorrections></CommentsCorrectionsList>'
            if self.retracted_by
            else ""
        )
        day = self.entered
        return (
            f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{self.number}</PMID>'
            '<Article PubModel="Print"><Journal><JournalIssue>'
            f"<PubDate><Year>{day.year}</Year></PubDate></JournalIssue>"
            f"<Title>Inventions</Title></Journal><ArticleTitle>{self.title} {self.number}</ArticleTitle>"
            f"<Abstract><AbstractText>{self.abstract}</AbstractText></Abstract>"
            f"<AuthorList><Author><LastName>Doe{self.number}</LastName><ForeName>Jane</ForeName></Author></AuthorList>"
            f"<Language>eng</Language></Article>{links}</MedlineCitation>"
            f'<PubmedData><ArticleIdList><ArticleId IdType="pubmed">{self.number}</ArticleId>'
            f'<ArticleId IdType="doi">10.5555/invented.{self.number}</ArticleId></ArticleIdList></PubmedData>'
            "</PubmedArticle>"
        )


@dataclass
class PubMedStandIn:
    """A server of invented records. `faults` are used up one an answer, None leaving the answer as it is.

    Records whose number is `withheld` are named by searches and never sent.
    """

    records: list[Record] = field(default_factory=list)
    withheld: set[str] = field(default_factory=set)
    faults: list[Fault | None] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> PubMedStandIn:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = {
                    name: values[0]
                    for name, values in parse_qs(
                        self.rfile.read(int(self.headers["content-length"])).decode(), keep_blank_values=True
                    ).items()
                }
                stand_in.asked.append((self.path, form))
                status, kind, body = stand_in.answer(self.path, form)
                fault = stand_in.faults.pop(0) if stand_in.faults else None
                if fault is not None:
                    status, kind, body = fault(status, kind, body)
                if status == 0:  # the line is cut
                    self.connection.close()
                    return
                self.send_response(status)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                if status == 429:
                    self.send_header("retry-after", "0")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/entrez/eutils/"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        """What the service would say."""
        if path.endswith("esearch.fcgi"):
            first, last = (datetime.strptime(form[name], "%Y/%m/%d").date() for name in ("mindate", "maxdate"))  # noqa: DTZ007
            asked = set(re.findall(r"(\d+)\[uid\]", form["term"]))
            meant = [one for one in self.records if not asked or one.number in asked]
            days = [(one, one.changed if form["datetype"] == "mdat" else one.entered) for one in meant]
            found = [one.number for one, day in days if day is not None and first <= day <= last]
            most = min(int(form["retmax"]), 10_000)
            told = {"count": str(len(found)), "retmax": str(most), "retstart": "0", "idlist": found[:most]}
            return 200, "application/json; charset=UTF-8", json.dumps({"header": {}, "esearchresult": told}).encode()
        wanted = form["id"].split(",")
        records = "".join(one.xml() for one in self.records if one.number in wanted and one.number not in self.withheld)
        head = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "">\n'
        return 200, "text/xml; charset=UTF-8", f"{head}<PubmedArticleSet>{records}</PubmedArticleSet>".encode()
