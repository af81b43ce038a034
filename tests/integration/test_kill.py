"""Killed in the middle, again and again, and the drafts are those of a run that nobody disturbed.

Each round starts the batch on what the last one left and kills it (`kill -9`) at another point of its way. The last run
is let to finish at once: if it had to wait for the leases of the dead, papers would be left waiting.
"""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.acceptance.terminal import ROOT, atlas, start


def _drafts(home: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in sorted((home / "outputs/papers").rglob("*"))
        if path.is_file()
    }


def _undisturbed(home: Path, inputs: list[Path]) -> float:
    home.mkdir()
    began = time.monotonic()
    assert atlas("draft", *inputs, "-q", "--json", cwd=home).code in {0, 3}
    return time.monotonic() - began


def _killed_again_and_again(home: Path, inputs: list[Path], rounds: int, whole_s: float) -> None:
    home.mkdir()
    for number in range(rounds):
        process = start("draft", *inputs, "-q", "--json", cwd=home)
        # Golden-ratio steps spread the kills over the whole way, however many rounds there are.
        time.sleep(0.2 + whole_s * ((number * 0.618) % 1.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert atlas("draft", *inputs, "-q", "--json", cwd=home).code in {0, 3}
    assert atlas("status", "--json", cwd=home).lines[0]["papers"]["waiting"] == 0


def test_samples_drafted_through_kills_equal_an_undisturbed_run(tmp_path: Path) -> None:
    inputs = [ROOT / "inputs"]
    whole_s = _undisturbed(tmp_path / "calm", inputs)
    _killed_again_and_again(tmp_path / "killed", inputs, 6, whole_s)
    assert _drafts(tmp_path / "killed") == _drafts(tmp_path / "calm")


@pytest.mark.corpus
@pytest.mark.slow
def test_all_papers_drafted_through_twenty_kills_equal_an_undisturbed_run(tmp_path: Path, corpus: Path) -> None:
    inputs = [corpus / "pdf", corpus / "xml", corpus / "records"]
    whole_s = _undisturbed(tmp_path / "calm", inputs)
    _killed_again_and_again(tmp_path / "killed", inputs, 20, whole_s / 4)
    assert _drafts(tmp_path / "killed") == _drafts(tmp_path / "calm")
