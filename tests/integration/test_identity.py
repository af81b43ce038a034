"""A record and a file of one paper agree, or nothing is sent to a model: a server of its own keeps what it saw."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from tests.acceptance.terminal import Answer, here
from tests.faults.server import FaultServer, serving

PACING = "Pacing and rest in an invented group of people with ME/CFS"
WHEAT = "Growing wheat on an invented island in the north sea"
ABSTRACT = (
    "We asked 40 patients who met the Canadian Consensus Criteria about pacing in a cross-sectional survey. "
    "Of 40 patients, 24 (60%) paced daily and 16 (40%) did not. Many patients pace. Larger studies are needed. "
) * 2


@pytest.fixture
def server() -> Iterator[FaultServer]:
    """A model's server that keeps what it was asked."""
    with serving() as running:
        yield running


def _record(file: Path, title: str, author: str, *, doi: str = "10.5555/shared") -> Path:
    lines = ["TY  - JOUR", f"TI  - {title}", f"AU  - {author}, Jane", "PY  - 2020", f"DO  - {doi}", f"AB  - {ABSTRACT}"]
    file.write_text("\n".join([*lines, "ER  - ", ""]), encoding="utf-8")
    return file


def _draft(home: Path, server: FaultServer, *words: str) -> Answer:
    paths = [word if word.startswith("--") else str(home / word) for word in words]
    model = ("--model", "ok", "--base-url", server.url, "--max-tokens", "900000")
    return here("draft", *paths, *model, "--json", home=home)


@pytest.mark.parametrize(("title", "author", "differs"), [(WHEAT, "Roe", "titles"), (PACING, "Roe", "authors")])
@pytest.mark.parametrize("together", [True, False])
def test_of_two_inputs_that_claim_one_identifier_and_differ_nothing_is_sent_in_any_order(
    tmp_path: Path, server: FaultServer, title: str, author: str, differs: str, together: bool
) -> None:
    for order, names in enumerate(permutations(("first.ris", "second.ris"))):
        home = tmp_path / str(order)
        home.mkdir()
        _record(home / "first.ris", PACING, "Doe")
        _record(home / "second.ris", title, author)
        if not together:  # the first is known before the second is met, and was drafted without a model
            assert here("draft", home / names[0], "--json", home=home).lines[0]["state"] == "drafted"
        for more in ((), ("--again",)):
            answer = _draft(home, server, *names, *more)
            assert [line["state"] for line in answer.lines] == ["in_doubt", "in_doubt"], answer.err
            assert all(f"whose {differs} differ" in line["reason"] for line in answer.lines)
            assert all("Doe" in line["reason"] and "Roe" in line["reason"] for line in answer.lines)
        assert not server.seen, "nothing was sent to the model"
        assert here("status", "--json", home=home).lines[0]["papers"]["in_doubt"] == 2


def test_what_a_person_has_compared_is_drafted_and_the_other_stays_in_doubt(
    tmp_path: Path, server: FaultServer
) -> None:
    _record(tmp_path / "right.ris", PACING, "Doe")
    _record(tmp_path / "wrong.ris", WHEAT, "Roe")
    assert _draft(tmp_path, server, "right.ris", "wrong.ris").code == 3
    (line,) = _draft(tmp_path, server, "right.ris", "--identity-checked").lines
    assert line["state"] == "drafted"
    assert len(server.seen) == 1
    (line,) = _draft(tmp_path, server, "wrong.ris").lines
    assert line["state"] == "in_doubt"


def test_a_corrected_file_ends_the_doubt_about_itself(tmp_path: Path, server: FaultServer) -> None:
    _record(tmp_path / "right.ris", PACING, "Doe")
    wrong = _record(tmp_path / "wrong.ris", WHEAT, "Roe")
    _draft(tmp_path, server, "right.ris", "wrong.ris")
    _record(wrong, WHEAT, "Roe", doi="10.5555/own")
    (line,) = _draft(tmp_path, server, "wrong.ris").lines
    assert line["state"] == "drafted", line
    assert here("status", "--json", home=tmp_path).lines[0]["papers"]["in_doubt"] == 1, "the other's doubt stays"
