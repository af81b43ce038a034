"""BioMed Central's own older XML (`art`) as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.domain.document import Level, Role, Zone
from pipeline.domain.identifiers import bare_doi, find_registry_ids, normalise_pmcid, normalise_pmid
from pipeline.domain.paper import Author, Paper
from pipeline.sources.assembly import Block, Heading, Paragraph, ReferenceEntry, TableBlock
from pipeline.sources.inline import text_of
from pipeline.sources.links import notices_of_types, status
from pipeline.sources.nesting import role_of_section
from pipeline.sources.records import Found, Reading, each
from pipeline.sources.safe_xml import child, children, elements, first, local_name, parse
from pipeline.sources.xml_tables import cells_of
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "bmc_xml/2"

_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_CC = regex(r"creativecommons\.org/licenses/([a-z-]+)/([\d.]+)", re.IGNORECASE)


def read(content: bytes) -> tuple[Found, ...]:
    """The article of the file. Raises UnreadableSource: `broken`, `too_large`."""
    return each([parse(content)], _article)


def _article(article: etree._Element) -> Reading:
    front = child(article, "fm")
    paper = _paper(front)
    blocks: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    blocks += _abstract(child(front, "abs"))
    body = child(article, "bdy")
    opening = len(blocks)
    if body is not None:
        blocks += _content(body, None, 0, Zone.BODY)
    has_body = len(blocks) > opening
    back = child(article, "bm")
    if back is not None:
        for node in children(back):
            if local_name(node) != "refgrp":
                blocks += _content(node, Role.BACK, 0, Zone.BACK)
    blocks += _floats(article)
    blocks += _references(back)
    return Reading(paper, tuple(blocks), Level.FULLTEXT_XML if has_body else Level.ABSTRACT)


def _paper(front: etree._Element | None) -> Paper:
    if front is None:
        return Paper()
    entry = child(front, "bibl")
    ids = _ids(entry)
    kind = text_of(child(front, "dochead")).lower()
    title = text_of(child(entry, "title"))
    notices = notices_of_types((kind,), ())
    doi = bare_doi(ids.get("doi"))
    published = child(front, "history", "pub", "date", "year")
    years = [text_of(node) for node in (published, child(entry, "pubdate")) if node is not None]
    found = [int(match.group()) for year in years if (match := _YEAR.search(year))]
    rights = "".join(str(part) for part in child_text(front, "cpyrt"))
    licence = _CC.search(rights)
    return Paper(
        title=title,
        authors=_authors(child(entry, "aug")),
        journal=text_of(child(entry, "source")),
        year=min(found) if found else None,
        doi=doi,
        pmid=normalise_pmid(ids.get("pmpid")),
        pmcid=normalise_pmcid(f"PMC{ids['pmcid']}" if ids.get("pmcid", "").isdigit() else ids.get("pmcid")),
        licence=f"CC {licence.group(1).upper()} {licence.group(2)}" if licence else None,
        article_type=kind,
        keywords=tuple(text_of(node) for node in elements(front, "kwd")),
        registry_ids=find_registry_ids(" ".join(child_text(front, "abs"))),
        pub_status=status(notices, title=title, types=(kind,), doi=doi),
        notices=notices,
    )


def child_text(element: etree._Element, name: str) -> list[str]:
    """Every piece of text inside the first child of that name."""
    node = child(element, name)
    return [] if node is None else [str(part) for part in node.itertext()]


def _ids(entry: etree._Element | None) -> dict[str, str]:
    listed = child(entry, "xrefbib")
    return {} if listed is None else {node.get("idtype", ""): text_of(node) for node in elements(listed, "pubid")}


def _authors(listed: etree._Element | None) -> tuple[Author, ...]:
    found: list[Author] = []
    for node in children(listed, "au") if listed is not None else []:
        family = text_of(child(node, "snm"))
        given = " ".join(filter(None, (text_of(child(node, "fnm")), text_of(child(node, "mi")))))
        group = text_of(child(node, "cnm"))
        if family or group:
            found.append(Author(family=family, given=given) if family else Author(collective=group))
    return tuple(found)


def _abstract(abstract: etree._Element | None) -> Iterator[Block]:
    if abstract is None:
        return
    outer = child(abstract, "sec")
    holder = outer if outer is not None and child(outer, "sec") is not None else abstract
    yield Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT, 1)
    for node in children(holder, "sec", "p"):
        if local_name(node) == "p":
            yield Paragraph(text_of(node), role=Role.SUMMARY, zone=Zone.ABSTRACT)
            continue
        title = text_of(child(node, "st"))
        role = role_of_section(title) if title.lower() != "abstract" else Role.SUMMARY
        role = Role.SUMMARY if role is Role.OTHER else role
        if role is not Role.SUMMARY:
            yield Heading(title, role, Zone.ABSTRACT, 2)
        for part in children(node, "p"):
            yield Paragraph(text_of(part), role=role, zone=Zone.ABSTRACT)


def _content(holder: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
    for node in children(holder):
        name = local_name(node)
        if name == "sec":
            title = text_of(child(node, "st"))
            own = role_of_section(title, outer=role)
            if title:
                yield Heading(title, own, zone, level + 1)
            yield from _content(node, own, level + 1, zone)
        elif name in ("p", "deflist", "l", "li", "it"):
            if text := text_of(node):
                yield Paragraph(text, role=role or Role.OTHER, zone=zone)
        elif name in ("ol", "ul", "list", "boxed-text"):
            yield from _content(node, role, level, zone)


def _floats(article: etree._Element) -> Iterator[Block]:
    for node in elements(article, "fig"):
        words = [text_of(child(node, "title")), text_of(child(node, "caption")), text_of(child(node, "text"))]
        if text := " ".join(filter(None, words)):
            yield Paragraph(text, role=Role.CAPTION, zone=Zone.CAPTION)
    for node in elements(article, "tbl", "table"):
        if child(node, "tgroup") is None and child(node, "tblbdy") is None and not list(children(node, "tr")):
            continue
        label, caption = text_of(child(node, "title")), text_of(child(node, "caption"))
        yield TableBlock(label, caption, cells_of(node))
        if foot := text_of(first(node, "tfoot", "tblfn")):
            yield Paragraph(foot, role=Role.CAPTION, zone=Zone.CAPTION)


def _references(back: etree._Element | None) -> Iterator[Block]:
    entries = list(elements(back, "bibl")) if back is not None else []
    if entries:
        yield Heading("References", Role.REFERENCES, Zone.REFERENCES)
    for place, entry in enumerate(entries, start=1):
        authors = _authors(child(entry, "aug"))
        names = ", ".join(f"{author.family or author.collective} {author.given}".strip() for author in authors)
        year, volume = text_of(child(entry, "pubdate")), text_of(child(entry, "volume"))
        pages = "–".join(filter(None, (text_of(child(entry, name)) for name in ("fpage", "lpage"))))
        place_of = year + (f";{volume}" if volume else "") + (f":{pages}" if pages else "")
        doi = bare_doi(_ids(entry).get("doi"))
        parts = [names, text_of(child(entry, "title")), text_of(child(entry, "source")), place_of]
        words = ". ".join(part.rstrip(".") for part in parts if part)
        found = _YEAR.search(year)
        yield ReferenceEntry(
            f"{words}. doi: {doi}" if doi else words,
            str(place),
            int(found.group()) if found else None,
            authors[0].family or authors[0].collective if authors else "",
            doi,
        )
