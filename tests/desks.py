"""Desks for tests: the sample trial drafted once, and a fresh copy of that home for each test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from pipeline import checks
from pipeline.desk.dossier import held
from pipeline.desk.refreshing import refresh
from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft, MadeBy, Statement, Summary
from pipeline.domain.ledger import Outcome, Owner, PaperState
from pipeline.drafting.editing import located
from pipeline.drafting.files import as_bytes
from pipeline.intake import ingest
from pipeline.settings import load
from pipeline.sources.pdf import PdfPool
from pipeline.wiring import Home, open_desk_with_pictures
from pipeline.workflow import due, one_paper

__all__ = ["TRIAL", "as_by_a_model", "copied", "desk_of", "draft_papers", "put_draft"]

TRIAL = "specimen-2024-samplexine-fatigue"

#: A plain entry on the sample trial, as a model may have drafted it, with where each sentence stands in the paper.
_PLAIN = (
    (
        "quick_summary",
        "This trial tested whether samplexine, a drug taken in the evening, eases fatigue.",
        "We tested whether samplexine, taken by mouth in the evening, reduces fatigue.",
    ),
    (
        "observed_findings",
        "By week 24, eight weeks after the last dose, the groups no longer differed.",
        "was no longer seen at week 24, eight weeks after the last dose.",
    ),
)


@contextmanager
def desk_of(home: Path) -> Iterator[tuple[Desk, PdfPool]]:
    """The desk of a home."""
    with open_desk_with_pictures(Home(home), load(home).settings) as opened:
        yield opened


def draft_papers(desk: Desk, *paths: Path) -> None:
    """Draft papers offline, as the command does."""

    async def draft_all() -> None:
        await ingest(paths, desk.story)
        for paper in due(desk.story.papers.all(), desk.story):
            await one_paper(paper, desk.story, Owner("test", 1, "now"))

    # In a thread of its own: a browser's driver runs a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, draft_all()).result()
    refresh(desk)


def as_by_a_model(desk: Desk, paper: str = TRIAL, *, plain: bool = True) -> Draft:
    """A draft on a paper as a model would leave it: a few plain sentences, each with its passage."""
    one = held(desk, paper)
    sections: dict[str, tuple[Statement, ...]] = {}
    for section, text, quote in _PLAIN if plain else ():
        sections[section] = (Statement(text=text, evidence=located([quote], one.document)),)
    made_by = MadeBy(kind="model", model="scripted", prompt="summarize/1")
    return one.draft.model_copy(update={"summary": Summary(**sections), "made_by": made_by})


def put_draft(desk: Desk, paper: str, draft: Draft) -> None:
    """Make `draft` the paper's newest, checked, as if a model had drafted it now."""
    one = held(desk, paper)
    report = checks.check(draft, one.document, profile=desk.story.profile, facts=one.facts)
    now = desk.story.clock.now()
    desk.story.drafts.put(paper, draft.digest(), as_bytes(draft), as_bytes(report), made_by="model/scripted", now=now)
    row = desk.story.papers.get(paper)
    owner = Owner("test", 1, "now")
    assert desk.story.queue.claim(row.id, owner, now, 60)
    desk.story.queue.finish(row.id, owner, Outcome(PaperState.DRAFTED, draft=draft.digest(), drafter="scripted"), now)
    refresh(desk)


def copied(home: Path, to: Path) -> Path:
    """A home of one's own, like `home`."""
    shutil.copytree(home, to, dirs_exist_ok=True)
    return to
