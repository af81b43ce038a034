"""Text of records that carries bits of HTML or JATS: `<h4>Background</h4>`, `<sup>2</sup>`, `&lt;`."""

from __future__ import annotations

import re

from lxml import etree, html

from pipeline.sources.inline import text_of
from pipeline.sources.records import AbstractPart, parts_of
from pipeline.text.regex import regex

__all__ = ["marked_up_parts", "plain_text"]

_NAMES = (
    r"(?:jats:)?(?:sup|sub|i|b|em|strong|italic|bold|p|h\d|sec|title|br|u|span|div|inf|scp|sc|list|list-item|section)"
)
_TAG = regex(rf"</?{_NAMES}\b[^<>]*>", re.IGNORECASE)
# "p<0.05" is a comparison, not markup.
_LESS_THAN = regex(rf"<(?!/?{_NAMES}\b[^<>]*>)", re.IGNORECASE)
_PREFIX = regex(r"(</?)jats:", re.IGNORECASE)
# Bounded, so that headings which are never closed cost no time.
_HEADING = regex(
    r"<(?:jats:)?(h\d|title)\b[^<>]{0,100}>((?:[^<]|<(?!/?(?:jats:)?(?:h\d|title)\b)){0,200})</(?:jats:)?\1>",
    re.IGNORECASE,
)


def plain_text(text: str) -> str:
    """`text` on one line, with markup rendered (raised and lowered characters kept apart) and entities resolved."""
    if "&" not in text and not _TAG.search(text):
        return " ".join(text.split())
    fragment = _PREFIX.sub(r"\1", _LESS_THAN.sub("&lt;", text))
    try:
        return text_of(html.fragment_fromstring(fragment, create_parent="div"))
    except (etree.ParserError, ValueError):
        return " ".join(_TAG.sub(" ", text).split())


def marked_up_parts(text: str) -> tuple[AbstractPart, ...]:
    """The parts of an abstract whose headings are marked up, or labelled in its words, or that has none."""
    before, *rest = _HEADING.split(text)
    parts = list(parts_of("\n".join(plain_text(line) for line in before.splitlines())))
    for label, body in zip(rest[1::3], rest[2::3], strict=True):
        name, words = plain_text(label).rstrip(": "), plain_text(body)
        parts += parts_of(words) if name.lower() == "abstract" else [AbstractPart(name, (words,))]
    return tuple(part for part in parts if any(part.paragraphs))
