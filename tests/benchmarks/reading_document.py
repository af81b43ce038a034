"""Our Documents beside the JATS and the page: roles, tables, sentences, and whether boxes lie on their words."""

from __future__ import annotations

import importlib
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline.domain.document import Document, Role, Zone
from pipeline.sources import jats
from pipeline.sources.records import Reading
from pipeline.sources.roles import role_of_heading, role_under
from tests.benchmarks.reading_pairs import Pair, loose, sentences_of
from tests.benchmarks.reading_shares import Shares

__all__ = ["judge_document"]


def judge_document(shares: Shares, pair: Pair, document: Document) -> None:
    """Count the roles, tables, boxes and sentences of the Document of a pair's PDF into `shares`."""
    _judge_roles(shares, document, pair.gold)
    _judge_tables(shares, document, pair.gold)
    _judge_boxes(shares, document, pair.pdf)
    _judge_agreement(shares, document, pair.jats)


def _judge_roles(shares: Shares, document: Document, gold: dict[str, Any]) -> None:
    whole, starts, owners = "", [], []
    for sentence in document.sentences:
        starts.append(len(whole))
        owners.append(document.section_of(sentence))
        whole += loose(document.slice(sentence.span))
    parents: dict[int, Role | None] = {}
    for section in gold["sections"]:
        level = int(section["level"])
        own = role_of_heading(section["title"]) if level == 1 else role_under(parents.get(level - 1), section["title"])
        parents[level] = own
        for paragraph in section["paragraphs"]:
            for _, key in sentences_of(paragraph):
                place = whole.find(key)
                if place >= 0:
                    found = owners[bisect_right(starts, place) - 1]
                    shares.add("section role", found.zone is Zone.BODY and found.role is (own or Role.OTHER))


def _judge_tables(shares: Shares, document: Document, gold: dict[str, Any]) -> None:
    ours = Counter(loose(document.slice(cell.span)) for table in document.tables for cell in table.cells)
    for table in gold.get("tables", ()):
        rows = table["rows"] if isinstance(table, dict) else table
        for row in rows:
            for cell in row:
                key = loose(cell["text"] if isinstance(cell, dict) else str(cell))
                if key:
                    shares.add("table cells", ours[key] > 0)
                    ours[key] -= 1


def _judge_agreement(shares: Shares, document: Document, path: Path) -> None:
    """Whether the sentences of the JATS, as our reader parts them, are sentences of the PDF, in the same role."""
    reading = jats.read(path.read_bytes())[0]
    assert isinstance(reading, Reading)
    other = reading.document(digest="sha256:0", reader="jats")
    ours = {loose(document.slice(sentence.span)): document.section_of(sentence).role for sentence in document.sentences}
    for sentence in other.sentences:
        key, section = loose(other.slice(sentence.span)), other.section_of(sentence)
        if section.zone in (Zone.ABSTRACT, Zone.BODY) and len(key) > 10:
            shares.add("sentences as in JATS", key in ours)
            if key in ours:
                shares.add("roles as in JATS", ours[key] is section.role)


def _judge_boxes(shares: Shares, document: Document, path: Path) -> None:
    """Read the words whose middle lies in a sentence's boxes; they must be its words."""
    module: Any = importlib.import_module("pymupdf")
    with module.open(path) as pdf:
        words = {number + 1: page.get_text("words") for number, page in enumerate(pdf)}
    for sentence in document.sentences:
        if document.section_of(sentence).zone not in (Zone.ABSTRACT, Zone.BODY):
            continue
        inside = ""
        for box in sentence.boxes:
            row = [
                word
                for word in words[box.page]
                if box.x0 - 0.5 <= (word[0] + word[2]) / 2 <= box.x1 + 0.5
                and box.y0 - 1 <= (word[1] + word[3]) / 2 <= box.y1 + 1
            ]
            inside += "".join(word[4] for word in sorted(row))
        wanted, seen = Counter(loose(document.slice(sentence.span))), Counter(loose(inside))
        off = sum(((wanted - seen) + (seen - wanted)).values())
        shares.add("boxes on their words", off <= max(4, 0.06 * wanted.total()))
