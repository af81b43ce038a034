"""Settings: frozen values, from defaults < atlas.toml < environment < flags. Data only; `wiring` acts on them."""

from __future__ import annotations

from pipeline.settings.drafting import (
    BudgetSettings,
    ChecksSettings,
    DrafterSettings,
    ModelSettings,
    PriceSettings,
    ProfileSettings,
    PromptsSettings,
    VerifierSettings,
)
from pipeline.settings.loading import CONFIG_NAME, Loaded, Origin, Settings, load
from pipeline.settings.reviewing import DeskSettings, ReviewSettings
from pipeline.settings.running import FilesSettings, ReadingSettings, RunSettings, StoreSettings
from pipeline.settings.updating import UpdateSettings

__all__ = [
    "CONFIG_NAME",
    "BudgetSettings",
    "ChecksSettings",
    "DeskSettings",
    "DrafterSettings",
    "FilesSettings",
    "Loaded",
    "ModelSettings",
    "Origin",
    "PriceSettings",
    "ProfileSettings",
    "PromptsSettings",
    "ReadingSettings",
    "ReviewSettings",
    "RunSettings",
    "Settings",
    "StoreSettings",
    "UpdateSettings",
    "VerifierSettings",
    "load",
]
