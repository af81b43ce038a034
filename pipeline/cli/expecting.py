"""What a run would use and cost, without reading a paper or asking anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.costs import PaidCall, expected
from pipeline.settings import Settings

__all__ = ["what_it_costs", "what_to_expect", "what_to_expect_of_judging"]


def what_it_costs(settings: Settings) -> str:
    """Who would draft and verify, and what a run could cost at most."""
    if settings.drafter.kind == "offline":
        return "drafting offline costs nothing"
    names, money = _names(settings), settings.budget
    tasks = [f"{name} would {'verify' if at else 'draft'}" for at, name in enumerate(names)]
    unpriced = [name for name in names if name not in money.prices]
    most = f"for {money.run_usd:.2f} USD at most in one run" if len(unpriced) < len(names) else ""
    unknown = f"the price of {' and '.join(unpriced)} is not known, so one run uses {money.run_tokens} tokens at most"
    return "; ".join([" and ".join(tasks) + f", {most}" * bool(most), *([unknown] if unpriced else [])])


def what_to_expect(files: int, calls: Sequence[PaidCall], settings: Settings) -> Iterator[str]:
    """What so many new files would probably use, by what papers used before with these models and prompts.

    One line for drafting and one for verifying, where a second model is set; none where nobody would be asked.
    """
    if not files or settings.drafter.kind == "offline":
        return
    model, second = settings.model, settings.verifier
    yield _line("drafted", files, calls, model.name, model.prompt)
    if second.name:
        yield _line("verified", files, calls, second.name, second.prompt)


def what_to_expect_of_judging(drafts: int, calls: Sequence[PaidCall], settings: Settings) -> str:
    """What judging so many drafts would probably use."""
    return _line("verified", drafts, calls, settings.verifier.name, settings.verifier.prompt)


def _line(done: str, files: int, calls: Sequence[PaidCall], model: str, prompt: str) -> str:
    alike = expected(calls, model=model, prompt=prompt)
    if alike is None:
        return f"no paper was {done} with {model} yet, so nothing can be said of what is likely"
    money = "at an unknown price" if alike.usd is None else f"about {alike.usd * files:.2f} USD"
    tokens = f"{alike.input * files} tokens in and {alike.output * files} out"
    return f"by {alike.papers} papers {done} before, {files} would take {tokens}, {money}"


def _names(settings: Settings) -> tuple[str, ...]:
    """The models that a run asks."""
    return (settings.model.name, *([settings.verifier.name] if settings.verifier.name else []))
