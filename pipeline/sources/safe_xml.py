"""Parsing XML that may be hostile, and the few questions every XML reader asks of an element.

No entity is expanded, nothing is fetched, and size and depth are bounded: a file that breaks a bound is refused with
one sentence instead of filling the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from pipeline.errors import UnreadableSource
from pipeline.sources.decoding import decode
from pipeline.text.regex import regex

__all__ = ["MAX_BYTES", "attribute", "child", "children", "elements", "first", "local_name", "parse", "within"]

MAX_BYTES = 20 * 1024 * 1024
# Real articles stay below 40; recursion of ours must end long before Python's own limit.
_MAX_DEPTH = 100
_DECLARATION = regex(r"^\s*<\?xml[^>]*\?>")
_ENTITY = regex(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def parse(content: bytes) -> etree._Element:
    """The root element of an XML file.

    Raises:
        UnreadableSource: `too_large` above 20 MB; `broken` when it is not well-formed or nested too deeply.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableSource(
            "too_large",
            f"this XML file has {len(content) // 1_000_000} MB, more than the {MAX_BYTES // 1_000_000} MB we read",
            hint="split the export into smaller files",
        )
    try:
        root = _root(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        root = _second_try(content, error)
    if _too_deep(root):
        raise UnreadableSource(
            "broken",
            f"this XML is nested more than {_MAX_DEPTH} levels deep",
            hint="get the file again from its source",
        )
    return root


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments, processing instructions and entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The direct children with one of these local names, all elements where none is given."""
    return [node for node in element if (name := local_name(node)) and (not names or name in names)]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element reached by following `path` down from `element`, or None."""
    node = element
    for name in path:
        if node is None:
            return None
        node = next(iter(children(node, name)), None)
    return node


def elements(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Every descendant with one of these local names, in document order."""
    return (node for node in element.iter(etree.Element) if node is not element and local_name(node) in names)


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant with one of these local names, or None."""
    return None if element is None else next(elements(element, *names), None)


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty when it is not there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def within(element: etree._Element, *names: str) -> bool:
    """Whether an ancestor has one of these local names."""
    return any(local_name(node) in names for node in element.iterancestors())


def _root(content: bytes | str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    root = etree.fromstring(content, parser)
    if root is None:
        raise ValueError("the file holds no element")
    return root


def _second_try(content: bytes, error: Exception) -> etree._Element:
    """Two faults of real files can be mended: a wrongly declared encoding, and HTML's entities without their DTD."""
    text = _DECLARATION.sub("", decode(content).lstrip("\ufeff \n\t"), count=1)
    text = _ENTITY.sub(_character, text)
    try:
        return _root(text)
    except (etree.XMLSyntaxError, ValueError):
        detail = str(error).split(", line")[0] or "no element"
        raise UnreadableSource(
            "broken", f"this XML file is damaged or cut off ({detail})", hint="get the file again from its source"
        ) from None


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _XML_ENTITIES:
        return match.group()
    found = html5.get(f"{name};")
    return "".join(f"&#{ord(character)};" for character in found) if found else match.group()


def _too_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False
