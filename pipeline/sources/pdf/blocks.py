"""The parts of a paper as blocks, in the order of a Document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.domain.document import Role, Zone
from pipeline.sources.assembly import Block, Heading, Paragraph, ReferenceEntry, TableBlock
from pipeline.sources.pdf.flow import Part, Parts
from pipeline.sources.pdf.kinds import number_depth
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.paragraphs import Running, Vocabulary, join, joined, sliced
from pipeline.sources.pdf.references import entries_of
from pipeline.sources.pdf.tables import FoundTable
from pipeline.sources.pdf.units import Unit
from pipeline.sources.roles import role_of_heading, role_under
from pipeline.text.regex import regex

__all__ = ["blocks_of", "joined_text"]

_PART_NAME = (
    r"Background(?: and (?:Aims?|Objectives?|Purpose))?|Introduction|Context|Rationale|Importance|Objectives?|Aims?|"
    r"Purpose|Hypothesis|Study (?:Objectives?|Design)|Design(?:,? Setting,? (?:and|&) Participants)?|Settings?|"
    r"Participants|"
    r"Patients|Subjects|(?:Materials?|Patients|Subjects|Participants)(?: and|,) Methods?|Methods?(?: and (?:Results|"
    r"Findings|Analysis|"
    r"Materials))?|Methodology|Data sources?|Interventions?|Exposures?|"
    r"(?:Main )?Outcomes?(?: and)? ?Measure(?:ment)?s?|Measurements?|"
    r"Main (?:Outcomes?|Results)(?: and Measures)?|Results?(?: and Conclusions?)?|Findings|Observations|"
    r"Conclusions?(?: and Relevance)?|"
    r"Interpretation|Discussion|Limitations?|Significance|Relevance|Trial registration(?: numbers?)?|Registration|"
    r"Funding|"
    r"Ethics and dissemination|Case (?:Report|Presentation|Description)|Statistical analys[ie]s|"
    r"Strengths and limitations"
)
_LABEL = regex(
    rf"(?:^|(?<=[.!?)\]”\d;] ))((?-i:(?=[A-Z]))(?:{_PART_NAME}))(\s?[:.—–]| -)\s+(?=[“\"(]?[A-Z0-9])", re.IGNORECASE
)
_FIRST_LABEL = regex(r"([A-Z][\w/&, -]{2,50}):(?=\s)")
_NAMED_LEAD = regex(r"([A-Z][\w’' ]{3,50}):\s")
_ABSTRACT_WORD = regex(r"(abstract|summary)\s*[:.—–-]*\s*(?=\S)", re.IGNORECASE)
_BEHIND = frozenset((Role.FUNDING, Role.INTERESTS, Role.BACK))


def blocks_of(
    title: Sequence[Unit], parts: Parts, tables: Sequence[FoundTable], turned: Sequence[Line], words: Vocabulary
) -> tuple[Block, ...]:
    """The blocks of the whole paper."""
    blocks: list[Block] = []
    if title:
        blocks.append(_paragraph(join([line for unit in title for line in unit.lines], words), Role.TITLE, Zone.FRONT))
    blocks += (_note(unit, Role.FRONT, Zone.FRONT, words) for unit in parts.front)
    blocks += _abstract(parts.abstract, words)
    body = [part for part in parts.body if part.role is not Role.REFERENCES]
    blocks += _body(body, words)
    if parts.footnotes:
        blocks.append(Heading("", Role.BACK, Zone.BACK))
    blocks += (_note(unit, Role.BACK, Zone.BACK, words) for unit in parts.footnotes)
    blocks += (_paragraph(join(unit.lines, words), Role.CAPTION, Zone.CAPTION) for unit in parts.captions)
    blocks += _labels((*(line for unit in parts.labels for line in unit.lines), *turned), words)
    for table in tables:
        blocks.append(_table(table, words))
        blocks += [_paragraph(join(table.notes, words), Role.CAPTION, Zone.CAPTION)] if table.notes else []
    blocks += _references(parts, words)
    return tuple(block for block in blocks if not isinstance(block, Paragraph) or block.text.strip())


def joined_text(blocks: Iterable[Block]) -> str:
    """All text of the blocks, for searching and judging."""
    parts: list[str] = []
    for block in blocks:
        match block:
            case TableBlock():
                parts += (block.label, block.caption, *(cell.text for cell in block.cells))
            case _:
                parts.append(block.text)
    return "\n".join(parts)


def _paragraph(running: Running, role: Role | None = None, zone: Zone | None = None) -> Paragraph:
    return Paragraph(running.text, running.pieces, running.page, role, zone)


def _note(unit: Unit, role: Role, zone: Zone, words: Vocabulary) -> Paragraph:
    """A paragraph of the front matter or a footnote; one that says who paid or who gains says so in its role."""
    running = join(unit.lines, words)
    named = _NAMED_LEAD.match(running.text)
    own = role_of_heading(named.group(1)) if named else None
    return _paragraph(running, own if own in (Role.FUNDING, Role.INTERESTS) else role, zone)


def _heading(lines: Sequence[Line], role: Role, zone: Zone, level: int, words: Vocabulary) -> Heading:
    return Heading(joined(lines, words), role, zone, level)


# ---------------------------------------------------------------------- abstract
def _abstract(parts: Sequence[Part], words: Vocabulary) -> Iterator[Block]:
    for index, part in enumerate(parts):
        if part.heading:
            yield _heading(part.heading, part.role, Zone.ABSTRACT, part.level, words)
        paragraphs = part.paragraphs
        for number, lines in enumerate(paragraphs):
            running = join(lines, words)
            if index == 0 and number == 0 and not part.heading:
                match = _ABSTRACT_WORD.match(running.text)
                if match:
                    yield Heading(running.text[: match.end()].strip(), Role.SUMMARY, Zone.ABSTRACT, 1)
                    running = sliced(running, match.end(), len(running.text))
            yield from _split_at_labels(running, lines, part.role)


def _split_at_labels(running: Running, lines: Sequence[Line], role: Role) -> Iterator[Block]:
    """A paragraph of an abstract, parted where its own labels stand."""
    found = [(match.start(1), match.end(2), match.group(1)) for match in _LABEL.finditer(running.text)]
    first = _FIRST_LABEL.match(running.text)
    if first and not any(start == 0 for start, _, _ in found):
        found.append((0, first.end(1) + 1, first.group(1)))
    found += _styled_labels(running, lines, {start for start, _, _ in found})
    cuts = [(start, end, label_role) for start, end, name in sorted(found) if (label_role := role_of_heading(name))]
    position = 0
    for start, end, label_role in cuts:
        if start < position:
            continue
        if running.text[position:start].strip():
            yield _paragraph(sliced(running, position, start), role, Zone.ABSTRACT)
        yield Heading(running.text[start:end].strip(), label_role, Zone.ABSTRACT, 2)
        role, position = label_role, end
    if running.text[position:].strip():
        yield _paragraph(sliced(running, position, len(running.text)), role, Zone.ABSTRACT)


def _styled_labels(running: Running, lines: Sequence[Line], known: set[int]) -> Iterator[tuple[int, int, str]]:
    """Labels without a colon that only their weight sets apart, at beginnings of lines."""
    kept = list(lines)[len(lines) - len(running.pieces) :]  # a heading may have taken the first line
    for index, (line, piece) in enumerate(zip(kept, running.pieces, strict=True)):
        if index == 0 and piece.end - piece.start < len(line.text) - 1:
            continue
        lead = line.text[: line.lead].strip()
        if 3 < len(lead) < 60 and piece.start not in known and role_of_heading(lead) is not None:
            end = piece.start + line.lead
            while running.text[end : end + 1] in (".", ":", " "):
                end += 1
            yield piece.start, end, lead.rstrip(".: ")


# ---------------------------------------------------------------------- body
def _body(parts: Sequence[Part], words: Vocabulary) -> Iterator[Block]:
    top: Role | None = None
    for part in parts:
        top = part.role if part.level == 1 else top
        if part.heading:
            yield _heading(part.heading, part.role, part.zone, part.level, words)
        opens: Role | None = None if part.heading else part.role
        current, styled = part.role, False
        for lines in part.paragraphs:
            running = join(lines, words)
            lead = _lead_of(lines[0])
            role = _run_in_role(lines[0].text[:lead].strip(), current, top, styled=styled)
            if role is None:
                yield _paragraph(running, opens, part.zone if opens is not None else None)
            else:
                zone = Zone.BACK if role in _BEHIND else part.zone
                yield Heading(running.text[:lead].strip(), role, zone, part.level + 1)
                yield _paragraph(sliced(running, lead, len(running.text)))
                current, styled = role, True
            opens = None


def _lead_of(first: Line) -> int:
    """How many characters of the line are a heading, by their look, or by name and colon at the back."""
    named = _NAMED_LEAD.match(first.text)
    if first.lead == 0 and named and role_of_heading(named.group(1)) in _BEHIND:
        return named.end()
    return first.lead


def _run_in_role(lead: str, current: Role, top: Role | None, *, styled: bool) -> Role | None:
    """The role that a heading run into its paragraph opens; None where the paragraph goes on with its section.

    `styled` says that such a heading opened the current section, so that the next one of its kind ends it.
    """
    if not 3 < len(lead) < 100 or not (lead[0].isupper() or lead[0].isdigit()):
        return None
    own = role_of_heading(lead)
    if own in _BEHIND or own is Role.LIMITATIONS:
        return own
    if number_depth(lead) > 1 or (styled and lead.endswith((".", ":"))):
        return role_under(top, lead)
    if own is None or own is current:
        return None
    return own if {own, current} == {Role.METHODS, Role.PARTICIPANTS} else None


# ---------------------------------------------------------------------- floats and references
def _labels(lines: Iterable[Line], words: Vocabulary) -> Iterator[Block]:
    """What stands inside figures, one paragraph a page, behind the captions."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page in sorted(by_page):
        yield _paragraph(join(by_page[page], words), Role.OTHER, Zone.CAPTION)


def _table(table: FoundTable, words: Vocabulary) -> TableBlock:
    caption = join(table.caption, words)
    return TableBlock(table.label, caption.text, table.cells, table.page, caption.pieces)


def _references(parts: Parts, words: Vocabulary) -> Iterator[Block]:
    headings = [part for part in parts.body if part.role is Role.REFERENCES]
    if not parts.references:
        return
    if headings and headings[0].heading:
        yield _heading(headings[0].heading, Role.REFERENCES, Zone.REFERENCES, 1, words)
    entries: tuple[ReferenceEntry, ...] = entries_of(parts.references, words)
    yield from entries
