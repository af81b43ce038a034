"""Names of authors as records write them."""

from __future__ import annotations

import re

from pipeline.domain.paper import Author
from pipeline.text.regex import regex

__all__ = ["author_of", "authors_in"]

_GROUP = regex(
    r"\b(?:group|consortium|collaborat\w+|collaborative|network|team|committee|investigators|association|society|"
    r"institute|initiative|working party|task force|centre|center|university|organi[sz]ation|federation|alliance|"
    r"programme|program|council|foundation|journal|department|ministry|project|panel|trialists)\b",
    re.IGNORECASE,
)
_INITIALS = regex(r"(?:[A-ZÀ-ÞŁŚŻŹ]\.?[- ]?){1,5}")
_PARTICLES = frozenset(
    {"van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter", "ten", "zu", "zur",
     "af", "el", "al", "bin", "ibn", "st", "st."}
)  # fmt: skip
_SUFFIX = regex(r"^(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$")
_FAMILY_INITIALS = regex(r"[^\W\d_][\w'’ -]+ [A-Z]{1,4}")
_FULL_STOP = regex(r"(?<=[a-zà-ÿ]{2})\.$")
_MARKS = regex(r"\s*\((?:\d+|#|\*|[a-z])\)|[*†‡§¶]+")


def author_of(name: str) -> Author:
    """One author from one name: `Family, Given`, `Family GI`, `Given Family`, or a group."""
    text = " ".join(_MARKS.sub("", name).split()).strip(" ,;")
    text = _FULL_STOP.sub("", text)
    if not text:
        return Author()
    if "," in text:
        family, _, given = (part.strip() for part in text.partition(","))
        if _GROUP.search(text) and not _INITIALS.fullmatch(given):
            return Author(collective=text)
        return Author(family=family, given=given)
    words = text.split()
    if _GROUP.search(text) or text.lower().startswith("the "):
        return Author(collective=text)
    if len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        words = words[:-1]
    if len(words) == 1:
        return Author(family=words[0])
    if _INITIALS.fullmatch(words[-1]) and not _INITIALS.fullmatch(words[0]):
        return Author(family=" ".join(words[:-1]), given=words[-1])
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].lower() in _PARTICLES:
        cut -= 1
    return Author(family=" ".join(words[cut:]), given=" ".join(words[:cut]))


def authors_in(line: str) -> tuple[Author, ...]:
    """The authors of a line that lists them: `Smith JA, Lee K`, `Jane Smith, Kim Lee`, `Smith, J. and Lee, K.`."""
    text = re.sub(r",?\s*\bet al\.?|\band others\b", "", line).strip(" .")
    if ";" in text:
        pieces = [piece.strip() for piece in text.split(";")]
        names = [name for piece in pieces for name in (piece.split(",") if _lists(piece) else [piece])]
    elif re.search(r"\s+and\s+", text) and text.count(",") >= text.count(" and ") + 1 and _family_first(text):
        names = re.split(r"\s+and\s+", text)
    else:
        names = re.split(r",\s*(?:and\s+)?|\s+and\s+|\s+&\s+", text)
    found = (author_of(name) for name in names)
    return tuple(author for author in found if author.name)


def _lists(piece: str) -> bool:
    """Whether commas stand between names, not between family and given name."""
    return piece.count(",") > 1 or all(_FAMILY_INITIALS.fullmatch(name.strip()) for name in piece.split(","))


def _family_first(text: str) -> bool:
    """Whether each name between `and` is `Family, Given`."""
    return all(name.count(",") == 1 for name in re.split(r"\s+and\s+", text))
