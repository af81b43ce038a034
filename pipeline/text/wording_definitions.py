"""Asides in which a plain sentence says what a word means; they tell nothing of what was found."""

from __future__ import annotations

from functools import lru_cache

from pipeline.text.regex import regex

__all__ = ["without_asides", "without_definitions"]

# ", an illness that weakens muscles," and ", which swells the joints,": no figure stands in an explanation.
_APPOSED = regex(
    r",\s(?:or\s|meaning\s|that is,?\s|also called\s|called\s)?(?:an?|the|one of the|any|some|two|which|where"
    r"|in which|in whom)\s"
    r"(?!(?:authors?|others?|rest|same|more|less|fewer|lower|higher|third|quarter|half|majority)\b)"
    r"[^,;.:\d]{3,90}(?=,|[.;:](?:\s|$)|$)"
)
_A_VERB = regex(
    r"\b(?:is|are|was|were|had|has|have|did|does|do|can|cannot|could|may|might"
    r"|will|would|should|must|fell|rose|\w{3,}ed)\b"
)
_RELATIVE = regex(r"\b(?:that|which|who|where|when|whose|used to|of|for|from|in)\b")
_IN_BRACKETS = regex(r"\([^()\d]{2,120}\)")
_ASIDE = regex(r"\([^()]*\)")


@lru_cache(maxsize=4096)
def without_definitions(text: str) -> str:
    """`text` of the same length with the explanations in it blanked: appositions and brackets without a figure.

    An apposition counts as one only if its verb, where it has one, stands behind a relative word.
    """
    blanked = _IN_BRACKETS.sub(lambda aside: " " * len(aside.group()), text)
    return _APPOSED.sub(lambda aside: " " * len(aside.group()) if _explains(aside.group()) else aside.group(), blanked)


def _explains(words: str) -> bool:
    verb, relative = _A_VERB.search(words), _RELATIVE.search(words)
    if relative is None:
        return verb is None and not words.startswith(", the ")
    return verb is None or relative.start() < verb.start()


def without_asides(text: str) -> str:
    """`text` of the same length with everything in brackets blanked."""
    return _ASIDE.sub(lambda aside: " " * len(aside.group()), text)
