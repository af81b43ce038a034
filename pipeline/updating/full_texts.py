"""Fuller text for papers of which there is only the abstract, where the licence lets us use it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.domain.document import Level
from pipeline.domain.doi_status import Affected
from pipeline.domain.feed import FULL_TEXT, FullTexts, Standing
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.ledger import PaperRow, PaperState
from pipeline.errors import ServiceUnavailable
from pipeline.intake import ingest
from pipeline.updating.asking import failed, to_ask
from pipeline.updating.patience import waits_for_text
from pipeline.updating.services import FullTextSource, Updating

__all__ = ["fuller_texts"]

#: A run asks for so many full texts at most; the others have their turn in the next.
_MOST = 200
_DOWN_AFTER = 3
_STATES = [
    PaperState.WAITING,
    PaperState.DRAFTED,
    PaperState.NEEDS_ATTENTION,
    PaperState.INSUFFICIENT_SOURCE,
    PaperState.RETRY_LATER,
]


async def fuller_texts(run: Updating) -> FullTexts | None:
    """Ask for open full texts of papers that have only an abstract; what comes is taken in, and drafted in its turn."""
    if run.full_texts is None:
        return None
    now = run.story.clock.now()
    here = to_ask(run.story.papers.all(_STATES), FULL_TEXT, run, now, daily=waits_for_text)
    rows = list(islice((row for row in here if _has_only_an_abstract(row, run)), _MOST))
    files, answers = await asyncio.to_thread(_fetched, rows, run.full_texts, run)
    await ingest(files, run.story)
    if run.story.stopping():  # nothing may have been taken in, so nothing was asked
        return None
    run.standings.put(answers)
    could_not = [one for one in answers if one.reason]
    told = FullTexts(len(answers), len(files), could_not[-1].reason if could_not else "")
    if answers and len(could_not) == len(answers):
        return replace(told, news=failed(FULL_TEXT, told.fault, run, now))
    run.cursors.advance(FULL_TEXT, now.date(), now)
    return told


def _has_only_an_abstract(row: PaperRow, run: Updating) -> bool:
    if not any(scheme in ("doi", "pmid", "pmcid") for scheme, _ in row.identifiers):
        return False
    faces = run.story.faces.of(row.id)
    return bool(faces) and all(face.level in (Level.ABSTRACT, None) for face in faces)


def _fetched(rows: Sequence[PaperRow], source: FullTextSource, run: Updating) -> tuple[list[Path], list[Standing]]:
    """The texts that came, as files; and what was answered of each paper, until the service seems to be down."""
    now = run.story.clock.now()
    files: list[Path] = []
    answers: list[Standing] = []
    for row in rows:
        down = len(answers) >= _DOWN_AFTER and all(one.reason for one in answers[-_DOWN_AFTER:])
        if down or run.story.stopping():
            break
        try:
            text = source.open_text(row)
        except ServiceUnavailable as error:
            answers.append(Standing(row.id, FULL_TEXT, Affected.COULD_NOT_ASK, "", now, error.message))
            continue
        answers.append(Standing(row.id, FULL_TEXT, Affected.YES if text else Affected.NO, f"{now:%Y-%m-%d}", now))
        if text:
            file = run.folder / f"fulltext-{digest_of_bytes(text)[7:23]}.xml"
            run.write(file, text)
            files.append(file)
    return files, answers
