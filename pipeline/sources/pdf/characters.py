"""Characters as a reader means them: spaces, hyphens, ligatures, accents, raised digits. Never NFKC: 10² is not 102."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from pipeline.sources.scripts import subscript, superscript
from pipeline.text.regex import regex

__all__ = ["INVISIBLE", "SOFT_HYPHEN", "TAGS", "clean", "decode_tags", "lowered", "plain", "raised"]

SOFT_HYPHEN = "\u00ad"

_SPACES = (
    "\t\n\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_NOTHING = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xE0000, 0xE0080)]
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def _styled_letters() -> dict[int, str]:
    """The letters and digits of mathematical alphabets, whose style carries no meaning in a paper of medicine."""
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D400, 0x1D800)}


_TABLE: dict[int, str | None] = {
    **{ord(space): " " for space in _SPACES},
    **dict.fromkeys(_NOTHING),
    **dict.fromkeys(range(0x01, 0x09), "\ufffd"),
    **dict.fromkeys(range(0x0E, 0x20), "\ufffd"),
    0: "\ufffd",
    0x2010: "-",
    0x2011: "-",
    0x210E: "h",
    0x24C7: "®",
    **_LIGATURES,
    **_styled_letters(),
}
INVISIBLE = regex("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
TAGS = regex("[\U000e0020-\U000e007e]{4,}")

_COMBINING = {
    "´": "\u0301", "ˊ": "\u0301", "`": "\u0300", "ˋ": "\u0300",
    "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308", "¯": "\u0304", "˘": "\u0306",
    "˙": "\u0307", "˚": "\u030a", "ˇ": "\u030c", "˝": "\u030b", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_ACCENT_BEFORE = regex(r"(?:(?<=\w)[´`ˋˊ]|(?<![\w´`])´(?=[A-Z])|[ˆ˜¨˘˙˚ˇ˝]) ?([A-Za-zı])")
_ACCENT_AFTER = regex(r"([A-Za-z])([¸˛])")
_HAS_ACCENT = regex("[´`ˋˊˆ˜¨˘˙˚ˇ˝¸˛]")
_QUARTER = regex(r"(?<=[A-Za-z)\]] )¼(?= ?[\d.−-])")  # how some journals' fonts store the sign
_LEADERS = regex(r"\.{6,}")  # dots that lead the eye through a table
_RUNS = regex(" {2,}")
_DEGREE = regex(r"(?<=\d) ?∘ ?(?=[CF]\b)")
_TIGHT_BEFORE = regex(r"(?<=[^\W_])(?=[=<>≤≥±≈] )")


_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-0123456789+-")


def clean(text: str) -> str:
    """`text` with exotic spaces, hyphens, ligatures and styled letters made plain, and what has no width taken out.

    A soft hyphen survives at the very end only, where it says that a word goes on; minus signs are kept.
    """
    if not text.isascii():
        text = text.translate(_TABLE)
        if SOFT_HYPHEN in text:
            ends = text.rstrip().endswith(SOFT_HYPHEN)
            text = text.replace(SOFT_HYPHEN, "") + (SOFT_HYPHEN if ends else "")
        accented = _HAS_ACCENT.search(text) is not None
    else:
        if not text.isprintable():
            text = text.translate(_TABLE)
        accented = "`" in text
    if "......" in text:
        text = _LEADERS.sub(" ", text)
    if "  " in text:
        text = _RUNS.sub(" ", text)  # before what looks for a single space
    if "∘" in text:
        text = _DEGREE.sub("°", text)
    if accented:
        text = _ACCENT_BEFORE.sub(_composed_before, _ACCENT_AFTER.sub(_composed_after, text))
    if "¼" in text:
        text = _QUARTER.sub("=", text)
    if "= " in text or "< " in text or "> " in text or "± " in text or "≤ " in text or "≥ " in text:
        text = _TIGHT_BEFORE.sub(" ", text)  # a thin space before a relation is too thin to be stored
    return text


def raised(text: str) -> str:
    """Raised characters as Unicode superscripts, white space around them kept."""
    return _moved(text, superscript)


def lowered(text: str) -> str:
    """Lowered characters as Unicode subscripts, white space around them kept."""
    return _moved(text, subscript)


def plain(text: str) -> str:
    """`text` with raised and lowered digits on the line, as titles are cited."""
    return text.translate(_ON_THE_LINE)


def decode_tags(text: str) -> str:
    """The ASCII text that a run of Unicode tag characters spells."""
    return "".join(chr(ord(character) - 0xE0000) for character in text)


def _moved(text: str, move: Callable[[str], str]) -> str:
    bare = text.strip()
    return text.replace(bare, move(bare), 1) if bare else text


def _composed_before(match: re.Match[str]) -> str:
    letter = match.group(1).replace("ı", "i")
    composed = unicodedata.normalize("NFC", letter + _COMBINING[match.group(0)[0]])
    return composed if len(composed) == 1 else match.group(0)


def _composed_after(match: re.Match[str]) -> str:
    composed = unicodedata.normalize("NFC", match.group(1) + _COMBINING[match.group(2)])
    return composed if len(composed) == 1 else match.group(0)
