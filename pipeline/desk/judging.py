"""A second model's verdicts on drafts that are there already: on sentences edited since, or never judged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.desk.dossier import held, row_now
from pipeline.desk.saying import recheck
from pipeline.desk.services import Desk
from pipeline.domain.draft import Draft
from pipeline.domain.report import Report
from pipeline.domain.seen import statement_digest
from pipeline.domain.verification import Verification, can_be_verified
from pipeline.drafting.files import as_bytes, written
from pipeline.errors import Conflict
from pipeline.ports import Verifier

__all__ = ["Judged", "in_turn", "judge", "judge_missed", "missed", "unjudged"]

_FAILURES = 3
_HOUR_S = 3600
_TRIES = 3  # people may write while a report is being kept


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one paper: the verdicts on its draft, and how many of its statements have none now."""

    paper: str
    verification: Verification
    left: int


def unjudged(draft: Draft, known: Verification | None, by: str) -> int:
    """How many statements of a draft have no verdict by this model and prompt; 0 for an offline draft."""
    if draft.made_by is not None and draft.made_by.kind == "offline":
        return 0
    mine = known if known is not None and known.by == by else Verification()
    done = {one.statement for one in mine.judgements} | set(mine.withheld)
    return sum(can_be_verified(one) and statement_digest(one) not in done for _, one in draft.summary.statements())


def missed(desk: Desk, verifier: Verifier) -> Iterator[str]:
    """The papers whose drafts this verifier was asked about and could not judge, as while its server was down."""
    for row in desk.story.papers.all():
        stored = desk.history.latest(row.id)
        known = Report.model_validate_json(stored.report).verification if stored else None
        if stored is None or known is None or known.by != verifier.name or not known.why_not:
            continue
        if unjudged(Draft.model_validate_json(stored.body), known, verifier.name):
            yield row.id


async def judge_missed(desk: Desk, verifier: Verifier, *, most: int, stopping: Callable[[], bool]) -> int:
    """How many of the drafts that were missed have their verdicts now; at most so many are asked about.

    One after the other, until so many could not be judged that the second model may be away. Closes the verifier.
    Raises what `judge` raises.
    """
    done = failed = 0
    try:
        for paper in in_turn(tuple(missed(desk, verifier)), desk.story.clock.now())[:most]:
            if stopping() or failed == _FAILURES:
                break
            if (await judge(desk, paper, verifier)).left:
                failed += 1
            else:
                done += 1
    finally:
        await verifier.close()
    return done


def in_turn(papers: Sequence[str], now: datetime) -> tuple[str, ...]:
    """The papers, beginning at another one each hour: what can never be judged must not keep the others waiting."""
    first = int(now.timestamp() // _HOUR_S) % len(papers) if papers else 0
    return (*papers[first:], *papers[:first])


async def judge(desk: Desk, paper: str, verifier: Verifier) -> Judged:
    """Have a paper's current draft judged where it was not, and keep the report; the draft stays as it is.

    Raises NotFound where there is no draft, Conflict when people go on writing all the time, StoreError.
    """
    one = await asyncio.to_thread(held, desk, paper)
    verification = await verifier.verify(one.draft, one.document, paper=one.paper.id, known=one.report.verification)
    for left in reversed(range(_TRIES)):
        try:
            report, draft = await asyncio.to_thread(_kept, desk, one.paper.id, verification)
        except Conflict:
            if not left:
                raise
        else:
            break
    return Judged(one.paper.id, verification, unjudged(draft, report.verification, verification.by))


def _kept(desk: Desk, paper: str, verification: Verification) -> tuple[Report, Draft]:
    """The report on the draft as it is now, with the verdicts that hold for it, kept and shown in the queue."""
    one = held(desk, paper)
    report = recheck(desk, one, one.draft, verification)
    desk.story.drafts.put(
        paper,
        one.stored.digest,
        one.stored.body,
        as_bytes(report),
        made_by=one.stored.made_by,
        now=one.stored.made,
        on=one.stored.digest,
    )
    desk.story.folder.write(paper, written(one.draft, report, desk.story.profile, paper))
    desk.rows.put([row_now(desk, paper)])
    return report, one.draft
