"""Where each value comes from: defaults < atlas.toml < environment < flags."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from pipeline.errors import ConfigurationError
from pipeline.settings.drafting import (
    BudgetSettings,
    ChecksSettings,
    DrafterSettings,
    ModelSettings,
    ProfileSettings,
    PromptsSettings,
    VerifierSettings,
)
from pipeline.settings.reviewing import DeskSettings, ReviewSettings
from pipeline.settings.running import FilesSettings, ReadingSettings, RunSettings, StoreSettings
from pipeline.settings.updating import UpdateSettings

__all__ = ["CONFIG_NAME", "Loaded", "Origin", "Settings", "load"]

CONFIG_NAME = "atlas.toml"
_ENV_PREFIX = "ATLAS_"


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
