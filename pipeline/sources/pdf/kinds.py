"""What a unit is: a heading, running text, a caption, small print, a label inside a figure."""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.domain.document import Role
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["Kind", "is_caption", "kind_of", "number_depth"]

_CAPTION = regex(
    r"(?:(?:Supplementary|Supplemental|Extended Data|Appendix|Online)\s+)?"
    r"(?:Fig(?:ure|s?\.|\b)|Table|Scheme|Chart|Box|Panel|Video|Image|Graph)\s*(?:[A-Z]{0,2}\.?\d{1,3}[A-Za-z]?|"
    r"[IVX]{1,5})\b",
    re.IGNORECASE,
)
_NUMBERED = regex(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z“\"(])")
_LETTER = regex(r"[^\W\d_]")
_SENTENCE_END = regex(r"[.;,]$")
_BEHIND = frozenset((Role.REFERENCES, Role.FUNDING, Role.INTERESTS, Role.BACK))
_PLACEHOLDER = regex(r"\babout here\b|check for updates", re.IGNORECASE)
_FORMULA = regex(r"[=≤≥±∑∫√]")


class Kind(StrEnum):
    """The kinds of units that the flow of a paper is made of."""

    HEADING = "heading"
    PROSE = "prose"
    SMALL = "small"
    CAPTION = "caption"
    LABEL = "label"
    NOTE = "note"
    """Small print at the foot of a column."""


def number_depth(text: str) -> int:
    """How deep a heading's printed number reaches: `2.1.` gives 2; 0 without a number."""
    match = _NUMBERED.match(text)
    return match.group(1).count(".") + 1 if match else 0


def is_caption(unit: Unit, look: Look) -> bool:
    """Whether the unit is the caption of a figure, table or box, and not a sentence that begins with its label."""
    text = unit.first.text
    match = _CAPTION.match(text)
    if match is None:
        return False
    rest = text[match.end() :].lstrip()
    if not rest or rest[0] in ".:|—–)" or unit.first.lead:
        return True
    if rest[0].islower():
        return False
    return unit.first.font != look.font or not look.is_body_size(unit.first)


def kind_of(unit: Unit, look: Look) -> Kind:
    """What the unit is, by its own look alone."""
    if is_caption(unit, look):
        return Kind.CAPTION
    if is_heading(unit, look):
        return Kind.HEADING
    size = unit.size
    width = max(unit.right - unit.left, 1)
    wide = sum(line.width > 0.55 * width for line in unit.lines)
    if abs(size - look.size) < 0.6:
        if unit.length >= 40 or wide or unit.first.font == look.font:
            return Kind.PROSE
        return Kind.LABEL
    if size > look.size:
        return Kind.PROSE if unit.length >= 80 else Kind.LABEL
    if unit.length >= 45 and (wide or unit.length >= 90) and unit.length / len(unit.lines) > 22:
        return Kind.SMALL
    return Kind.LABEL


def is_heading(unit: Unit, look: Look) -> bool:
    """Whether the unit stands apart as a heading: short, no sentence, in another face or by a known name."""
    text = unit.text
    if _PLACEHOLDER.search(text) or _opens_paragraph(unit):
        return False
    if len(unit.lines) > 3 or len(text) > 160 or not _LETTER.search(text) or text[0].islower():
        return False
    role = role_of_heading(text)
    depth = number_depth(text)
    if role in _BEHIND and len(text.split()) <= 8 and 0.6 * look.size < unit.size and not text.endswith(","):
        return True  # behind the body everything is set smaller
    apart = (
        unit.size > look.size + 0.7
        or (unit.bold and unit.size > look.size - 1.6)
        or (text.isupper() and len(text) > 5 and unit.size > look.size - 1.2)
        or (unit.italic and look.is_body_size(unit.first))
        or (unit.first.font != look.font and unit.size >= look.size - (1.0 if role else 0.3))
    )
    if role is not None and len(text) < 60 and (apart or (look.is_body_size(unit.first) and len(text) < 40)):
        return not (text.endswith(",") or _FORMULA.search(text))
    if not apart or _FORMULA.search(text) or len(text) < 4:
        return False
    if depth:
        return len(text) < 150
    if _SENTENCE_END.search(text) and not (unit.bold and len(text) < 90 and text.endswith(".")):
        return False
    if unit.size < look.size - 0.45 or len(text.split()) > 18:
        return False
    letters = sum(character.isalpha() for character in text)
    aligned = abs(unit.first.x0 - unit.left) < 2.5 * unit.size or _is_centred(unit)
    return letters > 0.6 * len(text.replace(" ", "")) and aligned and unit.column >= -1 and role is not Role.FRONT


def _opens_paragraph(unit: Unit) -> bool:
    """Whether the heading is run into the paragraph that it opens."""
    text, lead = unit.first.text, unit.first.lead
    if text[:lead].rstrip().endswith(":") and len(text[lead:].split()) > 1 and text.endswith("."):
        return True
    return 0 < lead < len(text) and len(text[lead:].split()) + 9 * (len(unit.lines) - 1) > 4


def _is_centred(unit: Unit) -> bool:
    return abs((unit.first.x0 + unit.first.x1) - (unit.left + unit.right)) < 12
