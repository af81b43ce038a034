"""JATS articles (PubMed Central, eLife, PLOS and other publishers' flavours) as blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.domain.document import Level, Role, SourceWarning, Zone
from pipeline.errors import UnreadableSource
from pipeline.sources.assembly import Block, Heading, Paragraph, TableBlock
from pipeline.sources.inline import hidden_in, text_of
from pipeline.sources.jats_front import language_of, paper_of
from pipeline.sources.jats_references import reference_blocks
from pipeline.sources.labels import labelled_parts
from pipeline.sources.nesting import role_of_section
from pipeline.sources.records import Found, Reading, each
from pipeline.sources.roles import role_of_heading
from pipeline.sources.safe_xml import child, children, elements, local_name, parse, within
from pipeline.sources.xml_tables import cells_of
from pipeline.text.language import UNDETERMINED, language_code

__all__ = ["NAME", "read"]

NAME = "jats/1"

_CONTAINERS = frozenset(
    {"list-item", "def", "def-item", "boxed-text", "disp-quote", "statement", "verse-group", "speech"}
)
_LISTS = frozenset({"list", "def-list"})
_FLOATS = ("fig", "table-wrap")
_SEPARATE = ("sub-article", "response")
_PICTURE_ABSTRACTS = frozenset({"graphical", "teaser", "toc", "web-summary", "video"})
_LAY_ABSTRACTS = frozenset(
    {"executive-summary", "plain-language-summary", "summary", "short", "key-points", "author-highlights"}
)
_BACK_FOOTNOTES = {"conflict": Role.INTERESTS, "coi-statement": Role.INTERESTS, "financial-disclosure": Role.FUNDING,
                   "supported-by": Role.FUNDING}  # fmt: skip
_BACK_ROLES = frozenset({Role.BACK, Role.FUNDING, Role.INTERESTS})
_LABEL_ONLY = re.compile(r"[\d.]+\s*$")


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
    walker = _Walker()
    title: list[Block] = [Paragraph(paper.title, role=Role.TITLE, zone=Zone.FRONT)] if paper.title else []
    front = child(article, "front")
    blocks: list[Block] = [*title, *_abstracts(front, walker)]
    body = child(article, "body")
    before = len(blocks)
    if body is not None:
        blocks += walker.section_content(body, _opening_role(body), 0)
    has_body = len(blocks) > before
    blocks += _back(article, walker)
    blocks += _floats(article)
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


class _Walker:
    """Turns the content of sections into blocks, in reading order; floats are left for later."""

    def section(
        self, section: etree._Element, outer: Role | None, level: int, zone: Zone = Zone.BODY
    ) -> Iterator[Block]:
        """A section with its heading and everything below it."""
        title = text_of(child(section, "title"))
        label = text_of(child(section, "label"))
        if label and not title.startswith(label) and not _LABEL_ONLY.fullmatch(title):
            heading = f"{label} {title}".strip()
        else:
            heading = title
        role = role_of_section(title, outer=outer, section_type=section.get("sec-type") or "")
        if zone is Zone.BODY and level == 1 and role in _BACK_ROLES:
            zone = Zone.BACK
        if heading or (outer is not None and role is not outer):
            yield Heading(heading, role, zone, level)
        yield from self.section_content(section, role, level, zone)

    def section_content(
        self, holder: etree._Element, role: Role | None, level: int, zone: Zone = Zone.BODY
    ) -> Iterator[Block]:
        """What stands in a section or body: paragraphs, lists, subsections."""
        for node in holder:
            name = local_name(node)
            if name == "sec":
                # At the top a role is only assumed for the bare text, and a titled section starts afresh.
                outer = role if level or child(node, "title") is None else None
                yield from self.section(node, outer, level + 1, zone)
            elif name == "p":
                yield from self._paragraph(node, role, level, zone)
            elif name in _LISTS or name in _CONTAINERS:
                yield from self._container(node, role, level, zone)
            elif name in ("disp-formula", "disp-formula-group", "preformat", "ack", "glossary"):
                yield from _spoken(text_of(node), role, zone)
            elif name == "fn-group":
                for note in children(node, "fn"):
                    yield from self.section_content(note, role, level, zone)

    def _paragraph(self, node: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
        text = text_of(node)
        if heading := _run_in_heading(node, text):
            yield Heading(text, role_of_section(text, outer=role) or heading, zone, level + 1)
            return
        yield from _spoken(text, role, zone)
        for inner in children(node):
            if local_name(inner) in _LISTS or local_name(inner) in _CONTAINERS:
                yield from self._container(inner, role, level, zone)

    def _container(self, node: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
        """A list gives one paragraph for each item; a box or quotation gives its own paragraphs."""
        name = local_name(node)
        if name == "def-item":
            term = text_of(child(node, "term"))
            meaning = " ".join(text_of(part) for part in children(node, "def"))
            yield from _spoken(": ".join(filter(None, (term, meaning))), role, zone)
            return
        title = text_of(child(node, "title"))
        caption = child(node, "caption")
        if not title and caption is not None:
            title = text_of(child(caption, "title"))
        if title:
            yield from _spoken(title, role, zone)
        if name == "list-item":
            label = text_of(child(node, "label"))
            for place, inner in enumerate(children(node)):
                if local_name(inner) == "p":
                    text = text_of(inner)
                    yield from _spoken(f"{label} {text}" if label and place <= 1 else text, role, zone)
                    yield from (
                        block
                        for nested in children(inner, *_LISTS)
                        for block in self._container(nested, role, level, zone)
                    )
                elif local_name(inner) in _LISTS:
                    yield from self._container(inner, role, level, zone)
            return
        for inner in children(node):
            inner_name = local_name(inner)
            if inner_name == "sec":
                yield from self.section(inner, role, level + 1, zone)
            elif inner_name in ("p", "verse-line", "attrib"):
                yield from self._paragraph(inner, role, level, zone)
            elif inner_name in _LISTS or inner_name in _CONTAINERS:
                yield from self._container(inner, role, level, zone)


def _spoken(text: str, role: Role | None, zone: Zone) -> Iterator[Block]:
    if text:
        yield Paragraph(text, role=role or Role.OTHER, zone=zone)


def _run_in_heading(node: etree._Element, text: str) -> Role | None:
    """The role of a paragraph that is one bold or italic line naming a section, in files without marked sections."""
    inner = children(node)
    alone = len(inner) == 1 and local_name(inner[0]) in ("bold", "italic", "underline")
    if not alone or (node.text or "").strip() or (inner[0].tail or "").strip(" .:\n"):
        return None
    return role_of_heading(text) if len(text) < 60 else None


def _abstracts(front: etree._Element | None, walker: _Walker) -> Iterator[Block]:
    meta = child(front, "article-meta")
    if meta is None:
        return
    found = [node for node in children(meta, "abstract") if node.get("abstract-type") not in _PICTURE_ABSTRACTS]
    own = [node for node in found if node.get("abstract-type") not in _LAY_ABSTRACTS]
    for node in own + [node for node in found if node not in own]:
        title = text_of(child(node, "title"))
        if not _has_text(node):
            continue
        yield Heading(title or "Abstract", Role.SUMMARY, Zone.ABSTRACT, 1)
        for inner in children(node):
            name = local_name(inner)
            if name == "sec":
                yield from _abstract_part(inner, walker)
            elif name == "p":
                yield from _abstract_paragraph(inner)
            elif name in _LISTS:
                yield from walker.section_content(node, Role.SUMMARY, 1, Zone.ABSTRACT)
                break


def _abstract_part(section: etree._Element, walker: _Walker) -> Iterator[Block]:
    title = text_of(child(section, "title"))
    if title.lower().rstrip(".:") == "abstract":
        for inner in children(section, "sec", "p"):
            yield from _abstract_part(inner, walker) if local_name(inner) == "sec" else _abstract_paragraph(inner)
        return
    role = role_of_section(title.rstrip(":."), section_type=section.get("sec-type") or "")
    role = Role.SUMMARY if role is Role.OTHER else role
    yield Heading(title, role, Zone.ABSTRACT, 2)
    yield from walker.section_content(section, role, 2, Zone.ABSTRACT)


def _abstract_paragraph(node: etree._Element) -> Iterator[Block]:
    """A paragraph of an abstract, split where it carries labels such as `Methods:` in bold."""
    for label, text in labelled_parts(text_of(node)):
        role = (role_of_heading(label) if label else None) or Role.SUMMARY
        if label:
            yield Heading(label, role, Zone.ABSTRACT, 2)
        if text:
            yield Paragraph(text, role=role, zone=Zone.ABSTRACT)


def _back(article: etree._Element, walker: _Walker) -> Iterator[Block]:
    """Acknowledgements, funding, interests, notes and appendices; also footnotes of the front that say such things."""
    yield from _front_notes(article)
    back = child(article, "back")
    if back is None:
        return
    for node in children(back):
        yield from _back_part(node, walker)


def _back_part(node: etree._Element, walker: _Walker) -> Iterator[Block]:
    name = local_name(node)
    if name in ("ref-list", "sec-meta", "bio"):
        return
    if name == "app-group":
        for inner in children(node, "app"):
            yield from _back_part(inner, walker)
        return
    if not _has_text(node):
        return
    title = text_of(child(node, "title"))
    fallback = {"ack": "Acknowledgements", "glossary": "Abbreviations", "app": "Appendix"}.get(name, "")
    kind = node.get("sec-type") or node.get("notes-type") or node.get("content-type") or ""
    role = role_of_section(title or fallback, outer=Role.BACK, section_type=kind)
    if name == "fn-group":
        yield from _footnotes(node, title, role)
        return
    yield Heading(title or fallback, role, Zone.BACK, 1)
    yield from walker.section_content(node, role, 1, Zone.BACK)


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


def _floats(article: etree._Element) -> Iterator[Block]:
    """Captions of figures, then tables with their captions and notes, wherever in the file they stand."""
    floats = [node for node in elements(article, *_FLOATS) if not within(node, *_SEPARATE)]
    figures = [node for node in floats if local_name(node) == "fig" and not within(node, "table-wrap")]
    for node in figures:
        yield from _spoken(_caption(node), Role.CAPTION, Zone.CAPTION)
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
        yield from _spoken(_caption(node), Role.CAPTION, Zone.CAPTION)
    for foot in children(node, "table-wrap-foot"):
        notes = [*elements(foot, "fn")] or children(foot, "p", "attrib")
        for note in notes:
            label = text_of(child(note, "label"))
            words = " ".join(text_of(part) for part in children(note, "p")) or text_of(note)
            yield from _spoken(f"{label} {words}".strip(), Role.CAPTION, Zone.CAPTION)


def _has_text(node: etree._Element) -> bool:
    return any(str(part).strip() for part in node.itertext())


def _warnings(article: etree._Element, *, has_body: bool) -> tuple[SourceWarning, ...]:
    if has_body:
        return ()
    if any(True for _ in elements(article, "body")):
        return (SourceWarning("no_body_text", "the file has a body without text; only its front matter was read"),)
    return (SourceWarning("abstract_only", "the file holds the front matter of the article, not its full text"),)
