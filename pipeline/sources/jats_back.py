"""What stands behind a JATS article's body: acknowledgements, funding, interests, notes, captions and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.domain.document import Role, Zone
from pipeline.sources.assembly import Block, Heading, Paragraph, TableBlock
from pipeline.sources.inline import text_of
from pipeline.sources.jats_body import has_text, sections_of, spoken
from pipeline.sources.nesting import role_of_section
from pipeline.sources.safe_xml import child, children, elements, local_name, within
from pipeline.sources.xml_tables import cells_of

__all__ = ["back_blocks", "float_blocks"]

_FLOATS = ("fig", "table-wrap")
_SEPARATE = ("sub-article", "response")
_BACK_FOOTNOTES = {
    "conflict": Role.INTERESTS,
    "coi-statement": Role.INTERESTS,
    "financial-disclosure": Role.FUNDING,
    "supported-by": Role.FUNDING,
}


def back_blocks(article: etree._Element) -> Iterator[Block]:
    """Acknowledgements, funding, interests, notes and appendices; also footnotes of the front that say such things."""
    yield from _front_notes(article)
    back = child(article, "back")
    if back is None:
        return
    for node in children(back):
        yield from _back_part(node)


def _back_part(node: etree._Element) -> Iterator[Block]:
    name = local_name(node)
    if name in ("ref-list", "sec-meta", "bio"):
        return
    if name == "app-group":
        for inner in children(node, "app"):
            yield from _back_part(inner)
        return
    if not has_text(node):
        return
    title = text_of(child(node, "title"))
    fallback = {"ack": "Acknowledgements", "glossary": "Abbreviations", "app": "Appendix"}.get(name, "")
    kind = node.get("sec-type") or node.get("notes-type") or node.get("content-type") or ""
    role = role_of_section(title or fallback, outer=Role.BACK, section_type=kind)
    if name == "fn-group":
        yield from _footnotes(node, title, role)
        return
    yield Heading(title or fallback, role, Zone.BACK, 1)
    yield from sections_of(node, role, 1, Zone.BACK)


def _footnotes(group: etree._Element, title: str, outer: Role) -> Iterator[Block]:
    if title:
        yield Heading(title, outer, Zone.BACK, 1)
    for note in children(group, "fn"):
        yield from _footnote(note, outer)


def _footnote(note: etree._Element, outer: Role) -> Iterator[Block]:
    text = " ".join(filter(None, (text_of(part) for part in children(note, "p", "title"))))
    role = _BACK_FOOTNOTES.get((note.get("fn-type") or "").lower(), outer)
    if role is Role.BACK:
        first_words = re.split(r"[.:]", text, maxsplit=1)[0]
        role = role_of_section(first_words, outer=Role.BACK) if len(first_words) < 80 else role
    if text:
        yield Heading("", role, Zone.BACK, 2)
        yield Paragraph(text, role=role, zone=Zone.BACK)


def _front_notes(article: etree._Element) -> Iterator[Block]:
    meta = child(child(article, "front"), "article-meta")
    if meta is None:
        return
    for note in elements(meta, "fn"):
        if (note.get("fn-type") or "").lower() in _BACK_FOOTNOTES:
            yield from _footnote(note, Role.BACK)
    statements = [
        text_of(node) for group in children(meta, "funding-group") for node in children(group, "funding-statement")
    ]
    for text in filter(None, statements):
        yield Heading("Funding", Role.FUNDING, Zone.BACK, 1)
        yield Paragraph(text, role=Role.FUNDING, zone=Zone.BACK)


def float_blocks(article: etree._Element) -> Iterator[Block]:
    """Captions of figures, then tables with their captions and notes, wherever in the file they stand."""
    floats = [node for node in elements(article, *_FLOATS) if not within(node, *_SEPARATE)]
    figures = [node for node in floats if local_name(node) == "fig" and not within(node, "table-wrap")]
    for node in figures:
        yield from spoken(_caption(node), Role.CAPTION, Zone.CAPTION)
    for node in floats:
        if local_name(node) == "table-wrap" and not within(node, "table-wrap"):
            yield from _table(node)


def _caption(node: etree._Element) -> str:
    return " ".join(filter(None, (text_of(child(node, "label")), text_of(child(node, "caption")))))


def _table(node: etree._Element) -> Iterator[Block]:
    cells = cells_of(node)
    if cells:
        yield TableBlock(text_of(child(node, "label")), text_of(child(node, "caption")), cells)
    else:
        yield from spoken(_caption(node), Role.CAPTION, Zone.CAPTION)
    for foot in children(node, "table-wrap-foot"):
        notes = [*elements(foot, "fn")] or children(foot, "p", "attrib")
        for note in notes:
            label = text_of(child(note, "label"))
            words = " ".join(text_of(part) for part in children(note, "p")) or text_of(note)
            yield from spoken(f"{label} {words}".strip(), Role.CAPTION, Zone.CAPTION)
