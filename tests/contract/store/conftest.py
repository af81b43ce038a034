"""Each test of the contract runs on both databases; each gets an empty one, dropped afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.store import Ledger


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest) -> str | Path:
    """The address of an empty database of each kind."""
    name = "sqlite_file" if request.param == "sqlite" else "postgres_schema"
    found: str | Path = request.getfixturevalue(name)
    return found


@pytest.fixture
def ledger(where: str | Path) -> Iterator[Ledger]:
    """An open ledger on each kind of database."""
    with Ledger.open(where) as opened:
        yield opened


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """A place for an SQLite database."""
    return tmp_path / "outputs" / "atlas.db"
