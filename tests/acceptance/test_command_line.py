"""The command line's manners: exit codes, errors for people, a light `--help`, output that can be piped."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.cli import _COMMANDS
from tests.acceptance.terminal import ROOT, atlas, environment, start

HEAVY = ("pymupdf", "openai", "sqlalchemy", "alembic", "pydantic", "pydantic_settings", "lxml", "rich", "starlette")


def test_help_loads_the_command_lines_own_library_and_nothing_heavy() -> None:
    code = (
        "import sys, pipeline.cli\ntry:\n pipeline.cli.main()\nfinally:\n print(*sorted(sys.modules), file=sys.stderr)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, env=environment(), cwd=ROOT, check=False
    )
    loaded = {name.partition(".")[0] for name in answer.stderr.split()}
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_has_help_with_an_example(name: str, tmp_path: Path) -> None:
    answer = atlas(name, "--help", cwd=tmp_path)
    assert answer.code == 0
    assert f"Example:\n    atlas {name}" in answer.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["draft"], 2, "give PATHS"),
        (["nonsense"], 2, "No such command"),
        (["draft", "nowhere.pdf"], 66, "nowhere.pdf"),
        (["extract", "nowhere.pdf"], 66, "nowhere.pdf"),
        (["check", "nowhere.json", "--source", "nowhere.pdf"], 66, "nowhere.json"),
        (["show", "nobody-1999-nothing"], 66, "nobody-1999-nothing"),
        (["draft", "broken.pdf"], 65, ""),
        (["extract", "broken.pdf"], 65, "broken.pdf"),
        (["check", "broken.pdf", "--source", "broken.pdf"], 65, "is not a draft"),
        (["draft", "empty-folder"], 65, "no file"),
    ],
)
def test_what_goes_wrong_has_its_exit_code_and_says_what_and_where(
    words: list[str], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of use")
    (tmp_path / "empty-folder").mkdir()
    answer = atlas(*words, cwd=tmp_path)
    assert answer.code == code, answer.err
    assert said in answer.err + answer.out
    assert "Traceback" not in answer.err


def test_a_wrong_setting_is_78_and_named(tmp_path: Path) -> None:
    (tmp_path / "atlas.toml").write_text("[run]\nconcurrency = 'many'\n", encoding="utf-8")
    answer = atlas("status", cwd=tmp_path)
    assert answer.code == 78
    assert "run.concurrency" in answer.err


def test_init_never_overwrites_a_home(tmp_path: Path) -> None:
    assert atlas("init", "a", cwd=tmp_path).code == 0
    (tmp_path / "a/atlas.toml").write_text("# mine\n", encoding="utf-8")
    assert atlas("init", "a", cwd=tmp_path).code == 65
    assert (tmp_path / "a/atlas.toml").read_text(encoding="utf-8") == "# mine\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    process = start("extract", ROOT / "inputs/trial-samplexine.pdf", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0


def test_piped_results_are_tab_separated_and_talk_stays_on_standard_error(tmp_path: Path) -> None:
    answer = atlas("draft", ROOT / "inputs/review-blood-flow.txt", cwd=tmp_path)
    assert answer.code == 0
    state, paper, name, _ = answer.out.rstrip("\n").split("\t")
    assert (state, name) == ("drafted", str(ROOT / "inputs/review-blood-flow.txt"))
    assert f"atlas show {paper}" in answer.err


def test_quiet_is_quiet(tmp_path: Path) -> None:
    assert atlas("draft", ROOT / "inputs/review-blood-flow.txt", "-q", cwd=tmp_path).err == ""


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a-broken.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(2000))
    (tmp_path / "b.txt").write_bytes((ROOT / "inputs/review-blood-flow.txt").read_bytes())
    (tmp_path / "c.json").write_bytes(b'{"not": "a paper"}')
    answer = atlas("draft", ".", "--json", cwd=tmp_path)
    assert answer.code == 3
    assert [line["state"] for line in answer.lines] == ["unreadable", "drafted", "unreadable"]
    assert atlas("draft", ".", "--json", cwd=tmp_path).code == 0


def test_the_same_bytes_under_two_names_are_one_paper(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((ROOT / "inputs/review-blood-flow.txt").read_bytes())
    answer = atlas("draft", "a.txt", "b.txt", "--json", cwd=tmp_path)
    assert [line["state"] for line in answer.lines] == ["drafted", "duplicate"]
    assert answer.lines[1]["reason"] == "the same file as a.txt"


def test_a_fuller_text_that_comes_later_is_drafted_under_the_same_address(tmp_path: Path) -> None:
    record = atlas("draft", ROOT / "inputs/trial-samplexine-record.xml", "--json", cwd=tmp_path).lines[0]
    assert record["state"] == "drafted"
    full = atlas("draft", ROOT / "inputs/trial-samplexine.pdf", "--json", cwd=tmp_path).lines[0]
    assert (full["state"], full["paper"]) == ("drafted", record["paper"])
    assert json.loads(Path(full["draft"]).read_bytes())["source"]["level"] == "fulltext_pdf"


def test_dry_run_says_what_is_new_and_writes_nothing(tmp_path: Path) -> None:
    answer = atlas("draft", ROOT / "inputs", "--dry-run", cwd=tmp_path)
    assert answer.code == 0
    assert {line.split("\t")[0] for line in answer.out.splitlines()} == {"new"}
    assert list(tmp_path.iterdir()) == []


def test_again_drafts_what_was_drafted(tmp_path: Path) -> None:
    words = ("draft", ROOT / "inputs/review-blood-flow.txt", "--json")
    assert atlas(*words, cwd=tmp_path).lines[0]["state"] == "drafted"
    assert atlas(*words, cwd=tmp_path).lines[0]["state"] == "known"
    assert atlas(*words, "--again", cwd=tmp_path).lines[0]["state"] == "drafted"


def test_a_full_disk_is_73_and_nothing_is_half_written(tmp_path: Path) -> None:
    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = subprocess.run(
        [sys.executable, "-m", "pipeline", "draft", str(ROOT / "inputs"), "-q"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        preexec_fn=small_files,
        check=False,
    )
    assert process.returncode == 73, process.stderr
    assert "Traceback" not in process.stderr
    assert atlas("draft", ROOT / "inputs", "-q", cwd=tmp_path).code == 3


def test_interrupt_drains_and_the_same_command_goes_on(tmp_path: Path) -> None:
    process = start("draft", ROOT / "inputs", "--concurrency", "1", cwd=tmp_path)
    database = tmp_path / "outputs/atlas.db"
    while not database.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "go on where it stopped" in err
    assert atlas("draft", ROOT / "inputs", "-q", cwd=tmp_path).code == 3
    assert atlas("status", "--json", cwd=tmp_path).lines[0]["papers"]["waiting"] == 0


@pytest.mark.postgres
def test_the_same_drafts_come_out_of_a_postgresql_ledger(tmp_path: Path, postgres_schema: str) -> None:
    here, there = tmp_path / "sqlite", tmp_path / "postgres"
    for folder in (here, there):
        folder.mkdir()
    assert atlas("draft", ROOT / "inputs", "-q", cwd=here).code == 3
    ours = {"ATLAS_STORE__URL": postgres_schema}
    assert atlas("draft", ROOT / "inputs", "-q", cwd=there, env=ours).code == 3
    made = [{p.relative_to(f): p.read_bytes() for p in f.glob("outputs/papers/*/*")} for f in (here, there)]
    assert made[0] == made[1]
    assert len(made[0]) >= 18
    assert not (there / "outputs/atlas.db").exists()
    assert atlas("draft", ROOT / "inputs", "-q", cwd=there, env=ours).code == 0


def test_a_database_server_that_does_not_answer_is_69(tmp_path: Path) -> None:
    answer = atlas("status", cwd=tmp_path, env={"ATLAS_STORE__URL": "postgresql://nobody:geheim@127.0.0.1:9/none"})
    assert answer.code == 69, answer.err
    assert "geheim" not in answer.err
    assert "Traceback" not in answer.err
