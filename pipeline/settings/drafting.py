"""Settings of drafting: by rules or by a model, which one, what a second one verifies, what it may cost."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, model_validator

from pipeline.domain.report import Severity
from pipeline.settings.section import Section

__all__ = [
    "BudgetSettings",
    "ChecksSettings",
    "DrafterSettings",
    "ModelSettings",
    "PriceSettings",
    "ProfileSettings",
    "PromptsSettings",
    "VerifierSettings",
]


class DrafterSettings(Section):
    """Which drafter runs. It is chosen here and nowhere else; a missing key or a dead server never changes it."""

    kind: Literal["offline", "model"] = Field(
        "offline", description="who drafts: offline (rules, no model, no network) or model (see [model])"
    )


class ModelSettings(Section):
    """Which model, where, and what it can take."""

    name: str = Field("", description="the model's name, as its server knows it")
    base_url: str = Field(
        "https://api.openai.com/v1", description="the server: OpenAI, or any other that speaks its API"
    )
    api: Literal["auto", "responses", "chat"] = Field(
        "auto", description="which API: auto takes responses for OpenAI itself and chat for every other server"
    )
    answers: Literal["auto", "json_schema", "json_object", "plain"] = Field(
        "auto", description="how the shape of answers is asked for; auto tries once what the server can do"
    )
    prompt: str = Field("summarize", description="the prompt: its newest version, or one version (summarize/1)")
    key: SecretStr | None = Field(None, description="the key; better given as OPENAI_API_KEY or in key_file")
    key_file: Path | None = Field(None, description="a file that holds the key and nothing else")
    input_tokens: int = Field(60_000, ge=1_000, description="room for the paper; what is left out is said in the draft")
    output_tokens: int = Field(8_000, ge=500, description="room for the answer, reasoning included")
    temperature: float | Literal["default"] = Field("default", description="0 to 2, or the server's default")
    effort: str = Field("", description="how much a reasoning model thinks (low, medium, ...); empty: its default")
    seconds: float = Field(300.0, gt=0, description="longest time for one answer, in seconds")
    tries: int = Field(5, ge=1, le=20, description="calls at most for one question while the server is busy or down")
    longest_wait: float = Field(
        60.0, ge=0, description="longest wait between two tries, in seconds; a paper told to wait longer is parked"
    )
    requests_per_minute: int | None = Field(
        None, ge=1, description="most questions a minute, by all processes together; empty: as the server says"
    )
    tokens_per_minute: int | None = Field(
        None, ge=1, description="most tokens a minute, in and out, by all processes together; empty: as the server says"
    )
    in_batches: bool = Field(
        False,
        description="ask in the provider's batches, which are cheaper and take up to a day: `atlas draft --collect`",
    )
    never_send: tuple[str, ...] = Field(
        (),
        description="papers that no model may see, with * and ?: a DOI, PMID, paper, file or licence: "
        '["10.1016/*", "private-*.pdf", "licence: all rights reserved"]; they are drafted offline',
    )


class VerifierSettings(Section):
    """A second model that compares each statement of a draft with the passages it cites; without a name none is asked.

    Waits, tries and limits are those of [model], and so is what is never sent.
    """

    name: str = Field("", description="the second model's name, as its server knows it; empty: drafts are not verified")
    base_url: str = Field("", description="its server; empty: that of [model], with the same key")
    api: Literal["auto", "responses", "chat"] = Field("auto", description="which API, as in [model]")
    answers: Literal["auto", "json_schema", "json_object", "plain"] = Field(
        "auto", description="how the shape of answers is asked for, as in [model]"
    )
    prompt: str = Field("verify", description="the prompt: its newest version, or one version (verify/1)")
    key: SecretStr | None = Field(None, description="the key, where base_url is another server; better in key_file")
    key_file: Path | None = Field(None, description="a file that holds that key and nothing else")
    output_tokens: int = Field(6_000, ge=500, description="room for the answer, reasoning included")
    temperature: float | Literal["default"] = Field("default", description="0 to 2, or the server's default")
    effort: str = Field("", description="how much a reasoning model thinks (low, medium, ...); empty: its default")


class PriceSettings(Section):
    """US dollars for a million tokens; what is not given is not known."""

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached_input: float | None = Field(None, ge=0)
    batch_input: float | None = Field(None, ge=0)
    batch_output: float | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _both_of_a_batch(self) -> PriceSettings:
        if (self.batch_input is None) is not (self.batch_output is None):
            raise ValueError("batch_input and batch_output are given together, or neither")
        return self


class BudgetSettings(Section):
    """What may be spent. Limits are hard: the worst case of a call is set aside before it is made."""

    run_usd: float = Field(10.0, ge=0, description="most that one run may cost, in US dollars")
    month_usd: float = Field(100.0, ge=0, description="most that a calendar month (UTC) may cost, in US dollars")
    run_tokens: int = Field(5_000_000, ge=0, description="most tokens of one run while the model's price is not known")
    prices: dict[str, PriceSettings] = Field(
        default_factory=dict,
        description='US dollars for a million tokens: "model" = {input = 1.0, output = 4.0, cached_input = 0.1, '
        "batch_input = 0.5, batch_output = 2.0}; what is left out is not known",
    )


class PromptsSettings(Section):
    """Where prompts come from."""

    folder: Path | None = Field(None, description="a folder of prompts that replaces the shipped ones")


class ProfileSettings(Section):
    """Which atlas this is."""

    name: str = Field("mecfs", description="the profile: criteria sets, badge, terms")


class ChecksSettings(Section):
    """How severe a finding is, by rule: `N001 = "warning"`."""

    severity: dict[str, Severity] = Field(
        default_factory=dict, description="severity of a rule's findings, by its code"
    )
