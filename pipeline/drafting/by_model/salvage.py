"""What can be saved of a reply that is not usable: every whole statement, each by itself, and nothing made up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import pydantic_core
from pydantic import BaseModel, ValidationError

from pipeline.domain.answer import Answer, AnswerDefinition, AnswerGroup, AnswerStatement, AnswerStudy
from pipeline.domain.draft import SECTION_NAMES, Connective
from pipeline.domain.exchange import Completion
from pipeline.domain.facts import Facts
from pipeline.drafting.by_model.classify import json_in

__all__ = ["Saved", "salvage"]

_Part = TypeVar("_Part", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer of what could be saved, and what it lacks, for people."""

    answer: Answer
    lacks: tuple[str, ...]


def salvage(completion: Completion, shown: Collection[int], facts: Facts) -> Saved | None:
    """The usable part of a reply, or None when not one statement is left.

    A statement stays if it is whole and cites a sentence that was shown, or needs none; numbers that were not shown are
    dropped from it. What the reply says of the study is replaced by what rules read where it is damaged.
    """
    value = _loads(completion.text)
    if value is None:
        return None
    lacks: list[str] = []
    sections: dict[str, list[AnswerStatement]] = {}
    for name in SECTION_NAMES:
        found = _parts(value.get(name), AnswerStatement)
        sections[name] = [kept for one in found if (kept := _kept(one, shown)) is not None]
        given = value.get(name)
        lost = (len(given) if isinstance(given, list) else 0) - len(sections[name])
        if not sections[name]:
            lacks.append(f"{name} is missing")
        elif lost:
            lacks.append(f"{name} lost {lost} of its statements")
    if not any(sections.values()):
        return None
    study = _study(value.get("study"), shown)
    if study is None:
        lacks.append("the study's facts are those that rules read")
        study = _from_facts(facts)
    return Saved(Answer(study=study, **sections), tuple(lacks))


def _loads(text: str) -> dict[str, Any] | None:
    """The object that a text holds or begins; what is cut off in the middle is left away."""
    start = text.find("{")
    for candidate in (json_in(text), text[start:] if start >= 0 else ""):
        try:
            value = pydantic_core.from_json(candidate, allow_partial=True)
        except ValueError:
            continue
        if isinstance(value, dict):
            return value
    return None


def _parts(given: object, kind: type[_Part]) -> list[_Part]:
    found = []
    for one in given if isinstance(given, list) else []:
        try:
            found.append(kind.model_validate(one, extra="ignore"))
        except ValidationError:
            continue
    return found


def _kept(statement: AnswerStatement, shown: Collection[int]) -> AnswerStatement | None:
    numbers = [number for number in statement.sentences if number in shown]
    if not statement.text.strip() or (not numbers and statement.basis == "source"):
        return None
    return statement.model_copy(update={"sentences": numbers})


def _study(given: object, shown: Collection[int]) -> AnswerStudy | None:
    if not isinstance(given, dict):
        return None
    definitions = _parts(given.get("case_definitions"), AnswerDefinition)
    whole = {
        **given,
        "groups": _parts(given.get("groups"), AnswerGroup),
        "case_definitions": [
            one.model_copy(update={"sentences": [number for number in one.sentences if number in shown]})
            for one in definitions
        ],
        "sentences": _numbers(given.get("sentences"), shown),
    }
    try:
        return AnswerStudy.model_validate(whole, extra="ignore")
    except ValidationError:
        return None


def _numbers(given: object, shown: Collection[int]) -> list[int]:
    return [one for one in given if isinstance(one, int) and one in shown] if isinstance(given, list) else []


def _from_facts(facts: Facts) -> AnswerStudy:
    return AnswerStudy(
        design=facts.design.design,
        context=facts.context,
        n_total=facts.sample.n_total,
        n_studies=facts.sample.n_studies,
        groups=[AnswerGroup(label=group.label, n=group.n) for group in facts.sample.groups],
        case_definitions=[],
        connective=Connective.UNKNOWN,
        sentences=[],
    )
