"""Articles that sources name for preprints that are here: their records are fetched, so that no entry stays behind."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import ARTICLE, Standing
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.ledger import PaperRow
from pipeline.domain.link import LinkKind
from pipeline.errors import ServiceUnavailable
from pipeline.intake import ingest
from pipeline.updating.asking import to_ask
from pipeline.updating.services import Updating

__all__ = ["named_articles"]

#: A run asks for so many articles at most; the others have their turn in the next.
_MOST = 100
_DOWN_AFTER = 3


async def named_articles(run: Updating) -> int:
    """Fetch and take in the articles of preprints that are here and are not here themselves; returns how many came."""
    if run.library is None:
        return 0
    wanted = {one.paper: one.value for one in run.story.links.all(LinkKind.ARTICLE) if _is_missing(one.value, run)}
    rows = to_ask(map(run.story.papers.get, wanted), ARTICLE, run, run.story.clock.now())[:_MOST]
    files, answers = await asyncio.to_thread(_fetched, [(row, wanted[row.id]) for row in rows], run)
    await ingest(files, run.story)
    if run.story.stopping():  # nothing may have been taken in, so nothing was asked
        return 0
    here = run.story.papers.taken(one.paper for one in answers)  # one may be part of another paper by now
    run.standings.put([one for one in answers if one.paper in here])
    return len(files)


def _is_missing(doi: str, run: Updating) -> bool:
    return "/" in doi and run.story.papers.find_by_identifier("doi", doi) is None


def _fetched(wanted: Sequence[tuple[PaperRow, str]], run: Updating) -> tuple[list[Path], list[Standing]]:
    """The records that came, as files; and what was answered, until the service seems to be down."""
    now = run.story.clock.now()
    files: list[Path] = []
    answers: list[Standing] = []
    for row, doi in wanted:
        down = len(answers) >= _DOWN_AFTER and all(one.reason for one in answers[-_DOWN_AFTER:])
        if run.library is None or down or run.story.stopping():
            break
        try:
            match = run.library.about("doi", doi)
        except ServiceUnavailable as error:
            answers.append(Standing(row.id, ARTICLE, Affected.COULD_NOT_ASK, "", now, error.message))
            continue
        answers.append(Standing(row.id, ARTICLE, Affected.YES if match else Affected.NO, f"{now:%Y-%m-%d}", now))
        if match:
            file = run.folder / f"article-{digest_of_bytes(match.body)[7:23]}.json"
            run.write(file, match.body)
            files.append(file)
    return files, answers
