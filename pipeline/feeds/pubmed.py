"""PubMed, through its E-utilities: which records were entered or changed in a span of days, and the records themselves.

ESearch gives no more than 10,000 hits, so a span with more is split by date. A reply that says something else than it
holds (fewer ids than it counts, an end that is cut off) is a failure, never a smaller answer. A single record that is
named and not sent (withdrawn, merged, damaged) costs that record alone.
Source: NCBI, Entrez Programming Utilities Help (ESearch, EFetch).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipeline.domain.feed import Sent
from pipeline.errors import ServiceUnavailable
from pipeline.feeds.asking import Asker

__all__ = ["ADDRESS", "PubMed"]

ADDRESS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
_MOST = 9_999
_AT_ONCE = 200
_FEW = 20  # more missing records than this in one reply are a fault of the reply, not of the records
_ARTICLE = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")
_NUMBER = re.compile(rb"<PMID[^>]*>\s*(\d+)\s*</PMID>")
_END = re.compile(rb"</PubmedArticleSet>\s*$|<PubmedArticleSet\s*/>\s*$")


@dataclass(frozen=True, slots=True)
class PubMed:
    """PubMed, asked by an asker. `key` lifts the limit from 3 to 10 requests a second."""

    asker: Asker
    key: str = ""
    most: int = _MOST
    at_once: int = _AT_ONCE

    def entered(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """The PubMed numbers of records entered from `first` to `last`, both included. Raises ServiceUnavailable."""
        return tuple(dict.fromkeys(self._ids(query, "edat", first, last)))

    def changed(self, numbers: Sequence[str], first: date, last: date) -> tuple[str, ...]:
        """Those of `numbers` whose records were changed from `first` to `last`. Raises ServiceUnavailable."""
        found: list[str] = []
        for start in range(0, len(numbers), self.at_once):
            query = " OR ".join(f"{number}[uid]" for number in numbers[start : start + self.at_once])
            found += self._ids(query, "mdat", first, last)
        return tuple(dict.fromkeys(found))

    def records(self, numbers: Sequence[str]) -> Iterator[Sent]:
        """The records as PubMed XML, some hundred a reply; what is not sent even when asked for alone is left out.

        Raises ServiceUnavailable for a reply that is cut short or holds much less than was asked for.
        """
        for start in range(0, len(numbers), self.at_once):
            wanted = numbers[start : start + self.at_once]
            sent = self._sent(wanted)
            left = [number for number in wanted if number not in sent.numbers]
            if len(left) > _FEW or (sent.numbers == () and len(wanted) > 1):
                raise ServiceUnavailable(
                    f"{self.asker.name} sent {len(sent.numbers)} of {len(wanted)} records",
                    hint="the next run asks for them again",
                )
            alone = [self._sent([number]) for number in left] if len(wanted) > 1 else []
            yield from (one for one in (sent, *alone) if one.numbers)

    def _sent(self, numbers: Sequence[str]) -> Sent:
        form = {"db": "pubmed", "id": ",".join(numbers), "retmode": "xml", **self._own()}
        reply = self.asker.post("efetch.fcgi", form, expect="xml")
        if not _END.search(reply):
            raise ServiceUnavailable(
                f"{self.asker.name} sent an answer that is cut short", hint="the next run asks for it again"
            )
        own = (_NUMBER.search(record) for record in _ARTICLE.split(reply)[1:])
        return Sent(reply, tuple(found[1].decode() for found in own if found))

    def _ids(self, query: str, kind: str, first: date, last: date) -> Iterator[str]:
        found = self._search(query, kind, first, last)
        count, numbers = _counted(found, self.asker.name)
        if count <= self.most:
            if len(numbers) != count:
                raise ServiceUnavailable(
                    f"{self.asker.name} counts {count} records and names {len(numbers)}", hint="the next run asks again"
                )
            yield from numbers
            return
        if first == last:
            raise ServiceUnavailable(
                f"{self.asker.name} has {count} records of one day for this search, more than it gives",
                hint="make the search narrower",
            )
        middle = first + (last - first) // 2
        yield from self._ids(query, kind, first, middle)
        yield from self._ids(query, kind, middle + timedelta(days=1), last)

    def _search(self, query: str, kind: str, first: date, last: date) -> dict[str, Any]:
        form = {
            "db": "pubmed",
            "term": query,
            "datetype": kind,
            "mindate": f"{first:%Y/%m/%d}",
            "maxdate": f"{last:%Y/%m/%d}",
            "retmax": str(self.most),
            "retmode": "json",
            **self._own(),
        }
        reply = self.asker.post("esearch.fcgi", form, expect="json")
        try:
            told = json.loads(reply)["esearchresult"]
        except (ValueError, KeyError, TypeError) as error:
            raise ServiceUnavailable(
                f"{self.asker.name} sent an answer that cannot be read", hint="the next run asks again"
            ) from error
        if not isinstance(told, dict) or "ERROR" in told:
            raise ServiceUnavailable(
                f"{self.asker.name} answers with an error: {str(told)[:200]}", hint="check the query in [update]"
            )
        return told

    def _own(self) -> dict[str, str]:
        own = {"tool": "atlas-pipeline"}
        if self.asker.contact:
            own["email"] = self.asker.contact
        return own | ({"api_key": self.key} if self.key else {})


def _counted(told: dict[str, Any], name: str) -> tuple[int, list[str]]:
    try:
        count, numbers = int(told["count"]), [str(one) for one in told["idlist"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ServiceUnavailable(f"{name} sent an answer without a count", hint="the next run asks again") from error
    if not all(one.isascii() and one.isdigit() for one in numbers):
        raise ServiceUnavailable(f"{name} names records that have no number", hint="the next run asks again")
    return count, numbers
