"""The recipes of docs/recipes do what they say: units that systemd takes, YAML that parses, every command of them run.

Each command runs as its recipe has it, on a home with the sample papers: only the paths of the recipe are put where the
test may write, and the services that are asked are stand-ins. Images are not built; what their recipe names is compared
with the project instead.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.acceptance.terminal import ROOT, environment, here
from tests.services.pubmed import PubMedStandIn

RECIPES = ROOT / "docs" / "recipes"
UNITS = sorted(RECIPES.glob("*.service")) + sorted(RECIPES.glob("*.timer"))
STAYS = ("worker", "review")


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample papers drafted, made once."""
    folder = tmp_path_factory.mktemp("drafted") / "my-atlas"
    folder.mkdir()
    shutil.copytree(ROOT / "inputs", folder / "inputs")
    assert here("draft", folder / "inputs", "-q", home=folder).code in {0, 3}
    return folder


@pytest.fixture
def home(tmp_path: Path, drafted: Path) -> Iterator[Path]:
    """A copy of it, with `atlas` and `sendmail` beside it and stand-ins for what is asked outside."""
    folder = tmp_path / "my-atlas"
    shutil.copytree(drafted, folder)
    with PubMedStandIn() as service:
        (folder / "atlas.toml").write_text(
            f'[update]\naddress = "{service.address}"\ncrossref = false\nfull_texts = false\ntries = 1\n',
            encoding="utf-8",
        )
        (tmp_path / "bin").mkdir()
        program = tmp_path / "bin" / "atlas"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        mailer = tmp_path / "bin" / "sendmail"
        mailer.write_text(f'#!/bin/sh\ncat > "{tmp_path}/sent.eml"\n', encoding="utf-8")
        mailer.chmod(0o755)
        yield folder


def _run(command: str, home: Path, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A command line run by a shell, with `atlas` and `sendmail` on the path; one that stays is ended after a while."""
    bin_ = home.parent / "bin"
    env = environment({"PATH": f"{bin_}:{os.environ['PATH']}", **(extra or {})})
    return subprocess.run(
        ["/bin/sh", "-c", command], cwd=home, env=env, capture_output=True, text=True, timeout=240, check=False
    )


def _here(command: str, home: Path) -> str:
    """A recipe's command with its paths put where the test may write."""
    command = command.replace("/home/atlas/.venv/bin/atlas", str(home.parent / "bin" / "atlas"))
    command = command.replace("/home/atlas/my-atlas", str(home))
    return command.replace("/var/lib/node_exporter/textfile", str(home.parent / "textfile"))


def _tried(command: str, home: Path, extra: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A recipe's command run; one that stays is asked to end once it has had time to begin."""
    if " review " in command:
        command += " --port 0"  # the recipe's own may be taken here
    if any(f" {word} " in f" {command} " for word in STAYS):
        command = f"timeout --signal=TERM --kill-after=60 8 {command}"
    return _run(command, home, extra)


def _unit(file: Path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=True, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string(file.read_text(encoding="utf-8"))
    return parsed


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit_without_a_word(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "atlas").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "bin" / "atlas").chmod(0o755)
    units = tmp_path / "units"
    units.mkdir()
    for one in UNITS:  # a timer is verified with the service that it starts
        text = _here(one.read_text(encoding="utf-8"), tmp_path / "home").replace("User=atlas", "User=root")
        (units / one.name).write_text(text, encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(units / unit.name)], capture_output=True, text=True, check=False
    )
    ours = [line for line in told.stderr.splitlines() if unit.stem in line]
    assert (told.returncode, ours) == (0, []), told.stderr


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda unit: unit.name)
def test_the_command_of_each_service_runs_and_ends_as_its_unit_expects(unit: Path, home: Path) -> None:
    service = _unit(unit)["Service"]
    done = _tried(_here(service["ExecStart"], home), home)
    expected = {0, *map(int, service.get("SuccessExitStatus", "").split())}
    if any(f" {word} " in service["ExecStart"] for word in STAYS):
        expected.add(124)  # `timeout` says so where the command ended well when asked to
    assert done.returncode in expected, done.stderr
    if "status" in unit.name:
        assert "atlas_papers{" in (home.parent / "textfile" / "atlas.prom").read_text(encoding="utf-8")


def test_each_timer_has_a_service_of_its_name() -> None:
    timers = [unit for unit in UNITS if unit.suffix == ".timer"]
    assert timers
    for timer in timers:
        assert timer.with_suffix(".service") in UNITS
        assert _unit(timer)["Install"]["WantedBy"] == "timers.target"


def test_every_line_for_cron_names_times_a_user_and_a_command_that_runs(home: Path) -> None:
    lines = [
        line
        for line in (RECIPES / "atlas.cron").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and "=" not in line.split()[0]
    ]
    assert len(lines) == 3
    for line in lines:
        *times, user, command = line.split(maxsplit=6)
        assert user == "atlas"
        assert all(re.fullmatch(r"(\*|\d+)(/\d+)?", time) for time in times)
        assert "%" not in command, "cron takes it for a line break"
        done = _run(_here(command, home), home)
        assert done.returncode == 0, (command, done.stderr)
    assert (home.parent / "sent.eml").read_text(encoding="utf-8").startswith("From: editors@example.org")


def test_the_image_is_made_of_what_the_project_has() -> None:
    text = (RECIPES / "Containerfile").read_text(encoding="utf-8")
    steps = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    assert {word for word, _ in steps} <= set("FROM RUN COPY USER WORKDIR VOLUME STOPSIGNAL ENTRYPOINT CMD".split())
    copied = [name for word, rest in steps if word == "COPY" for name in rest.split()[:-1]]
    assert all((ROOT / name).exists() for name in copied), copied
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*build["only-include"], project["project"]["readme"], *project["project"]["license-files"]} <= set(copied)
    (extras,) = re.findall(r"/src\[([a-z,]+)\]", text)
    assert set(extras.split(",")) <= set(project["project"]["optional-dependencies"])
    assert ["USER", "atlas"] in steps, "nothing runs as root"


def test_every_command_of_compose_runs_on_a_server_of_its_own(home: Path, postgres_schema: str) -> None:
    text = (RECIPES / "compose.yaml").read_text(encoding="utf-8")
    given = {"POSTGRES_PASSWORD": "not-a-secret", "DESK": "desk.example.org"}
    compose = yaml.safe_load(_filled(text, given))
    services: dict[str, dict[str, Any]] = compose["services"]
    assert {"db", "worker", "desk", "update", "web"} == set(services)
    ours = {name: one for name, one in services.items() if one.get("image") == "atlas"}
    for name, one in ours.items():
        assert one["depends_on"] == {"db": {"condition": "service_healthy"}}
        build = one["build"]
        assert (RECIPES / build["context"] / build["dockerfile"]).resolve() == RECIPES / "Containerfile"
        env = {key: str(value) for key, value in one["environment"].items()}
        assert env["ATLAS_STORE__URL"] == "postgresql://atlas:not-a-secret@db/atlas"
        env["ATLAS_STORE__URL"] = postgres_schema
        if name == "desk":
            refused = _tried(shlex.join(["atlas", *one["command"]]), home, env)
            assert refused.returncode == 78, "nobody has an account there yet"
            assert "atlas reviewer add" in refused.stderr
            first = re.search(r"docker compose run --rm update (reviewer add .*)", text)
            assert first
            assert _run(f"atlas {first[1]}", home, env).returncode == 0
        done = _tried(shlex.join(["atlas", *one["command"]]), home, env)
        assert done.returncode in {0, 124}, (name, done.stderr)
        if name == "desk":
            assert done.stdout.strip() == "https://desk.example.org"
    networks = compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    proxy = services["web"]["networks"]["inside"]["ipv4_address"]
    assert proxy in services["desk"]["environment"]["ATLAS_DESK__PROXIES"]
    assert networks.startswith(proxy.rpartition(".")[0])


def _filled(text: str, given: Mapping[str, str]) -> str:
    """The file with its `${NAME:?...}` and `${NAME:-...}` filled in, as compose does."""

    def fill(found: re.Match[str]) -> str:
        name, kind, other = found[1], found[2], found[3]
        assert kind == ":-" or name in given, found[0]
        return given.get(name, other)

    return re.sub(r"\$\{(\w+)(:[?-])([^}]*)\}", fill, text)


def _workflow() -> tuple[str, dict[str, Any]]:
    text = (RECIPES / "github-actions.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow[True]["schedule"] == [{"cron": "30 5 * * *"}]  # YAML 1.1 takes `on` for a truth
    (job,) = workflow["jobs"].values()
    return text, job


def _steps(job: dict[str, Any]) -> dict[str, str]:
    return {step["name"]: f"set -e\n{step['run']}" for step in job["steps"] if "run" in step}


def test_every_step_of_the_workflow_runs_and_tells_what_happened(home: Path) -> None:
    text, job = _workflow()
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert all(name in head for name in re.findall(r"secrets\.(\w+)", text)), "its head says which secrets it needs"
    steps = _steps(job)
    assert list(steps) == ["install", "update", "digest"]
    extras = re.search(r"pip install 'atlas-pipeline\[([a-z,]+)\]'", steps["install"])
    assert extras
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(extras[1].split(",")) <= set(project["optional-dependencies"])
    env = {**dict.fromkeys(job["env"], ""), "GITHUB_STEP_SUMMARY": str(home.parent / "summary.md")}
    for name in ("update", "digest"):
        done = _run(steps[name], home, env)
        assert done.returncode == 0, done.stderr
    summary = (home.parent / "summary.md").read_text(encoding="utf-8")
    assert "drafted" in summary
    assert "drafts wait for people" in summary


@pytest.mark.parametrize(
    ("ends", "code", "said"),
    [
        (0, 0, ""),
        (3, 0, "needs a person"),
        (4, 0, "budget is used up"),
        (75, 0, "another run is at work"),
        (69, 69, ""),
        (78, 78, ""),
    ],
)
def test_only_a_fault_fails_the_workflow(tmp_path: Path, ends: int, code: int, said: str) -> None:
    program = tmp_path / "bin" / "atlas"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nexit {ends}\n", encoding="utf-8")
    program.chmod(0o755)
    home = tmp_path / "my-atlas"
    home.mkdir()
    done = _run(_steps(_workflow()[1])["update"], home)
    assert done.returncode == code
    assert (said in done.stdout) if said else not done.stdout


def test_every_recipe_is_in_the_list() -> None:
    listed = (RECIPES / "README.md").read_text(encoding="utf-8")
    for file in RECIPES.iterdir():
        assert file.name == "README.md" or f"]({file.name})" in listed, file.name
