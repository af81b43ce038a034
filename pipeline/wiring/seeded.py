"""A desk of its own for seeded drafts, in a folder that goes when the desk closes: nothing of it meets the atlas.

Each person has a copy, so that nobody sees what another one made of it.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import checks
from pipeline.desk.seeds import Seed, load_seeds
from pipeline.desk.services import Desk
from pipeline.domain.desk import Filter
from pipeline.domain.draft import MadeBy
from pipeline.domain.ledger import Outcome, Owner, PaperState
from pipeline.domain.review import Person
from pipeline.drafting.files import as_bytes
from pipeline.drafting.origin import source_of
from pipeline.intake import document_of, ingest
from pipeline.reading.facts import read_facts
from pipeline.settings import ReviewSettings, Settings, StoreSettings
from pipeline.wiring.home import Home
from pipeline.wiring.stories import open_desk

__all__ = ["Likeness", "SeededDesks", "made_as_here"]

_OWNER = Owner("this desk", 0, "seeding")


@dataclass(frozen=True, slots=True)
class Likeness:
    """By what, and when, a seeded draft seems to have been made."""

    made_by: MadeBy
    drafter: str
    at: datetime


def made_as_here(desk: Desk) -> Likeness:
    """By what the drafts of this atlas are made, and when one of them was, so that a seeded one does not stick out."""
    now = desk.story.clock.now()
    rows = desk.rows.queue(Filter(), now, size=50).rows
    by_model = next((row for row in rows if row.maker not in {"offline", "person", "unknown"}), None)
    if by_model is None:
        return Likeness(MadeBy(kind="person"), "import/person", rows[0].drafted if rows else now)
    made_by = MadeBy(kind="model", model=by_model.maker, prompt=by_model.prompt or None)
    machine = desk.history.by_machine(by_model.paper)
    return Likeness(made_by, machine.made_by if machine else "model", by_model.drafted)


class SeededDesks:
    """The seeds by their papers' names, and everybody's own desk with them. Safe to share between threads."""

    def __init__(self, settings: Settings, like: Likeness) -> None:
        self._settings = settings.model_copy(update={"store": StoreSettings(), "review": ReviewSettings()})
        self._like = like
        self._open = ExitStack()
        self._folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="atlas-")))
        self._desks: dict[str, Desk] = {}
        self._turn = threading.Lock()
        self._papers: dict[str, Seed] = {}

    @property
    def papers(self) -> Mapping[str, Seed]:
        """The seed behind each paper; none before they are prepared."""
        return self._papers

    def prepare(self) -> None:
        """Read the invented papers and store their drafts, once; takes some seconds."""
        with self._turn:
            if not self._papers:
                self._papers = self._made()

    def desk_for(self, person: Person) -> Desk:
        """The desk of one person, where they decide under their own id."""
        with self._turn:
            if person.id not in self._desks:
                home = self._folder / f"desk-{len(self._desks)}"
                shutil.copytree(self._first.root, home)
                desk = self._open.enter_context(open_desk(Home(home), self._settings))
                desk.people.know(person, desk.story.clock.now())
                self._desks[person.id] = desk
            return self._desks[person.id]

    def close(self) -> None:
        """Close every desk, and let the folder go."""
        with self._turn:
            self._desks.clear()
            self._open.close()

    @property
    def _first(self) -> Home:
        return Home(self._folder / "first")

    def _made(self) -> dict[str, Seed]:
        self._first.inputs.mkdir(parents=True)
        with open_desk(self._first, self._settings) as desk:
            return {asyncio.run(self._stored(seed, desk)): seed for seed in load_seeds()}

    async def _stored(self, seed: Seed, desk: Desk) -> str:
        file = self._first.inputs / f"{seed.name}.txt"
        file.write_text(seed.paper, encoding="utf-8")
        (item,) = await ingest([file], desk.story)
        document = document_of(desk.story.papers.get(item.face.paper or ""), desk.story)
        facts = read_facts(document, desk.story.profile)
        source = source_of(document, file_name=file.name)
        story, like = desk.story, self._like
        draft = seed.draft(document, facts, source, like.made_by)
        report = checks.check(draft, document, severities=story.severities, profile=story.profile, facts=facts)
        paper, digest = item.face.paper or "", draft.digest()
        story.drafts.put(paper, digest, as_bytes(draft), as_bytes(report), made_by=like.drafter, now=like.at)
        story.queue.claim(paper, _OWNER, like.at, story.lease_s)
        done = Outcome(PaperState.DRAFTED, draft=digest, drafter=like.drafter)
        story.queue.finish(paper, _OWNER, done, like.at)
        return paper
