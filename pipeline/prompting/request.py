"""A Document rendered into a Request: everything fixed first, so that providers keep it, and the paper last, as data.

The same document, prompt and target give the same bytes. The fence around the paper is derived from the paper's own
text, which therefore cannot hold it; should it stand there all the same, it is taken out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from pipeline.domain.answer import ANSWER_NAME, answer_schema
from pipeline.domain.document import Document
from pipeline.domain.exchange import Request
from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.profile import Profile
from pipeline.domain.prompt import Prompt
from pipeline.errors import PromptMalformed
from pipeline.prompting.bodies import Message, Target, request_of
from pipeline.prompting.catalogue import render
from pipeline.prompting.numbered import BYTES_PER_TOKEN, Shown, number_sentences

__all__ = ["Question", "ask", "ask_for_repair", "ask_with_more_room", "ask_with_shorter_paper"]

_SCHEMA_NAME = "draft_by_ids_1"
#: A second try of an answer that was cut short has this many times the room.
_MORE_ROOM = 2
#: A paper that the server found too long is sent again in this share of the room.
_SHORTER = 0.6


@dataclass(frozen=True, slots=True)
class Question:
    """A request with what it was made of, so that the next round can be made from it."""

    request: Request
    shown: Shown
    target: Target
    prompt: Prompt
    messages: tuple[Message, ...]


def ask(document: Document, prompt: Prompt, profile: Profile, target: Target) -> Question:
    """The first question about a paper. Raises PromptMalformed for a prompt that asks for another shape of answer."""
    if prompt.schema != ANSWER_NAME:
        raise PromptMalformed(
            f"the prompt {prompt.id} asks for {prompt.schema}, and this version reads {ANSWER_NAME}",
            hint="name another prompt, or take the prompt that came with this version",
        )
    shown = number_sentences(document, target.input_tokens)
    fence = fence_of(document)
    words = {
        "criteria": "\n".join(f"{one.id}: {one.label}" for one in profile.criteria),
        "fence": fence,
        "field": profile.title,
        "paper": shown.text.replace(fence, "[removed]"),
        "problems": "",
        "schema": json.dumps(answer_schema(), separators=(",", ":")),
    }
    used = {name: text for name, text in words.items() if name in prompt.variables}
    messages = (("system", render(prompt, "system", used)), ("user", render(prompt, "user", used)))
    return _question(messages, shown, prompt, target)


def ask_with_more_room(question: Question) -> Question:
    """The same question with more room for the answer, for one that was cut short."""
    target = replace(question.target, output_tokens=question.target.output_tokens * _MORE_ROOM)
    return _question(question.messages, question.shown, question.prompt, target)


def ask_with_shorter_paper(document: Document, profile: Profile, question: Question) -> Question:
    """The question about less of the paper, for a server that says that the whole is too long for it."""
    target = replace(question.target, input_tokens=int(question.target.input_tokens * _SHORTER))
    tokens = len(question.shown.text.encode()) // BYTES_PER_TOKEN
    if tokens < target.input_tokens:
        target = replace(target, input_tokens=int(tokens * _SHORTER))
    return ask(document, question.prompt, profile, target)


def ask_for_repair(question: Question, answer: str, problems: tuple[str, ...]) -> Question:
    """The question once more, with the answer that was given and what is wrong with it."""
    words = dict.fromkeys(question.prompt.variables, "") | {"problems": "\n".join(f"- {one}" for one in problems)}
    said = (("assistant", answer),) if answer.strip() else ()
    turns = (*said, ("user", render(question.prompt, "repair", words)))
    return _question((*question.messages, *turns), question.shown, question.prompt, question.target)


def fence_of(document: Document) -> str:
    """The line that stands before and after the paper."""
    return f"=====PAPER-{digest_of_bytes(document.text.encode()).removeprefix('sha256:')[:24]}====="


def _question(messages: tuple[Message, ...], shown: Shown, prompt: Prompt, target: Target) -> Question:
    request = request_of(target, messages, prompt, schema_name=_SCHEMA_NAME, schema=answer_schema())
    return Question(request, shown, target, prompt, messages)
