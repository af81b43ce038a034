"""The queue: which drafts wait for a person, what needs a look most at the top."""

from __future__ import annotations

import time
from dataclasses import asdict, replace

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from pipeline.desk.dossier import queue
from pipeline.desk.feeds import feeds_of
from pipeline.domain.account import may
from pipeline.domain.desk import AGES, Filter
from pipeline.domain.review import Act
from pipeline.drafting.designs import DESIGNS
from pipeline.web.catalogue import SAY
from pipeline.web.room import address, page, room_of, visitor_of
from pipeline.web.strings import FACET_TITLES, SORTS

__all__ = ["chosen_of", "show"]

_FIELDS = tuple(Filter.__dataclass_fields__)
_LONGEST = 200
_ALWAYS = ("state", "findings")  # counting all facets of all drafts at each turn would be slow
_EVERY_S = 5.0  # how often drafts that workers made meanwhile are looked for


def chosen_of(given: dict[str, str]) -> Filter:
    """The filter that an address or a form names; what is not one of its fields is left out."""
    return Filter(**{name: given[name][:_LONGEST].replace("\0", "") for name in _FIELDS if given.get(name)})


def show(request: Request) -> Response:
    """One page of the queue."""
    visitor = visitor_of(request)
    room = room_of(request)
    desk, seeding = room.desk, request.app.state.seeding
    now = desk.story.clock.now()
    chosen = chosen_of(dict(request.query_params))
    given = {name: value for name, value in asdict(chosen).items() if value}
    by = request.query_params.get("by", "")
    shown = dict.fromkeys([*_ALWAYS, *(name for name in given if name in FACET_TITLES), *([by] if by else [])])
    found = queue(desk, chosen, after=request.query_params.get("after", "")[:_LONGEST], facets=tuple(shown))
    links = {facet: _links(facet, values, chosen) for facet, values in found.counts.items()}
    sorts = {sort: address("/", **asdict(replace(chosen, sort=sort))) for sort in SORTS}
    without = {name: address("/", **asdict(replace(chosen, **{name: ""}))) for name in given}
    following = address("/", **given, after=found.after) if found.after else ""
    answer = page(
        request,
        "queue.html",
        title=SAY["base"]["home"],
        found=found,
        here=given,
        chosen={name: value for name, value in given.items() if name != "sort"},
        sorted_by=chosen.sort if chosen.sort in SORTS else "",
        sorts=sorts,
        now=now,
        ready=desk.rows.seen(visitor.person, 0).ready if may(visitor.role, Act.APPROVE) else 0,
        left=room.refresher.left,
        feeds=feeds_of(desk, now),
        seeding=seeding,
        sums=seeding.told() if seeding.announced else None,
        links=links,
        without=without,
        following=following,
        others={name: address("/", **given, by=name) for name in FACET_TITLES if name not in found.counts},
        names=desk.people.called(),
        designs={design.value: said.name.partition(":")[0] for design, said in DESIGNS.items()},
    )
    if time.monotonic() > room.refresh_at:  # after the page has been sent, so that nobody waits for it
        room.refresh_at = time.monotonic() + _EVERY_S
        answer.background = BackgroundTask(room.refresher.run)
    return answer


def _links(facet: str, values: dict[str, int], chosen: Filter) -> list[tuple[str, int, str, bool]]:
    """Each value of a facet with its count, the address that chooses it, and whether it is chosen; ages in order."""
    named = {age: values[age] for age in AGES if age in values} if facet == "age" else values
    return [
        (value, count, address("/", **asdict(replace(chosen, **{facet: value}))), getattr(chosen, facet) == value)
        for value, count in named.items()
    ]
