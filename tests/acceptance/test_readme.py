"""What the README promises: its commands are the ones that CI runs, and its Python works."""

from __future__ import annotations

import re

import pipeline
from pipeline.cli import _COMMANDS
from pipeline.domain.draft import Source
from pipeline.drafting.offline import draft_offline
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from tests.acceptance.terminal import ROOT

SOURCE = Source(file="trial-samplexine.pdf", level="fulltext_pdf")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_readmes_test_command_to_the_letter() -> None:
    command = next(line for line in README.splitlines() if line.endswith("/pytest"))
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()


def test_readme_opens_with_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert blocks[0].strip().endswith("atlas draft inputs/")
    assert blocks[1].strip().endswith("pytest")


def test_every_command_is_documented() -> None:
    documented = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in _COMMANDS:
        assert f"`atlas {name}" in documented, name


def test_every_file_that_the_docs_link_to_is_there() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_python_of_the_readme_works() -> None:
    document = pipeline.read(ROOT / "inputs/trial-samplexine.pdf")
    assert document.sentences[0].page == 1
    draft = draft_offline(document, read_facts(document, load_profile()), source=SOURCE)
    report = pipeline.check(draft, document)
    assert {check.family for check in report.checks} >= {"E", "N"}
