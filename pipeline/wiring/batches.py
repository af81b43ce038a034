"""Settings -> a drafter whose questions go out in the provider's batches, and the post that sends and fetches them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipeline.domain.profile import Profile
from pipeline.drafting.by_model.drafter import ModelDrafter
from pipeline.drafting.offline import OfflineDrafter
from pipeline.drafting.withholding import NeverSend, WithholdingDrafter
from pipeline.errors import PipelineError
from pipeline.ports import Drafter
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.services import Posting
from pipeline.settings import Settings
from pipeline.store.ledger import Ledger
from pipeline.wiring.home import Home, clock_of
from pipeline.wiring.models import key_of, paid_model

if TYPE_CHECKING:
    from pipeline.llm.money import Budget

__all__ = ["drafter_in_batches"]

_SECONDS = 600.0  # for a file of 200 MB


def drafter_in_batches(
    settings: Settings, profile: Profile, ledger: Ledger, stopping: Callable[[], bool], home: Home
) -> tuple[Drafter, Budget, Posting]:
    """The drafter, what its questions may cost, and their post. Raises ConfigurationError."""
    # The client takes half a second to load, so drafting offline does without it.
    from pipeline.llm.batched import BatchedModel
    from pipeline.llm.money import Budget
    from pipeline.llm.openai import OpenAIBatches, refusal
    from pipeline.llm.outbox import Outbox
    from pipeline.llm.posting import Address, Post
    from pipeline.llm.retrying import Patience

    model, money = settings.model, settings.budget
    probing, at_once, target = paid_model(settings, ledger, stopping, "")
    price = at_once.price.in_batch() if at_once.price else None
    # Nobody asks more for a batch than for the same calls at once, so that price bounds an unknown one.
    budget = Budget(price=price or at_once.price, usd=money.run_usd, tokens=money.run_tokens)
    outbox = Outbox(home.outputs / "batches")
    refused: dict[str, PipelineError] = {}
    batched = BatchedModel(probing, ledger.calls, ledger.batches, budget, outbox, refused=refused)
    post = Post(
        OpenAIBatches(target.endpoint, key=key_of(model), seconds=max(model.seconds, _SECONDS)),
        ledger.batches,
        ledger.calls,
        clock_of(ledger),
        outbox,
        address=Address(target.endpoint, target.api, target.model),
        budget=budget,
        price=price,
        month_usd=money.month_usd if budget.price else None,
        refused=refused,
        refusal=refusal,
        patience=Patience(tries=model.tries, longest_s=model.longest_wait),
    )
    prompt = find(load_catalogue(settings.prompts.folder), model.prompt)
    drafter = ModelDrafter(batched, prompt, profile, target)
    return WithholdingDrafter(drafter, OfflineDrafter(), NeverSend(model.never_send)), budget, post
