"""The lines of a plain text told apart: title, section names, paragraphs, and lines that state facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Role, Zone
from pipeline.sources.labels import labelled_parts
from pipeline.sources.nesting import role_of_section
from pipeline.sources.roles import role_of_heading
from pipeline.sources.text_header import Header
from pipeline.text.regex import regex

__all__ = ["SectionName", "is_abstract_name", "opening", "pieces_of"]

_BULLET = regex(r"^(?:[-*•–]|\d{1,3}[.)]|\[\d{1,3}\]|\([a-z\d]\))\s+")
_BARE_TITLE = regex(r"^title\s*:?$", re.IGNORECASE)
_FLOAT_NAME = regex(r"^(?:table|fig(?:ure)?|box|appendix|protocol|supplement\w*)\b", re.IGNORECASE)
# A path of section names, as text versions of full-text archives write them: BODY.METHODS.PARTICIPANTS
_PATH = regex(r"^(ABSTRACT|BODY)\.\s?([A-Z\d][^a-z]{1,120}?):?$")
_OPEN_END = regex(
    r"(?:[,:–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|versus|vs|with|without))$", re.IGNORECASE
)
_SENTENCE_END = regex(r"[.!?][\"”’)\]]*$")
_ABSTRACT_NAME = regex(r"^(?:structured\s+)?(?:abstract|summary)\b(?:\s*\([^)]*\))?\s*:?$", re.IGNORECASE)
_LONGEST_CITATION = 1_500


@dataclass(frozen=True, slots=True)
class SectionName:
    """A line that is only a section's name."""

    text: str
    role: Role
    level: int
    zone: Zone | None = None


def opening(lines: Sequence[str]) -> tuple[Header, list[str]]:
    """The title, and the lines after it."""
    rest = list(lines)
    while rest and not rest[0].strip():
        rest.pop(0)
    header = Header()
    first_block = _until_blank(rest)
    if sum(map(len, first_block)) < _LONGEST_CITATION and header.cite(_joined(first_block)):
        return header, rest[len(first_block) :]
    first = _plain(rest[0])
    if _BARE_TITLE.match(first) and len(rest) > 1:
        return opening(rest[1:])
    if header.take(first):
        header.title = header.fields.get("title", "")
        return header, rest[1:] if header.title or not _is_doi_like(first) else rest
    if len(first) > 350 and len(re.findall(r"[.!?] [A-Z]", first)) >= 2:
        return header, rest
    if _role_of_line(rest[0]) is not None and len(first_block) < len(rest) and _ABSTRACT_NAME.match(first):
        return header, rest
    taken = 1
    while taken < len(first_block) and taken < 4 and _runs_on(first, first_block[taken]):
        first = f"{first} {_plain(first_block[taken])}"
        taken += 1
    header.title = first
    return header, rest[taken:]


def _is_doi_like(line: str) -> bool:
    return "10." in line


def _runs_on(line: str, following: str) -> bool:
    """Whether a title goes on in the next line: it broke off, and the next line starts in the middle of something."""
    after = following.strip()
    if _SENTENCE_END.search(line) or _role_of_line(following) is not None or len(after) > 120:
        return False
    return len(line) >= 45 and bool(_OPEN_END.search(line) or after[:1].islower())


def pieces_of(lines: Sequence[str], header: Header) -> Iterator[SectionName | str]:
    """Section names and paragraphs in order; lines that state facts about the paper go to the header."""
    block: list[str] = []
    spoken = False
    for line in [*lines, ""]:
        bare = _plain(line)
        role = _role_of_line(line)
        states = bool(bare) and role is None and header.take(bare, late=spoken)
        if bare and role is None and not states and not spoken and not block:
            states = header.byline(bare)
        if bare and role is None and not states:
            block.append(line)
            continue
        for paragraph in _paragraphs(block):
            spoken = True
            yield paragraph
        block = []
        if role is not None:
            spoken = True
            yield _name(line, bare, role)


def _name(line: str, bare: str, role: Role) -> SectionName:
    if path := _PATH.match(bare):
        steps = [step.strip() for step in path.group(2).split(".") if step.strip(r" .\d")]
        text = steps[-1] if steps else path.group(2)
        zone = Zone.ABSTRACT if path.group(1) == "ABSTRACT" else Zone.BODY
        return SectionName(text.capitalize(), role, max(1, len(steps)), zone)
    depth = line.count("#", 0, len(line) - len(line.lstrip("# ")))
    return SectionName(bare.rstrip(":"), role, depth or 1)


def _role_of_line(line: str) -> Role | None:
    """The role of a line that is only a section's name."""
    bare = _plain(line)
    if not bare or len(bare) > 80 or (bare.endswith((".", ";", ",")) and not bare.rstrip(".").isdigit()):
        return None
    if path := _PATH.match(bare):
        return _role_of_path(path.group(2))
    if line.lstrip().startswith("#"):
        return role_of_heading(bare) or Role.OTHER
    if _ABSTRACT_NAME.match(bare):
        return Role.SUMMARY
    named = len(bare) <= 60 and len(bare.split()) <= 7 and bare[:1].isalnum() and not bare[:1].islower()
    return role_of_heading(bare) if named and not _FLOAT_NAME.match(bare) else None


def _role_of_path(path: str) -> Role:
    """The role at the end of a path such as METHODS.PARTICIPANTS."""
    role: Role | None = None
    for step in path.split("."):
        if step.strip(r" \d"):
            role = role_of_section(step.strip(), outer=role)
    return role or Role.OTHER


def _plain(line: str) -> str:
    """A line without the signs of Markdown."""
    return " ".join(re.sub(r"^#{1,6}\s+|^\*\*(?=.*\*\*:?\s*$)|\*\*(?=:?\s*$)", "", line.strip()).split())


def _paragraphs(block: Sequence[str]) -> Iterator[str]:
    """The paragraphs of lines that stand together: wrapped lines are joined, list items and labels begin anew."""
    if not block:
        return
    wrapped = max(len(line) for line in block) <= 120
    current: list[str] = []
    for line in block:
        begins = bool(_BULLET.match(line.strip())) or _starts_with_label(line)
        before = current[-1] if current else ""
        ended = bool(before) and _SENTENCE_END.search(before.strip()) is not None
        if current and (begins or not wrapped or (ended and len(before) < 0.6 * max(map(len, block)))):
            yield _joined(current)
            current = []
        current.append(line)
    if current:
        yield _joined(current)


def _starts_with_label(line: str) -> bool:
    label = labelled_parts(line.strip())[0][0]
    return bool(label)


def _until_blank(lines: Sequence[str]) -> list[str]:
    found: list[str] = []
    for line in lines:
        if not line.strip():
            break
        found.append(line)
    return found


def _joined(lines: Iterable[str]) -> str:
    """One line of text; a line that broke after a hyphen is closed up."""
    return " ".join(re.sub(r"(?<=\w)-\n\s*(?=[a-z])", "-", "\n".join(line.strip() for line in lines)).split())


def is_abstract_name(text: str) -> bool:
    """Whether a section's name says "abstract"."""
    return bool(_ABSTRACT_NAME.match(text))
