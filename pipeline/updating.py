"""One scheduled run, top-down: ask for what is new, take it in, leave out what is out of scope, draft, tell.

    asked       each saved search -> numbers of new records -> raw records in inputs/feeds
    taken in    files -> papers (the workflow's ingest); a record known by its number is not fetched again
    judged      out of scope, by what rules read of title and abstract: nothing is paid for it
    rechecked   retractions, corrections, concerns of every paper that is here and has a number of the service
    drafted     what is due, within the budget

Each search and each recheck has a place of its own, which moves only when everything up to it was taken in: whatever
failed or was stopped is asked again by the next run. A fault costs what it hit and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline.domain.draft import Context
from pipeline.domain.feed import Asked, Cursor, KnownNotice, Rechecked, Search, Sent
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.ledger import Outcome, Owner, PaperRow, PaperState
from pipeline.domain.paper import NoticeKind
from pipeline.errors import ServiceUnavailable
from pipeline.intake import document_of, ingest
from pipeline.reading.facts import read_facts
from pipeline.reading.works import identifiers
from pipeline.services import Services
from pipeline.workflow import due

__all__ = ["Cursors", "Feed", "Notices", "Service", "Taken", "Updating", "take_in"]

_AFFECTS = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY}
_OUT = frozenset({Context.NONE})
_OUT_REASON = "title and abstract do not speak of this atlas's field"
_OUT_HINT = "it is not offered again; `atlas draft FILE --again` drafts it all the same"
#: A record that is named and never sent is asked for during so many days, then taken for withdrawn.
_PATIENCE = timedelta(days=30)
_WEEK = timedelta(days=7)
_One = TypeVar("_One")


class Feed(Protocol):
    """A service that knows of new papers. Every method raises ServiceUnavailable when it could not ask to the end."""

    def entered(self, query: str, first: date, last: date) -> tuple[str, ...]:
        """The numbers of the records entered in a span of days, both ends included."""
        ...

    def changed(self, numbers: Sequence[str], first: date, last: date) -> tuple[str, ...]:
        """Those of `numbers` whose records were changed in it."""
        ...

    def records(self, numbers: Sequence[str]) -> Iterator[Sent]:
        """The records, raw, some at a time; without those that the service names and does not send."""
        ...


@dataclass(frozen=True, slots=True)
class Service:
    """A feed as people call it, and the scheme of identifiers that its numbers are."""

    label: str
    scheme: str
    feed: Feed


class Cursors(Protocol):
    """How far each search was asked."""

    def get(self, search: str) -> Cursor:
        """The place of a search."""
        ...

    def begin(self, search: str, through: date, now: datetime) -> None:
        """Say where a search that was never asked begins."""
        ...

    def advance(self, search: str, through: date, now: datetime, *, left: str = "") -> None:
        """Say that everything up to `through` was taken in; `left` says what little was not."""
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
    """What a run is handed beside the workflow's services. `feeds` go by name; `write` puts a raw reply into a file."""

    story: Services
    feeds: Mapping[str, Service]
    cursors: Cursors
    notices: Notices
    folder: Path
    write: Callable[[Path, bytes], None]
    owner: Owner
    first_days: int = 30
    overlap_days: int = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took in.

    What each search gave, how each recheck went, the papers that are due, those out of scope, those newly in doubt, and
    fresh notices.
    """

    asked: tuple[Asked, ...]
    rechecked: tuple[Rechecked, ...]
    due: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    in_doubt: tuple[PaperRow, ...]
    notices: tuple[KnownNotice, ...]

    @property
    def nothing_could_be_asked(self) -> bool:
        """Whether every search failed, so that the run says nothing about new papers."""
        return bool(self.asked) and all(one.fault for one in self.asked)


async def take_in(searches: Sequence[Search], run: Updating) -> Taken:
    """Everything but the drafting. Raises what the workflow's `ingest` raises."""
    doubted = {row.id for row in run.story.papers.all([PaperState.IN_DOUBT])}
    asked: list[Asked] = []
    notices: list[KnownNotice] = []
    for search in _while_not_stopped(searches, run):
        told, found = await _one_search(search, run)
        asked.append(told)
        notices += found
    rechecked: list[Rechecked] = []
    for service in _while_not_stopped(run.feeds, run):
        checked, found = await asyncio.to_thread(_recheck, service, run)
        rechecked.append(checked)
        notices += found
    waiting = run.story.papers.all([PaperState.WAITING, PaperState.RETRY_LATER])
    out = frozenset(row.id for row in waiting if _is_out_of_scope(row, run))
    in_doubt = tuple(row for row in run.story.papers.all([PaperState.IN_DOUBT]) if row.id not in doubted)
    ready = due((row for row in waiting if row.id not in out), run.story)
    return Taken(tuple(asked), tuple(rechecked), ready, tuple(sorted(out)), in_doubt, tuple(notices))


def _while_not_stopped(these: Iterable[_One], run: Updating) -> Iterator[_One]:
    return takewhile(lambda _: not run.story.stopping(), these)


# ------------------------------------------------------------------------------------------------------ new papers


async def _one_search(search: Search, run: Updating) -> tuple[Asked, tuple[KnownNotice, ...]]:
    now = run.story.clock.now()
    service = run.feeds[search.service]
    told = _span(search.name, run, now)
    try:
        numbers = await asyncio.to_thread(service.feed.entered, search.query, told.first, told.last)
        new = [number for number in numbers if run.story.papers.find_by_identifier(service.scheme, number) is None]
        files, missing = await asyncio.to_thread(_fetched, new, search.service, run)
    except ServiceUnavailable as error:
        return replace(told, fault=error.message, news=_failed(search.name, error.message, run, now)), ()
    await ingest(files, run.story)
    if run.story.stopping():  # nothing may have been grouped, so the place must not move
        return told, ()
    notices = run.notices.add([*_notices(files, search.service, run, now)])
    news = _advance(search.name, told.last, missing, run, now)
    return replace(told, found=len(numbers), new=len(new) - len(missing), missing=missing, news=news), notices


def _span(search: str, run: Updating, now: datetime) -> Asked:
    """The days to ask for: from a little before the last success, so that late entries are met.

    Where a search begins is remembered before it is first asked, so that days of faults do not move its beginning.
    """
    today = now.astimezone(UTC).date()
    through = run.cursors.get(search).through
    if through is None:
        first = today - timedelta(days=run.first_days)
        run.cursors.begin(search, first, now)
        return Asked(search, first, today)
    return Asked(search, through - timedelta(days=run.overlap_days), today)


def _advance(search: str, last: date, missing: Sequence[str], run: Updating, now: datetime) -> bool:
    """Move the place of a search, not past the days of a record that was named and not sent.

    Returns whether people should hear of what is missing.
    """
    before = run.cursors.get(search)
    left = f"named and not sent: {', '.join(missing)}" if missing else ""
    through = max(before.through or last, last - _PATIENCE) if missing else last
    run.cursors.advance(search, through, now, left=left)
    return bool(left) and left != before.fault


def _failed(search: str, fault: str, run: Updating, now: datetime) -> bool:
    """Remember a fault; whether people should hear of it: when it is new, and once more in each week that it lasts."""
    before = run.cursors.get(search)
    run.cursors.failed(search, fault, now)
    if before.tried is None or before.tried == before.succeeded or not before.fault:
        return True
    since = before.succeeded or before.tried
    return (now - since) // _WEEK > (before.tried - since) // _WEEK


def _fetched(numbers: Sequence[str], service: str, run: Updating) -> tuple[list[Path], tuple[str, ...]]:
    """The records of these numbers as files, named by what is in them; and the numbers that were not sent."""
    files: list[Path] = []
    left = dict.fromkeys(numbers)
    for sent in run.feeds[service].feed.records(numbers) if numbers else ():
        file = run.folder / f"{service}-{digest_of_bytes(sent.body)[7:23]}.xml"
        run.write(file, sent.body)
        files.append(file)
        left = dict.fromkeys(number for number in left if number not in sent.numbers)
    return files, tuple(left)


def _is_out_of_scope(row: PaperRow, run: Updating) -> bool:
    """Whether a paper that a search brought is about something else; it then ends so, and nothing is paid for it.

    Papers that people put in are theirs to judge.
    """
    if row.state is not PaperState.WAITING or not _is_from_a_search(row, run):
        return False
    document = document_of(row, run.story)
    facts = read_facts(document, run.story.profile)
    if facts.context not in _OUT or not document.text.strip():
        return False
    now = run.story.clock.now()
    if run.story.queue.claim(row.id, run.owner, now, run.story.lease_s):
        run.story.queue.finish(row.id, run.owner, Outcome(PaperState.OUT_OF_SCOPE, _OUT_REASON, _OUT_HINT), now)
    return True


def _is_from_a_search(row: PaperRow, run: Updating) -> bool:
    folder = run.folder.absolute()
    faces = run.story.faces.of(row.id)
    return bool(faces) and all(Path(face.path).is_relative_to(folder) for face in faces)


# ------------------------------------------------------------------------------------------- papers that are here


def _recheck(name: str, run: Updating) -> tuple[Rechecked, tuple[KnownNotice, ...]]:
    """Ask a service what became of the papers that are here, whoever brought them and whatever a search finds now."""
    service, place = run.feeds[name], f"{name}: changed"
    now, last = run.story.clock.now(), run.cursors.get(place)
    span = _span(place, run, now)
    papers = [row for row in run.story.papers.all() if row.state is not PaperState.OUT_OF_SCOPE]
    numbers = {value: row for row in papers for scheme, value in row.identifiers if scheme == service.scheme}
    # What was not here at the last success was never asked about, however long ago it was retracted.
    since = last.succeeded - timedelta(days=run.overlap_days) if last.succeeded else None
    fresh = [number for number, row in numbers.items() if since is None or row.updated >= since]
    known = [number for number in numbers if number not in set(fresh)]
    told = Rechecked(name, len(numbers))
    try:
        changed = [*fresh, *service.feed.changed(known, span.first, span.last)]
        files, missing = _fetched(changed, name, run)
    except ServiceUnavailable as error:
        return replace(told, fault=error.message, news=_failed(place, error.message, run, now)), ()
    found = run.notices.add([*_notices(files, name, run, now)])
    run.cursors.advance(place, span.last, now)
    return replace(told, changed=len(changed) - len(missing), missing=missing), found


def _notices(files: Sequence[Path], name: str, run: Updating, now: datetime) -> Iterator[KnownNotice]:
    """What the records in `files` say about retractions and corrections of papers that are here."""
    service = run.feeds[name]
    for file in files:
        for item in run.story.reader.read(file):
            work = item.document.paper if item.document else None
            number = dict(identifiers(work)).get(service.scheme) if work else None
            paper = run.story.papers.find_by_identifier(service.scheme, number) if number else None
            if work is None or paper is None:
                continue
            for one in work.notices:
                if one.kind in _AFFECTS:
                    reference = one.doi or one.pmid or one.text[:200]
                    yield KnownNotice(paper, one.kind.value, reference, one.text, service.label, now)
