"""A draft made elsewhere, brought in with the paper it is about; from then on it is reviewed like any other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline import checks
from pipeline.desk.refreshing import refresh
from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.ledger import Outcome, Owner, PaperState
from pipeline.domain.report import Report
from pipeline.drafting.files import as_bytes, written
from pipeline.errors import InputError, StoreError, UnreadableSource
from pipeline.intake import document_of, ingest
from pipeline.reading.facts import read_facts
from pipeline.text.align import alike

__all__ = ["Imported", "import_draft"]

_SAME_TITLE = 0.85


@dataclass(frozen=True, slots=True)
class Imported:
    """The paper that a draft was brought in for, and what the rules found in it."""

    paper: str
    digest: str
    report: Report


async def import_draft(draft: Draft, source: Path, desk: Desk, owner: Owner) -> Imported:
    """Read the source, make `draft` its paper's newest, and check it.

    Raises:
        UnreadableSource: the source cannot be read, or holds more than one paper.
        InputError: draft and source have different titles.
        StoreError: somebody is at work on the paper.
    """
    items = await ingest([source], desk.story)
    papers = {item.face.paper for item in items if item.face.paper}
    if len(papers) != 1:
        unread = next((item.face.unread for item in items if item.face.unread), None)
        reason = unread.message if unread else f"it holds {len(papers)} papers"
        raise UnreadableSource(
            unread.reason if unread else "several",
            f"{source.name}: {reason}",
            hint=unread.hint if unread else "give the file of the one paper",
        )
    row = desk.story.papers.get(papers.pop() or "")
    document = document_of(row, desk.story)
    if alike(draft.paper.title, document.paper.title) < _SAME_TITLE:
        raise InputError(
            f"the draft is about “{draft.paper.title}”, and {source.name} is “{document.paper.title}”",
            hint="give the paper that the draft is about; nothing was kept",
        )
    facts = read_facts(document, desk.story.profile)
    report = checks.check(draft, document, severities=desk.story.severities, profile=desk.story.profile, facts=facts)
    now = desk.story.clock.now()
    if not desk.story.queue.claim(row.id, owner, now, desk.story.lease_s):
        raise StoreError(f"somebody is at work on {row.id}", hint="try again when it is drafted")
    maker = draft.made_by.kind if draft.made_by else "unknown"
    made_by = f"import/{maker}"
    digest = draft.digest()
    desk.story.drafts.put(row.id, digest, as_bytes(draft), as_bytes(report), made_by=made_by, now=now)
    desk.story.folder.write(row.id, written(draft, report, desk.story.profile, row.id))
    outcome = Outcome(PaperState.DRAFTED, "the draft was made elsewhere", draft=digest, drafter=made_by)
    desk.story.queue.finish(row.id, owner, outcome, now)
    refresh(desk)
    return Imported(row.id, digest, report)
