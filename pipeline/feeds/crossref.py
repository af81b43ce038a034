"""Crossref: what became of the paper with a DOI: retracted, corrected, in doubt, its preprint, its article.

The record of an affected paper names its notices in `updated-by`; the record of a notice names the paper in
`update-to`. Retraction Watch's findings are merged in, with their source. A DOI that Crossref does not hold (another
agency registers it, or nobody does) is one that could not be asked about.
Source: Crossref, REST API documentation (works, update-to, relation, x-rate-limit headers, the polite pool).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from pipeline.domain.doi_status import Affected, DoiStatus, StatusNotice
from pipeline.domain.identifiers import bare_doi, normalise_doi
from pipeline.domain.paper import NoticeKind, Version
from pipeline.domain.updates import of_crossref, says_retracted
from pipeline.errors import ServiceUnavailable
from pipeline.feeds.asking import Asker

__all__ = ["ADDRESS", "Crossref"]

ADDRESS = "https://api.crossref.org/"
_AFFECTS = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY}
#: After so many failures in a row the service is taken to be down, and the rest of a batch is not asked about.
_DOWN_AFTER = 3


@dataclass(frozen=True, slots=True)
class Crossref:
    """Crossref, asked by an asker whose contact puts the questions into its polite pool. `today` gives the day."""

    asker: Asker
    today: Callable[[], date]

    def status(self, doi: str) -> DoiStatus:
        """What Crossref says of this DOI. Never raises for a service that fails: that is the third answer."""
        try:
            return self._asked(doi)
        except ServiceUnavailable as error:
            return self._could_not(doi, error.message)

    def statuses(self, dois: Sequence[str]) -> Iterator[DoiStatus]:
        """The status of each DOI, in their order; once the service is down, the rest could not be asked about."""
        failures = 0
        for doi in dois:
            if failures >= _DOWN_AFTER:
                yield self._could_not(doi, f"{self.asker.name} failed {failures} times in a row and was left alone")
                continue
            try:
                told = self._asked(doi)
                failures = 0
            except _Unclear as error:
                told = self._could_not(doi, error.message)
            except ServiceUnavailable as error:
                told = self._could_not(doi, error.message)
                failures += 1
            yield told

    def _asked(self, doi: str) -> DoiStatus:
        wanted = normalise_doi(doi)
        if wanted is None:
            return self._could_not(doi, "this is no DOI; correct it in the paper's record")
        query = {"mailto": self.asker.contact} if self.asker.contact else {}
        reply = self.asker.get(f"works/{quote(wanted, safe='')}", query, expect="json")
        if reply is None:
            return self._could_not(doi, f"{self.asker.name} holds no record of this DOI; look at doi.org whose it is")
        work = _work(reply, wanted, self.asker.name)
        return self._read(doi, work)

    def _read(self, doi: str, work: Mapping[str, Any]) -> DoiStatus:
        told = [*_notices(work, "updated-by", affected=True, name=self.asker.name)]
        notices = tuple(one for one in told if one.kind in _AFFECTS)
        gives = tuple(_notices(work, "update-to", affected=False, name=self.asker.name))
        titles = work.get("title")
        title = titles[0] if isinstance(titles, list) and titles and isinstance(titles[0], str) else ""
        if not gives and says_retracted(title) and not any(one.kind is NoticeKind.RETRACTED_BY for one in notices):
            notices = (StatusNotice(NoticeKind.RETRACTED_BY, label=title[:200], said_by="title"), *notices)
        newer = [
            Version(kind="newer version", doi=one.doi) for one in told if one.kind is NoticeKind.UPDATED_BY and one.doi
        ]
        return DoiStatus(
            doi=doi,
            source=self.asker.name,
            affected=Affected.YES if notices else Affected.NO,
            as_of=self.today().isoformat(),
            notices=notices,
            gives=gives,
            versions=(*_faces(work), *newer),
        )

    def _could_not(self, doi: str, reason: str) -> DoiStatus:
        return DoiStatus(doi, self.asker.name, Affected.COULD_NOT_ASK, as_of=self.today().isoformat(), reason=reason)


class _Unclear(ServiceUnavailable):
    """The service is up, and what it says of this one paper cannot be told."""


def _work(reply: bytes, wanted: str, name: str) -> Mapping[str, Any]:
    """The work of a reply. Raises ServiceUnavailable where it is none, or another one."""
    try:
        told = json.loads(reply)
    except ValueError as error:
        raise ServiceUnavailable(f"{name} sent an answer that is cut short", hint="the next run asks again") from error
    work = told.get("message") if isinstance(told, dict) and told.get("message-type") == "work" else None
    if not isinstance(work, dict) or not isinstance(work.get("DOI"), str):
        raise ServiceUnavailable(f"{name} sent an answer that cannot be read", hint="the next run asks again")
    if wanted not in (normalise_doi(work["DOI"]), work["DOI"].lower()):
        raise _Unclear(
            f"{name} answers a question about {wanted} with {work['DOI'][:200]}", hint="correct the DOI, or ask later"
        )
    return work


def _notices(work: Mapping[str, Any], key: str, *, affected: bool, name: str) -> Iterator[StatusNotice]:
    """The notices of one side. A list that cannot be read, or a word that nobody here knows, is no clean record."""
    updates = work.get(key, [])
    if not isinstance(updates, list) or not all(isinstance(one, dict) for one in updates):
        raise _Unclear(f"{name} names updates in a form that cannot be read", hint="look at the DOI's page")
    for update in updates:
        word = str(update.get("type", ""))
        kind = of_crossref(word, affected=affected)
        if kind is None:
            raise _Unclear(
                f"{name} names an update of a kind that is not known here: {word[:80]!r}", hint="look at the DOI's page"
            )
        yield StatusNotice(
            kind=kind,
            label=str(update.get("label") or word),
            day=_day(update.get("updated")),
            said_by=str(update.get("source") or ""),
            doi=bare_doi(str(update.get("DOI") or "")) or "",
        )


def _faces(work: Mapping[str, Any]) -> Iterator[Version]:
    relation = work.get("relation")
    for word, kind in (("is-preprint-of", "article"), ("has-preprint", "preprint")):
        for one in (relation.get(word) or ()) if isinstance(relation, dict) else ():
            if not isinstance(one, dict) or not isinstance(one.get("id"), str):
                continue
            doi = bare_doi(one["id"]) if one.get("id-type") == "doi" else None
            # A preprint may be named by another kind of number; it is kept as it was said.
            yield Version(kind=kind, doi=doi, note="" if doi else f"{one.get('id-type')}: {one['id']}"[:200])


def _day(told: object) -> str:
    """`2025-01-15`, `2025-01` or `2025` from Crossref's date parts; empty where there are none."""
    parts = told.get("date-parts") if isinstance(told, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not all(type(number) is int for number in first):
        return ""
    return "-".join(f"{number:02d}" for number in first[:3])
