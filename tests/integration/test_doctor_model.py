"""`atlas doctor --model` over loopback: what a server can do is said, and nothing is spent without the flag."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.terminal import here
from tests.faults.server import FaultServer, serving


def _checks(home: Path, server: FaultServer, *words: str, model: str = "ok") -> dict[str, dict[str, Any]]:
    (home / "atlas.toml").write_text(
        f'[drafter]\nkind = "model"\n[model]\nname = "{model}"\nbase_url = "{server.url}"\n'
        "tries = 1\nlongest_wait = 0.1\n[budget]\nrun_tokens = 1000000\n",
        encoding="utf-8",
    )
    answer = here("doctor", *words, "--json", home=home)
    assert answer.code == 0, answer.err
    return {one["name"]: one for one in answer.lines[0]["checks"]}


def test_without_the_flag_nothing_is_asked(tmp_path: Path) -> None:
    with serving() as server:
        checks = _checks(tmp_path, server)
        assert not any(name.startswith("model") for name in checks)
        assert (server.seen, server.probes) == ([], [])


@pytest.mark.parametrize(
    ("can", "works", "drafts_ask_by"),
    [
        ("json_schema", {"json_schema", "json_object", "plain"}, "json_schema"),
        ("json_object", {"json_object", "plain"}, "json_object"),
        ("plain", {"plain"}, "plain"),
    ],
)
def test_what_a_server_can_do_is_told_way_by_way(tmp_path: Path, can: str, works: set[str], drafts_ask_by: str) -> None:
    with serving(can=can) as server:
        checks = _checks(tmp_path, server, "--model")
        assert {way for way in ("json_schema", "json_object", "plain") if checks[f"model: {way}"]["ok"]} == works
        assert f"by {drafts_ask_by}" in checks["model"]["detail"]
        assert checks["model: usage"]["ok"]
        assert "budget.prices" in checks["model: price"]["detail"]
        assert len(server.probes) == 3
        assert here("cost", "--json", home=tmp_path).lines, "what was asked is in the accounts"


def test_a_server_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with serving() as server:
        pass
    checks = _checks(tmp_path, server, "--model")
    assert not checks["model"]["ok"]
    assert "no model server answers" in checks["model: plain"]["detail"]


def test_the_second_model_is_asked_too_where_one_is_set(tmp_path: Path) -> None:
    with serving() as server, serving(can="plain") as other:
        (tmp_path / "atlas.toml").write_text(
            f'[drafter]\nkind = "model"\n[model]\nname = "ok"\nbase_url = "{server.url}"\ntries = 1\n'
            f'[verifier]\nname = "second"\nbase_url = "{other.url}"\n',
            encoding="utf-8",
        )
        checks = {one["name"]: one for one in here("doctor", "--model", "--json", home=tmp_path).lines[0]["checks"]}
        assert (len(server.probes), len(other.probes)) == (3, 3)
    assert checks["model"]["detail"] == "drafts ask by json_schema"
    assert checks["verifier"]["ok"]
    assert [checks[f"verifier: {way}"]["ok"] for way in ("json_schema", "json_object", "plain")] == [False, False, True]
    assert '"second"' in checks["verifier: price"]["detail"]
