"""Processes that ask one server together ask it no faster than it allows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from tests.acceptance.terminal import start
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving

PAPERS = 36


def _two_processes(home: Path, server: FaultServer, settings: str) -> list[float]:
    """When each question came, by two processes with papers of their own and one ledger, in order."""
    (home / "atlas.toml").write_text(f"[model]\n{settings}\n[run]\nconcurrency = 8\n", encoding="utf-8")
    whole = library(home, PAPERS).read_text(encoding="utf-8").split("ER  - \n")
    running = []
    for number, part in enumerate((whole[: PAPERS // 2], whole[PAPERS // 2 : PAPERS])):
        file = home / f"{number}.ris"
        file.write_text("ER  - \n".join([*part, ""]), encoding="utf-8")
        model = ("--model", "ok", "--base-url", server.url, "--max-tokens", "1000000000")
        running.append(start("draft", file, *model, "-q", "--json", cwd=home))
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.count('"drafted"') == PAPERS // 2
    return sorted(seen.came for seen in server.seen)


def _fastest_second(came: list[float]) -> int:
    return max(sum(first <= one < first + 1.0 for one in came) for first in came)


def test_the_limit_of_the_settings_holds_for_two_processes_together(tmp_path: Path) -> None:
    with serving() as server:
        came = _two_processes(tmp_path, server, "requests_per_minute = 300")
    assert len(came) == PAPERS
    assert _fastest_second(came) <= 5 * (1 + 2) + 1  # five a second, two seconds' worth at once after a pause
    assert came[-1] - came[0] >= (PAPERS - 1) / 5 - 2 - 0.5


def test_a_limit_that_the_server_tells_holds_for_two_processes_together(tmp_path: Path) -> None:
    with serving(headers={"x-ratelimit-limit-requests": "300", "x-ratelimit-remaining-requests": "100"}) as server:
        came = _two_processes(tmp_path, server, "")
    assert len(came) == PAPERS
    after = [one for one in came if one > came[0] + 2.5]  # by then both have heard of it
    assert _fastest_second(after) <= 5 * (1 + 2) + 1 if after else True
    assert came[-1] - came[0] >= 1.0


def test_a_server_that_asks_one_process_to_wait_is_left_alone_by_the_other(tmp_path: Path) -> None:
    with serving(headers={"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "3s"}) as server:
        came = _two_processes(tmp_path, server, "")
    gaps = [later - earlier for earlier, later in pairwise(came)]
    assert max(gaps) >= 2.0, "nobody asked while nothing was left"
