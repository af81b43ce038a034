"""Practice against rubber-stamping, where it is switched on: seeded drafts now and then, and how long decisions take.

A seeded draft is of a desk of its own (`wiring.seeded`): it has the pages and the forms of any other, and nothing that
is done with it reaches the atlas. What became of it is counted in sum and nowhere else.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.desk.dossier import held
from pipeline.desk.seeds import Seed, caught_in
from pipeline.desk.services import Desk, People
from pipeline.domain.desk import Sums
from pipeline.domain.review import Person
from pipeline.web import acts, papers
from pipeline.web.catalogue import SAY
from pipeline.web.room import address, page, room_of, visitor_of
from pipeline.web.sign_in import inside

__all__ = ["Seeding", "decide", "revealed", "show"]

_DECIDES = {"approve", "confirm", "return", "exclude"}
_FEWEST = 5  # below so many, a sum would tell of single people


class Desks(Protocol):
    """Everybody's own desk with the seeds."""

    @property
    def papers(self) -> Mapping[str, Seed]:
        """The seed behind each paper."""
        ...

    def prepare(self) -> None:
        """Read the papers; takes some seconds."""
        ...

    def desk_for(self, person: Person) -> Desk:
        """The desk of one person."""
        ...


class Measuring(Protocol):
    """What is counted, in sum."""

    def seeded(self, *, caught: bool, seconds: float) -> None:
        """Count a decision on a seeded draft."""
        ...

    def decided(self, seconds: float) -> None:
        """Count how long a decision took."""
        ...

    def meet(self, person: str, seed: str, now: datetime) -> bool:
        """Say that somebody gets a seeded draft before them; False where they had it before."""
        ...

    def met(self, person: str) -> frozenset[str]:
        """The seeded drafts that somebody has met."""
        ...

    def sums(self) -> Sums:
        """Everything measured so far."""
        ...


@dataclass(slots=True)
class Seeding:
    """`every` says after about how many decisions a seeded draft comes, `timing` whether decisions are timed.

    `desks` are None where nothing is seeded. `people` are those of the atlas. `done` are the seeded drafts that were
    decided on, by person and paper.
    """

    people: People
    measuring: Measuring | None = None
    every: int = 0
    timing: bool = False
    desks: Desks | None = None
    done: set[tuple[str, str]] = field(default_factory=set)

    @property
    def announced(self) -> bool:
        """Whether the desk has to say that something is measured."""
        return self.timing or (self.desks is not None and self.every > 0)

    def seed(self, paper: str) -> Seed | None:
        """The seed behind a paper, or None for a paper of the atlas."""
        return self.desks.papers.get(paper) if self.desks else None

    def desk_for(self, paper: str, person: str) -> Desk | None:
        """The desk that a paper is of, where it is a seeded draft."""
        if self.desks is None or self.seed(paper) is None:
            return None
        return self.desks.desk_for(Person(id=person, name=self.people.names([person]).get(person, "")))

    def next_for(self, person: str, now: datetime) -> str | None:
        """A seeded draft that is to come now, which this person has not met; mostly None."""
        if self.desks is None or self.measuring is None or not self.every or secrets.randbelow(self.every):
            return None
        left = sorted(self.desks.papers.keys() - self.measuring.met(person))
        found = secrets.choice(left) if left else None
        return found if found and self.measuring.meet(person, found, now) else None

    def told(self) -> Sums | None:
        """The sums, once there are enough that they tell of nobody."""
        if self.measuring is None:
            return None
        sums = self.measuring.sums()
        return sums if max(sums.caught + sums.missed, sums.decisions) >= _FEWEST else None


async def show(request: Request) -> Response:
    """The page of a paper; a seeded draft that was decided on shows what it was."""
    if await run_in_threadpool(_is_done, request):
        return RedirectResponse(_revealed_at(request), 303)
    return await run_in_threadpool(papers.show, request)


async def decide(request: Request) -> Response:
    """A form of a paper, and what is measured of it; after it, now and then, a seeded draft."""
    if await run_in_threadpool(_is_done, request):
        return RedirectResponse(_revealed_at(request), 303)
    return await _measured(request, acts.decide)


def revealed(request: Request) -> Response:
    """What a seeded draft was, for whoever has just decided on it."""
    visitor, paper = visitor_of(request), request.path_params["paper"]
    seed = _seeding(request).seed(paper)
    if seed is None or not _is_done(request):
        raise HTTPException(404, SAY["seeded"]["nothing"])
    draft = held(room_of(request).desk, paper).draft
    ended = room_of(request).desk.decisions.of(paper)
    approved = next((one.act.value == "approve" for one in reversed(ended) if one.person == visitor.person), False)
    return page(
        request,
        "seeded.html",
        title=SAY["seeded"]["title"],
        seed=seed,
        caught=not approved or caught_in(draft, seed.planted),
        following=inside(request.query_params.get("to", "")),
    )


async def _measured(request: Request, form: Callable[[Request], Awaitable[Response]]) -> Response:
    answer = await form(request)
    if answer.status_code != 303 or request.path_params["act"] not in _DECIDES:
        return answer
    return await run_in_threadpool(_after, request, answer)


def _after(request: Request, answer: Response) -> Response:
    """Count what was decided, and go where it leads: to what a seed was, to a seed, or on."""
    seeding, visitor, paper = _seeding(request), visitor_of(request), request.path_params["paper"]
    if seeding.measuring is None:
        return answer
    desk, act = room_of(request).desk, request.path_params["act"]
    now, opened = desk.story.clock.now(), desk.people.opened(visitor.person, paper)
    seconds = (now - opened.began).total_seconds() if opened else None
    if (seed := seeding.seed(paper)) is not None:
        if seconds is not None:
            caught = act != "approve" or caught_in(held(desk, paper).draft, seed.planted)
            seeding.measuring.seeded(caught=caught, seconds=seconds)
        seeding.done.add((visitor.person, paper))
        return RedirectResponse(_revealed_at(request, to=answer.headers["location"]), 303)
    if seeding.timing and seconds is not None:
        seeding.measuring.decided(seconds)
    planted = seeding.next_for(visitor.person, now)
    return RedirectResponse(address(f"/paper/{planted}", **dict(request.query_params)), 303) if planted else answer


def _revealed_at(request: Request, to: str = "/") -> str:
    return address(f"/seeded/{request.path_params['paper']}", to=to)


def _is_done(request: Request) -> bool:
    """Whether this is a seeded draft that this person decided on."""
    paper, seeding = request.path_params["paper"], _seeding(request)
    return seeding.seed(paper) is not None and (visitor_of(request).person, paper) in seeding.done


def _seeding(request: Request) -> Seeding:
    found: Seeding = request.app.state.seeding
    return found
