"""`atlas update`: one scheduled run."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from pipeline.cli.collecting import drafted
from pipeline.cli.options import echo_json, home_option, json_option, start_logging, talk, verbosity
from pipeline.desk.judging import judge_missed
from pipeline.domain.feed import Search
from pipeline.domain.ledger import PaperState
from pipeline.domain.review import ReviewState
from pipeline.engine.alone import alone_by_file, alone_by_ledger
from pipeline.engine.batches import Round
from pipeline.engine.local import Stop, draining
from pipeline.engine.recording import Record, recorded
from pipeline.errors import Conflict, Interrupted, ServiceUnavailable
from pipeline.settings import Settings, load
from pipeline.store import Ledger
from pipeline.store.leases import this_process
from pipeline.updating import Taken, take_in
from pipeline.updating.backlog import held_back
from pipeline.updating.ping import pinging, telling_errors
from pipeline.wiring import Home, check_drafter, clock_of, open_judging, open_ledger, open_services, updating_of

__all__ = ["command"]

log = logging.getLogger(__name__)

# A second model that was away for weeks is not asked about everything at once.
_MOST_JUDGED = 20
_NEED_A_PERSON = {PaperState.IN_DOUBT, PaperState.NEEDS_ATTENTION, PaperState.FAILED}


@click.command()
@home_option
@json_option
@verbosity
def command(*, home: Path, json_: bool, verbose: int, quiet: bool) -> None:
    """Look for new and corrected papers, take them in, and draft what is due, within the budget.

    Made for a timer: quiet when all is well, never two runs at once, and a service that could not be asked is never
    taken for "no new papers". What was put into inputs/ since is taken in too. 0 done; 3 something new needs a person
    (a retraction, two papers that claim one number or may be one work, an approval that lapsed, a file that cannot be
    read, a draft that is not whole); 69 nothing could be asked (told when it begins and once a week while it lasts); 75
    another run is at work: it says where, and since when.

    \b
    Example:
      atlas update
      atlas update --json >> update.log
    """
    start_logging(verbose, quiet=quiet)
    settings, where = load(home).settings, Home(home)
    stop = Stop()
    with telling_errors(settings.update.ping):
        check_drafter(settings)
        with (
            open_ledger(where, settings) as ledger,
            _alone(where, ledger, stop),
            recorded(ledger.runs, "update", clock_of(ledger)) as record,
            pinging(settings.update.ping, record),
            draining(stop, lambda: talk("stopping: the papers in work are being finished", quiet=quiet)),
        ):
            done = _run(where, settings, ledger, stop, record)
            if stop.signal is not None:
                raise Interrupted(stop.signal)
            if stop.overtaken:
                raise Conflict(
                    "another update took over, because this one was silent for too long",
                    hint="nothing to do: what was finished is kept, and the other one does the rest",
                )
    _tell(done, json_=json_, quiet=quiet)
    sys.exit(done.code)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a run took in, what its drafting ended in, why nothing was paid for, its cost in words, its exit code.

    `batch_fault` says why batches could be neither fetched nor sent; `lapsed` are the papers that were approved and
    drafted anew from a better text. `judged` counts drafts whose verdicts a second model had owed.
    """

    began: datetime
    taken: Taken
    round: Round
    batch_fault: str
    held: str
    cost: str
    code: int
    lapsed: tuple[str, ...] = ()
    judged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many papers ended in each state."""
        return {state.value: sum(one is state for one in self.round.worked.values()) for state in PaperState}


def _run(where: Home, settings: Settings, ledger: Ledger, stop: Stop, record: Record) -> _Done:
    began = clock_of(ledger).now()
    with open_services(
        where, settings, stopping=stop, watch=_unwatched, in_batches=settings.model.in_batches
    ) as services:
        run = updating_of(where, settings, services, ledger, this_process("update"))
        taken = asyncio.run(take_in(_searches(settings), run))
        held = _held_back(settings, ledger)
        told, fault = Round((), {}, ()), ""
        if not stop():
            try:
                papers = () if held else taken.due
                told = asyncio.run(drafted(papers, services, stop, concurrency=settings.run.concurrency))
            except ServiceUnavailable as error:  # the next run fetches and sends them
                fault = error.message
                log.info("batches: %s", fault, extra={"action": "batch"})
        judged = 0
        if services.spending and settings.verifier.name and not (held or fault or stop() or services.spending.reached):
            with open_judging(where, settings, stop, spending=services.spending) as (desk, verifier, _):
                judged = asyncio.run(judge_missed(desk, verifier, most=_MOST_JUDGED, stopping=stop))
        cost = services.spending.in_words() if services.spending else "nothing"
    anew = [paper for paper in taken.anew if told.worked.get(paper) is PaperState.DRAFTED]
    rows = [(paper, ledger.desk_rows.get(paper)) for paper in anew]
    lapsed = tuple(paper for paper, row in rows if row is not None and row.state is ReviewState.APPROVED)
    done = _Done(began, taken, told, fault, held, cost, _exit_code(taken, told.worked, lapsed), lapsed, judged)
    record.counts |= done.counts
    record.exit_code = done.code
    record.told |= {
        "cost": cost,
        "waiting": sum(ledger.desk_rows.waiting()),
        "held_back": held,
        "unasked": [one.search for one in taken.asked if one.fault],
        "nothing_asked": taken.nothing_could_be_asked,
    }
    return done


def _unwatched(_event: str, _label: str) -> None:
    """Nobody looks at a scheduled run."""


@contextmanager
def _alone(home: Home, ledger: Ledger, stop: Stop) -> Iterator[None]:
    """While this lasts, no other run of this atlas is at work: on this machine, or on all that share its server."""
    clock, owner = clock_of(ledger), this_process("update")
    if ledger.database.is_sqlite:
        with alone_by_file(home.outputs / "update.lock", "update", owner, clock):
            yield
        return
    with alone_by_ledger(ledger.turns, "update", owner, clock, lost=stop.overtake):
        yield


def _searches(settings: Settings) -> list[Search]:
    from pipeline.profiles.loading import load_profile

    given = settings.update.searches or dict(load_profile(settings.profile.name).search)
    searches = [Search(name, "pubmed", query) for name, query in given.items()]
    return searches + [Search(name, "europepmc", query) for name, query in settings.update.europepmc_searches.items()]


def _held_back(settings: Settings, ledger: Ledger) -> str:
    """Why nothing is drafted for money now; empty where it may be."""
    if settings.drafter.kind == "offline":
        return ""
    limits = settings.update
    return held_back(ledger.backlog(clock_of(ledger).now()), weeks=limits.waiting_weeks, most=limits.waiting)


def _exit_code(taken: Taken, ended: dict[str, PaperState], lapsed: Sequence[str]) -> int:
    if taken.nothing_could_be_asked:
        return 69 if any(one.news for one in taken.asked) else 0
    news = taken.notices or taken.in_doubt or taken.questions or taken.dropped.unreadable or lapsed
    return 3 if news or any(state in _NEED_A_PERSON for state in ended.values()) else 0


def _tell(done: _Done, *, json_: bool, quiet: bool) -> None:
    taken, counts = done.taken, done.counts
    counts[PaperState.OUT_OF_SCOPE.value] += len(taken.out_of_scope)
    if json_:
        echo_json(
            {
                "schema": "atlas.update/1",
                "started": done.began.isoformat(),
                "searches": [_plain(asdict(one)) for one in taken.asked],
                "rechecked": [_plain(asdict(one)) for one in taken.rechecked],
                "full_texts": asdict(taken.full_texts) if taken.full_texts else None,
                "dropped": {
                    "files": taken.dropped.files,
                    "papers": taken.dropped.papers,
                    "unreadable": [{"file": name, "reason": why} for name, why in taken.dropped.unreadable],
                },
                "in_doubt": [row.id for row in taken.in_doubt],
                "drafted_anew": list(taken.anew),
                "lapsed": list(done.lapsed),
                "wait_for_full_text": list(taken.waits),
                "may_be_the_same": [list(pair) for pair in taken.questions],
                "papers": {name: count for name, count in counts.items() if count},
                "notices": [_plain(asdict(one)) for one in taken.notices],
                "batches": {
                    "back": sum(one.over for one in done.round.back),
                    "sent": len(done.round.sent),
                    "fault": done.batch_fault or None,
                },
                "judged": done.judged,
                "held_back": done.held or None,
                "cost": done.cost,
                "exit_code": done.code,
            }
        )
        return
    for one in taken.asked:
        if one.fault and one.news:
            talk(f"{one.search}: could not be asked: {one.fault}; told again in a week if it lasts")
        elif one.new:
            talk(f"{one.search}: {one.new} new of {one.found} entered since {one.first}", quiet=quiet)
        if one.missing and one.news:
            names = ", ".join(one.missing)
            talk(f"{one.search}: named and not sent, asked for again by the next runs: {names}", quiet=quiet)
    for checked in taken.rechecked:
        if checked.fault and checked.news:
            talk(
                f"{checked.service}: whether {checked.papers} papers were retracted or corrected could not be asked: "
                f"{checked.fault}; told again in a week if it lasts"
            )
    if done.judged:
        talk(f"{done.judged} drafts got the verdicts that a second model had owed", quiet=quiet)
    if taken.full_texts and taken.full_texts.found:
        talk(f"{taken.full_texts.found} open full texts came for papers that had only an abstract", quiet=quiet)
    if taken.full_texts and taken.full_texts.fault and taken.full_texts.news:
        talk(f"open full texts could not be asked for: {taken.full_texts.fault}; told again in a week if it lasts")
    if taken.dropped.files:
        talk(f"{taken.dropped.papers} papers of {taken.dropped.files} new files in inputs/", quiet=quiet)
    for name, why in taken.dropped.unreadable:
        talk(f"{name}: could not be read: {why}")
    if taken.waits:
        talk(f"{len(taken.waits)} papers wait for their full text", quiet=quiet)
    for paper in done.lapsed:
        talk(f"{paper}: drafted anew from a better text, so its approval lapsed; atlas review show {paper}")
    doubted = {row.id for row in taken.in_doubt}  # their reason says it already
    for paper, other in (pair for pair in taken.questions if pair[0] not in doubted):
        talk(f"{paper} and {other} may be one work: atlas review same {paper} {other}, or different")
    for row in taken.in_doubt:
        talk(f"{row.id}: {row.reason}; {row.hint}")
    for notice in taken.notices:
        talk(f"{notice.paper}: {notice.kind.replace('_', ' ')} {notice.reference}: an approval of it lapses")
    ends = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)
    if ends:
        talk(f"{ends}; spent {done.cost}", quiet=quiet)
    for batch in done.round.sent:
        talk(f"{batch.calls} questions went out in one batch: {batch.said}", quiet=quiet)
    if done.held:
        talk(done.held)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
