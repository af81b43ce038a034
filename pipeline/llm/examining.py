"""A model's server, examined with small questions: what works, how fast, and whether its price can be known."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pipeline.domain.exchange import Completion, Request, Rung
from pipeline.errors import PipelineError, RequestRefused, ServiceUnavailable
from pipeline.llm.probing import cut_in_thought, in_shape, probe_request
from pipeline.prompting.bodies import Target

__all__ = ["Examined", "examine"]


@dataclass(frozen=True, slots=True)
class Examined:
    """How one way of asking for the shape of an answer went.

    `seconds` and the tokens are of this one answer; tokens are None where the server does not report its usage.
    """

    way: Rung
    works: bool
    detail: str
    seconds: float | None = None
    input: int | None = None
    output: int | None = None
    model: str = ""


async def examine(target: Target, ask: Callable[[Request], Awaitable[Completion]]) -> tuple[Examined, ...]:
    """Ask in each of the three ways, firmest first. Raises EndpointRefuses, BudgetReached: no way would do better."""
    return tuple([await _one(target, way, ask) for way in Rung])


async def _one(target: Target, way: Rung, ask: Callable[[Request], Awaitable[Completion]]) -> Examined:
    try:
        completion = await ask(probe_request(target, way))
    except (RequestRefused, ServiceUnavailable) as error:
        return Examined(way, works=False, detail=_said(error))
    works = in_shape(completion, way)
    detail = "the answer came in the shape" if works else "accepted, but the answer has another shape"
    if way is Rung.PLAIN:
        detail = "it answers" if works else "its answer is empty"
    if cut_in_thought(completion):
        detail = "accepted; the model thinks before it speaks, longer than this small question lets it"
    usage = completion.usage
    return Examined(
        way,
        works,
        detail,
        completion.latency_s,
        usage.input if usage else None,
        usage.output if usage else None,
        completion.model or "",
    )


def _said(error: PipelineError) -> str:
    return f"{error.message} ({error.hint})" if error.hint else error.message
