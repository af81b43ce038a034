"""One scheduled run, top-down: ask for what is new, take it in, leave out what is out of scope, draft, tell.

    asked       each saved search -> numbers of new and of changed records -> raw records in inputs/feeds
    taken in    files -> papers (the workflow's ingest); a record known by its number is not fetched again
    judged      out of scope, by what rules read of title and abstract: nothing is paid for it
    told of     retractions, corrections, concerns of papers that are here
    drafted     what is due, within the budget

A search that could not be asked is a fault of that search alone; its place does not move, so nothing is ever missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from pipeline.domain.draft import Context
from pipeline.domain.feed import Asked, Cursor, KnownNotice, Search
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.ledger import Outcome, Owner, PaperRow, PaperState
from pipeline.domain.paper import NoticeKind
from pipeline.errors import ServiceUnavailable
from pipeline.reading.facts import read_facts
from pipeline.workflow import Services, document_of, due, ingest

__all__ = ["Cursors", "Feed", "Notices", "Taken", "Updating", "take_in"]

_AFFECTS = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY}
_OUT = frozenset({Context.NONE})
_OUT_REASON = "title and abstract do not speak of this atlas's field"
_OUT_HINT = "it is not offered again; `atlas draft FILE --again` drafts it all the same"


class Feed(Protocol):
    """A service that knows of new papers. Every method raises ServiceUnavailable when it could not ask to the end."""

    def entered(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """The numbers of the records entered in a span of days, both ends included."""
        ...

    def changed(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """Those of the records changed in it."""
        ...

    def records(self, numbers: Sequence[str]) -> Iterator[bytes]:
        """The records, raw, some at a time."""
        ...


class Cursors(Protocol):
    """How far each search was asked."""

    def get(self, search: str) -> Cursor:
        """The place of a search."""
        ...

    def advance(self, search: str, through: date, now: datetime) -> None:
        """Say that everything up to `through` was taken in."""
        ...

    def failed(self, search: str, fault: str, now: datetime) -> None:
        """Say that a search could not be asked."""
        ...


class Notices(Protocol):
    """What services told of retractions, corrections and concerns."""

    def add(self, notices: Sequence[KnownNotice]) -> tuple[KnownNotice, ...]:
        """Keep notices; returns those that were not known before."""
        ...


@dataclass(frozen=True, slots=True)
class Updating:
    """What a run is handed beside the workflow's services. `write` puts a raw reply into a file."""

    story: Services
    feed: Feed
    cursors: Cursors
    notices: Notices
    folder: Path
    write: Callable[[Path, bytes], None]
    owner: Owner
    first_days: int = 30
    overlap_days: int = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took in: what each search gave, the papers that are due, those out of scope, and fresh notices."""

    asked: tuple[Asked, ...]
    due: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    notices: tuple[KnownNotice, ...]

    @property
    def nothing_could_be_asked(self) -> bool:
        """Whether every search failed, so that the run says nothing about new papers."""
        return bool(self.asked) and all(one.fault for one in self.asked)


async def take_in(searches: Sequence[Search], run: Updating) -> Taken:
    """Everything but the drafting. Raises what the workflow's `ingest` raises."""
    asked: list[Asked] = []
    notices: list[KnownNotice] = []
    fresh: list[str] = []
    for search in searches:
        told, papers, found = await _one_search(search, run)
        asked.append(told)
        fresh += papers
        notices += found
    rows = [run.story.papers.get(paper) for paper in dict.fromkeys(fresh)]
    out = tuple(row.id for row in rows if _is_out_of_scope(row, run))
    waiting = run.story.papers.all([PaperState.WAITING, PaperState.RETRY_LATER])
    return Taken(tuple(asked), due(waiting, run.story), out, tuple(notices))


async def _one_search(search: Search, run: Updating) -> tuple[Asked, list[str], tuple[KnownNotice, ...]]:
    now = run.story.clock.now()
    told = _span(search, run, now)
    try:
        numbers = await asyncio.to_thread(run.feed.entered, search.query, told.first, told.last)
        new = [number for number in numbers if _paper(number, run) is None]
        files = await asyncio.to_thread(_fetched, new, run)
        changed = await asyncio.to_thread(run.feed.changed, search.query, told.first, told.last)
        known = [number for number in changed if number not in new and _paper(number, run) is not None]
        revised = await asyncio.to_thread(_fetched, known, run)
    except ServiceUnavailable as error:
        run.cursors.failed(search.name, error.message, now)
        return replace(told, fault=error.message), [], ()
    items = await ingest(files, run.story)
    papers = [item.face.paper for item in items if item.face.paper and not item.seen_before]
    notices = run.notices.add([*_notices(files, search, run, now), *_notices(revised, search, run, now)])
    run.cursors.advance(search.name, told.last, now)
    return replace(told, found=len(numbers), new=len(new), changed=len(known)), papers, notices


def _span(search: Search, run: Updating, now: datetime) -> Asked:
    """The days to ask for: from a little before the last success, so that late entries are met."""
    today = now.astimezone(UTC).date()
    through = run.cursors.get(search.name).through
    days = run.overlap_days if through else run.first_days
    return Asked(search.name, (through or today) - timedelta(days=days), today)


def _fetched(numbers: Sequence[str], run: Updating) -> list[Path]:
    """The records of these numbers as files, named by what is in them."""
    files: list[Path] = []
    for reply in run.feed.records(numbers) if numbers else ():
        file = run.folder / f"pubmed-{digest_of_bytes(reply)[7:23]}.xml"
        run.write(file, reply)
        files.append(file)
    return files


def _paper(number: str, run: Updating) -> str | None:
    return run.story.papers.find_by_identifier("pmid", number)


def _notices(files: Sequence[Path], search: Search, run: Updating, now: datetime) -> Iterator[KnownNotice]:
    """What the records in `files` say about retractions and corrections of papers that are here."""
    for file in files:
        for item in run.story.reader.read(file):
            work = item.document.paper if item.document else None
            paper = _paper(work.pmid, run) if work and work.pmid else None
            if work is None or paper is None:
                continue
            for one in work.notices:
                if one.kind in _AFFECTS:
                    reference = one.doi or one.pmid or one.text[:200]
                    yield KnownNotice(paper, one.kind.value, reference, one.text, f"PubMed ({search.name})", now)


def _is_out_of_scope(row: PaperRow, run: Updating) -> bool:
    """Whether a new paper is about something else; it then ends so, and nothing is paid for it."""
    if row.state is not PaperState.WAITING:
        return False
    document = document_of(row, run.story)
    facts = read_facts(document, run.story.profile)
    if facts.context not in _OUT or not document.text.strip():
        return False
    now = run.story.clock.now()
    if run.story.queue.claim(row.id, run.owner, now, run.story.lease_s):
        run.story.queue.finish(row.id, run.owner, Outcome(PaperState.OUT_OF_SCOPE, _OUT_REASON, _OUT_HINT), now)
    return True
