"""What became of each input, for the person who handed it in; and the files of papers, where somebody deleted them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.draft import Draft
from pipeline.domain.ledger import PaperRow, PaperState
from pipeline.domain.report import Report
from pipeline.drafting.files import DRAFT_FILES, written
from pipeline.intake import Item
from pipeline.services import Services

__all__ = ["Ended", "endings", "restore_files"]


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one input. `draft` is the path of the draft's file; `news` says that it ended so in this run.

    `cost_usd` is None where the price of a call is not known.
    """

    input: str
    state: str
    reason: str
    hint: str
    paper: str | None
    draft: Path | None
    cost_usd: float | None
    news: bool


def endings(items: Sequence[Item], worked: Mapping[str, PaperState], services: Services) -> tuple[Ended, ...]:
    """What became of each input. `worked` are the papers that were brought to an end in this run."""
    rows = {row.id: row for row in services.papers.some(item.face.paper for item in items if item.face.paper)}
    return tuple(_ending(item, rows, worked, services) for item in items)


def _ending(item: Item, rows: Mapping[str, PaperRow], worked: Mapping[str, PaperState], services: Services) -> Ended:
    unread, paper = item.face.unread, item.face.paper
    if unread is not None or paper is None:
        reason, hint = (unread.message, unread.hint) if unread else ("it was not grouped yet", "run the command again")
        return Ended(item.label, "unreadable", reason, hint, None, None, 0.0, news=not item.seen_before)
    row = rows[paper]
    news = paper in worked or (row.state is PaperState.IN_DOUBT and not item.seen_before)
    draft = services.folder.path(paper) / DRAFT_FILES[0] if row.draft else None
    state, reason = row.state.value, row.reason
    if item.repeats is not None:
        state, reason = "duplicate", f"the same file as {item.repeats}"
    elif row.state is PaperState.IN_DOUBT:
        pass
    elif item.face.key != row.primary and not (item.seen_before and not news):
        state, reason = "duplicate", f"another face of {paper}, which is drafted from a fuller text"
    elif row.state is PaperState.DRAFTED and not news:
        state, reason = "known", "; ".join(part for part in (f"drafted before as {paper}", row.reason) if part)
    return Ended(item.label, state, reason, row.hint, paper, draft, row.cost_usd if news else 0.0, news)


def restore_files(rows: Iterable[PaperRow], services: Services) -> None:
    """Write the files of drafted papers again where somebody deleted them; the ledger has everything they held."""
    for row in rows:
        if row.draft is None or not services.folder.missing(row.id, DRAFT_FILES):
            continue
        stored = services.drafts.latest(row.id)
        if stored is not None:
            draft = Draft.model_validate_json(stored.body)
            report = Report.model_validate_json(stored.report)
            services.folder.write(row.id, written(draft, report, services.profile, row.id))
