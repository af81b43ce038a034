"""One scheduled run, top-down: ask for what is new, take it in, leave out what is out of scope, draft, tell.

    dropped     what people put into inputs/ since the last run
    asked       each saved search -> names of new records -> raw records in inputs/feeds
    taken in    files -> papers (the workflow's ingest); a record known by its number is not fetched again
    fuller      open full texts of papers of which there is only the abstract
    judged      out of scope, by what rules read of title and abstract: nothing is paid for it
    articles    of preprints that are here, where a source named them
    patient     what has only its abstract may wait some days for its full text
    rechecked   retractions, corrections, concerns of every paper that is here, by every source, each with its date
    drafted     what is due, within the budget

Each search and each recheck has a place of its own, which moves only when everything up to it was taken in: whatever
failed or was stopped is asked again by the next run. A fault costs what it hit and nothing else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeVar

from pipeline.domain.feed import Asked, KnownNotice, Rechecked, Search
from pipeline.domain.ledger import PaperState
from pipeline.domain.link import LinkKind
from pipeline.updating.articles import named_articles
from pipeline.updating.full_texts import fuller_texts
from pipeline.updating.inputs import dropped_in
from pipeline.updating.patience import wait_for_texts
from pipeline.updating.rechecking import recheck
from pipeline.updating.searching import is_out_of_scope, one_search
from pipeline.updating.services import Service, Taken, Updating
from pipeline.updating.standing import ask_about, ask_source
from pipeline.workflow import due

__all__ = ["Service", "Taken", "Updating", "ask_about", "take_in"]

_One = TypeVar("_One")


async def take_in(searches: Sequence[Search], run: Updating) -> Taken:
    """Everything but the drafting. Raises what `ingest` raises."""
    began = run.story.clock.now()
    doubted = {row.id for row in run.story.papers.all([PaperState.IN_DOUBT])}
    asked: list[Asked] = []
    notices: list[KnownNotice] = []
    dropped = await dropped_in(run)
    for search in _while_not_stopped(searches, run):
        told, found = await one_search(search, run)
        asked.append(told)
        notices += found
    texts = None if run.story.stopping() else await fuller_texts(run)
    rechecked: list[Rechecked] = []
    for name in _while_not_stopped([name for name, one in run.feeds.items() if one.rechecks], run):
        checked, found = await asyncio.to_thread(recheck, name, run)
        rechecked.append(checked)
        notices += found
    for source in _while_not_stopped(run.statuses, run):
        checked, found = await asyncio.to_thread(ask_source, source, run)
        rechecked.append(checked)
        notices += found
    if not run.story.stopping():
        await named_articles(run)
    waiting = run.story.papers.all([PaperState.WAITING, PaperState.RETRY_LATER])
    out = frozenset(row.id for row in waiting if is_out_of_scope(row, run))
    in_doubt = tuple(row for row in run.story.papers.all([PaperState.IN_DOUBT]) if row.id not in doubted)
    waits = wait_for_texts([row for row in waiting if row.id not in out], run) if run.text_days else frozenset()
    left = [row for row in waiting if row.id not in out | waits]
    return Taken(
        asked=tuple(asked),
        rechecked=tuple(rechecked),
        full_texts=texts,
        due=due(left, run.story),
        out_of_scope=tuple(sorted(out)),
        in_doubt=in_doubt,
        notices=tuple(notices),
        dropped=dropped,
        anew=tuple(row.id for row in left if row.draft is not None and row.state is PaperState.WAITING),
        waits=tuple(sorted(waits)),
        questions=tuple(
            (one.paper, one.value) for one in run.story.links.all(LinkKind.MAYBE_SAME) if one.seen >= began
        ),
    )


def _while_not_stopped(these: Iterable[_One], run: Updating) -> Iterator[_One]:
    return takewhile(lambda _: not run.story.stopping(), these)
