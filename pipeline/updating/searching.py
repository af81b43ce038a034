"""One saved search: what is new is fetched and taken in; and what of it is out of scope."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from pipeline.domain.feed import Asked, KnownNotice, Search
from pipeline.domain.ledger import PaperRow, PaperState
from pipeline.errors import ServiceUnavailable
from pipeline.intake import ingest, put_out_of_scope
from pipeline.updating.asking import advance, failed, fetched, span_of
from pipeline.updating.patience import is_from_a_search
from pipeline.updating.rechecking import told_by
from pipeline.updating.services import Service, Updating

__all__ = ["is_out_of_scope", "one_search"]


async def one_search(search: Search, run: Updating) -> tuple[Asked, tuple[KnownNotice, ...]]:
    """What a search gave since its last success; its records are taken in. Raises what `ingest` raises."""
    now = run.story.clock.now()
    service = run.feeds[search.service]
    told = span_of(search.name, run, now)
    try:
        numbers = await asyncio.to_thread(service.feed.entered, search.query, told.first, told.last)
        new = [number for number in numbers if not _is_here(number, service, run)]
        files, missing = await asyncio.to_thread(fetched, new, search.service, run)
    except ServiceUnavailable as error:
        return replace(told, fault=error.message, news=failed(search.name, error.message, run, now)), ()
    await ingest(files, run.story)
    if run.story.stopping():  # nothing may have been grouped, so the place must not move
        return told, ()
    notices = run.notices.add([*told_by(files, search.service, run, now)])
    news = advance(search.name, told.last, missing, run, now)
    return replace(told, found=len(numbers), new=len(new) - len(missing), missing=missing, news=news), notices


def _is_here(name: str, service: Service, run: Updating) -> bool:
    """Whether a record is one of a paper that is here; of a name that stands for no identifier nobody can say."""
    identifier = service.identifier(name)
    return identifier is not None and run.story.papers.find_by_identifier(*identifier) is not None


def is_out_of_scope(row: PaperRow, run: Updating) -> bool:
    """Whether a paper that a search brought is about something else; it then ends so, and nothing is paid for it.

    Papers that people put in are theirs to judge, and so is what was drafted before.
    """
    if row.state is not PaperState.WAITING or row.draft is not None or not is_from_a_search(row, run):
        return False
    return put_out_of_scope(row, run.story, run.owner)
