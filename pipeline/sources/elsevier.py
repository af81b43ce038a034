"""Elsevier's full-text reply (`full-text-retrieval-response`) and its article XML as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.domain.document import Level, Role, Zone
from pipeline.domain.identifiers import bare_doi, find_registry_ids, normalise_pmid
from pipeline.domain.paper import Author, Paper
from pipeline.sources.assembly import Block, Heading, Paragraph, ReferenceEntry, TableBlock
from pipeline.sources.inline import text_of, tidy
from pipeline.sources.links import notices_of_types, status
from pipeline.sources.names import author_of
from pipeline.sources.nesting import role_of_section
from pipeline.sources.records import Found, Reading, each
from pipeline.sources.safe_xml import child, children, elements, first, local_name, parse, within
from pipeline.sources.xml_tables import cells_of
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "elsevier_xml/2"

_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_CC = regex(r"creativecommons\.org/licenses/([a-z-]+)/([\d.]+)", re.IGNORECASE)
_NUMBER = regex(r"\[?(\d{1,3})[\].]?")
_BACK = {"acknowledgment": "Acknowledgements", "conflict-of-interest": "Conflict of interest", "appendices": "Appendix"}


def read(content: bytes) -> tuple[Found, ...]:
    """The article of the file. Raises UnreadableSource: `broken`, `too_large`."""
    return each([parse(content)], _article)


def _article(root: etree._Element) -> Reading:
    paper = _paper(root)
    blocks: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    abstracts = [node for node in elements(root, "abstract") if node.get("class", "author") == "author"]
    for node in abstracts[:1]:
        blocks += _abstract(node)
    if not abstracts and (words := text_of(first(root, "description"))):
        blocks += [Heading("Abstract", Role.SUMMARY, Zone.ABSTRACT), Paragraph(words, zone=Zone.ABSTRACT)]
    opening = len(blocks)
    for sections in elements(root, "sections"):
        if not within(sections, "appendices", "abstract"):
            blocks += _content(sections, None, 0, Zone.BODY)
    has_body = len(blocks) > opening
    for name, title in _BACK.items():
        for node in elements(root, name):
            heading = text_of(child(node, "section-title")) or title
            role = role_of_section(heading, outer=Role.BACK)
            blocks.append(Heading(heading, role, Zone.BACK))
            blocks += _content(node, role, 1, Zone.BACK)
    blocks += _floats(root)
    blocks += _references(root)
    return Reading(paper, tuple(blocks), Level.FULLTEXT_XML if has_body else Level.ABSTRACT)


def _paper(root: etree._Element) -> Paper:
    core, head = child(root, "coredata"), first(root, "head", "simple-head")
    title = text_of(child(head, "title")) or text_of(child(core, "title"))
    kind = text_of(child(core, "pubType")).lower()
    doi = bare_doi(text_of(child(core, "doi"))) or bare_doi(text_of(first(root, "doi")))
    notices = notices_of_types((kind,), ())
    years = [int(match.group()) for name in ("coverDate",) if (match := _YEAR.search(text_of(child(core, name))))]
    online = first(root, "available-online-date", "vor-available-online-date")
    if online is not None and (match := _YEAR.search(online.get("yyyymmdd", "") or text_of(online))):
        years.append(int(match.group()))
    licence = _CC.search(text_of(child(core, "openaccessUserLicense")))
    keywords = [text_of(node) for node in elements(root, "keyword")] or [text_of(n) for n in elements(root, "subject")]
    return Paper(
        title=tidy(title),
        authors=_authors(root, core),
        journal=text_of(child(core, "publicationName")) or text_of(first(root, "srctitle")),
        year=min(years) if years else None,
        doi=doi,
        pmid=normalise_pmid(text_of(child(root, "pubmed-id"))),
        licence=f"CC {licence.group(1).upper()} {licence.group(2)}" if licence else None,
        article_type=kind,
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        registry_ids=find_registry_ids(" ".join(text_of(node) for node in elements(root, "abstract"))),
        pub_status=status(notices, title=title, types=(kind,), doi=doi),
        notices=notices,
    )


def _authors(root: etree._Element, core: etree._Element | None) -> tuple[Author, ...]:
    groups = list(elements(root, "author-group"))
    found = [
        Author(family=text_of(child(node, "surname")), given=text_of(child(node, "given-name")))
        for group in groups
        for node in children(group, "author")
    ]
    found += [Author(collective=text_of(node)) for group in groups for node in children(group, "collaboration")]
    listed = children(core, "creator") if core is not None else []
    return tuple(author for author in found if author.name) or tuple(author_of(text_of(node)) for node in listed)


def _abstract(abstract: etree._Element) -> Iterator[Block]:
    yield Heading(text_of(child(abstract, "section-title")) or "Abstract", Role.SUMMARY, Zone.ABSTRACT, 1)
    for section in children(abstract, "abstract-sec"):
        title = text_of(child(section, "section-title"))
        role = role_of_section(title) if title else Role.SUMMARY
        role = Role.SUMMARY if role is Role.OTHER else role
        if title:
            yield Heading(title, role, Zone.ABSTRACT, 2)
        for node in children(section, "simple-para", "para"):
            yield Paragraph(text_of(node), role=role, zone=Zone.ABSTRACT)


def _content(holder: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
    for node in children(holder):
        name = local_name(node)
        if name == "section":
            label, title = text_of(child(node, "label")), text_of(child(node, "section-title"))
            own = role_of_section(title, outer=role)
            if title:
                yield Heading(f"{label} {title}".strip(), own, zone, level + 1)
            yield from _content(node, own, level + 1, zone)
        elif name in ("para", "simple-para"):
            if text := text_of(node):
                yield Paragraph(text, role=role or Role.OTHER, zone=zone)
            for inner in children(node, "list"):
                yield from _content(inner, role, level, zone)
        elif name in ("list", "list-item", "textbox", "textbox-body", "sections"):
            yield from _content(node, role, level, zone)


def _floats(root: etree._Element) -> Iterator[Block]:
    for node in elements(root, "figure"):
        if text := f"{text_of(child(node, 'label'))} {text_of(child(node, 'caption'))}".strip():
            yield Paragraph(text, role=Role.CAPTION, zone=Zone.CAPTION)
    for node in elements(root, "table"):
        if child(node, "tgroup") is None:
            continue
        yield TableBlock(text_of(child(node, "label")), text_of(child(node, "caption")), cells_of(node))
        for note in children(node, "legend", "table-footnote"):
            if text := text_of(note):
                yield Paragraph(text, role=Role.CAPTION, zone=Zone.CAPTION)


def _references(root: etree._Element) -> Iterator[Block]:
    entries = list(elements(root, "bib-reference"))
    if entries:
        yield Heading("References", Role.REFERENCES, Zone.REFERENCES)
    for entry in entries:
        number = _NUMBER.fullmatch(text_of(child(entry, "label")))
        printed = first(entry, "source-text", "other-ref", "textref")
        names = [text_of(node) for node in elements(entry, "surname")]
        words = text_of(printed) or _composed(entry)
        year = _YEAR.search(text_of(first(entry, "date")) or words)
        yield ReferenceEntry(
            words,
            number.group(1) if number else None,
            int(year.group()) if year else None,
            names[0] if names else "",
            bare_doi(text_of(first(entry, "doi"))),
        )


def _composed(entry: etree._Element) -> str:
    people = [
        f"{text_of(child(node, 'surname'))} {text_of(child(node, 'given-name'))}".strip()
        for node in elements(entry, "author")
    ]
    authors = ", ".join(people) + (", et al" if first(entry, "et-al") is not None else "")
    titles = [text_of(node) for node in elements(entry, "maintitle")]
    volume, year = text_of(first(entry, "volume-nr")), text_of(first(entry, "date"))
    pages = "–".join(filter(None, (text_of(first(entry, name)) for name in ("first-page", "last-page"))))
    place = year + (f";{volume}" if volume else "") + (f":{pages}" if pages else "")
    return ". ".join(part.rstrip(".") for part in (authors, *titles, place) if part)
