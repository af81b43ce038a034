"""Released prompts are frozen: drafts cite them by name and version, so the words behind a name never change."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipeline.prompting.catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[3]


def test_every_prompt_is_locked_and_none_has_changed_since() -> None:
    locked = tomllib.loads((ROOT / "prompts/lock.toml").read_text(encoding="utf-8"))
    assert locked == {prompt.id: prompt.digest for prompt in load_catalogue().prompts}
