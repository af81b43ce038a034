"""PubMed, through its E-utilities: which records were entered or changed in a span of days, and the records themselves.

ESearch gives no more than 10,000 hits, so a span with more is split by date. A reply that says something else than it
holds (fewer ids than it counts, fewer records than were asked for) is a failure, never a smaller answer.
Source: NCBI, Entrez Programming Utilities Help (ESearch, EFetch).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipeline.errors import ServiceUnavailable
from pipeline.feeds.asking import Asker

__all__ = ["ADDRESS", "PubMed"]

ADDRESS = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
_MOST = 9_999
_AT_ONCE = 200
_ARTICLE = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")


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

    def changed(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """Those of records changed in that span: corrections and retractions are among them. Raises as `entered`."""
        return tuple(dict.fromkeys(self._ids(query, "mdat", first, last)))

    def records(self, numbers: Sequence[str]) -> Iterator[bytes]:
        """The records as PubMed XML, some hundred a reply. Raises ServiceUnavailable for one that is cut short."""
        for start in range(0, len(numbers), self.at_once):
            wanted = numbers[start : start + self.at_once]
            form = {"db": "pubmed", "id": ",".join(wanted), "retmode": "xml", **self._own()}
            reply = self.asker.post("efetch.fcgi", form, expect="xml")
            got = len(_ARTICLE.findall(reply))
            if got < len(wanted) or b"</PubmedArticleSet>" not in reply[-400:]:
                raise ServiceUnavailable(
                    f"{self.asker.name} sent {got} of {len(wanted)} records", hint="the next run asks for them again"
                )
            yield reply

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
    if not all(one.isdigit() for one in numbers):
        raise ServiceUnavailable(f"{name} names records that have no number", hint="the next run asks again")
    return count, numbers
