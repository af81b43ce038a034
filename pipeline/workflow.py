"""The whole story, top-down.

    ingest      files -> records, each read once -> faces of papers               (`intake`; no paper is judged yet)
    one_paper   claim -> document -> facts -> draft -> check -> folder -> done    (one paper, start to end)
    endings     what became of each input, for the person who handed it in        (`endings`)

Every step can be killed and run again: what was read stays read, what was drafted stays drafted.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial

from pipeline import checks
from pipeline.domain.document import Document
from pipeline.domain.draft import Design, Draft, Source
from pipeline.domain.facts import Facts
from pipeline.domain.ledger import Outcome, Owner, PaperRow, PaperState
from pipeline.domain.report import Report
from pipeline.domain.verification import Verification
from pipeline.drafting.changes import anew
from pipeline.drafting.files import as_bytes, written
from pipeline.drafting.labels import about
from pipeline.drafting.offline import DRAFTER, OFFLINE
from pipeline.drafting.origin import source_of
from pipeline.drafting.redrafting import redrafted
from pipeline.drafting.sufficiency import why_not
from pipeline.errors import (
    BudgetReached,
    CannotWrite,
    DraftError,
    EndpointRefuses,
    InsufficientSource,
    LanguageNotRead,
    LeaseLost,
    NotFound,
    NoUsableReply,
    RequestRefused,
    RetryLater,
    ServiceUnavailable,
    StoreError,
)
from pipeline.intake import document_of, document_of_face, primary_face, reports_of
from pipeline.reading.facts import read_facts
from pipeline.services import Services
from pipeline.text.align import Index

__all__ = [
    "Wanted",
    "brought_to_its_end",
    "due",
    "next_paper",
    "one_paper",
]

log = logging.getLogger(__name__)

_CARRIED = "person/carried over"  # a fresh draft with what people had written
_PROTOCOL = "it is shown with that paper; to have an entry of its own: `atlas draft --paper ID --as-study`"
_NOT_WHOLE = "what could be used is kept as a draft; add what is missing, or draft it anew with --again"


# ------------------------------------------------------------------------------------------------------ one paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for beyond what is due: drafts made anew, and papers in doubt that they have compared.

    `by_name` says that each paper was asked for by its name, which overrules that it is out of scope, or was only
    imported.
    """

    again: bool = False
    identity_checked: bool = False
    by_name: bool = False


def due(rows: Iterable[PaperRow], services: Services, wanted: Wanted = Wanted()) -> tuple[str, ...]:
    """The ids of those of `rows` that have work to do: waiting, unsettled by an older drafter, or all if asked.

    A paper that was settled comes back when its drafter has changed; a drafted one only when somebody asks, or when a
    model may go over what was drafted offline. One in doubt is due only where a person has compared it with the other;
    one that is out of scope only where a person names it.
    """
    now = services.clock.now()
    mine = services.drafter.name

    def is_due(row: PaperRow) -> bool:
        if wanted.by_name and (row.draft is None or row.state is PaperState.IMPORTED):
            return True
        match row.state:
            case PaperState.WAITING | PaperState.IMPORTED:
                return True
            case PaperState.RETRY_LATER:
                return row.not_before is None or row.not_before <= now
            case PaperState.INSUFFICIENT_SOURCE | PaperState.NEEDS_ATTENTION | PaperState.FAILED:
                return row.drafter is not None and row.drafter != mine
            case PaperState.DRAFTED:
                return (row.drafter or "").startswith(OFFLINE) and not mine.startswith(OFFLINE)
            case _:
                return False

    return tuple(
        row.id
        for row in rows
        if (wanted.identity_checked if row.state is PaperState.IN_DOUBT else wanted.again or is_due(row))
    )


async def one_paper(paper: str, services: Services, owner: Owner) -> PaperState | None:
    """Bring one paper to its end and return the state it ended in; None when another worker has it.

    Raises what `brought_to_its_end` raises.
    """
    if not await asyncio.to_thread(services.queue.claim, paper, owner, services.clock.now(), services.lease_s):
        return None
    return await brought_to_its_end(paper, services, owner)


async def next_paper(services: Services, owner: Owner, *, but: Collection[str] = ()) -> str | None:
    """Claim the paper that is due and came first, without those in `but`, for whoever works on one ledger with others.

    None when nothing is due.
    """
    replaces = () if services.drafter.name.startswith(OFFLINE) else (DRAFTER,)
    claim = partial(services.queue.claim_next, replaces=replaces, but=but)
    row = await asyncio.to_thread(claim, owner, services.clock.now(), services.lease_s)
    return row.id if row else None


async def brought_to_its_end(paper: str, services: Services, owner: Owner) -> PaperState | None:
    """The state in which a paper that `owner` has claimed ended; None when it was taken over meanwhile.

    A paper that fails does so alone: the reason is kept with it. Only what would stop every paper is raised.

    Raises:
        StoreError: the disk is full, or the database cannot be written.
        EndpointRefuses: the model's server would refuse every other paper as well.
    """
    services.watch("drafting", paper)
    keeper = asyncio.create_task(_keep(paper, owner, services))
    try:
        outcome = await _outcome(paper, services)
    except BaseException:
        services.queue.release(paper, owner)
        raise
    finally:
        keeper.cancel()
    try:
        await asyncio.to_thread(services.queue.finish, paper, owner, outcome, services.clock.now())
    except LeaseLost:
        log.warning("another worker took the paper over", extra={"action": "draft", "paper": paper})
        return None
    except NotFound:  # it turned out to be a face of another one, which is drafted in its turn
        log.warning("it became part of another paper meanwhile", extra={"action": "draft", "paper": paper})
        return None
    finally:
        services.watch("drafted", paper)
    log.info("ended", extra={"action": "draft", "paper": paper, "state": outcome.state.value})
    return outcome.state


async def _keep(paper: str, owner: Owner, services: Services) -> None:
    """Hold the lease for as long as this runs: a model may think for longer than a lease lasts."""
    while True:
        await asyncio.sleep(services.lease_s / 3)
        try:
            services.queue.renew(paper, owner, services.clock.now(), services.lease_s)
        except StoreError as error:  # the end of the work will meet it again and say so
            log.warning("a lease was not renewed: %s", error.message, extra={"action": "draft", "paper": paper})
            return


async def _outcome(paper: str, services: Services) -> Outcome:
    drafter = services.drafter.name
    try:
        return await _drafted(paper, services)
    except (LanguageNotRead, NoUsableReply, RequestRefused) as error:
        return Outcome(PaperState.NEEDS_ATTENTION, error.message, error.hint, drafter=drafter)
    except DraftError as error:
        return Outcome(PaperState.INSUFFICIENT_SOURCE, error.message, error.hint, drafter=drafter)
    except RetryLater as error:
        return Outcome(PaperState.RETRY_LATER, error.message, error.hint, drafter=drafter, not_before=error.not_before)
    except (ServiceUnavailable, BudgetReached) as error:
        return Outcome(PaperState.RETRY_LATER, error.message, error.hint, drafter=drafter)
    except (CannotWrite, LeaseLost, EndpointRefuses):
        raise
    except StoreError as error:
        return Outcome(PaperState.FAILED, error.message, error.hint, drafter=drafter)
    except Exception as error:  # one paper's defect must not stop the others; it is recorded, not swallowed
        log.exception("a paper failed", extra={"action": "draft", "paper": paper})
        reason = f"a defect of this software: {type(error).__name__}: {error}"
        return Outcome(PaperState.FAILED, reason, "please report it, with the log", drafter=drafter)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a draft is checked by: its paper, what rules read in it, and what a second model said."""

    document: Document
    facts: Facts
    verification: Verification | None


async def _drafted(paper: str, services: Services) -> Outcome:
    """Document -> facts -> draft -> verdicts -> report -> folder. Raises DraftError where there is nothing to draft.

    What computes or waits for the disk runs in threads, so that others' answers from a model are not kept waiting; only
    one of them computes at a time, because more would keep those waiting that have the ledger's turn to write.
    """
    async with services.computing:
        document, facts, source = await asyncio.to_thread(_prepared, paper, services)
    fresh = await services.drafter.draft(document, facts, source=source, paper=paper)
    verification = await _verified(paper, fresh, document, services)
    async with services.computing:
        # Only now, for people may have written while the models thought.
        fresh, draft = await asyncio.to_thread(_beside_the_one_before, paper, fresh, document, services)
        told = _Told(document, facts, verification)
        return await asyncio.to_thread(_stored, paper, draft, told, services, fresh=fresh)


async def _verified(paper: str, fresh: Draft, document: Document, services: Services) -> Verification | None:
    """What a second model says of the draft as it would be kept now; None where none is set."""
    if services.verifier is None:
        return None
    async with services.computing:
        _, draft = await asyncio.to_thread(_beside_the_one_before, paper, fresh, document, services)
        stored = await asyncio.to_thread(services.drafts.latest, paper)
    known = Report.model_validate_json(stored.report).verification if stored else None
    return await services.verifier.verify(draft, document, paper=paper, known=known)


def _prepared(paper: str, services: Services) -> tuple[Document, Facts, Source]:
    """What a drafter is handed."""
    row = services.papers.get(paper)
    face = primary_face(row, services)
    document = document_of_face(face, services)
    # What has a draft was taken for a study before, by this software or by a person.
    as_study = services.as_study or row.draft is not None
    if (refusal := why_not(document, services.profile.languages, as_study=as_study)) is not None:
        raise refusal
    facts = read_facts(document, services.profile)
    if not as_study and facts.design.design is Design.PROTOCOL and (trial := _trial_of(row.id, services)):
        raise InsufficientSource("protocol", f"This is the protocol of {trial}, which is here.", hint=_PROTOCOL)
    others = frozenset(one.level for one in services.faces.of(paper) if one.level and one.key != face.key)
    return document, facts, source_of(document, file_name=face.name, other_levels=others)


def _trial_of(protocol: str, services: Services) -> str | None:
    """The paper that reports on the registration of a protocol, and is none itself."""
    for other in reports_of(protocol, services):
        facts = read_facts(document_of(services.papers.get(other), services), services.profile)
        if facts.design.design is not Design.PROTOCOL:
            return other
    return None


def _beside_the_one_before(paper: str, fresh: Draft, document: Document, services: Services) -> tuple[Draft, Draft]:
    """A draft made anew, saying what changed, and that draft with what people had made of the one before.

    Both are the same where there was none, or nobody had touched it.
    """
    if (current := services.drafts.latest(paper)) is None:
        return fresh, fresh
    if (machine := services.drafts.by_machine(paper)) is None:
        return fresh, fresh
    before = Draft.model_validate_json(machine.body)
    told = anew(fresh, before)
    if current.number == machine.number:
        return told, told
    return told, redrafted(told, Draft.model_validate_json(current.body), before, Index(document.text))


def _stored(paper: str, draft: Draft, told: _Told, services: Services, *, fresh: Draft) -> Outcome:
    """The draft checked, in the folder and in the ledger; before it, the fresh one that people's words went into."""
    # A paper that no model may see was drafted offline, and its history says so.
    offline = fresh.made_by is not None and fresh.made_by.kind == "offline"
    maker = DRAFTER if offline else services.drafter.name
    if fresh is not draft:
        _put(paper, fresh, told, services, made_by=maker)
    report = _put(paper, draft, told, services, made_by=maker if fresh is draft else _CARRIED)
    services.folder.write(paper, written(draft, report, services.profile, paper))
    ended = Outcome(
        PaperState.DRAFTED, about(told.document, told.facts), draft=draft.digest(), drafter=services.drafter.name
    )
    if draft.made_by is None or not draft.made_by.lacks:
        return ended
    reason = f"the draft is not whole: {'; '.join(draft.made_by.lacks)}"
    return replace(ended, state=PaperState.NEEDS_ATTENTION, reason=reason, hint=_NOT_WHOLE)


def _put(paper: str, draft: Draft, told: _Told, services: Services, *, made_by: str) -> Report:
    report = checks.check(
        draft,
        told.document,
        severities=services.severities,
        profile=services.profile,
        facts=told.facts,
        verification=told.verification,
    )
    now = services.clock.now()
    services.drafts.put(paper, draft.digest(), as_bytes(draft), as_bytes(report), made_by=made_by, now=now)
    return report
