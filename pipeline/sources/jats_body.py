"""What stands in the sections of a JATS article, as blocks in reading order; floats are collected elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.domain.document import Role, Zone
from pipeline.sources.assembly import Block, Heading, Paragraph
from pipeline.sources.inline import text_of
from pipeline.sources.nesting import role_of_section
from pipeline.sources.roles import role_of_heading, role_under
from pipeline.sources.safe_xml import child, children, local_name
from pipeline.text.regex import regex

__all__ = ["LISTS", "container_blocks", "has_text", "sections_of", "spoken"]

_CONTAINERS = frozenset(
    {"list-item", "def", "def-item", "boxed-text", "disp-quote", "statement", "speech", "verse-group"}
)
LISTS = frozenset({"list", "def-list"})
_BACK_ROLES = frozenset({Role.BACK, Role.FUNDING, Role.INTERESTS})
_LABEL_ONLY = regex(r"[\d.]+\s*$")


def section_blocks(section: etree._Element, outer: Role | None, level: int, zone: Zone = Zone.BODY) -> Iterator[Block]:
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
    yield from sections_of(section, role, level, zone)


def sections_of(holder: etree._Element, role: Role | None, level: int, zone: Zone = Zone.BODY) -> Iterator[Block]:
    """What stands in a section or body: paragraphs, lists, subsections.

    A name that runs into its paragraph ("**Participants.** All were...") changes the role until the next such name.
    """
    section_role = role
    for node in holder:
        name = local_name(node)
        if name == "sec":
            # At the top a role is only assumed for the bare text, and a titled section starts afresh.
            outer = section_role if level or child(node, "title") is None else None
            yield from section_blocks(node, outer, level + 1, zone)
        elif name == "p" and (lead := _run_in_name(node, role, section_role)):
            words, role = lead
            yield Heading(words, role, Zone.BACK if role in _BACK_ROLES else zone, level + 1)
            yield from spoken(text_of(node).removeprefix(words).lstrip(" .:–—"), role, zone)
        elif name == "p":
            yield from _paragraph(node, role, level, zone)
        elif name in LISTS or name in _CONTAINERS:
            yield from container_blocks(node, role, level, zone)
        elif name in ("disp-formula", "disp-formula-group", "preformat", "ack", "glossary"):
            yield from spoken(text_of(node), role, zone)
        elif name == "fn-group":
            for note in children(node, "fn"):
                yield from sections_of(note, role, level, zone)


def _paragraph(node: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
    text = text_of(node)
    if heading := _run_in_heading(node, text):
        yield Heading(text, role_of_section(text, outer=role) or heading, zone, level + 1)
        return
    yield from spoken(text, role, zone)
    for inner in children(node):
        if local_name(inner) in LISTS or local_name(inner) in _CONTAINERS:
            yield from container_blocks(inner, role, level, zone)


def container_blocks(node: etree._Element, role: Role | None, level: int, zone: Zone) -> Iterator[Block]:
    """A list gives one paragraph for each item; a box or quotation gives its own paragraphs."""
    name = local_name(node)
    if name == "def-item":
        term = text_of(child(node, "term"))
        meaning = " ".join(text_of(part) for part in children(node, "def"))
        yield from spoken(": ".join(filter(None, (term, meaning))), role, zone)
        return
    title = text_of(child(node, "title"))
    caption = child(node, "caption")
    if not title and caption is not None:
        title = text_of(child(caption, "title"))
    if title:
        yield from spoken(title, role, zone)
    if name == "list-item":
        label = text_of(child(node, "label"))
        for place, inner in enumerate(children(node)):
            if local_name(inner) == "p":
                text = text_of(inner)
                yield from spoken(f"{label} {text}" if label and place <= 1 else text, role, zone)
                yield from (
                    block for nested in children(inner, *LISTS) for block in container_blocks(nested, role, level, zone)
                )
            elif local_name(inner) in LISTS:
                yield from container_blocks(inner, role, level, zone)
        return
    for inner in children(node):
        inner_name = local_name(inner)
        if inner_name == "sec":
            yield from section_blocks(inner, role, level + 1, zone)
        elif inner_name in ("p", "verse-line", "attrib"):
            yield from _paragraph(inner, role, level, zone)
        elif inner_name in LISTS or inner_name in _CONTAINERS:
            yield from container_blocks(inner, role, level, zone)


def spoken(text: str, role: Role | None, zone: Zone) -> Iterator[Block]:
    """A paragraph where there is text, else nothing."""
    if text:
        yield Paragraph(text, role=role or Role.OTHER, zone=zone)


def _run_in_name(node: etree._Element, current: Role | None, section_role: Role | None) -> tuple[str, Role] | None:
    """The bold or italic name with which a paragraph begins and the role that it opens, if it opens one."""
    inner = next(iter(children(node)), None)
    if inner is None or (node.text or "").strip() or local_name(inner) not in ("bold", "italic"):
        return None
    words, after = text_of(inner), (inner.tail or "").lstrip()
    if not 3 < len(words) < 100 or not after or not (words[-1] in ".:" or after[0] in ".:–—"):
        return None
    own = role_of_heading(words)
    if current is not section_role:
        return words, role_under(section_role, words)
    if own is None or own is current:
        return None
    matters = own in _BACK_ROLES or own is Role.LIMITATIONS or {own, current} == {Role.METHODS, Role.PARTICIPANTS}
    return (words, own) if matters else None


def _run_in_heading(node: etree._Element, text: str) -> Role | None:
    """The role of a paragraph that is one bold or italic line naming a section, in files without marked sections."""
    inner = children(node)
    alone = len(inner) == 1 and local_name(inner[0]) in ("bold", "italic", "underline")
    if not alone or (node.text or "").strip() or (inner[0].tail or "").strip(" .:\n"):
        return None
    return role_of_heading(text) if len(text) < 60 else None


def has_text(node: etree._Element) -> bool:
    """Whether any text stands inside."""
    return any(str(part).strip() for part in node.itertext())
