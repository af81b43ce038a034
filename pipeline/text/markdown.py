"""Text of a paper or a model as Markdown that shows it and does nothing else."""

from __future__ import annotations

from pipeline.text.regex import regex

__all__ = ["escape"]

_SPECIAL = regex(r"([\\`*_\[\]<>#|~])")


def escape(text: str) -> str:
    """`text` on one line, every character that Markdown or HTML would read as a command shown as itself."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
