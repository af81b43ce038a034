"""Whether a document is the supplement of a paper: it carries its name and its DOI, and no study."""

from __future__ import annotations

import re

from pipeline.domain.document import Document, Zone
from pipeline.text.regex import regex

__all__ = ["is_supplement"]

_OPENS = regex(
    r"^\W*(?:electronic |online |web )?"
    r"(?:supplement(?:ary|al)?s?\b|supporting (?:information|material)|additional file|data supplement|e?-?appendix\b)",
    re.IGNORECASE,
)


def is_supplement(document: Document) -> bool:
    """Whether the document opens as a supplement does and has no abstract of its own."""
    has_abstract = any(section.zone is Zone.ABSTRACT for section in document.sections)
    return not has_abstract and (_OPENS.match(document.text) or _OPENS.match(document.paper.title)) is not None
