"""The drafter that asks a language model: a question, at most one more with more room, at most one repair.

What is usable becomes a draft. What is left of an unusable reply is kept as a draft that says what it lacks. The
replies themselves are all in the ledger, whatever became of them.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, MadeBy, Source
from pipeline.domain.exchange import Completion, Verdict
from pipeline.domain.facts import Facts
from pipeline.domain.profile import Profile
from pipeline.domain.prompt import Prompt
from pipeline.drafting.by_model.assembling import draft_from
from pipeline.drafting.by_model.classify import Judged, classify
from pipeline.drafting.by_model.salvage import Saved, salvage
from pipeline.errors import NoUsableReply, RequestTooLong
from pipeline.ports import LanguageModel
from pipeline.prompting.bodies import Target
from pipeline.prompting.request import Question, ask, ask_for_repair, ask_with_more_room, ask_with_shorter_paper

__all__ = ["ModelDrafter"]

log = logging.getLogger(__name__)

_NOTE = (
    "A language model wrote the sentences and named the numbers of the sentences they rest on; the program copied the "
    "quotes and computed the badge."
)
_REPAIRABLE = frozenset({Verdict.EMPTY, Verdict.NOT_JSON, Verdict.WRONG_SHAPE, Verdict.WRONG_SENTENCES})
_WHY = {
    Verdict.REFUSED: "the model refused to answer",
    Verdict.CUT_SHORT: "the model's answer was cut short, also with twice the room",
    Verdict.FILTERED: "the provider's content filter stopped the answer",
    Verdict.EMPTY: "the model's answer was empty, twice",
    Verdict.NOT_JSON: "the model's answer is no JSON, also after it was told so",
    Verdict.WRONG_SHAPE: "the model's answer has not the shape that was asked for, also after it was told so",
    Verdict.WRONG_SENTENCES: "the model cites sentences that it was not shown, or none, also after it was told so",
}
_HINTS = {
    Verdict.CUT_SHORT: "raise model.output_tokens in atlas.toml and run the same command with --again",
    Verdict.REFUSED: "draft it with --offline, or with another model",
    Verdict.FILTERED: "draft it with --offline, or with another model",
}
_HINT = "try another model, or draft it with --offline"
_SHORTER_TRIES = 2


class ModelDrafter:
    """A drafter as the workflow knows drafters, on top of any LanguageModel."""

    def __init__(self, model: LanguageModel, prompt: Prompt, profile: Profile, target: Target) -> None:
        self._model = model
        self._prompt = prompt
        self._profile = profile
        self._target = target
        self.name = f"model/{target.model}/{prompt.id}"

    async def draft(self, document: Document, facts: Facts, *, source: Source, paper: str) -> Draft:
        """The draft of a paper, whole or saying what it lacks (`made_by.lacks`).

        Raises NoUsableReply, and what LanguageModel.complete raises.
        """
        target = replace(self._target, rung=await self._model.holds())
        question = ask(document, self._prompt, self._profile, target)
        question, completion = await self._first(question, document, paper)
        tried = [completion]
        judged = classify(completion, question.shown.numbers)
        more_room, repair = True, True
        while judged.verdict is not Verdict.USABLE:
            if judged.verdict is Verdict.CUT_SHORT and more_room:
                more_room, question = False, ask_with_more_room(question)
            elif judged.verdict in _REPAIRABLE and repair:
                repair, question = False, ask_for_repair(question, completion.text, _told(judged))
            else:
                return self._partial(tried, judged, question, document, facts, source)
            completion = await self._model.complete(question.request, paper=paper)
            tried.append(completion)
            judged = classify(completion, question.shown.numbers)
            log.info("asked again", extra={"action": "draft", "paper": paper, "verdict": judged.verdict.value})
        assert judged.answer is not None
        return self._drafted(Saved(judged.answer, ()), completion, question, document, facts, source)

    async def close(self) -> None:
        """Let go of the model's connections."""
        await self._model.close()

    async def _first(self, question: Question, document: Document, paper: str) -> tuple[Question, Completion]:
        """The first reply, to the question about less of the paper where the server says that the whole is too long."""
        for _ in range(_SHORTER_TRIES):
            try:
                return question, await self._model.complete(question.request, paper=paper)
            except RequestTooLong:
                question = ask_with_shorter_paper(document, self._profile, question)
        return question, await self._model.complete(question.request, paper=paper)

    def _partial(
        self,
        tried: list[Completion],
        judged: Judged,
        question: Question,
        document: Document,
        facts: Facts,
        source: Source,
    ) -> Draft:
        """What can be saved of the best reply, the latest of equals."""
        why = _WHY[judged.verdict]
        saved = [(one, found) for one in tried if (found := salvage(one, question.shown.numbers, facts)) is not None]
        if not saved:
            detail = f": {judged.problems[0]}" if judged.problems else ""
            raise NoUsableReply(f"{why}{detail}", hint=_HINTS.get(judged.verdict, _HINT))
        completion, best = max(reversed(saved), key=lambda pair: -len(pair[1].lacks))
        return self._drafted(replace(best, lacks=(why, *best.lacks)), completion, question, document, facts, source)

    def _drafted(
        self, saved: Saved, completion: Completion, question: Question, document: Document, facts: Facts, source: Source
    ) -> Draft:
        return draft_from(
            saved.answer,
            document,
            facts,
            source=source,
            made_by=MadeBy(
                kind="model",
                model=completion.model or question.target.model,
                prompt=question.prompt.id,
                prompt_digest=question.prompt.digest,
                completion=completion.digest(),
                not_seen=question.shown.not_seen,
                lacks=saved.lacks,
                note=_NOTE,
            ),
            searched=question.shown.looked_in,
            definitions=frozenset(one.id for one in self._profile.criteria),
        )


def _told(judged: Judged) -> tuple[str, ...]:
    return judged.problems or ("it is empty",)
