"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time, so that a failure is the change's and not the day's; ATLAS_LONG looks further.
settings.register_profile("short", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile("long" if os.environ.get("ATLAS_LONG") else "short")

pytest_plugins = ("tests.postgres",)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real papers that are tested on and never shipped."""
    folder = os.environ.get("ATLAS_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("ATLAS_CORPUS does not name the folder of real papers; .ci/run sets it where they are")
    return Path(folder)


@pytest.fixture(scope="session")
def samples() -> Path:
    """The project's own invented papers."""
    return ROOT / "inputs"
