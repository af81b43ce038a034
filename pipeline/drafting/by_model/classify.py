"""What a completion is worth, decided by nothing but the completion and the numbers that were shown."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from pipeline.domain.answer import Answer
from pipeline.domain.draft import SECTION_NAMES
from pipeline.domain.exchange import Completion, Finish, Verdict
from pipeline.drafting.designs import WITHOUT_RESULTS
from pipeline.text.regex import regex

__all__ = ["Judged", "Opened", "classify", "json_in", "opened_reply", "shape_problems"]

_MOST_PROBLEMS = 12
_LONGEST_STATEMENT = 800
_THINKING = regex(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCED = regex(r"```(?:json)?[ \t]*\n(.*?)\n?```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Opened:
    """The JSON of a reply, or the verdict on a reply that has none and in words for the model what is wrong with it."""

    value: JsonValue = None
    verdict: Verdict | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, the answer where there is a whole one, and in words for the model what is wrong with it."""

    verdict: Verdict
    answer: Answer | None = None
    problems: tuple[str, ...] = ()


def classify(completion: Completion, shown: Collection[int]) -> Judged:
    """The verdict on a completion; `shown` are the numbers of the sentences that the model was shown."""
    opened = opened_reply(completion)
    if opened.verdict is not None:
        return Judged(opened.verdict, problems=opened.problems)
    try:
        answer = Answer.model_validate(opened.value, extra="ignore")
    except ValidationError as error:
        return Judged(Verdict.WRONG_SHAPE, problems=shape_problems(error))
    if problems := tuple(_content_problems(answer)):
        return Judged(Verdict.WRONG_SHAPE, answer, problems[:_MOST_PROBLEMS])
    if problems := tuple(_sentence_problems(answer, shown)):
        return Judged(Verdict.WRONG_SENTENCES, answer, problems[:_MOST_PROBLEMS])
    return Judged(Verdict.USABLE, answer)


def opened_reply(completion: Completion) -> Opened:
    """The JSON that a completion holds, whatever its shape, or why it holds none."""
    if completion.refusal:
        return Opened(verdict=Verdict.REFUSED, problems=(completion.refusal,))
    if completion.finish is Finish.FILTER:
        return Opened(verdict=Verdict.FILTERED)
    if completion.finish is Finish.LENGTH:
        return Opened(verdict=Verdict.CUT_SHORT)
    if not completion.text.strip():
        return Opened(verdict=Verdict.EMPTY)
    try:
        return Opened(json.loads(json_in(completion.text)))
    except (ValueError, RecursionError) as error:
        return Opened(verdict=Verdict.NOT_JSON, problems=(f"it is not one JSON object ({_brief(error)})",))


def json_in(text: str) -> str:
    """The JSON of a reply, without the thinking before it, the fence around it and the words beside it."""
    text = _THINKING.sub("", text).strip()
    fenced = _FENCED.search(text)
    if fenced and not text.startswith("{"):
        text = fenced[1].strip()
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text[max(start, 0) :]


def shape_problems(error: ValidationError) -> tuple[str, ...]:
    """What has another shape than was asked for, in words for the model."""
    return tuple(
        f"{'.'.join(str(part) for part in item['loc']) or 'the answer'}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False)[:_MOST_PROBLEMS]
    )


def _content_problems(answer: Answer) -> Iterator[str]:
    """What no schema can say: sections that must not be empty, statements that are none."""
    needed = {"quick_summary", "does_not_prove"}
    if answer.study.design not in WITHOUT_RESULTS:
        needed.add("observed_findings")
    for name in SECTION_NAMES:
        statements = answer.section(name)
        if not statements and name in needed:
            yield f"{name} holds no statement"
        for index, statement in enumerate(statements):
            if not statement.text.strip():
                yield f"{name}.{index}: the text is empty"
            elif len(statement.text) > _LONGEST_STATEMENT:
                yield f"{name}.{index}: the text is longer than one sentence can be"


def _sentence_problems(answer: Answer, shown: Collection[int]) -> Iterator[str]:
    cited = [
        (f"{name}.{index}", statement.sentences, statement.basis == "source")
        for name in SECTION_NAMES
        for index, statement in enumerate(answer.section(name))
    ]
    cited += [
        (f"study.case_definitions.{index}", definition.sentences, True)
        for index, definition in enumerate(answer.study.case_definitions)
    ]
    cited.append(("study", answer.study.sentences, False))
    for where, numbers, must_cite in cited:
        if unknown := [number for number in numbers if number not in shown]:
            yield f"{where}: there is no sentence {', '.join(map(str, unknown[:5]))}"
        elif must_cite and not numbers:
            yield f"{where}: no sentence is cited, and its basis is the source"


def _brief(error: Exception) -> str:
    return str(error)[:120] if isinstance(error, ValueError) else "nested too deeply"
