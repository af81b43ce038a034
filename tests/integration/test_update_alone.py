"""Two runs of one atlas never meet, on one machine or on two; and a run that died holds nobody up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.domain.ledger import Owner
from pipeline.store import Ledger
from tests.acceptance.terminal import ROOT, atlas, environment
from tests.services.pubmed import PubMedStandIn

_HOLD = """
import sys, time
from pathlib import Path
from pipeline.cli.update import _alone
from pipeline.engine.local import Stop
from pipeline.settings import load
from pipeline.wiring import Home, open_ledger
home = Path(sys.argv[1])
with open_ledger(Home(home), load(home).settings) as ledger, _alone(Home(home), ledger, Stop()):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def quiet_service() -> Iterator[PubMedStandIn]:
    """PubMed with nothing new."""
    with PubMedStandIn() as running:
        yield running


def _home(folder: Path, service: PubMedStandIn, store: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "atlas.toml").write_text(
        f'[store]\nurl = "{store}"\n[update]\naddress = "{service.address}"\ntries = 1\n'
        "crossref = false\nfull_texts = false\n"
        if store
        else f'[update]\naddress = "{service.address}"\ntries = 1\ncrossref = false\nfull_texts = false\n',
        encoding="utf-8",
    )
    return folder


def _hold(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(home)], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def _killed(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_on_one_machine_the_second_is_told_and_a_killed_one_holds_nobody_up(
    quiet_service: PubMedStandIn, tmp_path: Path
) -> None:
    home = _home(tmp_path, quiet_service, "")
    first = _hold(home)
    second = atlas("update", cwd=home)
    assert second.code == 75
    assert f"process {first.pid} on " in second.err
    assert not quiet_service.asked
    _killed(first)
    assert atlas("update", cwd=home).code == 0


def test_two_homes_on_one_server_are_one_atlas_and_a_killed_run_holds_nobody_up(
    quiet_service: PubMedStandIn, tmp_path: Path, postgres_schema: str
) -> None:
    here, there = (_home(tmp_path / name, quiet_service, postgres_schema) for name in ("here", "there"))
    first = _hold(here)
    second = atlas("update", cwd=there)
    assert second.code == 75
    assert f"process {first.pid} on " in second.err
    assert "its turn ends at" in second.err
    assert not quiet_service.asked
    _killed(first)
    assert atlas("update", cwd=there).code == 0
    with Ledger.open(postgres_schema) as ledger:
        assert ledger.turns.held("update") is None


def test_a_machine_that_is_gone_holds_others_up_until_its_turn_is_over(
    quiet_service: PubMedStandIn, tmp_path: Path, postgres_schema: str
) -> None:
    home = _home(tmp_path, quiet_service, postgres_schema)
    gone = Owner("farm/boot/ns", 4, "s", "update")
    with Ledger.open(postgres_schema) as ledger:
        assert ledger.turns.take("update", gone, datetime.now(UTC), 3600) is None
        assert "process 4 on farm" in atlas("update", cwd=home).err
        ledger.turns.renew("update", gone, datetime.now(UTC) - timedelta(seconds=3601), 3600)
    assert atlas("update", cwd=home).code == 0
