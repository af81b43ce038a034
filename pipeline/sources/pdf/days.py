"""When the paper says that it was received, accepted and published."""

from __future__ import annotations

import re

from pipeline.domain.paper import Dates
from pipeline.sources.dates import printed_days
from pipeline.text.regex import regex

__all__ = ["dates_of", "preprint_version"]

_REACH = 40
# What may stand between the word and its day; anything else, as in "received insulin from March 2014", is a sentence.
_FILLER = r"(?:[\s:,|(]|\b(?:on|date|online|first|for publication|in final form|after revision)\b){0,8}"
_WORDS = {
    "received": regex(rf"\b(?:received|submitted)\b{_FILLER}", re.IGNORECASE),
    "accepted": regex(rf"\baccepted\b{_FILLER}", re.IGNORECASE),
    "published": regex(
        r"\b(?:first published|published(?: online| first| ahead of print)?|available online|publication date|e-?pub|"
        rf"this version posted|posted)\b{_FILLER}",
        re.IGNORECASE,
    ),
}
_HISTORY = regex(r"\breceived:?\s[^.;]{6,30}[,;|/]?\s{0,3}(?:revised[^.;]{6,30})?accepted:?\s", re.IGNORECASE)
_VERSION = regex(r"10\.(?:1101|64898)/[\d.]+v(\d{1,2})\b|\bversion (\d{1,2})\b(?= of this preprint)|\[v(\d{1,2})\]")


def dates_of(front: str, whole: str) -> Dates:
    """The dates of the paper's history, read where the page says which they are.

    `front` is the front matter; of the `whole` text only a line that gives a history together counts, which some
    journals print behind the references.
    """
    found = _named(front)
    if not found.received and (together := _HISTORY.search(whole)):
        behind = _named(whole[together.start() : together.end() + 3 * _REACH])
        return found.model_copy(
            update={"received": behind.received, "accepted": behind.accepted or found.accepted}
            | ({"published": behind.published} if not found.published else {})
        )
    return found


def _named(text: str) -> Dates:
    days = dict(printed_days(text))
    found: dict[str, str] = {}
    for name, pattern in _WORDS.items():
        for match in pattern.finditer(text):
            if match.end() in days:
                found[name] = days[match.end()]
                break
    return Dates(received=found.get("received"), accepted=found.get("accepted"), published=found.get("published"))


def preprint_version(text: str) -> int | None:
    """The number of the version that a preprint names beside its DOI, else None."""
    found = _VERSION.search(text)
    return int(next(group for group in found.groups() if group)) if found else None
