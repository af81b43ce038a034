"""Whether a line breaks off in the middle of a sentence."""

from __future__ import annotations

from pipeline.text.regex import regex

__all__ = ["is_cut"]

_ENDED = regex(r"[.!?][\])”\"’']*[⁰¹²³⁴-⁹,–⁻\s]*$")
_ABBREVIATED = regex(r"\b(?:al|vs|Figs?|e\.g|i\.e|cf|ca|approx|resp|No|Dr|Prof|St|Refs?|Eqs?|spp?|[A-Z])\.$")


def is_cut(text: str) -> bool:
    """Whether no sentence ends where the line does; a full stop after an abbreviation ends none."""
    return _ENDED.search(text) is None or _ABBREVIATED.search(text) is not None
