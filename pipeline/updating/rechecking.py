"""What became of the papers that are here, by the records that a service keeps of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import KnownNotice, Rechecked, Standing
from pipeline.domain.ledger import PaperRow, PaperState
from pipeline.domain.paper import NoticeKind, Paper
from pipeline.errors import ServiceUnavailable
from pipeline.reading.works import identifiers
from pipeline.updating.asking import failed, fetched, span_of
from pipeline.updating.services import Updating

__all__ = ["AFFECTS", "recheck", "told_by"]

AFFECTS = {NoticeKind.RETRACTED_BY, NoticeKind.CONCERN_BY, NoticeKind.CORRECTED_BY}


def recheck(name: str, run: Updating) -> tuple[Rechecked, tuple[KnownNotice, ...]]:
    """Ask a service what became of the papers that are here, whoever brought them and whatever a search finds now."""
    service, place = run.feeds[name], f"{name}: changed"
    now, last = run.story.clock.now(), run.cursors.get(place)
    span = span_of(place, run, now)
    papers = [row for row in run.story.papers.all() if row.state is not PaperState.OUT_OF_SCOPE]
    names = ((service.name(scheme, value), row) for row in papers for scheme, value in row.identifiers)
    numbers = {number: row for number, row in names if number is not None}
    # What was not here at the last success was never asked about, however long ago it was retracted.
    since = last.succeeded - timedelta(days=run.overlap_days) if last.succeeded else None
    fresh = [number for number, row in numbers.items() if since is None or row.updated >= since]
    known = [number for number in numbers if number not in set(fresh)]
    told = Rechecked(name, len(numbers))
    try:
        changed = [*fresh, *service.feed.changed(known, span.first, span.last)]
        files, missing = fetched(changed, name, run)
    except ServiceUnavailable as error:
        return replace(told, fault=error.message, news=failed(place, error.message, run, now)), ()
    found = run.notices.add([*told_by(files, name, run, now)])
    run.standings.put(list(_answers(numbers, missing, service.label, run, now)))
    run.cursors.advance(place, span.last, now)
    return replace(told, changed=len(changed) - len(missing), missing=missing), found


def _answers(
    numbers: Mapping[str, PaperRow], missing: Sequence[str], source: str, run: Updating, now: datetime
) -> Iterator[Standing]:
    """What a service that was asked to the end says of each paper as of now."""
    for number, row in numbers.items():
        if number in missing:
            yield Standing(row.id, source, Affected.COULD_NOT_ASK, "", now, f"{number} is named there and not sent")
        else:
            hit = any(one.source == source for one in run.notices.of(row.id))
            yield Standing(row.id, source, Affected.YES if hit else Affected.NO, f"{now:%Y-%m-%d}", now)


def told_by(files: Sequence[Path], name: str, run: Updating, now: datetime) -> Iterator[KnownNotice]:
    """What the records in `files` say about retractions and corrections of papers that are here."""
    source = run.feeds[name].label
    for file in files:
        for item in run.story.reader.read(file):
            work = item.document.paper if item.document else None
            paper = _paper_of(work, run) if work else None
            if work is None or paper is None:
                continue
            for one in work.notices:
                if one.kind in AFFECTS:
                    reference = one.doi or one.pmid or one.text[:200]
                    yield KnownNotice(paper, one.kind.value, reference, one.text, source, now)


def _paper_of(work: Paper, run: Updating) -> str | None:
    """The paper that is here under one of a record's numbers."""
    homes = (run.story.papers.find_by_identifier(*pair) for pair in identifiers(work) if pair[0] != "title")
    return next((home for home in homes if home is not None), None)
