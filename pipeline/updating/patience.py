"""A new paper of which there is only the abstract may wait some days for its full text before it is drafted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from pipeline.domain.document import Level
from pipeline.domain.ledger import Outcome, PaperRow, PaperState
from pipeline.updating.services import Updating

__all__ = ["is_from_a_search", "wait_for_texts", "waits_for_text"]

_WAITS = "waits for its full text until "
_HINT = "then it is drafted from its abstract; its PDF in inputs/ or `atlas draft --paper ID` drafts it before"
_NUMBERS = frozenset({"doi", "pmid", "pmcid"})


def wait_for_texts(rows: Sequence[PaperRow], run: Updating) -> frozenset[str]:
    """Let those of `rows` wait that a search brought and of which there is only the abstract; returns their ids.

    A paper waits once, for `text_days` from the day it came, and is drafted from its abstract when they are over.
    """
    now = run.story.clock.now()
    held: set[str] = set()
    for row in rows:
        until = row.created + timedelta(days=run.text_days)
        if until <= now or not _may_wait(row, run):
            continue
        reason = f"{_WAITS}{until:%Y-%m-%d}"
        if run.story.queue.claim(row.id, run.owner, now, run.story.lease_s):
            outcome = Outcome(PaperState.RETRY_LATER, reason, _HINT, not_before=until)
            run.story.queue.finish(row.id, run.owner, outcome, now)
            held.add(row.id)
    return frozenset(held)


def waits_for_text(row: PaperRow) -> bool:
    """Whether a paper waits for its full text."""
    return row.state is PaperState.RETRY_LATER and row.reason.startswith(_WAITS)


def is_from_a_search(row: PaperRow, run: Updating) -> bool:
    """Whether every face of a paper was brought by a search; what people put in is theirs to judge."""
    folder = run.folder.absolute()
    faces = run.story.faces.of(row.id)
    return bool(faces) and all(Path(face.path).is_relative_to(folder) for face in faces)


def _may_wait(row: PaperRow, run: Updating) -> bool:
    if row.state is not PaperState.WAITING or row.draft is not None:
        return False
    if not _NUMBERS & {scheme for scheme, _ in row.identifiers} or not is_from_a_search(row, run):
        return False
    return all(face.level in (Level.ABSTRACT, None) for face in run.story.faces.of(row.id))
