"""How hard a text is to read: syllables, the Flesch-Kincaid grade, the length of sentences.

The grade is that of Kincaid and others 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59. Formulas are right
to about a grade and a half and see only length; they are a smoke alarm, and no proof that a text is clear.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.text.regex import regex

__all__ = ["grade", "syllables", "without", "words"]

_WORD = regex(r"[^\W\d_](?:[\w’'-]*[^\W_])?")
_VOWELS = regex(r"[aeiouyáéíóúäöüøåæœ]+")
_HIATUS = regex(r"i(?:a(?!l\b|n\b)|o(?!us\b|n\b)|um\b)|eo|ua(?!r\b)|uo|ying\b|yea|io(?:log|gr|ther)")
_SILENT_E = regex(
    r"(?<=[gq])ue\b|(?<![aeiouyl])e\b|(?<=[aeiouy]l)e\b|(?<![aeiouytd])ed\b|(?<![aeiouysxzcg])es\b(?<!hes)"
)
_NUMBER = regex(r"\d[\d.,–-]*\s?%?")


def words(text: str) -> tuple[str, ...]:
    """The words of `text`; numbers are none."""
    return tuple(_WORD.findall(text))


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; never less than one."""
    low = word.lower()
    if len(low) <= 3:
        return 1
    spoken = _SILENT_E.sub("", low)
    return max(1, len(_VOWELS.findall(spoken)) + len(_HIATUS.findall(spoken)))


def grade(sentences: Sequence[str], *, easy: Iterable[str] = ()) -> float | None:
    """The Flesch-Kincaid grade of `sentences` as one text; None for fewer than thirty words.

    Names that a text cannot avoid (`easy`, in small letters) count as words of two syllables.
    """
    known = frozenset(easy)
    found = [word for sentence in sentences for word in words(sentence)]
    if len(found) < 30 or not sentences:
        return None
    spoken = sum(2 if word.lower() in known else syllables(word) for word in found)
    numbers = sum(len(_NUMBER.findall(sentence)) for sentence in sentences)
    total = len(found) + numbers
    return 0.39 * total / len(sentences) + 11.8 * (spoken + numbers) / total - 15.59


def without(text: str, names: Iterable[str]) -> str:
    """`text` with each of `names` replaced by a short word."""
    for name in names:
        text = text.replace(name, "this")
    return text
