"""Plain text: the first line is the title, a line that is only a section's name is a heading, the rest paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from pipeline.domain.document import Level, Role, Zone
from pipeline.domain.source import Unread
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, Heading, Paragraph
from pipeline.sources.decoding import decode
from pipeline.sources.labels import labelled_parts
from pipeline.sources.nesting import role_of_section
from pipeline.sources.prose import is_prose
from pipeline.sources.records import Found, Reading, abstract_blocks, parts_of
from pipeline.sources.roles import role_of_heading
from pipeline.sources.text_header import Header

__all__ = ["NAME", "read"]

NAME = "plain/1"

MAX_CHARACTERS = 2_000_000
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)]|\([a-z\d]\))\s+")
_OPEN_END = re.compile(
    r"(?:[,:–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|versus|vs|with|without))$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*$")
_ABSTRACT_NAME = re.compile(r"^(?:structured\s+)?(?:abstract|summary)\b(?:\s*\([^)]*\))?\s*:?$", re.IGNORECASE)
_BACK_ROLES = frozenset({Role.BACK, Role.FUNDING, Role.INTERESTS})
_CORE = frozenset({Role.INTRODUCTION, Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.DISCUSSION})
_LONGEST_CITATION = 1_500
# From this many words on, text without any heading is more than an abstract.
_LONG = 900


@dataclass(frozen=True, slots=True)
class _Name:
    """A line that is only a section's name."""

    text: str
    role: Role
    level: int


def read(content: bytes) -> tuple[Found, ...]:
    """The paper that the text holds.

    Raises:
        UnreadableSource: `empty`, `too_large`, and `unknown_format` for text that is no prose.
    """
    text = decode(content)
    if not text.strip():
        raise UnreadableSource("empty", "this file is empty", hint="save the text again")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableSource(
            "too_large", f"this text has {len(text)} characters, more than the {MAX_CHARACTERS} we read",
            hint="give one paper a file",
        )  # fmt: skip
    if not is_prose(text):
        raise UnreadableSource(
            "unknown_format", "this file holds neither prose nor records that we know", hint="give a paper or a record"
        )
    return (_reading(text),)


def _reading(text: str) -> Reading | Unread:
    header, lines = _opening(text.replace("\ufeff", "").split("\n"))
    pieces = list(_pieces(lines, header))
    paper = header.paper("\n".join(piece for piece in pieces if isinstance(piece, str)))
    title: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    blocks, level = _blocks(pieces)
    return Reading(paper, (*title, *blocks), level)


def _opening(lines: Sequence[str]) -> tuple[Header, list[str]]:
    """The title, and the lines after it."""
    rest = list(lines)
    while rest and not rest[0].strip():
        rest.pop(0)
    header = Header()
    first_block = _until_blank(rest)
    if sum(map(len, first_block)) < _LONGEST_CITATION and header.cite(_joined(first_block)):
        return header, rest[len(first_block) :]
    first = _plain(rest[0])
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


def _pieces(lines: Sequence[str], header: Header) -> Iterator[_Name | str]:
    """Section names and paragraphs in order; lines that state facts about the paper go to the header."""
    block: list[str] = []
    spoken = False
    for line in [*lines, ""]:
        bare = _plain(line)
        role = _role_of_line(line)
        states = bool(bare) and role is None and header.take(bare)
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
            yield _Name(bare.rstrip(":"), role, line.count("#", 0, len(line) - len(line.lstrip("# "))) or 1)


def _role_of_line(line: str) -> Role | None:
    """The role of a line that is only a section's name."""
    bare = _plain(line)
    if not bare or len(bare) > 80 or (bare.endswith((".", ";", ",")) and not bare.rstrip(".").isdigit()):
        return None
    if line.lstrip().startswith("#"):
        return role_of_heading(bare) or Role.OTHER
    if _ABSTRACT_NAME.match(bare):
        return Role.SUMMARY
    return role_of_heading(bare) if len(bare.split()) <= 8 and bare[:1].isalnum() and not bare[:1].islower() else None


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


def _blocks(pieces: Sequence[_Name | str]) -> tuple[list[Block], Level]:
    names = [piece for piece in pieces if isinstance(piece, _Name)]
    words = sum(len(piece.split()) for piece in pieces if isinstance(piece, str))
    if not any(not _ABSTRACT_NAME.match(name.text) for name in names):
        paragraphs = [piece for piece in pieces if isinstance(piece, str)]
        if words < _LONG or names:
            return list(_abstract(paragraphs)), Level.ABSTRACT
        return [Paragraph(text, role=Role.OTHER, zone=Zone.BODY) for text in paragraphs], Level.FULLTEXT_XML
    return _sectioned(pieces)


def _abstract(paragraphs: Sequence[str]) -> tuple[Block, ...]:
    """Paragraphs as an abstract, split at labels inside them."""
    return abstract_blocks([part for text in paragraphs for part in parts_of(text)])


def _sectioned(pieces: Sequence[_Name | str]) -> tuple[list[Block], Level]:
    """Text with section names. What stands under "Abstract", or before the introduction, is the abstract."""
    blocks: list[Block] = []
    zone, role, outer = Zone.BODY, Role.OTHER, Role.OTHER
    parts_of_abstract = False
    seen: set[Role] = set()
    before: list[str] = []
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            if place == len(before) and not blocks:
                before.append(piece)
                continue
            blocks += _labelled(piece, role, zone)
            continue
        if before and not blocks:
            blocks += _lead(before, piece)
        if _ABSTRACT_NAME.match(piece.text):
            zone, role = Zone.ABSTRACT, Role.SUMMARY
            parts_of_abstract = place + 1 < len(pieces) and isinstance(pieces[place + 1], _Name)
            blocks.append(Heading(piece.text, role, zone))
            continue
        if zone is not Zone.ABSTRACT or not parts_of_abstract or piece.role in seen or piece.role in _BACK_ROLES:
            parts_of_abstract = False
            zone = Zone.BODY
        seen.add(piece.role)
        if piece.role is Role.REFERENCES:
            zone = Zone.REFERENCES
        elif piece.role in _BACK_ROLES:
            zone = Zone.BACK
        outer = role if piece.level > 1 else Role.OTHER
        role = role_of_section(piece.text, outer=outer) if zone is Zone.BODY else piece.role
        blocks.append(Heading(piece.text, role, zone, 2 if zone is Zone.ABSTRACT else piece.level))
    if before and not blocks:
        blocks += _abstract(before)
    if any(isinstance(block, Heading) and block.zone is Zone.BODY and block.role in _CORE for block in blocks):
        return blocks, Level.FULLTEXT_XML
    # "Key findings" below an abstract make no full text.
    return [replace(block, zone=Zone.ABSTRACT) if _in_body(block) else block for block in blocks], Level.ABSTRACT


def _in_body(block: Block) -> TypeGuard[Heading | Paragraph]:
    return isinstance(block, Heading | Paragraph) and block.zone is Zone.BODY


def _lead(paragraphs: Sequence[str], following: _Name) -> Iterator[Block]:
    """Text between the title and the first section name: the abstract before an introduction, else the introduction."""
    after_abstract = {Role.INTRODUCTION, Role.OBJECTIVE, Role.REFERENCES, *_BACK_ROLES}
    if following.role in after_abstract or _ABSTRACT_NAME.match(following.text):
        yield from _abstract(paragraphs)
    else:
        for text in paragraphs:
            yield Paragraph(text, role=Role.INTRODUCTION, zone=Zone.BODY)


def _labelled(text: str, role: Role, zone: Zone) -> Iterator[Block]:
    if zone is not Zone.ABSTRACT or role is not Role.SUMMARY:
        yield Paragraph(text, role=role, zone=zone)
        return
    for label, words in labelled_parts(text):
        own = (role_of_heading(label) if label else None) or Role.SUMMARY
        if label:
            yield Heading(label, own, zone, 2)
        if words:
            yield Paragraph(words, role=own, zone=zone)
