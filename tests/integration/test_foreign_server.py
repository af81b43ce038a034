"""A server that was not written here stands between us and the fault server: LiteLLM's proxy, which has its own ideas.

It needs an environment of its own, because it pins other versions of our packages:

    python -m venv /tmp/litellm && /tmp/litellm/bin/pip install 'litellm[proxy]'
    ATLAS_LITELLM=/tmp/litellm/bin/litellm pytest -n0 -m slow tests/integration/test_foreign_server.py
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.domain.exchange import Rung
from pipeline.errors import (
    EndpointRefuses,
    ModelNotFound,
    PipelineError,
    RateLimited,
    RequestRefused,
    RequestTooLong,
    ServiceUnavailable,
)
from tests.acceptance.terminal import ROOT, Answer, here
from tests.faults.server import FaultServer, serving
from tests.integration.test_model_server import answered, question

PROGRAM = os.environ.get("ATLAS_LITELLM") or shutil.which("litellm")
KEY = "sk-0123456789abcdef0123456789abcdef"
REVIEW = ROOT / "inputs/review-blood-flow.txt"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM, reason="LiteLLM is not installed; ATLAS_LITELLM names its program (see this file)"),
]


@dataclass(frozen=True)
class Proxied:
    """The proxy's address, and the server behind it."""

    url: str
    behind: FaultServer


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("litellm")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with serving() as behind:
        config = {
            "model_list": [
                {"model_name": "*", "litellm_params": {"model": "openai/*", "api_base": behind.url, "api_key": "none"}}
            ],
            "router_settings": {"num_retries": 0, "disable_cooldowns": True},
            "litellm_settings": {"num_retries": 0, "request_timeout": 30},
            "general_settings": {"master_key": KEY},
        }
        (folder / "config.yaml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
        words = [str(PROGRAM), "--config", "config.yaml", "--host", "127.0.0.1", "--port", str(port)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*words, "--telemetry", "False"],
                cwd=folder,
                env={**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True"},
                stdout=log,
                stderr=log,
            )
        try:
            _wait_for(f"http://127.0.0.1:{port}/health/liveliness", process, folder / "log")
            yield Proxied(f"http://127.0.0.1:{port}/v1", behind)
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture
def proxied(running: Proxied) -> Proxied:
    running.behind.seen.clear()
    running.behind.probes.clear()
    return running


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the proxy did not start: {log.read_text(errors='replace')[-800:]}")


def _draft(home: Path, proxied: Proxied, *more: str, api: str = "chat", second: str = "") -> Answer:
    (home / "atlas.toml").write_text(
        f'[model]\nkey = "{KEY}"\napi = "{api}"\ntries = 2\nlongest_wait = 0.2\n[verifier]\nname = "{second}"\n',
        encoding="utf-8",
    )
    return here("draft", REVIEW, "--model", "ok", "--base-url", proxied.url, "--json", *more, home=home)


@pytest.mark.parametrize("api", ["chat", "responses"])
def test_a_paper_is_drafted_and_verified_through_it_by_either_api(tmp_path: Path, proxied: Proxied, api: str) -> None:
    answer = _draft(tmp_path, proxied, api=api, second="strict")
    (line,) = answer.lines
    assert (answer.code, line["state"]) == (0, "drafted"), answer.err
    draft = json.loads(Path(line["draft"]).read_bytes())
    assert draft["summary"]["quick_summary"][0]["evidence"][0]["quote"] in REVIEW.read_text(encoding="utf-8")
    report = json.loads((Path(line["draft"]).parent / "report.json").read_bytes())
    assert [one for one in report["findings"] if one["rule"] == "V001"]
    assert len(proxied.behind.seen) == 2, "one question is one call behind it"
    tasks = {row["task"]: row for row in here("cost", "--json", home=tmp_path).lines if row["papers"]}
    assert [(tasks[one]["input"], tasks[one]["output"]) for one in ("summarize", "verify")] == [(4000, 900)] * 2
    shape = proxied.behind.seen[0].body
    asked = shape["response_format"]["json_schema"] if api == "chat" else shape["text"]["format"]
    assert asked["strict"] is True
    assert asked["schema"]["additionalProperties"] is False


def test_what_the_server_behind_it_can_do_is_found_out_through_it(tmp_path: Path, proxied: Proxied) -> None:
    _draft(tmp_path, proxied)
    assert len(proxied.behind.probes) == 1
    (tmp_path / "atlas.toml").write_text(
        f'[drafter]\nkind = "model"\n[model]\nname = "ok"\nkey = "{KEY}"\nbase_url = "{proxied.url}"\n',
        encoding="utf-8",
    )
    answer = here("doctor", "--model", "--json", home=tmp_path)
    checks = {one["name"]: one for one in answer.lines[0]["checks"]}
    assert all(checks[f"model: {way.value}"]["ok"] for way in Rung)
    assert checks["model: usage"]["ok"]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429-seconds", RateLimited),
        ("429-long", RateLimited),
        ("quota", RateLimited),  # it tells an empty account and a short wait by one code
        ("500", ServiceUnavailable),
        ("reset", ServiceUnavailable),
        ("html", ServiceUnavailable),
        ("key", EndpointRefuses),
        ("no-model", ModelNotFound),
        ("too-long", RequestTooLong),
        ("bad-request", RequestRefused),
    ],
)
def test_faults_behind_it_are_the_same_errors_of_ours(proxied: Proxied, fault: str, error: type[PipelineError]) -> None:
    request = replace(question(proxied.behind, fault), endpoint=proxied.url)
    with pytest.raises(PipelineError) as caught:
        answered(request, key=SecretStr(KEY))
    assert type(caught.value) is error, caught.value
    assert len(proxied.behind.seen) == 1
    if isinstance(caught.value, RateLimited):
        wanted = {"429-seconds": 0.05, "429-long": 7200.0, "quota": None}
        assert caught.value.wait_s == wanted[fault], "the provider's own wait is handed on"
