"""A text as it is compared, with the way back to the text as it stands.

Two printings of one passage differ in soft hyphens, line ends, ligatures, kinds of blanks, quotes and dashes. None of
that changes what is said, so it is levelled before passages are compared. What changes the meaning stays: digits,
signs, superscripts and subscripts (10² is not 102), every letter. Hence no NFKC.

The result is for comparing, never for showing: a hyphen between letters is dropped, so that a word broken at a line's
end meets both its spellings ("inflam-" + "mation", "short-" + "term").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.domain.document import Span
from pipeline.text.regex import regex

__all__ = ["Normalized", "normalize"]


@dataclass(frozen=True, slots=True)
class Normalized:
    """`text`, and for each of its segments where it begins (`at`) and which original range it stands for.

    A segment whose length equals that of its original range maps one to one; in any other, every character stands for
    the whole range. Segments are in order, and so are their ranges.
    """

    text: str
    at: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def start(self, index: int) -> int:
        """Where, in the original, the character at `index` of `text` begins."""
        segment = bisect_right(self.at, index) - 1
        return self.starts[segment] + (index - self.at[segment] if self._is_plain(segment) else 0)

    def end(self, index: int) -> int:
        """Where, in the original, the character at `index` of `text` ends (half-open)."""
        segment = bisect_right(self.at, index) - 1
        if self._is_plain(segment):
            return self.starts[segment] + index - self.at[segment] + 1
        return self.ends[segment]

    def span(self, start: int, end: int) -> Span:
        """The original range of `text[start:end]`, which must not be empty."""
        return Span(self.start(start), self.end(end - 1))

    def _is_plain(self, segment: int) -> bool:
        following = self.at[segment + 1] if segment + 1 < len(self.at) else len(self.text)
        return following - self.at[segment] == self.ends[segment] - self.starts[segment]


# One character for one: quotes, dashes and minus signs, blanks, letters that Unicode holds twice.
_TWINS = {
    **dict.fromkeys("‘’‚‛ʼʹ′`´", "'"),
    **dict.fromkeys('“”„‟«»″"', "'"),  # houses of print differ in which marks stand inside which
    **dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"),
    **dict.fromkeys((chr(code) for code in (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " "),
    **dict.fromkeys("∕⁄", "/"),
    **dict.fromkeys("∼˜～", "~"),
    **dict.fromkeys("˚º", "°"),
    "⩽": "≤",
    "⩾": "≥",
    "≦": "≤",
    "≧": "≥",
    "µ": "μ",
    "Å": "Å",
    "Ω": "Ω",
    "K": "K",
    "∆": "Δ",
    "×": "x",
}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "…": "..."}

# Its first letter is taken before anything is asked of it, because only then the search leaps from one to the next; a
# blank between two words, the most frequent of them, is let go at once.
_UNEVEN = regex(
    r"[\s\-·∙⋅‧…ﬀ-ﬆ\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff](?:"
    r"(?P<blank>(?<=\s)(?:\s+|(?<! )))|(?<! )(?:"
    r"(?P<soft>(?<=\u00ad)(?:[^\S\n]*\n[^\S\n]*)?)"
    r"|(?P<nothing>(?<=[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]*)"
    r"|(?P<broken>(?<=\w-)[^\S\n]*\n[^\S\n]*(?=\w))"
    r"|(?P<hyphen>(?<=[^\W\d_]-)(?: (?=[^\W\d_])(?!(?:and|or|to|vs|but|nor|und|oder|bis|et|ou)\b))?(?=[^\W\d_]))"
    r"|(?P<dot>(?<=\d[·∙⋅‧])(?=\d))"
    r"|(?P<letters>(?<=[ﬀ-ﬆ…]))))"
)
_MARK = regex(r"[\u0300-\u036f]")
_ACCENTED = regex(rf"(?P<accent>[^\W\d_]{_MARK.pattern}+)|{_UNEVEN.pattern}")
_SUSPENDED = regex(r"(?:and|or|to|vs|but|nor|und|oder|bis|et|ou)\b", re.IGNORECASE)


def normalize(text: str, *, fold_case: bool = False) -> Normalized:
    """`text` levelled for comparing; with `fold_case` in lower case too."""
    level = _with_twins(text)
    if fold_case:
        level = _lower(level)
    pieces: list[str] = []
    at: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    length = done = 0
    for match in (_ACCENTED if _MARK.search(level) else _UNEVEN).finditer(level):
        start, end = match.span()
        if start > done:
            pieces.append(level[done:start])
            at.append(length)
            starts.append(done)
            ends.append(start)
            length += start - done
        done = end
        if piece := " " if match.lastgroup == "blank" else _replacement(level, match):
            pieces.append(piece)
            at.append(length)
            starts.append(start)
            ends.append(end)
            length += len(piece)
    if done < len(level):
        pieces.append(level[done:])
        at.append(length)
        starts.append(done)
        ends.append(len(level))
    return Normalized("".join(pieces), tuple(at), tuple(starts), tuple(ends))


def _with_twins(text: str) -> str:
    """`text` with one letter of each pair of twins. Few of them stand in a text, and looking for each is quick."""
    for letter, twin in _TWINS.items():
        if letter in text:
            text = text.replace(letter, twin)
    return text


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters (İ) grow when lowered; they stay, because offsets must hold.
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _replacement(text: str, match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "dot":
            return "."
        case "accent":
            return unicodedata.normalize("NFC", found)
        case "letters":
            return _LIGATURES[found]
        case "broken":
            return _joint(text, match.start(), match.end())
        case _:
            return ""


def _joint(text: str, start: int, end: int) -> str:
    """What stands for a hyphen at a line's end: nothing between letters, a hyphen beside a digit."""
    if not (text[start - 1].isalpha() and text[end].isalpha()):
        return "-"
    return "- " if _SUSPENDED.match(text, end) else ""
