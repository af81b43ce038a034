"""What is to be published now: the files of every approved entry, and a page for each that was withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.desk.dossier import held, notices_of
from pipeline.desk.refreshing import refresh
from pipeline.desk.related import related
from pipeline.desk.services import Desk
from pipeline.domain.desk import Filter
from pipeline.domain.review import ReviewState
from pipeline.drafting.designs import DESIGNS
from pipeline.publishing import entry_page, make_entry, moved_page, withdrawn_page
from pipeline.review import fold

__all__ = ["Published", "published"]

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Published:
    """One paper's files by their path under the folder. `withdrawn` marks the page that says why an entry is gone."""

    paper: str
    files: dict[str, bytes]
    withdrawn: bool = False


def published(desk: Desk) -> Iterator[Published]:
    """The approved entries and the withdrawn ones, judged now: an approval that lapsed meanwhile is not among them."""
    refresh(desk)
    names = desk.people.names()
    for paper in [*_papers(desk, ReviewState.APPROVED), *_papers(desk, ReviewState.WITHDRAWN)]:
        one = held(desk, paper)
        review = fold(desk.decisions.of(paper), one.now)
        if review.state is ReviewState.APPROVED:
            entry = make_entry(
                paper,
                one.draft,
                review,
                names=names,
                notices=notices_of(desk, paper, one.document),
                related=related(desk, one.paper, one.document),
            )
            page = entry_page(
                entry,
                design=DESIGNS[entry.study.design].name,
                about_badge=desk.story.profile.badge.explanation,
            )
            told = json.dumps(entry.model_dump(mode="json", by_alias=True), indent=2, ensure_ascii=False) + "\n"
            moved = moved_page(paper, entry.paper.title).encode()
            former = {f"{old}.md": moved for old in desk.story.papers.former(paper)}
            yield Published(paper, {f"{paper}.md": page.encode(), f"{paper}.json": told.encode(), **former})
        elif review.state is ReviewState.WITHDRAWN:
            page = withdrawn_page(paper, one.draft.paper.title, review.why)
            yield Published(paper, {f"{paper}.md": page.encode()}, withdrawn=True)


def _papers(desk: Desk, state: ReviewState) -> Iterator[str]:
    after: str | None = ""
    while after is not None:
        page = desk.rows.queue(Filter(state=state.value), desk.story.clock.now(), after=after, size=_PAGE)
        yield from [row.paper for row in page.rows]
        after = page.after
