"""Europe PMC: which records were entered or changed in a span of days, the records, and open full texts as XML.

A search is paged with `cursorMark` until no further page is named. A reply that holds something else than it counts, a
total that changes between two pages, or a cursor that has run out is a failure: the search begins again from its first
page, and after some such rounds it could not be asked. It is never a smaller answer.
Records are named `SOURCE:ID` (`MED:1234`, `PMC:PMC1234`, `PPR:PPR1234` for a preprint), because an id alone is not
unique. Source: Europe PMC, Articles RESTful API reference (search, fullTextXML).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.domain.feed import Sent
from pipeline.errors import ServiceUnavailable
from pipeline.feeds.asking import Asker

__all__ = ["ADDRESS", "EuropePMC", "FullText", "Match"]

ADDRESS = "https://www.ebi.ac.uk/europepmc/webservices/rest/"
_AT_ONCE = 1_000  # the most that the service gives on one page
_FEW = 20  # more missing records than this in one reply are a fault of the reply, not of the records
_ROUNDS = 3
_NAME = re.compile(r"([A-Z]{2,8}):([A-Za-z0-9./-]{1,60})")
_ARTICLE_END = re.compile(rb"</(?:\w+:)?article>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)
_FRONT = re.compile(rb"<front\b.*?</front>", re.DOTALL)
_OWN_NUMBER = re.compile(rb'<article-id\b[^>]*pub-id-type="pmc(?:id)?"[^>]*>\s*(?:PMC)?(\d+)')
_PERMISSIONS = re.compile(rb"<permissions\b.*?</permissions>", re.DOTALL)
_CC = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)(?:/([\d.]+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """One record that answers a question about one paper, and what it says of its full text.

    `body` is the raw reply. `open` says that the text belongs to the open-access part of Europe PMC; `licence` is the
    record's own word, empty where it has none.
    """

    name: str
    body: bytes
    doi: str
    pmid: str
    pmcid: str
    open: bool
    licence: str


@dataclass(frozen=True, slots=True)
class FullText:
    """The full text of one article as JATS, raw, and the open licence that it states itself (empty: none)."""

    body: bytes
    licence: str


@dataclass(frozen=True, slots=True)
class EuropePMC:
    """Europe PMC, asked by an asker. It needs no key."""

    asker: Asker
    at_once: int = _AT_ONCE
    records_at_once: int = 50

    def entered(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """The names of the records that came in from `first` to `last`, both included. Raises ServiceUnavailable."""
        return self._names(f"({query}) AND {_span('FIRST_IDATE', first, last)}")

    def changed(self, names: Sequence[str], first: date, last: date) -> tuple[str, ...]:
        """Those of `names` whose records were changed from `first` to `last`. Raises ServiceUnavailable."""
        found: list[str] = []
        for some in _batches(names, self.records_at_once):
            found += self._names(f"({_any_of(some)}) AND {_span('UPDATE_DATE', first, last)}")
        return tuple(dict.fromkeys(found))

    def records(self, names: Sequence[str]) -> Iterator[Sent]:
        """The records as Europe PMC JSON, some a reply; what is not sent even when asked for alone is left out.

        Raises ServiceUnavailable for a reply that is cut short or holds much less than was asked for.
        """
        for wanted in _batches(names, self.records_at_once):
            sent = self._sent(wanted)
            had = {name for one in sent for name in one.numbers}
            left = [name for name in wanted if name not in had]
            if len(left) > _FEW or (not had and len(wanted) > 1):
                raise ServiceUnavailable(
                    f"{self.asker.name} sent {len(had)} of {len(wanted)} records",
                    hint="the next run asks for them again",
                )
            yield from sent
            for name in left if len(wanted) > 1 else ():
                yield from self._sent([name])

    def about(self, scheme: str, value: str) -> Match | None:
        """The record of the paper with this identifier (`doi`, `pmid` or `pmcid`), or None where there is none.

        Raises ServiceUnavailable when it could not be asked, or answers with another paper.
        """
        query = {
            "doi": f'DOI:"{_escaped(value)}"',
            "pmid": f"(EXT_ID:{value} AND SRC:MED)",
            "pmcid": f"PMCID:{value}",
        }[scheme]
        pages = self._whole(query, "core", self.records_at_once)
        results = [(page, result) for page in pages for result in page.results]
        matches = [_match(page, result) for page, result in results]
        meant = [one for one in matches if getattr(one, scheme).lower() == value.lower()]
        if matches and not meant:
            raise ServiceUnavailable(
                f"{self.asker.name} answers a question about {value} with another paper",
                hint="look the paper up by its DOI or PubMed number, or put its file into inputs/",
            )
        # PubMed's own record carries the links to corrections; others follow in the order in which they were sent.
        return next((one for one in meant if one.name.startswith("MED:")), meant[0] if meant else None)

    def full_text(self, pmcid: str) -> FullText | None:
        """The full text of an article, or None where the service says that it has none.

        Raises ServiceUnavailable for an answer that is no article or is cut short.
        """
        body = self.asker.get(f"{pmcid}/fullTextXML", {}, expect="xml")
        if body is None:
            return None
        if b"<article" not in body[:20_000] or not _ARTICLE_END.search(body[-20_000:].rstrip()):
            raise ServiceUnavailable(
                f"{self.asker.name} sent a full text of {pmcid} that is cut short or is no article",
                hint="ask again later, or put its PDF into inputs/",
            )
        front = _FRONT.search(body)
        number = _OWN_NUMBER.search(front.group()) if front else None
        if number and number[1].decode() != pmcid.upper().removeprefix("PMC"):
            raise ServiceUnavailable(
                f"{self.asker.name} sent the full text of another article for {pmcid}",
                hint="put its PDF into inputs/",
            )
        return FullText(body, _licence_in(body))

    def _names(self, query: str) -> tuple[str, ...]:
        pages = self._whole(query, "idlist", self.at_once)
        return tuple(dict.fromkeys(name for page in pages for name in page.names))

    def _sent(self, names: Sequence[str]) -> list[Sent]:
        pages = self._whole(_any_of(names), "core", self.records_at_once)
        if strange := sorted({name for page in pages for name in page.names} - set(names)):
            raise ServiceUnavailable(
                f"{self.asker.name} sent records that nobody asked for: {', '.join(strange[:5])}",
                hint="the next run asks again",
            )
        return [Sent(page.body, page.names) for page in pages if page.names]

    def _whole(self, query: str, kind: str, size: int) -> list[_Page]:
        """Every page of a search, whose records are as many as each page counts."""
        fault = ""
        for _ in range(_ROUNDS):
            try:
                return self._round(query, kind, size)
            except _BeginAgain as broken:
                fault = broken.reason
        raise ServiceUnavailable(f"{self.asker.name} {fault}", hint="the next run asks again")

    def _round(self, query: str, kind: str, size: int) -> list[_Page]:
        pages: list[_Page] = []
        mark, used = "*", {"*"}
        while True:
            page = self._page(query, kind, size, mark)
            pages.append(page)
            if page.total != pages[0].total:
                raise _BeginAgain(f"counts {pages[0].total} records on one page and {page.total} on the next")
            # On the last page the next mark is missing, or is the one that was asked with.
            if not page.names or not page.next or page.next == mark:
                break
            # A page that is not full and completes the count is the last one; nobody need be asked for an empty one.
            if len(page.names) < size and sum(len(one.names) for one in pages) == page.total:
                break
            if page.next in used:
                raise _BeginAgain("names pages in a circle")
            mark = page.next
            used.add(mark)
        named = [name for page in pages for name in page.names]
        if len(named) != pages[0].total or len(set(named)) != len(named):
            raise _BeginAgain(f"counts {pages[0].total} records and names {len(set(named))}")
        return pages

    def _page(self, query: str, kind: str, size: int, mark: str) -> _Page:
        asked = {"query": query, "resultType": kind, "format": "json", "pageSize": str(size), "cursorMark": mark}
        if self.asker.contact:
            asked["email"] = self.asker.contact
        try:
            reply = self.asker.get("search", asked, expect="json")
            if reply is None:
                raise ServiceUnavailable(
                    f"{self.asker.name} refuses the question (404)", hint="check its address in atlas.toml"
                )
            return _read(reply, self.asker.name)
        except _Refused as refused:
            if mark != "*":
                raise _BeginAgain(f"lost its place in the search: {refused.message}") from refused
            raise
        except ServiceUnavailable as error:
            # A cursor that has run out is refused with a status; the first page asked anew tells it from an outage.
            if mark != "*":
                raise _BeginAgain(f"broke off in the middle of a search: {error.message}") from error
            raise


class _BeginAgain(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Refused(ServiceUnavailable):
    pass


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    total: int
    next: str
    results: tuple[Mapping[str, Any], ...]
    names: tuple[str, ...]


def _read(reply: bytes, name: str) -> _Page:
    try:
        told = json.loads(reply)
    except ValueError as error:
        raise ServiceUnavailable(f"{name} sent an answer that is cut short", hint="the next run asks again") from error
    if isinstance(told, dict) and ("errCode" in told or "errMsg" in told):
        raise _Refused(f"{name} answers with an error: {str(told.get('errMsg'))[:200]}", hint="check the query")
    try:
        total, results = told["hitCount"], told["resultList"]["result"]
        next_mark = told.get("nextCursorMark") or ""
        names = tuple(f"{result['source']}:{result['id']}" for result in results)
        readable = type(total) is int and isinstance(next_mark, str) and isinstance(results, list)
    except (KeyError, TypeError, AttributeError):
        readable = False
    if not readable or not all(_NAME.fullmatch(one) for one in names):
        raise ServiceUnavailable(f"{name} sent an answer that cannot be read", hint="the next run asks again")
    return _Page(reply, total, next_mark, tuple(results), names)


def _match(page: _Page, result: Mapping[str, Any]) -> Match:
    def told(field: str) -> str:
        value = result.get(field)
        return value.strip() if isinstance(value, str) else ""

    body = page.body
    if len(page.results) > 1:
        body = json.dumps({"resultList": {"result": [result]}}, ensure_ascii=False).encode()
    return Match(
        name=f"{told('source')}:{told('id')}",
        body=body,
        doi=told("doi"),
        pmid=told("pmid"),
        pmcid=told("pmcid"),
        open=told("isOpenAccess") == "Y" and told("inEPMC") == "Y",
        licence=told("license"),
    )


def _licence_in(article: bytes) -> str:
    """The Creative Commons licence that the article's own front names, or nothing; a cited paper's is never taken."""
    front = _FRONT.search(article)
    permissions = _PERMISSIONS.search(front.group()) if front else None
    found = _CC.search(permissions.group().decode("utf-8", "replace")) if permissions else None
    if found is None:
        return ""
    name = "CC0" if found[1].lower() in ("zero", "mark") else f"CC {found[1].upper()}"
    return f"{name} {found[2]}" if found[2] else name


def _span(field: str, first: date, last: date) -> str:
    return f"({field}:[{first.isoformat()} TO {last.isoformat()}])"


def _any_of(names: Sequence[str]) -> str:
    parts = [_NAME.fullmatch(name) for name in names]
    return " OR ".join(f"(EXT_ID:{part[2]} AND SRC:{part[1]})" for part in parts if part)


def _batches(names: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')
