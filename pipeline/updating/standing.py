"""What a source of its own says of each paper that is here: three answers, each with its date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from pipeline.domain.doi_status import Affected, DoiStatus
from pipeline.domain.feed import KnownNotice, Rechecked, Standing
from pipeline.domain.ledger import PaperRow, PaperState
from pipeline.domain.link import SAME_WORK, Link, LinkKind
from pipeline.intake import join
from pipeline.updating.asking import failed, to_ask
from pipeline.updating.rechecking import AFFECTS
from pipeline.updating.services import StatusSource, Updating

__all__ = ["ask_about", "ask_source"]

#: A run asks one source about so many papers at most; the others have their turn in the next.
_MOST = 500


def ask_source(source: StatusSource, run: Updating) -> tuple[Rechecked, tuple[KnownNotice, ...]]:
    """Ask a source about the papers that it was not asked about for a while; what it could not say is asked again."""
    now = run.story.clock.now()
    here = (row for row in run.story.papers.all() if row.state is not PaperState.OUT_OF_SCOPE)
    return ask_about(to_ask(here, source.label, run, now), source, run)


def ask_about(
    papers: Sequence[PaperRow], source: StatusSource, run: Updating
) -> tuple[Rechecked, tuple[KnownNotice, ...]]:
    """Ask a source about these papers now, and keep what it says; returns how that went, and the notices that are new.

    A paper may be part of another one afterwards: its preprint or its article, as the source says.
    """
    now = run.story.clock.now()
    answers: list[tuple[PaperRow, DoiStatus]] = []
    for row, status in source.statuses(papers[:_MOST]):
        answers.append((row, status))
        if run.story.stopping():
            break
    run.standings.put([_standing(row, status, source.label, now) for row, status in answers])
    found = run.notices.add([one for row, status in answers for one in _notices(row, status, source.label, now)])
    _keep_links(answers, source.label, run, now)
    could_not = [status for _, status in answers if status.affected is Affected.COULD_NOT_ASK]
    told = Rechecked(source.label, len(answers), sum(status.affected is Affected.YES for _, status in answers))
    place = f"{source.label}: status"
    if answers and len(could_not) == len(answers):
        fault = could_not[0].reason
        return replace(told, fault=fault, news=failed(place, fault, run, now)), found
    run.cursors.advance(place, now.date(), now)
    return told, found


def _keep_links(answers: Sequence[tuple[PaperRow, DoiStatus]], source: str, run: Updating, now: datetime) -> None:
    """Keep which preprint or article a source names; where that is here too, both are one paper from now on."""
    links = [
        Link(row.id, LinkKind(version.kind), "doi", version.doi.lower(), source, now)
        for row, status in answers
        for version in status.versions
        if version.doi and version.kind in SAME_WORK and ("doi", version.doi.lower()) not in row.identifiers
    ]
    run.story.links.add(links)
    for one in links:
        other = run.story.papers.find_by_identifier(one.scheme, one.value)
        if other is not None and other != one.paper and run.story.papers.taken([one.paper]):
            join([one.paper, other], run.story)


def _standing(row: PaperRow, status: DoiStatus, source: str, now: datetime) -> Standing:
    as_of = "" if status.affected is Affected.COULD_NOT_ASK else status.as_of
    return Standing(row.id, source, status.affected, as_of, now, status.reason)


def _notices(row: PaperRow, status: DoiStatus, source: str, now: datetime) -> Iterator[KnownNotice]:
    for one in status.notices:
        if one.kind in AFFECTS:
            reference = one.doi or one.pmid or one.label
            yield KnownNotice(row.id, one.kind.value, reference, one.label, _said(source, one.said_by), now)


def _said(source: str, by: str) -> str:
    return f"{source} ({by})" if by and by.lower() != source.lower() else source
