"""Settings -> the model that drafts, asked through the ledger and within its budget; and whether it can work at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.domain.exchange import Api, Rung
from pipeline.domain.pace import Limits
from pipeline.domain.profile import Profile
from pipeline.drafting.by_model.drafter import ModelDrafter
from pipeline.drafting.offline import OfflineDrafter
from pipeline.drafting.withholding import NeverSend, WithholdingDrafter
from pipeline.errors import ConfigurationError
from pipeline.ports import Drafter
from pipeline.prompting.bodies import Target, is_openai
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.services import RunSpending
from pipeline.settings import ModelSettings, Settings
from pipeline.store.ledger import Ledger
from pipeline.wiring.home import clock_of

if TYPE_CHECKING:
    from pipeline.llm.money import Budget
    from pipeline.llm.paid import PaidModel

__all__ = ["check_drafter", "drafter_by_model", "key_of", "paid_model"]


def check_drafter(settings: Settings) -> None:
    """Raise ConfigurationError when the drafter that is set cannot work: no model's name, no key for OpenAI."""
    if settings.drafter.kind == "model":
        _target(settings.model)
        key_of(settings.model)
        find(load_catalogue(settings.prompts.folder), settings.model.prompt)


def drafter_by_model(
    settings: Settings, profile: Profile, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[Drafter, RunSpending]:
    """The drafter that asks the model which is set, and what it spends."""
    paid, budget, target = paid_model(settings, ledger, stopping, again)
    prompt = find(load_catalogue(settings.prompts.folder), settings.model.prompt)
    drafter = ModelDrafter(paid, prompt, profile, target)
    return WithholdingDrafter(drafter, OfflineDrafter(), NeverSend(settings.model.never_send)), budget


def paid_model(
    settings: Settings, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[PaidModel, Budget, Target]:
    """The model that is set, asked through the ledger and within its budget. Raises ConfigurationError."""
    # The client takes half a second to load, so drafting offline does without it.
    from pipeline.llm.gate import Gate
    from pipeline.llm.money import Budget, Price
    from pipeline.llm.openai import OpenAIServer
    from pipeline.llm.paid import PaidModel
    from pipeline.llm.retrying import Patience

    model, money, clock = settings.model, settings.budget, clock_of(ledger)
    target, priced = _target(model), money.prices.get(model.name)
    budget = Budget(
        price=Price(**priced.model_dump()) if priced else None,
        usd=money.run_usd,
        tokens=money.run_tokens,
    )
    paid = PaidModel(
        OpenAIServer(target.endpoint, key=key_of(model), seconds=model.seconds, connections=settings.run.concurrency),
        ledger.calls,
        clock,
        budget,
        target=target,
        month_usd=money.month_usd,
        rung=_rung(model),
        patience=Patience(tries=model.tries, longest_s=model.longest_wait),
        again=again,
        stopping=stopping,
        gate=Gate(
            ledger.pacing,
            f"{target.endpoint} {target.model}",
            Limits(model.requests_per_minute, model.tokens_per_minute),
            longest_s=model.longest_wait,
            stopping=stopping,
            now=lambda: clock.now().timestamp(),
        ),
    )
    return paid, budget, target


def _target(model: ModelSettings) -> Target:
    if not model.name:
        raise ConfigurationError(
            "no model is named", hint="set model.name in atlas.toml, or give --model NAME; --offline drafts without one"
        )
    endpoint = model.base_url.rstrip("/")
    if not endpoint.startswith(("https://", "http://")):
        raise ConfigurationError(f"model.base_url is no web address: {model.base_url}", hint="it begins with https://")
    own = is_openai(endpoint)
    api = {"auto": Api.RESPONSES if own else Api.CHAT, "responses": Api.RESPONSES, "chat": Api.CHAT}[model.api]
    return Target(
        endpoint=endpoint,
        api=api,
        model=model.name,
        input_tokens=model.input_tokens,
        output_tokens=model.output_tokens,
        temperature=None if model.temperature == "default" else model.temperature,
        effort=model.effort,
    )


def _rung(model: ModelSettings) -> Rung | None:
    if model.answers != "auto":
        return Rung(model.answers)
    return Rung.JSON_SCHEMA if is_openai(model.base_url) else None


def key_of(model: ModelSettings) -> SecretStr | None:
    """The key as it is set. Raises ConfigurationError where it cannot be read, or OpenAI would need one."""
    key = model.key
    if model.key_file is not None and key is None:
        try:
            key = SecretStr(model.key_file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"the key file {model.key_file} could not be read", hint="correct model.key_file in atlas.toml"
            ) from error
    if is_openai(model.base_url) and not (key and key.get_secret_value()):
        raise ConfigurationError(
            "OpenAI needs a key and none is set",
            hint="set OPENAI_API_KEY or model.key_file; another server: model.base_url; without a model: --offline",
        )
    return key if key and key.get_secret_value() else None
