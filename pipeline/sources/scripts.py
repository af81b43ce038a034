"""Raised and lowered text as characters, so that 10<sup>6</sup> stays apart from 106."""

from __future__ import annotations

from pipeline.text.regex import regex

__all__ = ["subscript", "superscript"]

_RAISED = str.maketrans(
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿ",
)
_LOWERED = str.maketrans("0123456789+-−–=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
# Raised on the page by custom, not by meaning: an ordinal, a trade mark, a footnote sign.
_PLAIN = regex(r"(?:st|nd|rd|th|er|e|o|TM|SM|[®™©*†‡§¶#°ºª′″'\",.;:]|\s)+")
_CHARGES = frozenset({"+", "-", "−", "–", "++", "--", "+/+", "-/-", "−/−", "–/–", "+/-", "+/−", "+/–"})
_NAMED = regex(r"\w")


def superscript(text: str) -> str:
    """`text` in superscript characters; after `^` where not one of its characters has such a form."""
    return _moved(text, _RAISED, "^")


def subscript(text: str) -> str:
    """`text` in subscript characters; after `_` where not one of its characters has such a form.

    Every digit has one, so no value can grow by an index: `HbA<sub>1c</sub>` gives `HbA₁c`.
    """
    return _moved(text, _LOWERED, "_")


def _moved(text: str, table: dict[int, int], mark: str) -> str:
    bare = " ".join(text.split())
    if not bare or (not _NAMED.search(bare) and bare not in _CHARGES) or (mark == "^" and _PLAIN.fullmatch(bare)):
        return bare or text
    moved = bare.translate(table)
    if moved != bare:
        return moved
    return f"{mark}({bare})" if " " in bare else f"{mark}{bare}"
