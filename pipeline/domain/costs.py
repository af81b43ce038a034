"""Costs: what paid calls used and cost, summed by day, model and prompt; and what a paper can be expected to cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

__all__ = ["Cost", "Expected", "PaidCall", "SentCall", "expected", "summed"]


@dataclass(frozen=True, slots=True)
class PaidCall:
    """One call that may have been paid for. Tokens are the server's own count, 0 where it gave none.

    `cached` is the part of `input` that the provider had kept; None where it did not say.

    `cost_usd` is what it cost; None where that is not known: then `reserved_usd` is the most it can have cost, and 0
    there means that its price is not known at all.
    """

    day: date
    model: str
    prompt: str
    paper: str | None
    input: int
    cached: int | None
    output: int
    cost_usd: float | None
    reserved_usd: float


@dataclass(frozen=True, slots=True)
class SentCall:
    """A call that may have carried text of a paper out of the house: when, where to, and how much (bytes of the body).

    `failed` says why it brought no answer; the text may have arrived all the same.
    """

    started: datetime
    paper: str
    endpoint: str
    model: str
    bytes: int
    failed: str


@dataclass(frozen=True, slots=True)
class Cost:
    """The calls of one day, model and prompt together.

    `uncertain_usd` may have been paid, `unpriced` calls have no known price; `papers` counts the papers that the calls
    were made for. Of `untold` calls the server did not say how much input it had kept (`cached`).
    """

    day: date
    model: str
    prompt: str
    calls: int = 0
    papers: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    known_usd: float = 0.0
    uncertain_usd: float = 0.0
    unpriced: int = 0
    untold: int = 0

    @property
    def task(self) -> str:
        """What the calls were for: the name of their prompt, without its version."""
        return self.prompt.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Expected:
    """What one paper has used on average, over `papers` that were drafted before with the same model and prompt.

    `usd` is None where any of their calls had no known price.
    """

    papers: int
    input: int
    output: int
    usd: float | None


def summed(calls: Iterable[PaidCall]) -> tuple[Cost, ...]:
    """Costs by day, then model, then prompt; the newest day first."""
    sums: dict[tuple[date, str, str], Cost] = {}
    papers: dict[tuple[date, str, str], set[str]] = {}
    for call in calls:
        key = call.day, call.model, call.prompt
        before = sums.get(key, Cost(*key))
        papers.setdefault(key, set()).update({call.paper} if call.paper else ())
        known = call.cost_usd is not None
        sums[key] = replace(
            before,
            calls=before.calls + 1,
            papers=len(papers[key]),
            input=before.input + call.input,
            cached=before.cached + (call.cached or 0),
            output=before.output + call.output,
            known_usd=before.known_usd + (call.cost_usd or 0.0),
            uncertain_usd=before.uncertain_usd + (0.0 if known else call.reserved_usd),
            unpriced=before.unpriced + (not known and not call.reserved_usd),
            untold=before.untold + (call.cached is None and call.input > 0),
        )
    return tuple(sorted(sums.values(), key=lambda one: (-one.day.toordinal(), one.model, one.prompt)))


def expected(calls: Iterable[PaidCall], *, model: str, prompt: str) -> Expected | None:
    """What a paper used on average with this model and prompt (`summarize` or `summarize/2`); None before the first."""
    alike = [call for call in calls if call.paper and _is(call.model, model, "-") and _is(call.prompt, prompt, "/")]
    papers = {call.paper for call in alike}
    if not papers:
        return None
    priced = all(call.cost_usd is not None or call.reserved_usd for call in alike)
    spent = sum(call.reserved_usd if call.cost_usd is None else call.cost_usd for call in alike)
    return Expected(
        papers=len(papers),
        input=sum(call.input for call in alike) // len(papers),
        output=sum(call.output for call in alike) // len(papers),
        usd=spent / len(papers) if priced else None,
    )


def _is(name: str, wanted: str, before: str) -> bool:
    """Whether a name is the wanted one, or one of its versions: servers answer as `large-2026-03`."""
    return name == wanted or name.startswith(wanted + before)
