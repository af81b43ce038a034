"""EndNote's XML export; runs of style inside a field are joined."""

from __future__ import annotations

from lxml import etree

from pipeline.errors import UnreadableSource
from pipeline.sources.citation import Citation
from pipeline.sources.inline import tidy
from pipeline.sources.names import author_of
from pipeline.sources.records import Found, Reading, each
from pipeline.sources.safe_xml import child, children, elements, first, parse
from pipeline.sources.scripts import subscript, superscript

__all__ = ["NAME", "read"]

NAME = "endnote_xml/1"


def read(content: bytes) -> tuple[Found, ...]:
    """Every record of the file, in order.

    Raises:
        UnreadableSource: `broken`, `too_large`, `no_records`.
    """
    records = list(elements(parse(content), "record"))
    if not records:
        raise UnreadableSource("no_records", "this EndNote file holds no record", hint="export the references again")
    return each(records, _reading)


def _reading(record: etree._Element) -> Reading:
    def value(*path: str) -> str:
        return _joined(child(record, *path))

    people = first(child(record, "contributors"), "authors")
    number = value("accession-num")
    base = value("remote-database-name") + value("remote-database-provider")
    kind = child(record, "ref-type")
    return Citation(
        title=value("titles", "title"),
        authors=tuple(author_of(_joined(node)) for node in children(people, "author")) if people is not None else (),
        journal=value("periodical", "full-title") or value("titles", "secondary-title"),
        year=value("dates", "year"),
        doi=value("electronic-resource-num"),
        pmid=number if number.isdigit() and ("pubmed" in base.lower() or "nlm" in base.lower()) else "",
        pmcid=value("custom2"),
        abstract=value("abstract"),
        keywords=tuple(_joined(node) for node in elements(record, "keyword")),
        types=tuple(filter(None, (value("work-type"), "" if kind is None else _kind(kind)))),
        language=value("language"),
        links=tuple(_joined(node) for node in elements(record, "url")),
    ).reading()


def _kind(node: etree._Element) -> str:
    name = node.get("name", "")
    return "" if name in ("Journal Article", "Electronic Article") else name


def _joined(node: etree._Element | None) -> str:
    """The text of a field: its `style` runs one after the other, raised and lowered ones kept apart."""
    if node is None:
        return ""
    runs = children(node, "style")
    return tidy("".join(map(_run, runs)) if runs else "".join(str(part) for part in node.itertext()))


def _run(node: etree._Element) -> str:
    words, face = "".join(str(part) for part in node.itertext()), node.get("face", "")
    if "superscript" in face:
        return superscript(words)
    return subscript(words) if "subscript" in face else words
