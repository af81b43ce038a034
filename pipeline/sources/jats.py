"""JATS articles (PubMed Central, eLife, PLOS and other publishers' flavours) as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from pipeline.domain.document import Level, Role, SourceWarning, Zone
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, Heading, Paragraph
from pipeline.sources.inline import hidden_in, text_of
from pipeline.sources.jats_back import back_blocks, float_blocks
from pipeline.sources.jats_body import LISTS, has_text, sections_of
from pipeline.sources.jats_front import language_of, paper_of
from pipeline.sources.jats_references import reference_blocks
from pipeline.sources.labels import labelled_parts
from pipeline.sources.nesting import role_of_section
from pipeline.sources.records import Found, Reading, each
from pipeline.sources.roles import role_of_heading
from pipeline.sources.safe_xml import child, children, elements, local_name, parse
from pipeline.text.language import UNDETERMINED, language_code
from pipeline.text.regex import regex

__all__ = ["NAME", "read"]

NAME = "jats/3"

# Private characters that mark a styled label while its paragraph becomes text.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STYLED = regex(rf"\s*{_OPEN}([^{_CLOSE}]*){_CLOSE}(\s?[.:–—-]?)\s*")
_NO_PART = frozenset({Role.BACK, Role.FRONT, Role.REFERENCES})

_PICTURE_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "web-summary", "video"})
_LAY_ABSTRACTS = frozenset(
    {"executive-summary", "plain-language-summary", "summary", "short", "key-points", "author-highlights"}
)


def read(content: bytes) -> tuple[Found, ...]:
    """The article of the file, or each article of a set, as blocks.

    Raises:
        UnreadableSource: `broken`, `too_large`; `no_records` when there is no article with a front.
    """
    root = parse(content)
    articles = [root] if local_name(root) == "article" else list(elements(root, "article"))
    articles = [node for node in articles if child(node, "front") is not None or child(node, "body") is not None]
    if not articles:
        raise UnreadableSource(
            "no_records",
            "this XML file holds no article with a title page or a body",
            hint="download the full text in JATS form, or give the PDF",
        )
    return each(articles, _article)


def _article(article: etree._Element) -> Reading:
    paper = paper_of(article)
    title: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    front = child(article, "front")
    blocks: list[Block] = [*title, *_abstracts(front)]
    body = child(article, "body")
    before = len(blocks)
    if body is not None:
        blocks += sections_of(body, _opening_role(body), 0)
    has_body = len(blocks) > before
    blocks += back_blocks(article)
    blocks += float_blocks(article)
    blocks += reference_blocks(article)
    language = language_code(language_of(article))
    return Reading(
        paper,
        tuple(blocks),
        Level.FULLTEXT_XML if has_body else Level.ABSTRACT,
        "" if language == UNDETERMINED else language,
        _warnings(article, has_body=has_body),
        hidden_in(article),
    )


def _opening_role(body: etree._Element) -> Role | None:
    """Text before the first headed section of a sectioned paper introduces it."""
    headed = [node for node in children(body, "sec") if text_of(child(node, "title"))]
    first_block = next(iter(children(body)), None)
    opens_bare = first_block is not None and (local_name(first_block) == "p" or child(first_block, "title") is None)
    return Role.INTRODUCTION if len(headed) >= 2 and opens_bare else None


def _abstracts(front: etree._Element | None) -> Iterator[Block]:
    meta = child(front, "article-meta")
    if meta is None:
        return
    found = [node for node in children(meta, "abstract") if node.get("abstract-type") not in _PICTURE_ABSTRACTS]
    own = [node for node in found if node.get("abstract-type") not in _LAY_ABSTRACTS]
    for node in own + [node for node in found if node not in own]:
        title = text_of(child(node, "title"))
        if not has_text(node):
            continue
        yield Heading(title or "Abstract", Role.SUMMARY, Zone.ABSTRACT, 1)
        for inner in children(node):
            name = local_name(inner)
            if name == "sec":
                yield from _abstract_part(inner)
            elif name == "p":
                yield from _abstract_paragraph(inner)
            elif name in LISTS:
                yield from sections_of(node, Role.SUMMARY, 1, Zone.ABSTRACT)
                break


def _abstract_part(section: etree._Element) -> Iterator[Block]:
    title = text_of(child(section, "title"))
    if title.lower().rstrip(".:") == "abstract":
        for inner in children(section, "sec", "p"):
            yield from _abstract_part(inner) if local_name(inner) == "sec" else _abstract_paragraph(inner)
        return
    role = role_of_section(title.rstrip(":."), section_type=section.get("sec-type") or "")
    role = Role.SUMMARY if role is Role.OTHER else role
    yield Heading(title, role, Zone.ABSTRACT, 2)
    yield from sections_of(section, role, 2, Zone.ABSTRACT)


def _abstract_paragraph(node: etree._Element) -> Iterator[Block]:
    """A paragraph of an abstract, split where it carries labels such as `Methods:` or *Methods*."""
    for label, text in _styled_parts(node) or labelled_parts(text_of(node)):
        role = (role_of_heading(label) if label else None) or Role.SUMMARY
        if label:
            yield Heading(label, role, Zone.ABSTRACT, 2)
        if text:
            yield Paragraph(text, role=role, zone=Zone.ABSTRACT)


def _styled_parts(node: etree._Element) -> tuple[tuple[str, str], ...]:
    """(label, text) where bold or italic names of parts begin the text or follow a sentence; empty without any."""
    marked = deepcopy(node)
    before = marked.text or ""
    for inner in children(marked):
        words = text_of(inner)
        begins = not before.strip() or before.rstrip()[-1:] in ".?!)]"
        named = role_of_heading(words) if local_name(inner) in ("bold", "italic", "underline") else None
        if begins and named is not None and named not in _NO_PART and len(words) < 60:
            for nested in list(inner):
                inner.remove(nested)
            inner.text = f"{_OPEN}{words}{_CLOSE}"
        before = (words if not inner.tail else "") + (inner.tail or "")
    lead, *rest = _STYLED.split(text_of(marked))
    parts = [
        ((name + mark).strip(), text.strip())
        for name, mark, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    ]
    return ((("", lead.strip()), *parts) if lead.strip() else tuple(parts)) if parts else ()


def _warnings(article: etree._Element, *, has_body: bool) -> tuple[SourceWarning, ...]:
    if has_body:
        return ()
    if any(True for _ in elements(article, "body")):
        return (SourceWarning("no_body_text", "the file has a body without text; only its front matter was read"),)
    return (SourceWarning("abstract_only", "the file holds the front matter of the article, not its full text"),)
