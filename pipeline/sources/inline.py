"""The text of a paragraph from its markup: what a reader of the page sees, with what is raised kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.entities import html5

from lxml import etree

from pipeline.domain.document import Hidden
from pipeline.sources.mathml import linear
from pipeline.sources.safe_xml import attribute, children, local_name
from pipeline.sources.scripts import subscript, superscript
from pipeline.text.regex import regex

__all__ = ["BLOCK_ELEMENTS", "hidden_in", "text_of", "text_of_all", "tidy"]

# Stand inside a paragraph in the file, beside it on the page; readers collect them on their own.
BLOCK_ELEMENTS = frozenset(
    {"fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text", "list", "def-list", "disp-quote", "fn",
     "fn-group", "supplementary-material", "tbl", "suppl", "figure", "floats", "table"}
)  # fmt: skip
# Not printed at this place, or not text.
_UNSEEN = frozenset(
    {"graphic", "inline-graphic", "media", "alt-text", "long-desc", "object-id", "permissions", "index-term",
     "alt-title", "annotation", "annotation-xml", "question-marks"}
)  # fmt: skip
_APART = frozenset({"p", "break", "title", "para", "simple-para", "td", "th", "line", "list-item", "def", "st", "br"})
_RAISED = frozenset({"sup", "superscript"})
_LOWERED = frozenset({"sub", "inf", "subscript"})
_CITES = frozenset({"abbr", "cross-ref", "cross-refs", "bibr"})
_HIDING = regex(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|color\s*:\s*(?:white|#fff(?:fff)?)\b",
    re.IGNORECASE,
)
_SPACES = regex(r"\s+")
_IN_BRACKETS = regex(r"(?:\[[\d\s,;–—-]+|[\d\s,;–—-]+)[a-z]?\]")
_LISTING = regex(r"\s*[,;–—-]\s*")
_NUMBERS = regex(r"[\d\s,;–—-]+[a-z]?")


def text_of(element: etree._Element | None) -> str:
    """The visible text of an element on one line; figures, tables, lists and footnotes inside it are left out."""
    if element is None:
        return ""
    parts: list[str] = []
    _walk(element, parts)
    return tidy("".join(parts))


def text_of_all(nodes: Iterable[etree._Element]) -> str:
    """The texts of several elements with a space between."""
    return " ".join(text for node in nodes if (text := text_of(node)))


def hidden_in(root: etree._Element) -> tuple[Hidden, ...]:
    """Text whose style keeps it from the reader's eyes; it is in none of the texts above."""
    found = (node for node in root.iter(etree.Element) if _HIDING.search(node.get("style", "")))
    texts = (tidy("".join(str(part) for part in node.itertext())) for node in found)
    return tuple(Hidden(text, "hidden_style") for text in texts if text)


def tidy(text: str) -> str:
    """`text` with runs of white space as one space."""
    return _SPACES.sub(" ", text.replace("\u00ad", "")).strip()


def _walk(element: etree._Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for node in element:
        _node(node, parts)
        parts.append(node.tail or "")


def _node(node: etree._Element, parts: list[str]) -> None:
    if node.tag is etree.Entity:
        # Only HTML's own names stand for a character; what a file declares itself is never expanded.
        parts.append(html5.get((node.text or "").removeprefix("&"), ""))
        return
    name = local_name(node)
    if not name or name in BLOCK_ELEMENTS or name in _UNSEEN or _HIDING.search(node.get("style", "")):
        return
    if name in _RAISED:
        parts.append(_cited(node, parts) if _is_citation(node) else superscript(_inner(node)))
    elif name in _LOWERED:
        parts.append(subscript(_inner(node)))
    elif name in ("math", "tex-math"):
        parts.append(linear(node))
    elif name == "alternatives":
        chosen = next((kind for kind in children(node) if local_name(kind) not in _UNSEEN), None)
        if chosen is not None:
            _node(chosen, parts)
    elif name in ("inline-formula", "disp-formula"):
        parts.append(" " if name == "disp-formula" else "")
        _walk(node, parts)
        parts.append(" " if name == "disp-formula" else "")
    elif name == "abbrgrp":
        parts.append(f"[{','.join(_plain(inner) for inner in children(node))}]")
    elif _is_reference(node):
        parts.append(_cited(node, parts))
    elif name in _APART:
        parts.append(" ")
        _walk(node, parts)
        parts.append(" ")
    else:
        _walk(node, parts)


def _inner(node: etree._Element) -> str:
    parts: list[str] = []
    _walk(node, parts)
    return "".join(parts)


def _is_reference(node: etree._Element) -> bool:
    """Whether this element points into the reference list (`xref` of JATS, `abbr` of BMC, `cross-ref` of Elsevier)."""
    name = local_name(node)
    if name == "xref":
        return node.get("ref-type") == "bibr"
    return name in _CITES and (bool(attribute(node, "refid").startswith("bib")) or name == "abbr")


def _is_citation(node: etree._Element) -> bool:
    """Whether raised text is made of references and what stands between them."""
    cites = [inner for inner in node.iter(etree.Element) if inner is not node and _is_reference(inner)]
    return bool(cites) and bool(_NUMBERS.fullmatch(_plain(node) or "1"))


def _plain(node: etree._Element) -> str:
    return tidy("".join(str(text) for text in node.itertext()))


def _cited(node: etree._Element, parts: list[str]) -> str:
    """A citation as printed, but a number that hangs on the word before it in brackets: it is no part of a value."""
    words = _plain(node)
    before = next((part[-1] for part in reversed(parts) if part), " ")
    raised = local_name(node) in _RAISED or any(local_name(inner) in _RAISED for inner in node.iter(etree.Element))
    if _NUMBERS.fullmatch(words) and _goes_on(parts):
        opened = max(index for index, part in enumerate(parts) if part.endswith("]"))
        parts[opened] = parts[opened].removesuffix("]")
        return f"{words}]"
    if _NUMBERS.fullmatch(words) and (raised or before.isalnum() or before in '.”"’)%'):
        return f"[{words}]" if not words.startswith("[") else words
    return words


def _goes_on(parts: list[str]) -> bool:
    """Whether only a comma or a dash stands between here and a citation in brackets, so that it lists more."""
    between = ""
    for part in reversed(parts):
        if part.endswith("]"):
            return _IN_BRACKETS.fullmatch(part) is not None and _LISTING.fullmatch(between) is not None
        between = part + between
        if len(between) > 4:
            break
    return False
