"""Prompts: found where they should be, refused when they break the format, filled in once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PromptMalformed, PromptNotFound, PromptVariableError
from pipeline.prompting.catalogue import find, load_catalogue, parse, render

GOOD = """+++
name = "greet"
version = 2
schema = "none"
variables = ["who"]
author = "me"
why = "a test"
+++
## system
Be kind.
## user
Greet ${who}, who has $5.
"""


def test_the_source_checkout_finds_its_own_prompts() -> None:
    catalogue = load_catalogue()
    assert "summarize/1" in catalogue.names()
    assert find(catalogue, "summarize").id == [name for name in catalogue.names() if name.startswith("summarize/")][-1]


def test_a_folder_of_the_users_own_replaces_them(tmp_path: Path) -> None:
    (tmp_path / "greet").mkdir()
    (tmp_path / "greet" / "2.md").write_text(GOOD, encoding="utf-8")
    assert load_catalogue(tmp_path).names() == ("greet/2",)


def test_an_empty_or_missing_folder_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(PromptNotFound):
            load_catalogue(folder)


def test_an_unknown_prompt_is_said_with_those_there_are() -> None:
    with pytest.raises(PromptNotFound) as caught:
        find(load_catalogue(), "nonsense/1")
    assert "summarize/1" in caught.value.hint


def test_variables_are_filled_in_once_and_never_read_again() -> None:
    prompt = parse(GOOD, place="greet/2.md")
    assert render(prompt, "user", {"who": "${who} $x {y}"}) == "Greet ${who} $x {y}, who has $5."


@pytest.mark.parametrize("given", [{}, {"who": "a", "more": "b"}])
def test_missing_and_unknown_variables_are_errors(given: dict[str, str]) -> None:
    with pytest.raises(PromptVariableError):
        render(parse(GOOD, place="greet/2.md"), "user", given)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("+++\nname", "name"),
        ("version = 2", "version = 'two'"),
        ("version = 2", "version = 3"),
        ('author = "me"\n', ""),
        ('["who"]', '["who", "unused"]'),
        ('["who"]', "[]"),
        ("## system\nBe kind.\n", "Stray text.\n"),
        ("## system\nBe kind.\n", "## user\nTwice.\n"),
    ],
)
def test_a_prompt_that_breaks_the_format_is_refused(before: str, after: str) -> None:
    assert before in GOOD
    with pytest.raises(PromptMalformed):
        parse(GOOD.replace(before, after, 1), place="greet/2.md")
