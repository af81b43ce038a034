"""The catalogue: what the desk's pages say, read once from `english.toml`. Texts are plain; escaping is the page's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from types import SimpleNamespace

from pipeline.domain.names import SECTION_TITLES

__all__ = ["PAGES", "SAY", "numbers_of", "place_of", "unopened_of"]

SAY: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files("pipeline.web").joinpath("english.toml").read_text(encoding="utf-8")
)
"""The texts by page or part, then by name."""

PAGES = SimpleNamespace(**{part: SimpleNamespace(**texts) for part, texts in SAY.items()})
"""The same for templates, `say.part.name`; one that is missing fails the page instead of leaving a gap."""


def numbers_of(numbers: Sequence[int]) -> str:
    """Numbers in order as people list them: `1, 4–6`."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(str(number) for number in run) for run in runs
    )


def unopened_of(numbers: Sequence[int], of: int) -> str:
    """One sentence saying the evidence of which statements was never opened; empty where that of each of `of` was."""
    if not numbers:
        return ""
    how = "all" if len(numbers) == of and of > 1 else "one" if len(numbers) == 1 else "many"
    return SAY["unopened"][how].format(numbers=numbers_of(numbers))


def place_of(field: str) -> str:
    """What people call a place of a draft that is written `/summary/limitations/0`; empty for the whole."""
    part, _, rest = field.removeprefix("/").partition("/")
    section, _, index = rest.partition("/")
    if part != "summary" or section not in SECTION_TITLES:
        return SAY["places"].get(part, part)
    title = SECTION_TITLES[section]
    return SAY["places"]["statement"].format(section=title, number=int(index) + 1) if index.isdecimal() else title
