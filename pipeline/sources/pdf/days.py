"""When the paper says that it was received, accepted and published."""

from __future__ import annotations

import re

from pipeline.domain.paper import Dates
from pipeline.sources.dates import printed_days
from pipeline.text.regex import regex

__all__ = ["dates_of", "preprint_version"]

_REACH = 40
_WORDS = {
    "received": regex(r"\b(?:received|submitted)\b(?! (?:in|the|a|and) )[^.;\n\d]{0,30}\n?", re.IGNORECASE),
    "accepted": regex(r"\baccepted\b[^.;\n\d]{0,30}\n?", re.IGNORECASE),
    "published": regex(
        r"\b(?:first published|published(?: online| first| ahead of print)?|available online|publication date|e-?pub|"
        r"this version posted|posted)\b[^.;\n\d]{0,30}\n?",
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
    days = printed_days(text)
    found: dict[str, str] = {}
    for name, pattern in _WORDS.items():
        for match in pattern.finditer(text):
            near = [date for place, date in days if match.start() < place <= match.end() + _REACH]
            first = next(iter(near), None)
            if first is not None and not _another_between(text[match.end() : match.end() + _REACH], name, days, match):
                found[name] = first
                break
    return Dates(received=found.get("received"), accepted=found.get("accepted"), published=found.get("published"))


def _another_between(ahead: str, name: str, days: list[tuple[int, str]], match: re.Match[str]) -> bool:
    """Whether another word of the history stands before the date, which then is that word's."""
    place = next(place for place, _ in days if place > match.start())
    until = ahead[: max(0, place - match.end())]
    return any(pattern.search(until) for other, pattern in _WORDS.items() if other != name)


def preprint_version(text: str) -> int | None:
    """The number of the version that a preprint names beside its DOI, else None."""
    found = _VERSION.search(text)
    return int(next(group for group in found.groups() if group)) if found else None
