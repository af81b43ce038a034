"""Settings: frozen values, from defaults < atlas.toml < environment < flags. Data only; `wiring` acts on them."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline.domain.report import Severity
from pipeline.errors import ConfigurationError

__all__ = [
    "CONFIG_NAME",
    "BudgetSettings",
    "DeskSettings",
    "DrafterSettings",
    "FilesSettings",
    "Loaded",
    "ModelSettings",
    "Origin",
    "PriceSettings",
    "ReadingSettings",
    "ReviewSettings",
    "RunSettings",
    "Settings",
    "UpdateSettings",
    "VerifierSettings",
    "load",
]

CONFIG_NAME = "atlas.toml"
_ENV_PREFIX = "ATLAS_"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DrafterSettings(_Section):
    """Which drafter runs. It is chosen here and nowhere else; a missing key or a dead server never changes it."""

    kind: Literal["offline", "model"] = Field(
        "offline", description="who drafts: offline (rules, no model, no network) or model (see [model])"
    )


class ModelSettings(_Section):
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


class VerifierSettings(_Section):
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


class PriceSettings(_Section):
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


class BudgetSettings(_Section):
    """What may be spent. Limits are hard: the worst case of a call is set aside before it is made."""

    run_usd: float = Field(10.0, ge=0, description="most that one run may cost, in US dollars")
    month_usd: float = Field(100.0, ge=0, description="most that a calendar month (UTC) may cost, in US dollars")
    run_tokens: int = Field(5_000_000, ge=0, description="most tokens of one run while the model's price is not known")
    prices: dict[str, PriceSettings] = Field(
        default_factory=dict,
        description='US dollars for a million tokens: "model" = {input = 1.0, output = 4.0, cached_input = 0.1, '
        "batch_input = 0.5, batch_output = 2.0}; what is left out is not known",
    )


class ReadingSettings(_Section):
    """Limits on what a single file may cost."""

    workers: int = Field(
        default_factory=lambda: max(1, min(4, os.cpu_count() or 1)), ge=1, le=64, description="PDF reading processes"
    )
    seconds: float = Field(60.0, gt=0, description="longest time for one PDF, in seconds")
    megabytes: int = Field(200, gt=0, description="largest file, in megabytes")
    pages: int = Field(300, gt=0, description="most pages of one PDF")
    memory_mib: int = Field(2048, ge=256, description="memory of one reading process, in MiB")


class RunSettings(_Section):
    """How a batch runs."""

    concurrency: int = Field(4, ge=1, le=512, description="papers in work at the same time")
    lease_seconds: float = Field(
        120.0, gt=1, description="how long a worker may be silent before another takes its paper, in seconds"
    )


class StoreSettings(_Section):
    """Where the ledger lies."""

    url: SecretStr | None = Field(
        None, description="database; empty: SQLite in outputs/atlas.db; postgresql://... for a team"
    )


class FilesSettings(_Section):
    """Where the files of an atlas lie that several machines share."""

    place: str = Field(
        "",
        description="where texts that were read, the files they come from and pictures of pages are shared: empty, "
        "only in outputs/ of this home; a folder that all machines see; or s3://bucket/prefix",
    )
    endpoint: str = Field("", description="the server of the bucket (https://...); empty: Amazon S3")
    region: str = Field("", description="the region of the bucket, where its server has regions")
    key_id: SecretStr | None = Field(
        None, description="the key to the bucket; better given as ATLAS_FILES__KEY_ID; empty: AWS_ACCESS_KEY_ID, a role"
    )
    secret: SecretStr | None = Field(None, description="its secret; better given as ATLAS_FILES__SECRET")


class ChecksSettings(_Section):
    """How severe a finding is, by rule: `N001 = "warning"`."""

    severity: dict[str, Severity] = Field(
        default_factory=dict, description="severity of a rule's findings, by its code"
    )


class ReviewSettings(_Section):
    """How people review."""

    name: str = Field("", description="your name in the log of decisions; empty: the name you are signed in with")
    second: Literal["off", "sample", "all"] = Field("off", description="which entries a second person must approve")
    share: float = Field(0.1, ge=0, le=1, description="share of entries that a second person sees (second = sample)")
    blind: bool = Field(False, description="hide from the second person what the first decided")


class UpdateSettings(_Section):
    """How `atlas update` looks for new papers, and `atlas add` for single ones."""

    searches: dict[str, str] = Field(
        default_factory=dict,
        description='saved searches of PubMed by name: "me" = "..."; empty: the search of the profile, called pubmed',
    )
    contact: str = Field("", description="an e-mail address, sent with each question as PubMed asks")
    key: SecretStr | None = Field(None, description="an NCBI key: ten questions a second instead of three")
    address: str = Field("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", description="where PubMed is asked")
    europepmc: str = Field("https://www.ebi.ac.uk/europepmc/webservices/rest/", description="where Europe PMC is asked")
    europepmc_searches: dict[str, str] = Field(
        default_factory=dict,
        description='saved searches of Europe PMC by name, for preprints too: "preprints" = "ME/CFS AND SRC:PPR"',
    )
    full_texts: bool = Field(
        True, description="ask Europe PMC for open full texts of papers of which there is only the abstract"
    )
    full_text_days: int = Field(
        0,
        ge=0,
        le=365,
        description="days that a new paper of which there is only the abstract waits for its full text; 0: none",
    )
    crossref: bool = Field(True, description="ask Crossref whether papers with a DOI were retracted or corrected")
    retraction_watch: Path | None = Field(
        None, description="a table of Retraction Watch (CSV, as Crossref gives it out), asked the same"
    )
    recheck_days: int = Field(7, ge=1, le=365, description="how often each paper is asked about there, in days")
    crossref_address: str = Field("https://api.crossref.org/", description="where Crossref is asked")
    first_days: int = Field(30, ge=1, le=36_500, description="how far back the first run looks, in days")
    overlap_days: int = Field(3, ge=0, le=60, description="days asked again, for records that were entered late")
    ping: SecretStr | None = Field(
        None,
        description="an address that is told when a run begins and how it ended (healthchecks.io and the like); "
        "better given as ATLAS_UPDATE__PING",
    )
    waiting_weeks: float = Field(
        4.0,
        ge=0,
        description="no paid drafting while more weeks' work waits for people, at their pace of late; 0: no such limit",
    )
    waiting: int = Field(
        500, ge=0, description="no paid drafting while so many drafts wait, whatever the pace; 0: no such limit"
    )
    tries: int = Field(4, ge=1, le=10, description="questions at most while a service is busy or down")
    longest_wait: float = Field(60.0, ge=0, description="longest wait between two tries, in seconds")


class DeskSettings(_Section):
    """How people come to the review desk. By default it is one person's, on this machine alone."""

    sign_in: Literal["link", "accounts", "header"] = Field(
        "link",
        description="link: one person on this machine; accounts: a team (atlas reviewer add); header: see header",
    )
    listen: str = Field("127.0.0.1", description="address to listen on; another than this machine's own needs accounts")
    public: str = Field("", description="where people reach it through a web server: https://desk.example.org")
    proxies: tuple[str, ...] = Field(
        (), description='addresses of the web server in front, whose headers are believed: ["127.0.0.1"]'
    )
    header: str = Field("", description="header in which the web server says who signed on (sign_in = header)")
    seeded: int = Field(
        0,
        ge=0,
        description="practice, announced at the desk and counted only in sum: after about so many decisions comes an "
        "invented draft with one planted error; 0: never",
    )
    timing: bool = Field(False, description="measure how long decisions take, announced at the desk and only in sum")
    session_days: int = Field(30, ge=1, le=365, description="how long somebody stays signed in, in days")


class PromptsSettings(_Section):
    """Where prompts come from."""

    folder: Path | None = Field(None, description="a folder of prompts that replaces the shipped ones")


class ProfileSettings(_Section):
    """Which atlas this is."""

    name: str = Field("mecfs", description="the profile: criteria sets, badge, terms")


class Settings(BaseSettings):
    """All settings, each with its default. Unknown names are errors."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=_ENV_PREFIX, env_nested_delimiter="__")

    drafter: DrafterSettings = DrafterSettings()
    model: ModelSettings = ModelSettings()
    verifier: VerifierSettings = VerifierSettings()
    budget: BudgetSettings = BudgetSettings()
    reading: ReadingSettings = ReadingSettings()
    run: RunSettings = RunSettings()
    store: StoreSettings = StoreSettings()
    files: FilesSettings = FilesSettings()
    checks: ChecksSettings = ChecksSettings()
    review: ReviewSettings = ReviewSettings()
    update: UpdateSettings = UpdateSettings()
    desk: DeskSettings = DeskSettings()
    prompts: PromptsSettings = PromptsSettings()
    profile: ProfileSettings = ProfileSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is passed in counts: `load` has merged flags, environment and file, and knows which was which."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Origin:
    """One setting as it is in force: its dotted name, its value for people, where it came from and what it means."""

    name: str
    value: str
    origin: str
    about: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force and the origin of each."""

    settings: Settings
    origins: tuple[Origin, ...]


def load(home: Path, flags: Mapping[str, Any] | None = None) -> Loaded:
    """The settings for a home folder; `flags` (`{"run": {"concurrency": 8}}`) wins, None in it counts as unset.

    Raises:
        ConfigurationError: atlas.toml is not TOML, or a value is unknown or out of range; says which and where.
    """
    file = home / CONFIG_NAME
    layers = (
        (CONFIG_NAME, _from_file(file)),
        ("environment", _from_environment()),
        ("command line", {section: _given(values) for section, values in (flags or {}).items()}),
    )
    merged: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for label, values in layers:
        for section, given in values.items():
            merged[section] = {**merged.get(section, {}), **given} if isinstance(given, Mapping) else given
        origin |= dict.fromkeys(_names(values), label)
    try:
        settings = Settings(**merged)
    except ValidationError as error:
        raise ConfigurationError(
            _explain(error, origin, file), hint="run `atlas doctor` to see every setting and its default"
        ) from None
    return Loaded(settings, tuple(_origins(settings, origin)))


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return TomlConfigSettingsSource(Settings, toml_file=file)()
    except OSError as error:
        raise ConfigurationError(
            f"{file} could not be read: {error.strerror}", hint="check the permissions of the file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{file} is not valid TOML: {error}", hint="compare it with the one `atlas init` writes"
        ) from error


def _from_environment() -> dict[str, Any]:
    """What ATLAS_... variables say, and the key under the name that everybody knows it by."""
    given = EnvSettingsSource(Settings)()
    if key := os.environ.get("OPENAI_API_KEY", "").strip():
        given["model"] = {"key": key, **given.get("model", {})}
    return given


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _names(tree: Mapping[str, Any]) -> list[str]:
    """The dotted names of the settings in a tree of sections."""
    return [
        f"{section}.{name}" if isinstance(values, Mapping) else section
        for section, values in tree.items()
        for name in (values if isinstance(values, Mapping) else (section,))
    ]


def _explain(error: ValidationError, origin: Mapping[str, str], file: Path) -> str:
    problems = []
    for item in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in item["loc"])
        place = origin.get(".".join(str(part) for part in item["loc"][:2]), "")
        where = f" ({file})" if place == CONFIG_NAME else f" ({place})" if place else ""
        problem = "is no setting" if item["type"] == "extra_forbidden" else item["msg"]
        problems.append(f"{name}{where}: {problem}")
    return "; ".join(problems)


def _origins(settings: Settings, origin: Mapping[str, str]) -> list[Origin]:
    rows = []
    for section, field in type(settings).model_fields.items():
        values: BaseModel = getattr(settings, section)
        del field
        for name, about in type(values).model_fields.items():
            value = getattr(values, name)
            shown = "(set, not shown)" if isinstance(value, SecretStr) else "" if value in (None, {}) else str(value)
            rows.append(
                Origin(f"{section}.{name}", shown, origin.get(f"{section}.{name}", "default"), about.description or "")
            )
    return rows
