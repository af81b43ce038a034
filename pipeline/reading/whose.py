"""Whose result a passage tells, as far as its own words name it: groups or arms, everybody, against whom, when.

Nothing is guessed. A group counts as named where its name stands in the passage as a word of its own, and not with
another number than its size before it; a point in time is given in the passage's words. Where a passage names nothing
of the kind, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.document import Document, Role, Section, Span, Zone
from pipeline.domain.draft import Group
from pipeline.domain.facts import Facts
from pipeline.reading.passages import fold
from pipeline.text.numbers import Kind, Number, TimeRole, read
from pipeline.text.regex import regex
from pipeline.text.wording import PEOPLE

__all__ = ["Whose", "whose"]

_TELLS = frozenset({Role.RESULTS, Role.SUMMARY, Role.CONCLUSIONS, Role.DISCUSSION, Role.TABLE})
_GENERIC = regex(
    r"\b(?:people|persons?|patients?|participants?|subjects?|individuals?|adults?|with|the|of|who|have|had|group|arm)\b",
    re.IGNORECASE,
)
_CONTROLS = regex(r"controls?|placebo|sham|usual care|waiting list", re.IGNORECASE)
_WHO = r"(?:people|persons?|patients?|participants?|subjects?|individuals?|adults?|those|cases?)"
_BEFORE_TIME = regex(
    r"(?:\b(?:at|by|until|till|from|since|after|before|up to|to|through)\s)?(?:\b(?:weeks?|months?|years?|days?|hours?"
    r"|visits?)\s)?$",
    re.IGNORECASE,
)
_AFTER_TIME = regex(
    r"\s(?:after|before|from|since)\s(?:(?:the|an?)\s)?[\w-]+(?:\s(?:of|dose|treatment|therapy|infusion|injection|[\w-]+ment)){0,3}",
    re.IGNORECASE,
)
_BETWEEN_TIMES = regex(r"\s?(?:,|and|or|to|–|-|, and)\s?", re.IGNORECASE)
_NAMED_TIME = regex(
    r"\b(?:(?:at|from) baseline|baseline"
    r"|(?:at )?(?:the )?end of (?:the )?(?:treatment|trial|study|follow-up|intervention)"
    r"|(?:at )?(?:\w+ )?follow-up(?! (?:of|study|studies|was|were)))\b",
    re.IGNORECASE,
)
_COUNT_BEFORE = regex(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,6})\s$")
_LONGEST = 60
_MOST = 6


@dataclass(frozen=True, slots=True)
class Whose:
    """What a passage says of whose result it is; empty where it does not say.

    `groups` are those it names, with their sizes by the paper, `everybody` the number of all who took part where it
    counts them, `against` the other side in its own words, `times` its points in time in its own words, `columns` the
    heads of the columns where it is a row of a table.
    """

    groups: tuple[Group, ...] = ()
    everybody: int | None = None
    against: str = ""
    times: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.groups or self.everybody or self.against or self.times or self.columns)


def whose(document: Document, facts: Facts, groups: Sequence[Group], n_total: int | None, span: Span) -> Whose:
    """Whose result stands at `span`, where `groups` and `n_total` are the study's own."""
    held = document.sentences_in(span)
    if not held:
        return Whose()
    section = document.section_of(held[0])
    text = fold(document.slice(span))[0]
    numbers = _numbers(text)
    if section.zone is Zone.TABLE:
        return Whose(groups=_named(text, groups), columns=_columns(document, section))
    outcome = next((one for one in facts.outcomes if one.passage.meets(span)), None)
    if section.role not in _TELLS or not (outcome or any(one.is_quantity for one in numbers)):
        return Whose()
    named = _named(text, groups)
    against = outcome.against if outcome else ""
    return Whose(
        groups=named,
        everybody=n_total if n_total and _counts_all(text, numbers, groups, n_total) else None,
        against="" if any(_is_named(against, one.label) for one in named) else against[:_LONGEST],
        times=tuple(dict.fromkeys(_times(text, numbers)))[:_MOST],
    )


def _named(text: str, groups: Sequence[Group]) -> tuple[Group, ...]:
    """The groups that a passage names; none where the study has but one, for then nothing is told apart."""
    if len(groups) < 2:
        return ()
    return tuple(one for one in groups if _is_named(text, one.label) and not _counted_otherwise(text, one))


def _counted_otherwise(text: str, group: Group) -> bool:
    """Whether a passage speaks of a part of a group: "18 controls" where the group has 58."""
    counts = (_COUNT_BEFORE.search(text[: match.start()]) for match in _name(group.label).finditer(text))
    return any(count is not None and int(count[1].replace(",", "")) != group.n for count in counts)


def _is_named(text: str, label: str) -> bool:
    return bool(label) and _name(label).search(text) is not None


@lru_cache(maxsize=256)
def _name(label: str) -> re.Pattern[str]:
    """How a group is named: by its whole label, by an illness with people beside it, or by one word of its own."""
    ways = [re.escape(label)]
    rest = " ".join(_GENERIC.sub(" ", label).split())
    words = rest.split()
    if control := _CONTROLS.fullmatch(words[-1]) if words else None:
        ways.append(r"controls|control (?:group|participants)" if "control" in control[0].lower() else control[0])
    elif len(words) == 1 and re.search("[A-Z]{2}", rest):
        illness = rf"(?:ME/)?{re.escape(rest)}"
        ways.append(rf"{_WHO} with {illness}|{illness} (?:{_WHO}|group)")
    elif len(words) == 1:
        ways.append(re.escape(rest))
    return regex(rf"(?<![\w-])(?:{'|'.join(ways)})(?![\w]|-controlled)", re.IGNORECASE)


def _counts_all(text: str, numbers: Sequence[Number], groups: Sequence[Group], n_total: int) -> bool:
    """Whether the passage counts everybody who took part: "22 of 40 patients", "of 96 participants"."""
    if any(one.n == n_total for one in groups if len(groups) > 1):
        return False
    for one in numbers:
        after = text[one.span.end : one.span.end + 40]
        counted = one.values[1] if one.kind is Kind.RATIO else one.values[0] if one.kind is Kind.COUNT else None
        if counted == n_total and (match := PEOPLE.search(after)) and match.start() < 15:
            return True
    return False


def _times(text: str, numbers: Sequence[Number]) -> Iterator[str]:
    """The points in time of a passage, in its own words and order; those of one list stay together."""
    points = [one for one in numbers if one.kind is Kind.TIME and one.time in {TimeRole.POINT, TimeRole.UNTIL}]
    spans: list[tuple[int, int]] = [match.span() for match in _NAMED_TIME.finditer(text)]
    at = 0
    while at < len(points):
        first = last = points[at]
        while at + 1 < len(points) and _BETWEEN_TIMES.fullmatch(text, last.span.end, points[at + 1].span.start):
            at, last = at + 1, points[at + 1]
        at += 1
        lead = _BEFORE_TIME.search(text[: first.span.start])
        tail = _AFTER_TIME.match(text, last.span.end)
        spans.append((lead.start() if lead else first.span.start, tail.end() if tail else last.span.end))
    for start, end in sorted(spans):
        yield text[start:end].strip()[:_LONGEST]


@lru_cache(maxsize=4096)
def _numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a passage; a page asks for those of the same passages again and again."""
    return read(text)


def _columns(document: Document, section: Section) -> tuple[str, ...]:
    """The heads of the columns of a table, but for that of its first."""
    table = next((one for one in document.tables if one.section == section.id), None)
    heads = [cell for cell in table.cells if cell.header and cell.column > 0] if table else []
    words = (" ".join(document.slice(cell.span).split())[:_LONGEST] for cell in heads)
    return tuple(word for word in dict.fromkeys(words) if word)[:_MOST]
