"""The question whether a draft's statements are carried by their own passages: everything fixed first, the draft last.

Statements and passages stand as data between two fences that are derived from them, so neither can hold one. Among them
stands a control of the prompt's own, a statement that its passage does not carry: a model that calls it supported
agrees with whatever it is shown, or was told to by the paper, and is not believed. Which control it is and where it
stands follow from the digest of the rest: the same draft is the same question, and no paper can know it beforehand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.domain.draft import Basis, Statement
from pipeline.domain.exchange import Request
from pipeline.domain.identity import digest_of_json
from pipeline.domain.profile import Profile
from pipeline.domain.prompt import Prompt
from pipeline.domain.seen import statement_digest
from pipeline.domain.verdict_answer import VERDICTS_NAME, verdict_schema
from pipeline.errors import PromptMalformed
from pipeline.prompting.bodies import Message, Target, request_of
from pipeline.prompting.catalogue import render

__all__ = ["Posed", "VerifyQuestion", "ask_for_better_verdicts", "ask_for_longer_verdicts", "ask_to_verify", "controls"]

_SCHEMA_NAME = "verdicts_by_number_1"
_MORE_ROOM = 2
_BETWEEN = "||"  # a control's statement and its passage


@dataclass(frozen=True, slots=True)
class Posed:
    """One statement as it is put to the model. `digest` is that of a draft's statement, empty for the control."""

    digest: str
    about: str
    text: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VerifyQuestion:
    """A request with what it was made of. `posed` are its statements, the first with the number 1."""

    request: Request
    posed: tuple[Posed, ...]
    target: Target
    prompt: Prompt
    messages: tuple[Message, ...]


def ask_to_verify(
    statements: Sequence[tuple[str, Statement]], title: str, prompt: Prompt, profile: Profile, target: Target
) -> VerifyQuestion:
    """The first question about some statements, each with the section it stands in; `title` is that of the paper.

    Raises PromptMalformed for a prompt that asks for another shape of answer, or whose controls cannot be read.
    """
    if prompt.schema != VERDICTS_NAME:
        raise PromptMalformed(
            f"the prompt {prompt.id} asks for {prompt.schema}, and this version reads {VERDICTS_NAME}",
            hint="name another prompt (verifier.prompt), or take the prompt that came with this version",
        )
    posed = _with_control([_posed(section, one) for section, one in statements], prompt)
    block = "\n\n".join([f"Title of the paper: {_line(title)}"] * bool(title) + _numbered(posed))
    words = {
        "fence": f"=====DRAFT-{digest_of_json(block).removeprefix('sha256:')[:24]}=====",
        "field": profile.title,
        "problems": "",
        "schema": json.dumps(verdict_schema(), separators=(",", ":")),
        "statements": block,
    }
    used = {name: text for name, text in words.items() if name in prompt.variables}
    messages = (("system", render(prompt, "system", used)), ("user", render(prompt, "user", used)))
    return _question(messages, posed, prompt, target)


def ask_for_longer_verdicts(question: VerifyQuestion) -> VerifyQuestion:
    """The same question with more room for the answer, for one that was cut short."""
    target = replace(question.target, output_tokens=question.target.output_tokens * _MORE_ROOM)
    return _question(question.messages, question.posed, question.prompt, target)


def ask_for_better_verdicts(question: VerifyQuestion, answer: str, problems: Sequence[str]) -> VerifyQuestion:
    """The question once more, with the answer that was given and what is wrong with it."""
    words = dict.fromkeys(question.prompt.variables, "") | {"problems": "\n".join(f"- {one}" for one in problems)}
    said = (("assistant", answer),) if answer.strip() else ()
    turns = (*said, ("user", render(question.prompt, "repair", words)))
    return _question((*question.messages, *turns), question.posed, question.prompt, question.target)


def controls(prompt: Prompt) -> tuple[Posed, ...]:
    """The controls of a prompt, from its block of that name; empty where it has none. Raises PromptMalformed."""
    found = []
    for line in dict(prompt.blocks).get("controls", "").splitlines():
        statement, between, passage = (part.strip() for part in line.partition(_BETWEEN))
        if not (statement and between and passage):
            raise PromptMalformed(
                f"a control of the prompt {prompt.id} is not a statement {_BETWEEN} a passage: {line[:60]}",
                hint="prompts/README.md shows the format",
            )
        found.append(Posed("", "observed_findings", statement, (passage,)))
    return tuple(found)


def _with_control(posed: list[Posed], prompt: Prompt) -> tuple[Posed, ...]:
    if known := controls(prompt):
        drawn = int(digest_of_json([one.digest for one in posed]).removeprefix("sha256:"), 16)
        posed.insert(drawn % (len(posed) + 1), known[drawn // 1_000_003 % len(known)])
    return tuple(posed)


def _posed(section: str, statement: Statement) -> Posed:
    about = f"{section}, rests on the design" if statement.basis is Basis.DESIGN_RULE else section
    quotes = tuple(dict.fromkeys(_line(one.quote) for one in statement.evidence))
    return Posed(statement_digest(statement), about, _line(statement.text), quotes)


def _numbered(posed: Sequence[Posed]) -> list[str]:
    return [
        "\n".join([f"[{number}] {one.about}", f"statement: {one.text}", *(f"passage: {text}" for text in one.passages)])
        for number, one in enumerate(posed, start=1)
    ]


def _line(text: str) -> str:
    """Text on one line; a line break in it could pass for a number or a passage of ours."""
    return " ".join(text.split())


def _question(
    messages: tuple[Message, ...], posed: tuple[Posed, ...], prompt: Prompt, target: Target
) -> VerifyQuestion:
    request = request_of(target, messages, prompt, schema_name=_SCHEMA_NAME, schema=verdict_schema())
    return VerifyQuestion(request, posed, target, prompt, messages)
