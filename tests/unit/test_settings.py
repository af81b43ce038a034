"""Settings: who wins, what is said when something is wrong, and that the file `init` writes is one that loads."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.cli.init import config_text
from pipeline.domain.report import Severity
from pipeline.errors import ConfigurationError
from pipeline.settings import CONFIG_NAME, Settings, load


def _write(home: Path, text: str) -> Path:
    (home / CONFIG_NAME).write_text(text, encoding="utf-8")
    return home


def test_a_home_without_a_file_has_the_defaults(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    assert loaded.settings == Settings()
    assert {one.origin for one in loaded.origins} == {"default"}


def test_flags_win_over_environment_over_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path, "[run]\nconcurrency = 2\nlease_seconds = 30\n[reading]\npages = 9\n")
    monkeypatch.setenv("ATLAS_RUN__CONCURRENCY", "3")
    monkeypatch.setenv("ATLAS_READING__PAGES", "10")
    loaded = load(tmp_path, {"run": {"concurrency": 4}})
    assert (loaded.settings.run.concurrency, loaded.settings.reading.pages) == (4, 10)
    assert loaded.settings.run.lease_seconds == 30
    origin = {one.name: one.origin for one in loaded.origins}
    assert origin["run.concurrency"] == "command line"
    assert origin["reading.pages"] == "environment"
    assert origin["run.lease_seconds"] == CONFIG_NAME


def test_a_flag_that_was_not_given_changes_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, {"run": {"concurrency": None}}).settings == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[run]\nconcurency = 2\n", "run.concurency"),
        ("[run]\nconcurrency = 0\n", "run.concurrency"),
        ("[drafter]\nkind = 'magic'\n", "drafter.kind"),
        ("[checks.severity]\nN001 = 'fatal'\n", "checks.severity.N001"),
        ("[run\n", CONFIG_NAME),
        ("nonsense = 1\n", "nonsense"),
    ],
)
def test_a_wrong_file_is_refused_with_the_name_of_what_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load(_write(tmp_path, text))
    assert named in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / CONFIG_NAME).write_bytes(b"\xff\xfe\x00[run]")
    with pytest.raises(ConfigurationError):
        load(tmp_path)


def test_severities_of_rules_can_be_changed(tmp_path: Path) -> None:
    loaded = load(_write(tmp_path, "[checks.severity]\nN001 = 'warning'\n"))
    assert loaded.settings.checks.severity == {"N001": Severity.WARNING}


def test_a_password_in_the_database_address_is_never_shown(tmp_path: Path) -> None:
    loaded = load(_write(tmp_path, "[store]\nurl = 'postgresql://me:geheim@db/atlas'\n"))
    assert "geheim" not in repr(loaded)


def test_the_file_that_init_writes_loads_and_every_line_uncommented_is_a_default(tmp_path: Path) -> None:
    assert load(_write(tmp_path, config_text())).settings == Settings()
    lines = config_text().splitlines()
    settings = [
        line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line for line in lines
    ]
    told = tomllib.loads("\n".join(settings))
    assert set(told) == set(Settings.model_fields)
    assert told["run"]["concurrency"] == Settings().run.concurrency


def test_the_key_is_taken_from_the_name_everybody_knows_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-CANARY")
    loaded = load(tmp_path)
    assert loaded.settings.model.key is not None
    assert loaded.settings.model.key.get_secret_value() == "sk-CANARY"
    assert {one.origin for one in loaded.origins if one.name == "model.key"} == {"environment"}
    assert "CANARY" not in repr(loaded)


def test_prices_are_told_by_model_and_a_half_price_is_refused(tmp_path: Path) -> None:
    loaded = load(_write(tmp_path, '[budget.prices]\n"vendor/model-1.5" = {input = 1.0, output = 4.0}\n'))
    assert loaded.settings.budget.prices["vendor/model-1.5"].output == 4.0
    with pytest.raises(ConfigurationError, match="output"):
        load(_write(tmp_path, '[budget.prices]\n"m" = {input = 1.0}\n'))
    with pytest.raises(ConfigurationError, match="batch_output"):
        load(_write(tmp_path, '[budget.prices]\n"m" = {input = 1.0, output = 4.0, batch_input = 0.5}\n'))
