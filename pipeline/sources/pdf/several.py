"""Whether a second paper begins in the file: a title with an abstract of its own behind the first one's references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.document import Role, SourceWarning
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["several_papers"]

_ABSTRACT = regex(r"(?:structured )?(?:abstract|summary)\b", re.IGNORECASE)
_AHEAD = 20


def several_papers(units: Sequence[Unit], title: Sequence[Unit], look: Look) -> tuple[SourceWarning, ...]:
    """A warning that names page and title of the second paper; nothing where there is one paper alone."""
    if not title:
        return ()
    size = max(unit.size for unit in title)
    own = {id(unit) for unit in title}
    listed = False
    for index, unit in enumerate(units):
        listed = listed or (unit.length < 40 and role_of_heading(unit.text) is Role.REFERENCES)
        if not listed or id(unit) in own or not _looks_like_title(unit, size, look):
            continue
        following = units[index + 1 : index + 1 + _AHEAD]
        if any(_ABSTRACT.match(other.text) and other.page <= unit.page + 1 for other in following):
            message = f"a second paper seems to begin on page {unit.page}: {unit.text[:100]}"
            return (SourceWarning("several_papers", message, page=unit.page),)
    return ()


def _looks_like_title(unit: Unit, size: float, look: Look) -> bool:
    return unit.size > max(size - 2, look.size + 1.2) and 20 < unit.length < 400 and len(unit.text.split()) > 3
