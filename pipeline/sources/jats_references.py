"""The reference list of a JATS article, each entry with the number by which the text cites it."""

from __future__ import annotations

from lxml import etree

from pipeline.domain.document import Role, Zone
from pipeline.domain.identifiers import bare_doi
from pipeline.sources.assembly import Block, Heading, ReferenceEntry
from pipeline.sources.inline import text_of, text_of_all, tidy
from pipeline.sources.safe_xml import attribute, child, children, elements, first, within
from pipeline.text.regex import regex

__all__ = ["reference_blocks"]

_LABEL_NUMBER = regex(r"\[?\(?(\d{1,3}[a-z]?)[\].)]*")
_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation")


def reference_blocks(article: etree._Element) -> list[Block]:
    """A heading and one `ReferenceEntry` for each entry, in the list's order; empty when there is no list."""
    entries = [node for node in elements(article, "ref") if not within(node, "sub-article", "response", "boxed-text")]
    if not entries:
        return []
    titles = [text_of(child(node, "title")) for node in elements(article, "ref-list")]
    cited = _numbers_in_text(article)
    blocks: list[Block] = [Heading(next(filter(None, titles), "References"), Role.REFERENCES, Zone.REFERENCES)]
    for entry in entries:
        blocks += [found for found in _entries(entry, cited.get(entry.get("id", ""))) if found.text]
    return blocks


def _entries(entry: etree._Element, cited: str | None) -> list[ReferenceEntry]:
    """One entry, or several where a publisher put works (a), (b), (c) under one number."""
    label = text_of(child(entry, "label"))
    match = _LABEL_NUMBER.fullmatch(label)
    number = match.group(1) if match else cited
    citations = [node for node in entry if node.tag in _CITATIONS]
    alternatives = child(entry, "citation-alternatives")
    if not citations and alternatives is not None:
        citations = children(alternatives, *_CITATIONS)[:1]
    if not citations:
        words = text_of(entry).removeprefix(label).strip()
        return [ReferenceEntry(words, number, _year_in(words), doi=bare_doi(words))]
    return [_entry(node, number) for node in citations]


def _entry(citation: etree._Element, number: str | None) -> ReferenceEntry:
    label = text_of(child(citation, "label"))
    structured = citation.tag in ("element-citation", "nlm-citation") or not _has_own_words(citation)
    words = _composed(citation) if structured else text_of(citation).removeprefix(label).strip(" .")
    if number is None and (match := _LABEL_NUMBER.fullmatch(label)):
        number = match.group(1)
    year = text_of(child(citation, "year"))
    return ReferenceEntry(words, number, _year_in(year) or _year_in(words), _first_author(citation), _doi(citation))


def _has_own_words(citation: etree._Element) -> bool:
    """Whether punctuation stands between the elements, so that the text reads as printed."""
    own = tidy("".join([citation.text or "", *(node.tail or "" for node in citation)]))
    return len(own) >= 3


def _composed(citation: etree._Element) -> str:
    """Authors. Title. Source. Year;volume(issue):pages. doi, as far as they are there."""
    people = [
        _person(node) for node in elements(citation, "name", "string-name", "collab") if not within(node, "collab")
    ]
    authors = ", ".join(filter(None, people)) + (", et al" if first(citation, "etal") is not None else "")
    title = text_of_all(children(citation, "article-title", "chapter-title", "data-title", "part-title"))
    source = text_of(child(citation, "source"))
    volume, issue = text_of(child(citation, "volume")), text_of(child(citation, "issue"))
    pages = "–".join(filter(None, (text_of(child(citation, name)) for name in ("fpage", "lpage"))))
    pages = pages or text_of(child(citation, "elocation-id"))
    place = text_of(child(citation, "year")) + (f";{volume}" if volume else "") + (f"({issue})" if issue else "")
    place += f":{pages}" if pages else ""
    publisher = text_of_all(children(citation, "publisher-name", "comment", "uri", "ext-link"))
    doi = _doi(citation)
    parts = [authors, title, source, place, publisher if not doi else "", f"doi: {doi}" if doi else ""]
    return ". ".join(part.rstrip(". ") for part in parts if part.strip(". "))


def _person(node: etree._Element) -> str:
    family = text_of(child(node, "surname"))
    return f"{family} {text_of(child(node, 'given-names'))}".strip() if family else text_of(node)


def _first_author(citation: etree._Element) -> str:
    named = first(citation, "surname")
    if named is None:
        named = first(citation, "collab", "string-name")
    return text_of(named)


def _doi(citation: etree._Element) -> str | None:
    for node in elements(citation, "pub-id", "object-id"):
        if node.get("pub-id-type") == "doi" and (doi := bare_doi(text_of(node))):
            return doi
    links = (attribute(node, "href") or text_of(node) for node in elements(citation, "ext-link", "uri"))
    return next((doi for link in links if "doi.org/" in link and (doi := bare_doi(link))), None)


def _year_in(text: str) -> int | None:
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None


def _numbers_in_text(article: etree._Element) -> dict[str, str]:
    """The number under which the text cites each entry, for lists whose entries carry no label of their own."""
    numbers: dict[str, str] = {}
    for node in elements(article, "xref"):
        words = tidy("".join(str(part) for part in node.itertext()))
        if node.get("ref-type") == "bibr" and (match := _LABEL_NUMBER.fullmatch(words)):
            for target in (node.get("rid") or "").split()[:1]:
                numbers.setdefault(target, match.group(1))
    return numbers
