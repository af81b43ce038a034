"""The prompts of a folder: front matter, named blocks, and variables that are declared, used and given, all or none.

A file `prompts/<name>/<version>.md` begins with TOML between two lines `+++`; each `## name` opens a block. There is no
logic in a prompt and no clock: the same variables give the same words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pipeline.domain.identity import digest_of_bytes
from pipeline.domain.prompt import Catalogue, Prompt
from pipeline.errors import PromptMalformed, PromptNotFound, PromptVariableError
from pipeline.text.regex import regex

__all__ = ["find", "load_catalogue", "parse", "render"]

_FILE = regex(r"(\d+)\.md")
_FRONT = regex(r"\A\+\+\+\n(.*?)\n\+\+\+\n", re.DOTALL)
_BLOCK = regex(r"^## ([a-z_]+)\n", re.MULTILINE)
_VARIABLE = regex(r"\$\{([a-z_]+)\}")
_FIELDS = {"name": str, "version": int, "schema": str, "variables": list, "author": str, "why": str}


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The prompts of the user's own folder, else of the source checkout, else those shipped in the package.

    Raises PromptNotFound when the folder holds none, PromptMalformed when one breaks the format.
    """
    root, origin = (folder, str(folder)) if folder is not None else _shipped()
    prompts = [
        parse(entry.read_text(encoding="utf-8"), place=f"{task.name}/{entry.name}")
        for task in sorted(_folders(root), key=lambda one: one.name)
        for entry in sorted(task.iterdir(), key=lambda one: one.name)
        if _FILE.fullmatch(entry.name)
    ]
    if not prompts:
        raise PromptNotFound(
            f"there is no prompt in {origin}", hint="correct prompts.folder in atlas.toml, or empty it"
        )
    return Catalogue(tuple(sorted(prompts, key=lambda prompt: (prompt.name, prompt.version))), origin)


def find(catalogue: Catalogue, prompt_id: str) -> Prompt:
    """The prompt `name/version`, or the newest version of `name`. Raises PromptNotFound."""
    named = [prompt for prompt in catalogue.prompts if prompt_id in {prompt.id, prompt.name}]
    if not named:
        raise PromptNotFound(
            f"there is no prompt {prompt_id} in {catalogue.origin}", hint=f"there are: {', '.join(catalogue.names())}"
        )
    return named[-1]


def parse(text: str, *, place: str) -> Prompt:
    """The prompt that a file holds; `place` is its path below the folder, `name/version.md`. Raises PromptMalformed."""
    match = _FRONT.match(text)
    if match is None:
        raise _malformed(place, "it does not begin with front matter between two lines of +++")
    try:
        front = tomllib.loads(match[1])
    except tomllib.TOMLDecodeError as error:
        raise _malformed(place, f"its front matter is not TOML: {error}") from None
    _check_front(front, place)
    blocks = _blocks(text[match.end() :], place)
    used = {name for _, body in blocks for name in _VARIABLE.findall(body)}
    if used != set(front["variables"]):
        odd = ", ".join(sorted(used ^ set(front["variables"])))
        raise _malformed(place, f"declared and used variables differ: {odd}")
    return Prompt(
        name=front["name"],
        version=front["version"],
        schema=front["schema"],
        variables=tuple(front["variables"]),
        author=front["author"],
        why=front["why"],
        blocks=blocks,
        digest=digest_of_bytes(text.encode()),
    )


def render(prompt: Prompt, block: str, variables: Mapping[str, str]) -> str:
    """One block with its variables filled in, in one pass: what is filled in is never read as a variable again.

    Raises PromptVariableError when a declared variable is missing or an unknown one is given.
    """
    if set(variables) != set(prompt.variables):
        odd = ", ".join(sorted(set(variables) ^ set(prompt.variables)))
        raise PromptVariableError(
            f"{prompt.id} was given other variables than it declares: {odd}", hint="give exactly those it declares"
        )
    return _VARIABLE.sub(lambda found: variables[found[1]], prompt.block(block))


def _shipped() -> tuple[Traversable, str]:
    checkout = Path(__file__).resolve().parents[2] / "prompts"
    if checkout.is_dir():
        return checkout, "the source checkout"
    return files("pipeline.prompting") / "shipped", "the installed package"


def _folders(root: Traversable) -> list[Traversable]:
    try:
        return [entry for entry in root.iterdir() if entry.is_dir()]
    except OSError as error:
        raise PromptNotFound(
            f"{root} could not be read: {error}", hint="correct prompts.folder in atlas.toml"
        ) from None


def _check_front(front: Mapping[str, Any], place: str) -> None:
    if set(front) != set(_FIELDS):
        raise _malformed(place, f"front matter must hold exactly {', '.join(_FIELDS)}")
    wrong = [name for name, kind in _FIELDS.items() if not isinstance(front[name], kind)]
    if wrong:
        raise _malformed(place, f"front matter has a value of the wrong kind: {', '.join(wrong)}")
    if place != f"{front['name']}/{front['version']}.md":
        raise _malformed(place, f"it calls itself {front['name']}/{front['version']}")


def _blocks(body: str, place: str) -> tuple[tuple[str, str], ...]:
    parts = _BLOCK.split(body)
    if parts[0].strip():
        raise _malformed(place, "there is text before the first block")
    blocks = tuple((name, text.strip()) for name, text in zip(parts[1::2], parts[2::2], strict=True))
    if not blocks or len({name for name, _ in blocks}) != len(blocks):
        raise _malformed(place, "it has no block, or two of one name")
    return blocks


def _malformed(place: str, what: str) -> PromptMalformed:
    return PromptMalformed(f"the prompt {place} is not usable: {what}", hint="prompts/README.md shows the format")
