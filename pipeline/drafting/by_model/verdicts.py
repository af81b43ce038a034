"""What a second model's reply is worth: every number judged once, in the shape asked for, or it is not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.domain.exchange import Completion, Verdict
from pipeline.domain.verdict_answer import AnswerVerdict, VerdictAnswer
from pipeline.domain.verification import Support
from pipeline.drafting.by_model.classify import opened_reply, shape_problems

__all__ = ["JudgedVerdicts", "classify_verdicts"]

_MOST_PROBLEMS = 12


@dataclass(frozen=True, slots=True)
class JudgedVerdicts:
    """What a reply is worth, its verdicts by number where it is usable, and in words for the model what is wrong."""

    verdict: Verdict
    verdicts: tuple[AnswerVerdict, ...] = ()
    problems: tuple[str, ...] = ()


def classify_verdicts(completion: Completion, posed: int) -> JudgedVerdicts:
    """What a completion is worth that should judge the statements 1 to `posed`."""
    opened = opened_reply(completion)
    if opened.verdict is not None:
        return JudgedVerdicts(opened.verdict, problems=opened.problems)
    try:
        answer = VerdictAnswer.model_validate(opened.value, extra="ignore")
    except ValidationError as error:
        return JudgedVerdicts(Verdict.WRONG_SHAPE, problems=shape_problems(error))
    if problems := tuple(_wrong_numbers(answer, posed)):
        return JudgedVerdicts(Verdict.WRONG_SENTENCES, problems=problems[:_MOST_PROBLEMS])
    if problems := tuple(_without_reason(answer)):
        return JudgedVerdicts(Verdict.WRONG_SHAPE, problems=problems[:_MOST_PROBLEMS])
    return JudgedVerdicts(Verdict.USABLE, tuple(sorted(answer.verdicts, key=lambda one: one.statement)))


def _wrong_numbers(answer: VerdictAnswer, posed: int) -> Iterator[str]:
    given = Counter(one.statement for one in answer.verdicts)
    for number, times in sorted(given.items()):
        if not 1 <= number <= posed:
            yield f"there is no statement {number}"
        elif times > 1:
            yield f"statement {number} has {times} verdicts"
    for number in range(1, posed + 1):
        if number not in given:
            yield f"statement {number} has no verdict"


def _without_reason(answer: VerdictAnswer) -> Iterator[str]:
    for one in answer.verdicts:
        if one.support is not Support.SUPPORTED and not one.reason.strip():
            yield f"statement {one.statement}: the reason is empty"
