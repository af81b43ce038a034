"""Tables: found by their caption, bounded by drawn rules or by where running text resumes, read as rows of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.sources.assembly import CellBlock
from pipeline.sources.pdf.cells import cells_of, rows_of
from pipeline.sources.pdf.lines import Drawn, Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.order import gutters_of
from pipeline.text.regex import regex

__all__ = ["FoundTable", "find_tables"]

_LABEL = regex(
    r"((?:Supplementary |Supplemental |Appendix |Extended Data )?Table\s+(?:[A-Z]{0,2}\.?\d{1,3}[a-z]?|[IVXL]{1,6}))"
    r"(?=\s*$|\s*[.:|—–\-]|\s+\(?[A-Z0-9]|\s+\()",
    re.IGNORECASE,
)


_FIGURE = regex(r"Fig(?:ure|\.)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page: its label, the lines of caption, body and notes, and its cells by row and column."""

    label: str
    caption: tuple[Line, ...]
    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    cells: tuple[CellBlock, ...]
    page: int


def find_tables(lines: Sequence[Line], drawn: Sequence[Drawn], look: Look) -> tuple[FoundTable, ...]:
    """The tables of one page, top to bottom. Lines are those of the paper, furniture gone."""
    labels = [line for line in lines if not line.turned and _is_label(line, lines, look)]
    if not labels:
        return ()
    gutters = gutters_of([line for line in lines if not line.turned], look)
    found: list[FoundTable] = []
    taken: set[int] = set()
    for label in sorted(labels, key=lambda line: line.y0):
        free = [line for line in lines if id(line) not in taken and not line.turned]
        table = _table_at(label, _beside(label, free, gutters), labels, drawn, look)
        if table is not None:
            taken.update(id(line) for line in (*table.caption, *table.body, *table.notes))
            found.append(table)
    return tuple(found)


def _beside(label: Line, lines: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """The lines without those of another column, where running text stands there beside the table."""
    kept = list(lines)
    for gutter in gutters:
        if label.x0 < gutter < label.x1:
            continue
        right = label.x0 > gutter
        other = [line for line in kept if (line.x1 <= gutter + 3 if right else line.x0 >= gutter - 3)]
        near = [line for line in other if label.y0 - 2 < line.y0 < label.y0 + 12 * label.size]
        if sum(len(line.text) >= 30 for line in near) > 0.6 * len(near) and len(near) > 3:
            gone = {id(line) for line in other}
            kept = [line for line in kept if id(line) not in gone]
    return kept


def _is_label(line: Line, lines: Sequence[Line], look: Look) -> bool:
    """Whether the line opens a table's caption rather than a sentence that begins with "Table 1"."""
    match = _LABEL.match(line.text)
    if match is None:
        return False
    rest = line.text[match.end() :].lstrip()
    if rest[:1] in (".", ":", "|", "—", "–") or not rest:
        return True
    if line.lead or line.bold or line.italic or line.font != look.font or not look.is_body_size(line):
        return True
    above = [
        other
        for other in lines
        if other is not line and other.x0 < line.x1 and other.x1 > line.x0 and other.y1 <= line.y0 + 2
    ]
    return rest[:1].isupper() and (not above or line.y0 - max(other.y1 for other in above) > 0.8 * line.size)


def _table_at(
    label: Line, lines: Sequence[Line], labels: Sequence[Line], drawn: Sequence[Drawn], look: Look
) -> FoundTable | None:
    match = _LABEL.match(label.text)
    if match is None:
        return None
    rules = _rules_below(label, labels, lines, drawn, look)
    if rules:
        left, right = min(rule.x0 for rule in rules) - 4, max(rule.x1 for rule in rules) + 4
        left, right = min(left, label.x0 - 2), max(right, label.x1 if label.x1 < right + 60 else right)
        top, bottom = min(rule.y0 for rule in rules), max(rule.y1 for rule in rules)
        within = [
            line for line in lines if line.x0 >= left and line.x1 <= right + 6 and label.y0 - 2 <= line.middle <= bottom
        ]
        caption = [line for line in within if line.middle < top + 1] or [label]
        if label not in caption:
            caption = [label]
        body = [line for line in within if line not in caption and line.middle > label.y0]
    else:
        caption, body = _unruled(label, lines, labels)
        left = min((line.x0 for line in (*caption, *body)), default=label.x0) - 4
        right = max((line.x1 for line in (*caption, *body)), default=label.x1) + 4
        bottom = max((line.y1 for line in (*caption, *body)), default=label.y1)
    if not body:
        return None
    notes = _notes(lines, labels, (left, right), bottom, look)
    return FoundTable(
        match.group(1), tuple(caption), tuple(body), notes, cells_of(body, [rule.y0 for rule in rules]), label.page
    )


def _rules_below(
    label: Line, labels: Sequence[Line], lines: Sequence[Line], drawn: Sequence[Drawn], look: Look
) -> list[Drawn]:
    """The horizontal rules of the table under `label`: at least two of one width, no running text between them."""
    later = [other.y0 for other in labels if other.y0 > label.y1 + 4 and other.x0 < label.x1 and other.x1 > label.x0]
    limit = min(later, default=1e9)
    level = _whole([rule for rule in drawn if rule.y1 - rule.y0 < 2.5 and label.y1 - 3 < rule.y0 < limit])
    rules = [rule for rule in level if rule.x1 - rule.x0 > 60 and rule.x0 < label.x1 + 20 and rule.x1 > label.x0 - 20]
    if len(rules) < 2:
        return []
    first = rules[0]
    wide = max(rules[: max(3, len(rules) // 2)], key=lambda rule: rule.x1 - rule.x0)
    if wide.x1 - wide.x0 > 1.5 * (first.x1 - first.x0):
        first = wide
    group = [rule for rule in rules if rule.x0 >= first.x0 - 6 and rule.x1 <= first.x1 + 6]
    kept = [group[0]] if group and group[0].y0 - label.y1 < 14 * label.size else []
    for rule in group[1:] if kept else []:
        between = [
            line for line in lines if kept[-1].y0 < line.middle < rule.y0 and line.x0 < first.x1 and line.x1 > first.x0
        ]
        prose = sum(_is_running(line, first.x1 - first.x0, look) for line in between)
        if prose > 2 and prose > 0.4 * len(between):
            break
        kept.append(rule)
    return _down_to_last_full_rule(kept, first.x1 - first.x0) if len(kept) > 1 and kept[-1].y0 - kept[0].y0 > 8 else []


def _whole(rules: Sequence[Drawn]) -> list[Drawn]:
    """The rules from top to bottom, those drawn cell by cell as the one line that they make."""
    whole: list[Drawn] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y0), rule.x0)):
        last = whole[-1] if whole else None
        if last is not None and round(rule.y0) == round(last.y0) and -1 < rule.x0 - last.x1 < 1.5:
            whole[-1] = last._replace(x1=rule.x1, y1=max(last.y1, rule.y1))
        else:
            whole.append(rule)
    return sorted(whole, key=lambda rule: rule.y0)


def _down_to_last_full_rule(rules: list[Drawn], width: float) -> list[Drawn]:
    """The rules without those at the end that are drawn over half the table's width or less: other matter's."""
    full = [
        rule for rule in rules if _extent([other for other in rules if abs(other.y0 - rule.y0) < 1.5]) > 0.6 * width
    ]
    return [rule for rule in rules if rule.y0 <= full[-1].y0 + 1.5] if len(full) > 1 else rules


def _extent(rules: Sequence[Drawn]) -> float:
    return max(rule.x1 for rule in rules) - min(rule.x0 for rule in rules)


def _is_running(line: Line, width: float, look: Look) -> bool:
    return look.is_prose(line) and line.width > 0.7 * min(width, 260)


def _unruled(label: Line, lines: Sequence[Line], labels: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Caption and body of a table without rules: rows of several pieces, until a full line of running text."""
    below = sorted(
        (line for line in lines if line.y0 > label.y0 - 1 and line is not label), key=lambda line: line.middle
    )
    caption = [label]
    body: list[Line] = []
    last = label
    for row in rows_of(below):
        if any(line in labels for line in row) or row[0].y0 - last.y1 > 3 * label.size:
            break
        if len(row) == 1 and not body:
            if abs(row[0].size - label.size) < 0.6 and row[0].y0 - last.y1 < 0.9 * label.size and len(caption) < 5:
                caption.append(row[0])
                last = row[0]
                continue
            break
        if len(row) == 1 and len(row[0].text) > 45:
            break
        body += row
        last = row[0]
    rows = rows_of(body)
    return (caption, body) if sum(len(row) > 1 for row in rows) >= 2 else (caption, [])


def _notes(
    lines: Sequence[Line], labels: Sequence[Line], sides: tuple[float, float], bottom: float, look: Look
) -> tuple[Line, ...]:
    """Small type right under the table, down to the next table or figure."""
    left, right = sides
    notes: list[Line] = []
    y = bottom
    for line in sorted((line for line in lines if line.y0 > bottom - 2), key=lambda line: line.y0):
        if line.x0 < left - 2 or line.x1 > right + 8:
            continue
        if line.size > look.size - 0.6 or line.y0 - y > 1.6 * line.size:
            break
        if line in labels or _FIGURE.match(line.text):
            break
        notes.append(line)
        y = max(y, line.y1)
    return tuple(notes)
