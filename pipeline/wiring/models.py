"""Settings -> the models that draft and verify, asked through the ledger within one budget; and whether they can."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import SecretStr

from pipeline.domain.exchange import Api, Rung
from pipeline.domain.pace import Limits
from pipeline.domain.profile import Profile
from pipeline.drafting.by_model.drafter import ModelDrafter
from pipeline.drafting.by_model.verifier import ModelVerifier
from pipeline.drafting.offline import OfflineDrafter
from pipeline.drafting.withholding import NeverSend, WithholdingDrafter
from pipeline.errors import ConfigurationError
from pipeline.ports import Drafter
from pipeline.prompting.bodies import Target, is_openai
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.settings import ModelSettings, Settings
from pipeline.store.ledger import Ledger
from pipeline.wiring.home import clock_of

if TYPE_CHECKING:
    from pipeline.llm.money import Budget
    from pipeline.llm.paid import PaidModel

__all__ = [
    "check_drafter",
    "check_verifier",
    "drafter_by_model",
    "key_of",
    "paid_model",
    "second_model",
    "verifier_by_model",
]


def check_drafter(settings: Settings) -> None:
    """Raise ConfigurationError when the drafter that is set cannot work: no model's name, no key for OpenAI.

    The same for the second model, where one is to verify what the first one drafts.
    """
    if settings.drafter.kind == "model":
        catalogue = load_catalogue(settings.prompts.folder)
        for model, section in _models(settings):
            _target(model, section)
            key_of(model, section)
            find(catalogue, model.prompt)


def check_verifier(settings: Settings) -> None:
    """Raise ConfigurationError when no second model is set, or the one that is cannot work."""
    if not settings.verifier.name:
        raise ConfigurationError("no second model is set to verify", hint="set verifier.name in atlas.toml")
    model, section = _models(settings)[1]
    _target(model, section)
    key_of(model, section)
    find(load_catalogue(settings.prompts.folder), model.prompt)


def drafter_by_model(
    settings: Settings, profile: Profile, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[Drafter, Budget]:
    """The drafter that asks the model which is set, and what it spends."""
    paid, budget, target = paid_model(settings, ledger, stopping, again)
    prompt = find(load_catalogue(settings.prompts.folder), settings.model.prompt)
    drafter = ModelDrafter(paid, prompt, profile, target)
    return WithholdingDrafter(drafter, OfflineDrafter(), NeverSend(settings.model.never_send)), budget


def verifier_by_model(
    settings: Settings,
    profile: Profile,
    ledger: Ledger,
    stopping: Callable[[], bool],
    again: str = "",
    beside: Budget | None = None,
) -> tuple[ModelVerifier, Budget] | None:
    """The second model that verifies and what it spends, or None where none is set.

    `beside` is the budget that it shares with what drafts. Raises ConfigurationError.
    """
    if not settings.verifier.name:
        return None
    paid, budget, target = second_model(settings, ledger, stopping, again, beside)
    prompt = find(load_catalogue(settings.prompts.folder), settings.verifier.prompt)
    return ModelVerifier(paid, prompt, profile, target, NeverSend(settings.model.never_send)), budget


def paid_model(
    settings: Settings, ledger: Ledger, stopping: Callable[[], bool], again: str
) -> tuple[PaidModel, Budget, Target]:
    """The model that is set, asked through the ledger and within its budget. Raises ConfigurationError."""
    return _paid(settings.model, "model", settings, ledger, stopping, again, None)


def second_model(
    settings: Settings, ledger: Ledger, stopping: Callable[[], bool], again: str, beside: Budget | None = None
) -> tuple[PaidModel, Budget, Target]:
    """The model that verifies, as `paid_model` gives the one that drafts. Raises ConfigurationError."""
    check_verifier(settings)
    model, section = _models(settings)[1]
    return _paid(model, section, settings, ledger, stopping, again, beside)


def _models(settings: Settings) -> tuple[tuple[ModelSettings, str], ...]:
    """The models that are asked, each with the section of atlas.toml that names it: what drafts, then what verifies."""
    drafts, second = settings.model, settings.verifier
    if not second.name:
        return ((drafts, "model"),)
    has_key = second.key is not None or second.key_file is not None
    if has_key and not second.base_url:
        raise ConfigurationError(
            "verifier has a key of its own and no server of its own",
            hint="set verifier.base_url, or take verifier.key and verifier.key_file out",
        )
    own = second.model_dump(exclude={"key", "key_file", "base_url"})
    # A key is sent to the server that it was given for, and to no other.
    elsewhere = has_key or second.base_url.rstrip("/") not in {"", drafts.base_url.rstrip("/")}
    server = {"base_url": second.base_url, "key": second.key, "key_file": second.key_file} if elsewhere else {}
    return (drafts, "model"), (drafts.model_copy(update=own | server), "verifier")


def _paid(
    model: ModelSettings,
    section: str,
    settings: Settings,
    ledger: Ledger,
    stopping: Callable[[], bool],
    again: str,
    beside: Budget | None,
) -> tuple[PaidModel, Budget, Target]:
    # The client takes half a second to load, so drafting offline does without it.
    from pipeline.llm.gate import Gate
    from pipeline.llm.money import Budget, Price
    from pipeline.llm.openai import OpenAIServer
    from pipeline.llm.paid import PaidModel
    from pipeline.llm.retrying import Patience

    money, clock = settings.budget, clock_of(ledger)
    target, priced = _target(model, section), money.prices.get(model.name)
    price = Price(**priced.model_dump()) if priced else None
    budget = beside.beside(price) if beside else Budget(price=price, usd=money.run_usd, tokens=money.run_tokens)
    key = key_of(model, section)
    paid = PaidModel(
        OpenAIServer(target.endpoint, key=key, seconds=model.seconds, connections=settings.run.concurrency),
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


def _target(model: ModelSettings, section: str = "model") -> Target:
    if not model.name:
        raise ConfigurationError(
            "no model is named", hint="set model.name in atlas.toml, or give --model NAME; --offline drafts without one"
        )
    endpoint = model.base_url.rstrip("/")
    if not endpoint.startswith(("https://", "http://")):
        raise ConfigurationError(
            f"{section}.base_url is no web address: {model.base_url}", hint="it begins with https://"
        )
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


def key_of(model: ModelSettings, section: str = "model") -> SecretStr | None:
    """The key as it is set. Raises ConfigurationError where it cannot be read, or OpenAI would need one."""
    key = model.key
    if model.key_file is not None and key is None:
        try:
            key = SecretStr(model.key_file.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"the key file {model.key_file} could not be read", hint=f"correct {section}.key_file in atlas.toml"
            ) from error
    if is_openai(model.base_url) and not (key and key.get_secret_value()):
        raise ConfigurationError(
            "OpenAI needs a key and none is set",
            hint="set verifier.key_file; another server: verifier.base_url; without it: empty verifier.name"
            if section == "verifier"
            else "set OPENAI_API_KEY or model.key_file; another server: model.base_url; without a model: --offline",
        )
    return key if key and key.get_secret_value() else None
