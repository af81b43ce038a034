"""Prompt: the words we send to a model, as a released and versioned artefact."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Catalogue", "Prompt"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one prompt. `blocks` are its named parts (`system`, `user`) with `${name}` for each variable.

    `digest` is that of the file's bytes; `schema` names the shape of the answer that is asked for; `why` says what this
    version changed.
    """

    name: str
    version: int
    schema: str
    variables: tuple[str, ...]
    author: str
    why: str
    blocks: tuple[tuple[str, str], ...]
    digest: str

    @property
    def id(self) -> str:
        """Name and version, as drafts cite it: `summarize/1`."""
        return f"{self.name}/{self.version}"

    def block(self, name: str) -> str:
        """The text of one block. Raises KeyError when there is none of that name."""
        return dict(self.blocks)[name]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every prompt of one folder; `origin` says in words where the folder is."""

    prompts: tuple[Prompt, ...]
    origin: str

    def names(self) -> tuple[str, ...]:
        """The ids of all prompts, in order."""
        return tuple(prompt.id for prompt in self.prompts)
