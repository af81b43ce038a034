"""The verifier: a second model that judges each statement of a draft by the passages it cites.

It never stands between a draft and its readers: when it is down, refuses or answers wrongly, the verification says so
and the draft goes its way. What was judged before is not asked again as long as words and passages are the same.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.document import Document
from pipeline.domain.draft import Draft, Statement
from pipeline.domain.exchange import Verdict
from pipeline.domain.profile import Profile
from pipeline.domain.prompt import Prompt
from pipeline.domain.seen import statement_digest
from pipeline.domain.verification import Judgement, Support, Verification, can_be_verified
from pipeline.drafting.by_model.verdicts import JudgedVerdicts, classify_verdicts
from pipeline.drafting.withholding import NeverSend
from pipeline.errors import BudgetReached, EndpointRefuses, RequestRefused, ServiceUnavailable
from pipeline.ports import LanguageModel
from pipeline.prompting.bodies import Target
from pipeline.prompting.verifying import (
    VerifyQuestion,
    ask_for_better_verdicts,
    ask_for_longer_verdicts,
    ask_to_verify,
)
from pipeline.text.wording import instructions_in

__all__ = ["ModelVerifier"]

log = logging.getLogger(__name__)

_LONGEST_REASON = 300
_REPAIRABLE = frozenset({Verdict.EMPTY, Verdict.NOT_JSON, Verdict.WRONG_SHAPE, Verdict.WRONG_SENTENCES})
_WHY = {
    Verdict.REFUSED: "the second model refused to answer",
    Verdict.CUT_SHORT: "the second model's answer was cut short, also with twice the room (verifier.output_tokens)",
    Verdict.FILTERED: "the provider's content filter stopped the second model's answer",
    Verdict.EMPTY: "the second model's answer was empty, twice",
    Verdict.NOT_JSON: "the second model's answer is no JSON, also after it was told so",
    Verdict.WRONG_SHAPE: "the second model's answer has not the shape that was asked for, also after it was told so",
    Verdict.WRONG_SENTENCES: "the second model did not judge each statement once, also after it was told so",
}
_AGREES_WITH_ALL = (
    "the second model called supported what its passage does not carry (a control), so none of its verdicts is believed"
)
_OWN_WORDS = "the sentences are the paper's own"


class ModelVerifier:
    """A verifier as the workflow knows verifiers, on top of any LanguageModel."""

    def __init__(
        self, model: LanguageModel, prompt: Prompt, profile: Profile, target: Target, never: NeverSend
    ) -> None:
        self._model = model
        self._prompt = prompt
        self._profile = profile
        self._target = target
        self._never = never
        self._refused = ""
        self.name = f"{target.model}/{prompt.id}"

    async def verify(
        self, draft: Draft, document: Document, *, paper: str, known: Verification | None = None
    ) -> Verification:
        """The verdicts on a draft of the paper with the id `paper`; where there are none it says why.

        `known` are verdicts given before: those of this model and prompt on the same words and passages are kept.
        Raises StoreError and nothing that the model's server does.
        """
        held = known.judgements if known is not None and known.by == self.name else ()
        wanted = {
            statement_digest(one): (field, one) for field, one in draft.summary.statements() if can_be_verified(one)
        }
        kept = tuple(one for one in held if one.statement in wanted)
        verification = Verification(by=self.name, judgements=kept)
        if draft.made_by is not None and draft.made_by.kind == "offline":
            return verification.model_copy(update={"why_not": _OWN_WORDS})
        if (pattern := self._never.pattern_for(document, paper=paper, file=draft.source.file)) is not None:
            return verification.model_copy(update={"why_not": f"model.never_send names “{pattern}”"})
        withheld = tuple(digest for digest, (_, one) in wanted.items() if _gives_orders(one))
        verification = verification.model_copy(update={"withheld": withheld})
        done = {one.statement for one in kept} | set(withheld)
        asked = [(_section(field), one) for digest, (field, one) in wanted.items() if digest not in done]
        if not asked:
            return verification
        title = "" if instructions_in(draft.paper.title) else draft.paper.title
        given, why_not = await self._asked(asked, title, paper)
        return verification.model_copy(update={"judgements": (*kept, *given), "why_not": why_not})

    async def close(self) -> None:
        """Let go of the model's connections."""
        await self._model.close()

    async def _asked(
        self, statements: Sequence[tuple[str, Statement]], title: str, paper: str
    ) -> tuple[tuple[Judgement, ...], str]:
        """The verdicts on these statements, or none and the reason."""
        if self._refused:
            return (), self._refused
        try:
            target = replace(self._target, rung=await self._model.holds())
            question = ask_to_verify(statements, title, self._prompt, self._profile, target)
            return await self._answered(question, paper)
        except EndpointRefuses as error:  # it would refuse every other draft as well, so it is not asked again
            self._refused = error.message
            return (), error.message
        except (ServiceUnavailable, RequestRefused, BudgetReached) as error:
            log.warning("not verified: %s", error.message, extra={"action": "verify", "paper": paper})
            return (), error.message

    async def _answered(self, question: VerifyQuestion, paper: str) -> tuple[tuple[Judgement, ...], str]:
        """The answer to a question, asked at most once more with more room and once with what was wrong."""
        more_room, repair = True, True
        while True:
            completion = await self._model.complete(question.request, paper=paper)
            judged = classify_verdicts(completion, len(question.posed))
            if judged.verdict is Verdict.USABLE:
                return _judgements(judged, question)
            if judged.verdict is Verdict.CUT_SHORT and more_room:
                more_room, question = False, ask_for_longer_verdicts(question)
            elif judged.verdict in _REPAIRABLE and repair:
                told = judged.problems or ("it is empty",)
                repair, question = False, ask_for_better_verdicts(question, completion.text, told)
            else:
                detail = f" ({judged.problems[0][:_LONGEST_REASON]})" if judged.problems else ""
                return (), f"{_WHY[judged.verdict]}{detail}"


def _judgements(judged: JudgedVerdicts, question: VerifyQuestion) -> tuple[tuple[Judgement, ...], str]:
    """The verdicts bound to the statements they are about; none where the control was called supported."""
    pairs = list(zip(question.posed, judged.verdicts, strict=True))
    if any(not posed.digest and one.support is Support.SUPPORTED for posed, one in pairs):
        return (), _AGREES_WITH_ALL
    return tuple(
        Judgement(statement=posed.digest, support=one.support, reason=" ".join(one.reason.split())[:_LONGEST_REASON])
        for posed, one in pairs
        if posed.digest
    ), ""


def _gives_orders(statement: Statement) -> bool:
    """Whether words or passages of a statement read like orders to a machine, which no model should be shown."""
    return any(instructions_in(text) for text in (statement.text, *(one.quote for one in statement.evidence)))


def _section(field: str) -> str:
    return field.removeprefix("/summary/").partition("/")[0]
