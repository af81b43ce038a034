"""Plain text: the first line is the title, a line that is only a section's name is a heading, the rest paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from pipeline.domain.document import Level, Role, Zone
from pipeline.domain.identifiers import find_doi
from pipeline.domain.source import Unread
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, Heading, Paragraph, ReferenceEntry
from pipeline.sources.decoding import decode
from pipeline.sources.labels import labelled_parts
from pipeline.sources.nesting import role_of_section
from pipeline.sources.plain_lines import SectionName, is_abstract_name, opening, pieces_of
from pipeline.sources.prose import is_prose
from pipeline.sources.records import Found, Reading, abstract_blocks, parts_of
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "plain/1"
MAX_CHARACTERS = 2_000_000
_REFERENCE_NUMBER = regex(r"^\[?(\d{1,3})[\].)]+\s*")
_YEAR = regex(r"\b(?:1[5-9]|20)\d\d\b")
_BACK_ROLES = frozenset({Role.BACK, Role.FUNDING, Role.INTERESTS})
_CORE = frozenset({Role.INTRODUCTION, Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.DISCUSSION})
# From this many words on, text without any heading is more than an abstract.
_LONG = 900


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
    header, lines = opening(text.replace("\ufeff", "").split("\n"))
    pieces = list(pieces_of(lines, header))
    paper = header.paper("\n".join(piece for piece in pieces if isinstance(piece, str)))
    title: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    blocks, level = _blocks(pieces)
    return Reading(paper, (*title, *blocks), level)


def _blocks(pieces: Sequence[SectionName | str]) -> tuple[list[Block], Level]:
    names = [piece for piece in pieces if isinstance(piece, SectionName)]
    words = sum(len(piece.split()) for piece in pieces if isinstance(piece, str))
    if not any(not is_abstract_name(name.text) for name in names):
        paragraphs = [piece for piece in pieces if isinstance(piece, str)]
        if words < _LONG or names:
            return list(_abstract(paragraphs)), Level.ABSTRACT
        return [Paragraph(text, role=Role.OTHER, zone=Zone.BODY) for text in paragraphs], Level.FULLTEXT_XML
    return _sectioned(pieces)


def _abstract(paragraphs: Sequence[str]) -> tuple[Block, ...]:
    """Paragraphs as an abstract, split at labels inside them."""
    return abstract_blocks([part for text in paragraphs for part in parts_of(text)])


def _sectioned(pieces: Sequence[SectionName | str]) -> tuple[list[Block], Level]:
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
        if piece.zone is not None:
            zone, role = piece.zone, piece.role
            blocks.append(Heading(piece.text, role, zone, piece.level))
            continue
        if is_abstract_name(piece.text):
            zone, role = Zone.ABSTRACT, Role.SUMMARY
            parts_of_abstract = place + 1 < len(pieces) and isinstance(pieces[place + 1], SectionName)
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


def _lead(paragraphs: Sequence[str], following: SectionName) -> Iterator[Block]:
    """Text between the title and the first section name: the abstract before an introduction, else the introduction."""
    after_abstract = {Role.INTRODUCTION, Role.OBJECTIVE, Role.REFERENCES, *_BACK_ROLES}
    if following.role in after_abstract or following.zone is not None or is_abstract_name(following.text):
        yield from _abstract(paragraphs)
    else:
        for text in paragraphs:
            yield Paragraph(text, role=Role.INTRODUCTION, zone=Zone.BODY)


def _reference(text: str) -> ReferenceEntry:
    number, year = _REFERENCE_NUMBER.match(text), _YEAR.findall(text)
    words = text[number.end() :] if number else text
    author = re.match(r"[^\W\d_][\w'’-]+", words)
    return ReferenceEntry(
        words,
        number.group(1) if number else None,
        int(year[-1]) if year else None,
        author.group() if author else "",
        find_doi(words),
    )


def _labelled(text: str, role: Role, zone: Zone) -> Iterator[Block]:
    if zone is Zone.REFERENCES:
        yield _reference(text)
        return
    if zone is not Zone.ABSTRACT or role is not Role.SUMMARY:
        yield Paragraph(text, role=role, zone=zone)
        return
    for label, words in labelled_parts(text):
        own = (role_of_heading(label) if label else None) or Role.SUMMARY
        if label:
            yield Heading(label, own, zone, 2)
        if words:
            yield Paragraph(words, role=own, zone=zone)
