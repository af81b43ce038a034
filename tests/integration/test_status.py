"""`atlas status` for machines: figures that Prometheus reads, in a file that is there whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.wiring import Home, open_ledger
from tests.acceptance.terminal import ROOT, here
from tests.contract.store.making import NOON, after


def _values(text: str, name: str) -> dict[str, float]:
    return {
        ",".join(sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    }


def test_figures_of_the_samples_are_those_of_the_ledger_and_the_file_is_for_all_to_read(tmp_path: Path) -> None:
    assert here("draft", ROOT / "inputs", "-q", home=tmp_path).code in {0, 3}
    told = here("status", "--json", home=tmp_path).lines[0]
    file = tmp_path / "textfile" / "atlas.prom"
    assert here("status", "--prometheus", "--output", file, home=tmp_path).out == ""
    text = file.read_text(encoding="utf-8")
    assert _values(text, "atlas_papers") == told["papers"]
    assert _values(text, "atlas_drafts_waiting")["unseen"] == told["backlog"]["unseen"] > 0
    assert _values(text, "atlas_run_last_exit_code") == {"draft": told["last_run"]["exit_code"]}
    assert _values(text, "atlas_budget_month_usd") == {"": told["budget_month_usd"]}
    assert stat.S_IMODE(file.stat().st_mode) & 0o444 == 0o444, "the collector is another user"
    assert [one.name for one in file.parent.iterdir()] == ["atlas.prom"], "nothing is left beside it"
    assert _values(here("status", "--prometheus", home=tmp_path).out, "atlas_papers") == told["papers"]


def test_an_atlas_that_is_not_there_yet_has_figures_too(tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    answer = here("status", "--prometheus", home=tmp_path)
    assert answer.code == 0
    assert set(_values(answer.out, "atlas_papers").values()) == {0.0}


def test_a_folder_that_cannot_be_written_is_an_error_and_so_are_two_formats(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = here("status", "--prometheus", "--output", tmp_path / "file" / "atlas.prom", home=tmp_path)
    assert refused.code == 73
    assert here("status", "--output", tmp_path / "x", home=tmp_path).code == 2
    assert here("status", "--prometheus", "--json", home=tmp_path).code == 2


def test_the_last_run_of_each_command_is_told(tmp_path: Path) -> None:
    with open_ledger(Home(tmp_path), load(tmp_path).settings) as ledger:
        assert isinstance(ledger, Ledger)
        for command, code in (("update", 69), ("worker", 0), ("update", 0)):
            ledger.runs.finish(ledger.runs.start(command, NOON), after(1), counts={}, exit_code=code)
    text = here("status", "--prometheus", home=tmp_path).out
    assert _values(text, "atlas_run_last_exit_code") == {"update": 0.0, "worker": 0.0}
